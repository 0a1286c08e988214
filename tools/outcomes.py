"""What a run of the tests came to, read from the report that pytest writes."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

STATES = {"failure": "failed", "error": "failed", "skipped": "skipped"}


@dataclass(frozen=True)
class Outcome:
    """One test: its file (`tests.care.test_rules`), its name, what became of it, and why."""

    place: str
    name: str
    state: str
    reason: str = ""

    @property
    def folder(self) -> str:
        """The folder below `tests` in which it stands."""
        return next(iter(self.place.removeprefix("tests.").split(".")), "")

    @property
    def address(self) -> str:
        """As one would write it on the command line, without parameters."""
        parts = self.place.split(".")
        file = 1 + max((i for i, part in enumerate(parts) if part.startswith("test_")), default=0)
        path = "/".join(parts[:file]) + ".py"
        return "::".join([path, *parts[file:], self.name.partition("[")[0]])


@dataclass(frozen=True)
class Suite:
    """Some folders of tests on one database; `options` are for pytest."""

    name: str
    folders: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of a suite; `broken` says why when pytest itself did not get to its end."""

    suite: Suite
    outcomes: tuple[Outcome, ...]
    broken: str = ""


def read_report(path: Path) -> list[Outcome]:
    """Every test of the report, once: a test that also fails in tidying up has failed."""
    root = ET.parse(path).getroot()  # noqa: S314 - we had it written ourselves
    found: dict[tuple[str, str], Outcome] = {}
    for case in root.iter("testcase"):
        outcome = _outcome(case)
        key = (outcome.place, outcome.name)
        if key not in found or outcome.state == "failed":
            found[key] = outcome
    return list(found.values())


def _outcome(case: ET.Element) -> Outcome:
    place, name = case.get("classname", ""), case.get("name", "")
    if not place:  # a file that could not be read is a test with only a name
        place = name
    for child in case:
        if child.tag in STATES:
            return Outcome(place, name, STATES[child.tag], child.get("message", ""))
    return Outcome(place, name, "passed")


def counts(outcomes: Iterable[Outcome]) -> Counter[str]:
    """How many passed, failed and were skipped."""
    return Counter(outcome.state for outcome in outcomes)


def accepted_skips(path: Path) -> dict[str, str]:
    """The files and tests that may be skipped, each with the reason.

    Raises `ValueError` for an entry without a reason.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("skip", [])
    for entry in entries:
        if not entry.get("reason", "").strip():
            raise ValueError(f"{path.name}: {entry.get('test')} is listed without a reason.")
    return {entry["test"]: entry["reason"] for entry in entries}


def is_accepted(skipped: Outcome, accepted: Iterable[str]) -> bool:
    """Whether the list names the test, its class or its file."""
    return any(f"{skipped.address}::".startswith(f"{name}::") for name in accepted)
