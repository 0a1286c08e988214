"""Whether somebody answers now, by the clock on the wall of the country."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from ketenwerk.country.calendar import Calendar
from ketenwerk.country.entries import Opening

AHEAD = 14  # days; who opens less often than that is called closed without a day
DAY = timedelta(days=1)

Span = tuple[
    datetime, datetime
]  # on the wall: without a zone, so that a changed clock adds no hour


class Keeps(Protocol):
    """Whatever keeps hours: a channel, or a place where one can walk in."""

    @property
    def open(self) -> tuple[Opening, ...]: ...
    @property
    def on_holidays(self) -> str: ...


class Answering(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # never to be shown as closed


@dataclass(frozen=True, slots=True)
class Hours:
    """`until` is when this ends, on the wall; nothing when it does not end or is not known."""

    answering: Answering
    until: datetime | None = None


UNKNOWN = Hours(Answering.UNKNOWN)


def hours_of(channel: Keeps, at: datetime, *, calendar: Calendar, time_zone: str) -> Hours:
    """What is known of a channel at a moment. On a day that may be different, nothing is."""
    now = at.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)
    today = _spans(channel, now.date(), calendar)
    if not channel.open or today is None:
        return UNKNOWN
    for _, closes in (span for span in today if span[0] <= now < span[1]):
        return Hours(Answering.OPEN, _end(channel, closes, calendar))
    return Hours(Answering.CLOSED, _next_opening(channel, now, calendar))


def _spans(channel: Keeps, day: date, calendar: Calendar) -> list[Span] | None:
    """When it is open on a day, or nothing when that is not known."""
    if channel.on_holidays != "open":
        if day.year not in calendar.years:
            return None
        if day in calendar.holidays:
            return [] if channel.on_holidays == "closed" else None
    found = [each for each in channel.open if day.isoweekday() in each.days]
    return sorted((_moment(day, each.opens), _moment(day, each.closes)) for each in found)


def _moment(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)


def _end(channel: Keeps, closes: datetime, calendar: Calendar) -> datetime | None:
    """When it closes, also if that is on a following day; nothing when it never does."""
    last = closes + AHEAD * DAY
    while closes < last:
        spans = _spans(channel, closes.date(), calendar) or []
        later = [end for start, end in spans if start <= closes < end]
        if not later:
            return closes
        closes = max(later)
    return None


def _next_opening(channel: Keeps, now: datetime, calendar: Calendar) -> datetime | None:
    return next((opens for opens in _openings(channel, now.date(), calendar) if opens > now), None)


def _openings(channel: Keeps, day: date, calendar: Calendar) -> Iterator[datetime]:
    """From this day on; what may be different is left out."""
    for ahead in range(AHEAD):
        for opens, _ in _spans(channel, day + ahead * DAY, calendar) or []:
            yield opens
