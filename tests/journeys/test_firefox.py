"""The whole report in Firefox ESR, without JavaScript and with nothing to recognise the browser by."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.faults.installation import ROOT, Installation
from tests.journeys import remains
from tests.journeys.intake import ANSWER, intake_takes_and_answers, reports
from tests.journeys.people import sign_in_as
from tests.journeys.visitor import BYSTANDER, STORY
from tests.journeys.visits import Visits
from tests.reporting.samples import image

PATIENCE = 150  # seconds for all of it
MORE = "Zij heeft een blauwe jas aan. (verzonnen)"
PERSON = "Een jonge vrouw met een litteken. (verzonnen)"
ANSWERS = {**BYSTANDER, "person": PERSON}
NEUTRAL = re.compile(r"(Step \d+ of \d+ - )?Help and information")
WITHOUT_ZONE = {"UTC", "Atlantic/Reykjavik"}  # what a page is told, wherever one is
TABLES = ("report", "message", "attachment")


@dataclass
class Journey:
    """What Firefox met on the way, what the database holds more of, and what is left on the disk."""

    profile: Path
    said: list[dict[str, Any]] = field(default_factory=list)
    more: dict[str, int] = field(default_factory=dict)

    def all(self, what: str) -> list[Any]:
        return [line[what] for line in self.said if what in line]

    def one(self, what: str) -> Any:
        [found] = self.all(what)
        return found

    @property
    def canaries(self) -> list[str]:
        """What was typed and what came back, as somebody would look for it."""
        code = self.one("code")
        return [code, code.replace(" ", ""), STORY, PERSON, MORE, ANSWER]


@pytest.fixture(scope="module")
def journey(installation, browser, site, elsewhere, tmp_path_factory) -> Journey:
    folder = tmp_path_factory.mktemp("firefox")
    image().save(folder / "photo.jpg")
    found = Journey(folder / "profile")
    plan = {
        "program": shutil.which("firefox-esr"),
        "profile": str(found.profile),
        "site": site,
        "language": "en",
        "answers": ANSWERS,
        "more": MORE,
        "file": str(folder / "photo.jpg"),
    }
    visits = Visits(browser, site, elsewhere)
    ina = visits.begin()
    sign_in_as(ina, "ina-inkijk")
    there, before = reports(ina), _counted(installation)
    with _firefox(plan) as firefox:
        for line in firefox.stdout:
            found.said.append(json.loads(line))
            if "code" in found.said[-1]:
                [new] = reports(ina) - there
                intake_takes_and_answers(ina, new)
                found.more = {
                    name: count - before[name] for name, count in _counted(installation).items()
                }
                firefox.stdin.write("answered\n")
                firefox.stdin.flush()
    assert not visits.end()
    return found


@contextmanager
def _firefox(plan: dict[str, Any]) -> Iterator["subprocess.Popen[str]"]:
    """The journey while it goes on; none of it is left afterwards."""
    command = ["node", str(ROOT / "tests" / "journeys" / "firefox.mjs"), json.dumps(plan)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as going:
        too_late = Timer(PATIENCE, _kill, [going])
        too_late.start()
        try:
            yield going
            assert going.wait() == 0, going.stderr.read() if going.stderr else ""
        finally:
            too_late.cancel()
            _kill(going)


def _kill(going: "subprocess.Popen[str]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(going.pid, signal.SIGKILL)


def _counted(installation: Installation) -> dict[str, int]:
    return {name: installation.count(f"reporting_{name}") for name in TABLES}


def test_the_browser_runs_no_scripts_and_hides_where_it_is(journey):
    assert journey.one("scripts") is False
    assert journey.one("zone") in WITHOUT_ZONE


def test_every_question_is_asked_and_what_was_told_can_be_checked(journey):
    asked = journey.all("question")

    assert set(ANSWERS) <= set(asked)
    assert len(asked) == len(set(asked))
    assert STORY in journey.one("check")
    assert PERSON in journey.one("check")


def test_one_report_arrives_with_what_was_added(journey):
    assert journey.more == {"report": 1, "message": 2, "attachment": 1}
    assert "Thank you. We have received it." in journey.one("receipt")
    assert "Your file has been sent." in journey.one("files")
    assert "It has been sent. You do not see it again here." in journey.one("written")


def test_the_code_opens_the_answer_and_nothing_that_was_told(journey):
    assert re.fullmatch(r"(\d{4} ){5}\d{4}", journey.one("code"))
    assert ANSWER in journey.one("answered")
    assert not [each for each in (STORY, PERSON, MORE) if each in journey.one("answered")]


def test_titles_and_addresses_say_nothing(journey, elsewhere):
    *ours, last = [line for line in journey.said if "page" in line]

    assert (last["page"], last["title"]) == (elsewhere, "The weather")
    assert [line["title"] for line in ours if not NEUTRAL.fullmatch(line["title"])] == []
    sent = [line["asked"] + line["referer"] for line in journey.said if "asked" in line]
    assert not [each for each in sent for told in journey.canaries if told in each]


def test_nobody_else_is_asked_for_anything(journey, site, elsewhere):
    asked = {urlsplit(url).netloc for url in journey.all("asked")}

    assert asked == {urlsplit(site).netloc, urlsplit(elsewhere).netloc}


def test_going_back_shows_nothing_of_it(journey):
    shown = journey.all("back")

    assert len(shown) == 6
    assert not [told for page in shown for told in journey.canaries if told in page]


def test_the_history_names_the_road_once_and_neutrally(journey, site):
    visited = remains.history(journey.profile)
    [road] = [title for url, title in visited if url == f"{site}/en/contact/"]

    assert NEUTRAL.fullmatch(road) or not road
    depths = {line["depth"] for line in journey.said if "Step " in line.get("title", "")}
    assert len(depths) == 1  # however many questions, one step back leads before them all
    assert not [url for url, _ in visited for told in journey.canaries if told in url]


def test_nothing_of_it_is_on_the_disk(journey):
    assert remains.holding(journey.profile, ["The weather"])  # so it would be found
    assert remains.holding(journey.profile, journey.canaries) == []
    assert set(journey.all("stored")) == {0}
    assert remains.stores(journey.profile) == []
    assert remains.cookies(journey.profile) == 0
