"""Counting in working days and in calendar months."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

MONTHS_IN_A_YEAR = 12


class UnknownYear(Exception):
    """The holidays of a year are not in the data, so its working days cannot be counted."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which work is done. `weekend` holds ISO weekdays (Monday is 1)."""

    weekend: frozenset[int]
    holidays: frozenset[date]

    @property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.holidays)

    def is_working_day(self, day: date) -> bool:
        """Raises UnknownYear when no holidays are known for the year of `day`."""
        if day.year not in self.years:
            raise UnknownYear(f"No holidays are known for {day.year}; add them to holidays.toml.")
        return day.isoweekday() not in self.weekend and day not in self.holidays

    def working_days_after(self, day: date, n: int) -> date:
        """The n-th working day after `day`; with n = 0 the first working day from `day` itself.

        Raises ValueError when n is negative, UnknownYear when the count leaves the known years.
        """
        if n < 0:
            raise ValueError(f"Terms run forward, not {n} days.")
        first, skipped = (day + timedelta(days=1), n - 1) if n else (day, 0)
        working = (each for each in _days_from(first) if self.is_working_day(each))
        return next(islice(working, skipped, None))


def months_after(day: date, n: int) -> date:
    """The same day n calendar months on, or the last day of that month where it has no such day.

    Three months are not ninety days: the law counts a reflection period in months.
    """
    years, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + n, MONTHS_IN_A_YEAR)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)
