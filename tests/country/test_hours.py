"""Whether somebody answers, by the clock on the wall in the Netherlands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.country.data import load
from ketenwerk.country.entries import Opening
from ketenwerk.country.hours import Answering, hours_of

from .conftest import FOLDER

NETHERLANDS = load(FOLDER)
WALL = ZoneInfo("Europe/Amsterdam")
OPEN, CLOSED, UNKNOWN = Answering.OPEN, Answering.CLOSED, Answering.UNKNOWN
EVERY_DAY = tuple(range(1, 8))
WEEKDAYS = (1, 2, 3, 4, 5)
OFFICE = (Opening(days=WEEKDAYS, opens="09:00", closes="17:00"),)
ALWAYS = (Opening(days=EVERY_DAY, opens="00:00", closes="24:00"),)
NIGHT = (
    Opening(days=(5,), opens="20:00", closes="24:00"),
    Opening(days=(6,), opens="00:00", closes="04:00"),
)


def channel(schedule, on_holidays="closed"):
    found = NETHERLANDS.channels["comensha"]
    return replace(found, open=schedule, on_holidays=on_holidays)


def asked(schedule, at, on_holidays="closed"):
    found = hours_of(
        channel(schedule, on_holidays),
        at,
        calendar=NETHERLANDS.calendar,
        time_zone=NETHERLANDS.time_zone,
    )
    return found.answering, found.until


def moments(before):
    naive = map(datetime.fromisoformat, ("2025-01-01", before))
    return st.datetimes(*naive, timezones=st.just(UTC))


def wall(text):
    return datetime.fromisoformat(text).replace(tzinfo=WALL)


@pytest.mark.parametrize(
    ("at", "answering", "until"),
    [
        ("2026-11-23T08:59:59", CLOSED, "2026-11-23T09:00"),  # a Monday
        ("2026-11-23T09:00", OPEN, "2026-11-23T17:00"),
        ("2026-11-23T16:59:59", OPEN, "2026-11-23T17:00"),
        ("2026-11-23T17:00", CLOSED, "2026-11-24T09:00"),
        ("2026-11-27T17:00", CLOSED, "2026-11-30T09:00"),  # over the weekend
        ("2026-11-28T12:00", CLOSED, "2026-11-30T09:00"),
        ("2026-11-23T00:00", CLOSED, "2026-11-23T09:00"),
        ("2026-12-25T12:00", CLOSED, "2026-12-28T09:00"),  # Christmas, on a Friday
        ("2026-04-02T18:00", CLOSED, "2026-04-07T09:00"),  # Good Friday to Easter Monday
    ],
)
def test_office_hours(at, answering, until):
    assert asked(OFFICE, wall(at)) == (answering, datetime.fromisoformat(until))


@pytest.mark.parametrize(
    ("at", "answering", "until"),
    [
        ("2026-11-27T19:59", CLOSED, "2026-11-27T20:00"),
        ("2026-11-27T23:59", OPEN, "2026-11-28T04:00"),
        ("2026-11-28T00:00", OPEN, "2026-11-28T04:00"),
        ("2026-11-28T04:00", CLOSED, "2026-12-04T20:00"),
    ],
)
def test_a_night_runs_on_over_midnight(at, answering, until):
    assert asked(NIGHT, wall(at)) == (answering, datetime.fromisoformat(until))


@pytest.mark.parametrize("at", ["2026-11-23T03:00", "2026-11-29T23:59:59", "2026-12-25T00:00"])
def test_day_and_night_has_no_end(at):
    assert asked(ALWAYS, wall(at), "open") == (OPEN, None)


@pytest.mark.parametrize(
    ("at", "on_holidays", "answering"),
    [
        ("2026-12-25T12:00", "open", OPEN),
        ("2026-12-25T12:00", "closed", CLOSED),
        ("2026-12-25T12:00", "unknown", UNKNOWN),
        ("2026-12-24T12:00", "unknown", OPEN),
        ("2031-01-08T12:00", "open", OPEN),  # of 2031 no holidays are known yet
        ("2031-01-08T12:00", "closed", UNKNOWN),
        ("2031-01-08T12:00", "unknown", UNKNOWN),
    ],
)
def test_on_a_holiday_nothing_is_guessed(at, on_holidays, answering):
    assert asked(OFFICE, wall(at), on_holidays)[0] is answering


def test_a_day_that_may_be_different_is_not_promised_as_the_next_opening():
    eve = wall("2026-12-24T18:00")

    assert asked(OFFICE, eve, "unknown") == (CLOSED, datetime.fromisoformat("2026-12-28T09:00"))


@pytest.mark.parametrize(
    ("moment", "answering"),
    [
        (datetime(2026, 3, 30, 6, 59, tzinfo=UTC), CLOSED),  # the day after the clock went forward
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), OPEN),
        (datetime(2026, 10, 23, 7, 0, tzinfo=UTC), OPEN),
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), CLOSED),  # the day after it went back
        (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), OPEN),
    ],
)
def test_the_clock_on_the_wall_counts_whatever_the_season(moment, answering):
    assert asked(OFFICE, moment)[0] is answering


@pytest.mark.parametrize(
    ("moment", "answering"),
    [
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), CLOSED),  # 01:59
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), OPEN),  # 02:00 in summer time
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), OPEN),  # 02:00 again
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), CLOSED),  # 03:00
    ],
)
def test_the_hour_that_comes_twice_counts_twice(moment, answering):
    small_hours = (Opening(days=(7,), opens="02:00", closes="03:00"),)

    assert asked(small_hours, moment)[0] is answering


def test_the_time_zone_of_who_asks_does_not_matter():
    noon = wall("2026-11-23T12:00")

    assert asked(OFFICE, noon) == asked(OFFICE, noon.astimezone(ZoneInfo("Asia/Tokyo")))


@given(moments("2032-01-01"))
def test_what_is_not_known_is_never_called_closed(moment):
    assert asked((), moment) == (UNKNOWN, None)


@given(moments("2030-12-01"))
def test_who_is_closed_opens_then_and_who_is_open_closes_then(moment):
    answering, until = asked(OFFICE, moment)

    assert until > moment.astimezone(WALL).replace(tzinfo=None)
    assert asked(OFFICE, until.replace(tzinfo=WALL))[0] is {OPEN: CLOSED, CLOSED: OPEN}[answering]
    just_before = until - timedelta(seconds=1)
    assert asked(OFFICE, just_before.replace(tzinfo=WALL))[0] is answering


def test_hours_are_data_only_where_they_are_known():
    known = {code for code, each in NETHERLANDS.channels.items() if each.open}

    assert known == {
        "emergency",
        "comensha",
        "safe-at-home",
        "flevoland",
        "sexual-assault-centre",
        "suicide-prevention",
    }
