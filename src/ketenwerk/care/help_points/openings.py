"""Hours as people write them, "9:00-12:30, 13:00-17:00", and as they are kept: rows of days that open alike."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Span = tuple[str, str]  # from and to, as 09:00; a day may end at 24:00
Row = dict[str, object]

MOST = 4  # times a day that it opens
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to|tot)\s*(\d{1,2})(?:[:.](\d{2}))?")
_BETWEEN = re.compile(r"\s*[,;]\s*")


class NotHours(ValueError):
    """What was typed is no time of opening, or two of them overlap."""


def spans(text: str) -> list[Span]:
    """The hours of one day, in order. Raises NotHours."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    found = sorted(_span(part) for part in parts)
    apart = all(one[1] <= other[0] for one, other in pairwise(found))
    if not apart or len(found) > MOST:
        raise NotHours(text)
    return found


def rows(week: Mapping[int, Sequence[Span]]) -> list[Row]:
    """Days (1 is Monday) with the same hours together in one row."""
    days: dict[Span, list[int]] = {}
    for day in sorted(week):
        for span in week[day]:
            days.setdefault(span, []).append(day)
    return [
        {"days": found, "opens": opens, "closes": closes}
        for (opens, closes), found in days.items()
    ]


def written(kept: Iterable[Mapping[str, object]], day: int) -> str:
    """The hours of one day out of the rows, as somebody would type them."""
    found = sorted(
        (str(row["opens"]), str(row["closes"]))
        for row in kept
        if isinstance(row["days"], Sequence) and day in row["days"]
    )
    return ", ".join(f"{opens}-{closes}" for opens, closes in found)


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise NotHours(text)
    first, second, third, fourth = found.groups()
    opens, closes = _clock(first, second), _clock(third, fourth)
    if opens >= closes:
        raise NotHours(text)
    return opens, closes


def _clock(hour: str, minute: str | None) -> str:
    hours, minutes = int(hour), int(minute or 0)
    if minutes > 59 or hours * 60 + minutes > 24 * 60:  # noqa: PLR2004 - a day
        raise NotHours(hour)
    return f"{hours:02}:{minutes:02}"
