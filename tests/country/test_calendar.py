from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenwerk.country.calendar import UnknownYear, months_after
from ketenwerk.country.data import load

from .conftest import FOLDER

CALENDAR = load(FOLDER).calendar
DAYS = st.dates(date(2025, 1, 1), date(2030, 6, 30))
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),  # a Monday is its own first day
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over the weekend
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Good Friday, weekend, Easter Monday
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # King's Day on a Monday
        (date(2025, 4, 25), 1, date(2025, 4, 28)),  # King's Day a day early: the 27th is a Sunday
        (date(2026, 5, 4), 1, date(2026, 5, 6)),  # Liberation Day
        (date(2026, 5, 13), 1, date(2026, 5, 15)),  # Ascension Day
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas, the second day on a Saturday
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # New Year
        (date(2027, 5, 4), 1, date(2027, 5, 7)),  # Liberation and Ascension Day in a row
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(day, n, found):
    assert CALENDAR.working_days_after(day, n) == found


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 4, 6), False),
        (date(2026, 4, 27), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
    ],
)
def test_a_day_is_a_working_day_or_not(day, answer):
    assert CALENDAR.is_working_day(day) is answer


def test_a_year_without_holidays_is_refused_not_guessed():
    with pytest.raises(UnknownYear, match="2031"):
        CALENDAR.working_days_after(date(2030, 12, 31), 1)


def test_what_has_waited_since_years_ago_can_be_counted():
    assert CALENDAR.working_days_after(date(2020, 4, 30), 3) == date(2020, 5, 6)


def test_a_term_does_not_run_backward():
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.working_days_after(date(2026, 11, 23), -1)


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        (date(2026, 11, 23), 3, date(2027, 2, 23)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_are_calendar_months(day, n, found):
    assert months_after(day, n) == found


@given(DAYS, COUNTS)
def test_a_term_always_lands_on_a_working_day(day, n):
    assert CALENDAR.is_working_day(CALENDAR.working_days_after(day, n))


@given(DAYS, st.integers(1, 60))
def test_exactly_as_many_working_days_lie_in_a_term_as_it_counts(day, n):
    end = CALENDAR.working_days_after(day, n)
    between = (day + timedelta(days=passed) for passed in range(1, (end - day).days + 1))
    assert sum(CALENDAR.is_working_day(each) for each in between) == n


@given(DAYS, DAYS, COUNTS, COUNTS)
def test_a_later_start_or_a_longer_term_never_ends_earlier(one, other, few, many):
    early, late = sorted((one, other))
    few, many = sorted((few, many))
    assert CALENDAR.working_days_after(early, few) <= CALENDAR.working_days_after(late, many)
