"""Counts that may be published: no small count is shown, and none can be computed back.

The rules, and why they hold against a reader who knows this code and, from elsewhere, the exact total and the exact
value of every cell that is shown (more than is ever published):

1. A count under `threshold` is hidden, zero like any other: nobody learns that nothing happened somewhere.
2. With them larger counts are hidden: the last one in the order of the table, then the one before it, until `m` larger
   ones are hidden and all that is hidden counts to at least `(m + 1) * threshold`. A table therefore keeps what is
   least missed, such as "not known", at its end. Choosing by count, for example the smallest, would tell something
   about the hidden counts, and so would stopping earlier. Now each small count can still be anything from 0 up to
   `threshold - 1`, the larger ones making up the difference, and each larger one keeps as many possible values.
3. When the larger counts run out first, nothing of the table is shown, nor its total.
4. What is shown is rounded to a multiple of `base`, each number by itself.
5. Tables of one total are published together or not at all. They share nothing but that total, which by 3. is safe to
   know; so none says more about another.

Sources for the practice: Counter-Trafficking Data Collaborative (no answer about fewer than ten people); Health and
Retirement Study (no small cell, nor one that can be derived through percentages or totals). The threshold of ten and
rounding to five are our own proposal: no published rule of the Dutch rapporteur or statistics office was found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

THRESHOLD = 10
BASE = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table. `count` is a multiple of the base, or None when it is hidden."""

    code: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """The cells in the order in which they were given; `total` is rounded, or None when it is hidden."""

    cells: tuple[Cell, ...]
    total: int | None

    @property
    def hides(self) -> bool:
        return any(cell.count is None for cell in self.cells)


def publish(counts: Mapping[str, int], *, threshold: int = THRESHOLD, base: int = BASE) -> Table:
    """One table of counts of people or events, as it may be shown to everybody.

    Raises ValueError for a negative count, and for a threshold that is not a multiple of the base.
    """
    return publish_together([counts], threshold=threshold, base=base)[0]


def publish_together(
    tables: Sequence[Mapping[str, int]], *, threshold: int = THRESHOLD, base: int = BASE
) -> list[Table]:
    """Tables that divide the same total in different ways.

    Raises ValueError also when their totals differ.
    """
    _check(tables, threshold=threshold, base=base)
    hidden = [_hidden(counts, threshold) for counts in tables]
    if any(codes is None for codes in hidden):
        return [_nothing_of(counts) for counts in tables]
    return [
        _shown(counts, codes or set(), base) for counts, codes in zip(tables, hidden, strict=True)
    ]


def _hidden(counts: Mapping[str, int], threshold: int) -> set[str] | None:
    """The cells that are not shown; None when nothing of the table can be."""
    small = {code for code, count in counts.items() if count < threshold}
    if not small:
        return small
    larger = [code for code in counts if code not in small]
    for number in range(1, len(larger) + 1):
        hidden = small.union(larger[-number:])
        if sum(counts[code] for code in hidden) >= (number + 1) * threshold:
            return hidden
    return None


def _shown(counts: Mapping[str, int], hidden: set[str], base: int) -> Table:
    cells = [
        Cell(code, None if code in hidden else _rounded(count, base))
        for code, count in counts.items()
    ]
    return Table(tuple(cells), _rounded(sum(counts.values()), base) if counts else None)


def _nothing_of(counts: Iterable[str]) -> Table:
    return Table(tuple(Cell(code, None) for code in counts), None)


def _rounded(count: int, base: int) -> int:
    """To the nearest multiple; a count half-way goes up."""
    return (2 * count + base) // (2 * base) * base


def _check(tables: Sequence[Mapping[str, int]], *, threshold: int, base: int) -> None:
    if threshold % base:
        raise ValueError(
            f"The threshold {threshold} is no multiple of {base}: a rounded count could fall below it"
        )
    if any(count < 0 for counts in tables for count in counts.values()):
        raise ValueError("A count cannot be negative")
    if len({sum(counts.values()) for counts in tables}) > 1:
        raise ValueError("Tables that are published together divide the same total")
