"""A server that is always busy: nobody is refused, nothing that was typed is lost, and the page has no barrier."""

from collections.abc import Iterator

import pytest

from tests.journeys.inspection import invalid
from tests.journeys.people import VISITOR
from tests.journeys.reader import Reader
from tests.journeys.visitor import to_the_check_page
from tests.journeys.visits import PHONE, Visits
from tests.journeys.walk import SCHEMES, Walk

BUSY, RECEIVED = "It is busy here", "Thank you. We have received it."
REPORTS = "reporting_report"


@pytest.fixture(scope="module")
def busy(installation) -> Iterator[str]:
    with installation.server(KETENWERK_BUSY_FROM="0") as server:
        yield f"http://localhost:{server.port}"


@pytest.fixture
def visits(browser, busy, elsewhere) -> Iterator[Visits]:
    visits = Visits(browser, busy, elsewhere)
    yield visits
    assert not (faults := visits.end()), "\n".join(faults)


def is_shown(reader: Reader, english: str) -> None:
    reader.main.get_by_text(reader.word(english)).first.wait_for()


def test_with_scripts_a_report_goes_on_by_itself(visits, installation):
    reader, before = visits.begin(language="nl", screen=PHONE), installation.count(REPORTS)
    to_the_check_page(reader)
    reader.press("Send")
    is_shown(reader, RECEIVED)
    code = reader.code

    assert installation.count(REPORTS) == before + 1
    reader.open("answer/")
    reader.write({"code": code})
    reader.press("Open the mailbox")
    is_shown(reader, "Your mailbox")


def test_without_scripts_too_early_shows_the_page_again_and_sends_nothing(visits, installation):
    reader, before = visits.begin(scripts=False, screen=PHONE), installation.count(REPORTS)
    to_the_check_page(reader)
    for button in ("Send", "Go on"):
        reader.press(button)
        assert reader.word(BUSY) in reader.text
    reader.open("contact/")

    assert reader.word("Nothing has been sent yet.") in reader.text
    assert installation.count(REPORTS) == before


@pytest.mark.parametrize("language", SCHEMES)
def test_the_page_has_no_barriers(visits, language, tmp_path):
    reader = visits.begin(language=language, scheme=SCHEMES[language])
    reader.page.route("**/sum*.js", lambda asked: asked.fulfill(content_type="text/javascript"))
    reader.open("answer/")
    reader.write({"code": "1234 " * 6})
    reader.press("Open the mailbox")
    assert reader.word(BUSY) in reader.text
    walk = Walk(reader, f"{VISITOR} ({language})", set())
    walk.look("busy", narrow=True)

    faults = walk.faults + invalid(walk.pages, tmp_path)
    assert not faults, "\n".join(faults)
