"""One thing somebody works on, as every list shows it: what, where, whose, next step, day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Words in the reader's language. `kind` chooses the drawing, `shape` the form of the status."""

    kind: str
    what: str
    url: str = ""
    where: str = ""
    whose: str = ""
    next_step: str = ""
    day: date | None = None
    late_days: int = 0
    status: str = ""
    shape: str = ""


def days_late(day: date | None, *, today: date) -> int:
    """Whole days past the day; 0 on the day itself and when there is no day."""
    return max(0, (today - day).days) if day else 0
