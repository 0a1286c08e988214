"""A visitor's browser, a clock that stands still until it is moved, and nobody who has to wait."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from ketenwerk.reporting import views
from ketenwerk.reporting.throttle import Throttle
from tests.conftest import NOON, STORY, UTRECHT
from tests.reporting.handling import (  # noqa: F401 - pytest finds them by name
    bureau,
    closed,
    colleague,
    grouped,
    offered,
    second,
    ticket,
)

CONTACT, ANSWER = "/en/contact/", "/en/answer/"
CODE = re.compile(r'class="receipt__group">(\d{4})<')
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


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


@pytest.fixture
def visitor(cast) -> Client:
    return Client()


@pytest.fixture
def form(visitor) -> Callable[..., dict[str, Any]]:
    """A form as it was just fetched, filled in."""

    def fill_in(**answers: Any) -> dict[str, Any]:
        nonce = nonce_on(visitor.get(CONTACT).text)
        given = {"nonce": nonce, "reporter": "bystander", "story": STORY, "municipality": UTRECHT}
        return given | answers

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


def code_on(page: str) -> str:
    groups = CODE.findall(page)
    assert len(groups) == 6, "no receipt on the page"
    return "".join(groups)


def nonce_on(page: str) -> str:
    found = NONCE.search(page)
    assert found
    return found[1]


def unchanging(page: str) -> str:
    """The page without the token that is new in every answer, and as long."""
    return CHANGING.sub("", page)
