"""What a benchmark found, and how it is printed: ratios first, because they mean the same on every machine."""

import operator
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

AT_LEAST: Callable[[float, float], bool] = operator.ge
AT_MOST: Callable[[float, float], bool] = operator.le
SIGNS = {AT_LEAST: "at least", AT_MOST: "at most"}


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised: `value` and whether more or less is better."""

    compare: Callable[[float, float], bool]
    value: float

    def __str__(self) -> str:
        return f"{SIGNS[self.compare]} {self.value:g}"

    def verdict(self, found: float) -> str:
        return "met" if self.compare(found, self.value) else "MISSED"


@dataclass(frozen=True, slots=True)
class Line:
    """One number with its unit; a ratio has the unit ×."""

    what: str
    value: float
    unit: str
    target: Target | None = None

    def __str__(self) -> str:
        number = f"{self.value:,.3g}" if self.value < 1000 else f"{self.value:,.0f}"
        promised = f"{self.target}: {self.target.verdict(self.value)}" if self.target else ""
        return f"  {self.what:<66}{number:>9} {self.unit:<11}{promised}".rstrip()


@dataclass(slots=True)
class Result:
    """What one benchmark found.

    `ratios` compare two things measured in the same run; `figures` are of this machine; `growth` says how
    cost grows, as lines of text; `notes` say what was not measured, and why.
    """

    ratios: list[Line] = field(default_factory=list)
    figures: list[Line] = field(default_factory=list)
    growth: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def ratio(self, what: str, value: float, target: Target | None = None) -> None:
        self.ratios.append(Line(what, value, "×", target))

    def figure(self, what: str, value: float, unit: str, target: Target | None = None) -> None:
        self.figures.append(Line(what, value, unit, target))


def print_table(results: Iterable[Result]) -> None:
    found = list(results)
    _section("Ratios, within one run", [line for one in found for line in one.ratios])
    _section("Figures of this machine", [line for one in found for line in one.figures])
    _section("How cost grows", [f"  {line}" for one in found for line in one.growth])
    _section("Not measured", [f"  {line}" for one in found for line in one.notes])


def _section(title: str, lines: Iterable[object]) -> None:
    printed = [str(line) for line in lines]
    if printed:
        sys.stdout.write("\n".join(["", title, *printed, ""]))
