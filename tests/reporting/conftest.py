"""A visitor's browser, a clock that stands still until it is moved, and nobody who has to wait."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ketenwerk.reporting import gate, receipt, views
from ketenwerk.reporting.load import Load
from ketenwerk.reporting.throttle import Throttle
from tests.conftest import NOON, STORY, UTRECHT
from tests.reporting.handling import (  # noqa: F401 - pytest finds them by name
    bureau,
    closed,
    colleague,
    grouped,
    offered,
    second,
    tell,
    ticket,
)

CONTACT, ANSWER = "/en/contact/", "/en/answer/"
CODE = re.compile(r'class="receipt__group">(\d{4})<')
WORDS = re.compile(r"<li>([a-z]+)</li>")
QUESTION = re.compile(r'name="question" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]+)"')
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
GIVEN = {"reporter": "bystander", "case": "person", "story": STORY, "municipality": UTRECHT}


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def pass_by(self, time: timedelta) -> datetime:
        self.now += time
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch) -> None:
    monkeypatch.setattr(views, "throttle", Throttle())
    monkeypatch.setattr(receipt, "load", Load())
    monkeypatch.setattr(gate, "load", receipt.load)


@pytest.fixture
def visitor(cast) -> Client:
    return Client()


@pytest.fixture
def form(visitor) -> Callable[..., dict[str, Any]]:
    """The last page as it was just shown, ready to send; the answers were given page by page."""

    def fill_in(**answers: Any) -> dict[str, Any]:
        walk(visitor, **answers)
        return sending(visitor)

    return fill_in


@pytest.fixture
def code(visitor, form) -> str:
    """Of a report just sent from the page."""
    return code_on(visitor.post(CONTACT, form()).text)


@pytest.fixture
def mailbox(visitor, code) -> Client:
    """The visitor, with the mailbox open."""
    assert visitor.post(ANSWER, {"code": code}).status_code == 303
    return visitor


def walk(visitor: Client, path: str = CONTACT, *, until: str = "", **answers: Any) -> list[str]:
    """Answer page by page, what is not named with "I don't know"; the questions that were asked."""
    given, asked = GIVEN | answers, []
    while (here := question_on(visitor.get(path).text)) and here != until:
        assert here not in asked, f"asked twice: {here}"
        asked.append(here)
        assert answer(visitor, here, given.get(here, ""), path=path).status_code == 303
    return asked


def answer(visitor: Client, question: str, said: Any, *, path: str = CONTACT):
    """Send one page; nothing said is "I don't know"."""
    sent = {"answer": said} if said else {"always": "unknown"}
    return visitor.post(path, {"question": question, **sent})


def sending(visitor: Client, path: str = CONTACT, kind: str = "digits") -> dict[str, str]:
    """What the button of the check page sends."""
    found = SEEN.search(visitor.get(path).text)
    assert found, "this is not the check page"
    return {"act": "send", "seen": found[1], "kind": kind}


def question_on(page: str) -> str:
    """The code of the question; empty on the check page."""
    found = QUESTION.search(page)
    return found[1] if found else ""


def code_on(page: str) -> str:
    groups = CODE.findall(page)
    assert len(groups) == 6, "no receipt on the page"
    return "".join(groups)


def words_on(page: str) -> str:
    """The seven words of a receipt."""
    found = WORDS.findall(page[page.index("receipt__words") :])[:7]
    assert len(found) == 7, "no receipt in words on the page"
    return " ".join(found)


def unchanging(page: str) -> str:
    """The page without the token that is new in every answer, and as long."""
    return CHANGING.sub("", page)
