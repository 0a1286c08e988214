"""A ticket holds what was typed, lets through once, and says nothing to who carries it."""

import base64
import hashlib
from dataclasses import replace

import pytest

from ketenwerk.reporting import sums
from ketenwerk.reporting.load import WINDOW, Load
from ketenwerk.reporting.sums import LASTS, PACE, WAIT, Door, Ticket, read, stamp

NOW = 1_800_000_000.0
CODE = "1234" * 6


@pytest.fixture
def ticket():
    return Ticket("reporting:mailbox", {"code": [CODE]}, NOW)


@pytest.fixture
def door():
    return Door()


def solved(ticket: Ticket) -> str:
    """As the browser does it."""
    tries = (str(number) for number in range(ticket.most))
    found = (n for n in tries if sha(f"{ticket.salt}{n}") == ticket.challenge)
    return next(found)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_sum_can_be_done_and_its_answer_lets_in_at_once(ticket, door, monkeypatch):
    monkeypatch.setattr(sums, "MOST", 500)
    small = replace(ticket, number=499)

    assert solved(small) == "499"
    assert door.lets_in(small, "499", now=NOW)


def test_an_answer_counts_once(ticket, door):
    assert door.lets_in(ticket, str(ticket.number), now=NOW)
    assert not door.lets_in(ticket, str(ticket.number), now=NOW)
    assert not door.lets_in(ticket, str(ticket.number), now=NOW + LASTS + 1)


@pytest.mark.parametrize("answer", ["", "-1", "x", "1" * 500, " 5"])
def test_a_wrong_answer_waits(ticket, door, answer):
    assert not door.lets_in(ticket, answer, now=NOW)
    assert not door.lets_in(ticket, answer, now=NOW + WAIT - 1)
    assert door.lets_in(ticket, answer, now=NOW + WAIT)


def test_who_waited_comes_through_one_by_one_and_whoever_did_the_sum_at_once(door):
    several = [Ticket("x", {}, NOW) for _ in range(3)]
    later = NOW + WAIT

    assert door.lets_in(several[0], "", now=later)
    assert not door.lets_in(several[1], "", now=later + PACE / 2)
    assert door.lets_in(several[2], str(several[2].number), now=later + PACE / 2)
    assert door.lets_in(several[1], "", now=later + PACE)


@pytest.mark.parametrize("later", [-1, LASTS + 1])
def test_a_ticket_of_another_time_lets_nobody_in(ticket, door, later):
    assert not door.lets_in(ticket, str(ticket.number), now=NOW + later)


def test_the_door_forgets_what_is_over(door):
    for number in range(50):
        made = Ticket("x", {}, NOW + number)
        door.lets_in(made, str(made.number), now=NOW + number)
    last = Ticket("x", {}, NOW + LASTS * 2)
    door.lets_in(last, str(last.number), now=NOW + LASTS * 2)

    assert list(door._used) == [last.salt]


def test_a_ticket_travels_unreadable_and_comes_back_whole(ticket):
    travels = stamp(ticket)

    assert read(travels, what=ticket.what) == ticket
    for secret in (CODE, str(ticket.number), ticket.salt):
        assert secret.encode() not in base64.urlsafe_b64decode(travels)


def test_a_ticket_is_for_one_form_and_ours(ticket):
    travels = stamp(ticket)
    changed = travels[:40] + ("A" if travels[40] != "A" else "B") + travels[41:]

    assert read(travels, what="reporting:report") is None
    assert [read(each, what=ticket.what) for each in ("", "x", "é", changed)] == [None] * 4


def test_the_load_is_the_share_of_the_last_seconds():
    load = Load()
    for second in range(10):
        load.add(0.5, now=100.0 + second)

    assert load.per_cent(now=110) == pytest.approx(100 * 5 / WINDOW)
    assert load.per_cent(now=109 + WINDOW) == pytest.approx(100 * 0.5 / WINDOW)
    assert load.per_cent(now=200) == 0


def test_a_class_of_thirty_does_not_make_it_busy():
    """Each asks for one code, all within a few seconds, on a machine that is three times as slow as ours."""
    load = Load()
    for pupil in range(30):
        load.add(0.15, now=100.0 + pupil / 10)

    assert load.per_cent(now=104) < 50
