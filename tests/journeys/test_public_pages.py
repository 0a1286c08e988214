"""Every page for everybody, in both languages: no barriers, valid, not too wide, and light."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from django.utils import translation
from playwright.sync_api import Response

from ketenwerk.web import problems
from ketenwerk.web.reasons import TITLES
from tests.journeys.inspection import invalid
from tests.journeys.people import VISITOR
from tests.journeys.visitor import enter_mailbox, send_report
from tests.journeys.visits import PHONE
from tests.journeys.walk import SCHEMES, TOGETHER, Walk, unseen

FIRST_VISIT, STYLE = 60_000, 15_000  # bytes over the line, at most
REASONS = {
    400: "request.malformed",
    403: "role.missing",
    404: "case.not-found",
    409: "workflow.no-such-move",
    413: "request.too-large",
    408: "request.too-slow",
    429: "",
    503: "request.too-many-files",
    500: "",
}


@pytest.fixture(params=SCHEMES)
def walk(request, newcomer) -> Walk:
    """A visitor in a language, who has seen nothing yet."""
    reader = newcomer(language=request.param, scheme=SCHEMES[request.param])
    return Walk(reader, f"{VISITOR} ({request.param})", set())


def assert_fine(walk: Walk, folder) -> None:
    faults = walk.faults + invalid(walk.pages, folder)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", TOGETHER)
def test_nobody_meets_a_barrier(walk_of, language, tmp_path):
    assert_fine(walk_of(VISITOR, language), tmp_path)


@pytest.mark.parametrize("language", TOGETHER)
def test_there_is_no_page_that_nobody_saw(walk_of, newcomer, language):
    seen = walk_of(VISITOR, language).seen

    assert unseen(seen, "public", newcomer(language=language)) == []


def test_the_pages_of_a_report_have_no_barriers(walk, tmp_path):
    visitor = walk.reader
    code = send_report(visitor)
    walk.look("the receipt", narrow=True)
    enter_mailbox(visitor, code)
    walk.look("the mailbox", narrow=True)
    visitor.open("answer/add/")
    walk.look("adding a file", narrow=True)
    visitor.press("Send this file")
    walk.look("adding a file, none chosen", narrow=True)
    visitor.open("answer/open/")
    visitor.press("Send this")
    walk.look("the mailbox, nothing written", narrow=True)
    visitor.write({"body": "Nog iets. (verzonnen)"})
    visitor.press("Send this")
    walk.look("the mailbox, written")
    visitor.press("Wipe the mailbox for good")
    walk.look("wiping", narrow=True)
    visitor.press("Yes, wipe it for good")
    walk.look("wiped", narrow=True)

    assert_fine(walk, tmp_path)


def test_the_problem_pages_have_no_barriers(walk, tmp_path):
    for status in TITLES:
        show_problem(walk, status)
        assert walk.reader.main.locator(".reference").inner_text().startswith("P-")
        walk.look(f"problem {status}", narrow=status == 404)

    assert_fine(walk, tmp_path)


def show_problem(walk: Walk, status: int) -> None:
    """The page as the program makes it, with the style of the real server."""
    reader = walk.reader
    with translation.override(reader.language):
        html = problems.page(None, HTTPStatus(status), REASONS[status]).content.decode()
    address = f"/{reader.language}/problem/{status}/"
    reader.page.route(
        f"**{address}", lambda asked: asked.fulfill(body=html, content_type="text/html")
    )
    reader.open(address)


# ---- weight ----


@dataclass
class Weight:
    """What came over the line for one page, in bytes."""

    parts: dict[str, int] = field(default_factory=dict)

    def add(self, answer: Response) -> None:
        sizes = answer.request.sizes()
        self.parts[answer.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    @property
    def style(self) -> int:
        return sum(size for url, size in self.parts.items() if url.endswith(".css"))

    @property
    def total(self) -> int:
        return sum(self.parts.values())


@pytest.fixture
def weigh(newcomer) -> Callable[[str], Weight]:
    """The first visit to a page on a telephone that has nothing of us yet."""

    def first_visit(path: str) -> Weight:
        reader, found = newcomer(screen=PHONE), Weight()
        answers: list[Response] = []
        reader.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it asks for a function
        reader.open(path)
        reader.page.wait_for_load_state("networkidle")
        for answer in answers:
            found.add(answer)
        return found

    return first_visit


@pytest.mark.parametrize(
    "path", ["", "help/", "numbers/", "read/rights/", "safety/", "contact/", "answer/", "figures/"]
)
def test_the_first_visit_is_light(weigh, path, capsys):
    weight = weigh(path)
    with capsys.disabled():
        sys.stdout.write(f"\n/en/{path}: {weight.total} bytes, of which style {weight.style}\n")

    assert weight.style < STYLE
    assert weight.total < FIRST_VISIT
