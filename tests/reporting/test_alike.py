"""Right, wrong, wiped and forgotten codes cost the same work; what opens nothing looks alike (security.md T34)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.reporting import drafting, receipt, tasks
from ketenwerk.reporting.draft import Draft, new_ticket
from ketenwerk.reporting.models import Draft as Kept
from tests.reporting.conftest import ANSWER, unchanging

NEVER_MADE = "4821" * 6


@dataclass(frozen=True)
class Tried:
    """What one try cost, and what came of it."""

    status: int
    page: str
    size: int
    hashes: int
    asked: int
    written: list[str]


@pytest.fixture
def hashes(monkeypatch) -> list[int]:
    made, hardened = [], receipt._hardened
    monkeypatch.setattr(receipt, "_hardened", lambda code: made.append(1) or hardened(code))
    return made


@pytest.fixture
def attempt(hashes) -> Callable[[str], Tried]:
    def once(code: str) -> Tried:
        hashes.clear()
        browser = Client()
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            answer = browser.post(ANSWER, {"code": code})
        said = [each["sql"].split()[0] for each in (*main, *keys)]
        return Tried(
            answer.status_code,
            unchanging(answer.text),
            len(answer.content),
            len(hashes),
            said.count("SELECT"),
            [word for word in said if word in {"INSERT", "UPDATE", "DELETE"}],
        )

    return once


@pytest.fixture
def wiped(mailbox, code) -> str:
    mailbox.post(f"{ANSWER}wipe/", {"sure": "1"})
    return code


@pytest.fixture
def forgotten(cast, clock) -> str:
    """Of what was typed, kept under a code, and not sent in time."""
    made = drafting.save_draft(ANONYMOUS, new_ticket(), Draft(), words="", at=clock.now)
    tasks.forget_drafts(at=clock.pass_by(timedelta(days=30)))
    assert not Kept.objects.exists()
    return made


def test_what_opens_nothing_is_told_apart_by_nothing(attempt, wiped, forgotten):
    never_made, no_code = attempt(NEVER_MADE), attempt("hello")

    assert attempt(wiped) == attempt(forgotten) == never_made == no_code
    assert (never_made.status, never_made.hashes) == (200, 1)
    assert "This code opens nothing." in never_made.page


def test_a_right_code_costs_the_same_work_as_a_wrong_one(attempt, code):
    right, wrong = attempt(code), attempt(NEVER_MADE)

    assert right.status == 303
    assert (right.hashes, right.asked, right.written) == (wrong.hashes, wrong.asked, wrong.written)
