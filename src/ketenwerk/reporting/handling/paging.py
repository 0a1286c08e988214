"""Pages of a list of any length, each as quick as the first.

It goes on from the last row that was shown, and counts no further than it must.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

COUNTED = 1000  # further than this nobody wants the exact number


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the marks with which the next and the previous page are asked for; empty where there is none."""

    rows: list[Any]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; `more` when there are more than were counted."""

    number: int
    more: bool


def page(found: QuerySet[Any], by: str, *, after: str = "", before: str = "", size: int) -> Page:
    """The rows after or before a mark, in the order of a day (`-day` for the latest first) and then of the id.

    A mark that nobody gave out leads to the first page.
    """
    mark, back = _read(after or before), bool(before and not after)
    name, falling = by.removeprefix("-"), by.startswith("-")
    if mark is not None:
        found = found.filter(_beyond(name, mark, falling=falling is not back))
    order = (f"-{name}", "-id") if falling is not back else (name, "id")
    rows = list(found.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    first, last = (_mark(rows[0], name), _mark(rows[-1], name)) if rows else ("", "")
    has_before, has_after = (more, True) if back else (mark is not None, more)
    return Page(rows, first if has_before else "", last if has_after else "")


def count(found: QuerySet[Any]) -> Count:
    number = found.order_by()[: COUNTED + 1].count()
    return Count(min(number, COUNTED), number > COUNTED)


def _beyond(name: str, mark: tuple[date, UUID], *, falling: bool) -> Q:
    """Written so that an index on (day, id) finds where to begin."""
    day, key = mark
    side = "lt" if falling else "gt"
    same_day = Q(**{name: day, f"id__{side}": key})
    return Q(**{f"{name}__{side}e": day}) & (Q(**{f"{name}__{side}": day}) | same_day)


def _mark(row: Any, name: str) -> str:
    return f"{getattr(row, name).isoformat()}_{row.pk}"


def _read(mark: str) -> tuple[date, UUID] | None:
    day, _, key = mark.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None
