"""When a help point is open, by the clock on the wall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

MIDNIGHT, END_OF_DAY = "00:00", "24:00"
WEEK = frozenset(range(1, 8))


class Now(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"  # never to be shown as closed


@dataclass(frozen=True, slots=True)
class Opening:
    """On these ISO weekdays (Monday is 1), from one time of the clock to another; "24:00" ends the day."""

    days: tuple[int, ...]
    opens: str
    closes: str


def openings(rows: Iterable[Mapping[str, Any]]) -> tuple[Opening, ...]:
    return tuple(Opening(tuple(row["days"]), row["opens"], row["closes"]) for row in rows)


def is_always_open(hours: Iterable[Opening]) -> bool:
    """Day and night, every day of the week."""
    whole = (each for each in hours if (each.opens, each.closes) == (MIDNIGHT, END_OF_DAY))
    return {day for each in whole for day in each.days} == WEEK


def is_open(hours: tuple[Opening, ...], now: datetime, *, as_usual: bool) -> Now:
    """Whether it is open at `now`, which is local. `as_usual` is false on a holiday: then nobody knows."""
    if not hours or not (as_usual or is_always_open(hours)):
        return Now.UNKNOWN
    day, clock = now.isoweekday(), now.strftime("%H:%M")
    there = any(day in each.days and each.opens <= clock < each.closes for each in hours)
    return Now.OPEN if there else Now.CLOSED
