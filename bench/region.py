"""The chain director's pages with 100,000 signals in the database, against 1,000."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from bench.installations import NO_SERVER, both
from bench.load import Client, Times, by_turns
from bench.result import AT_MOST, Result, Target
from tests.faults.installation import Installation

FEW, MANY = 1_000, 100_000
OPEN = 40  # signals that wait in the own region, however many there are
GROWN = OPEN * MANY // FEW  # that wait there when they grow with the rest
PAGES = {  # what: (path, person)
    "region page": ("/en/region/care-utrecht/", "kees-ketting"),
    "my work, director": ("/en/work/", "kees-ketting"),
    "my work, intake": ("/en/work/", "ina-inkijk"),
    "signals, director": ("/en/signals/", "kees-ketting"),
    "cases, director": ("/en/cases/", "kees-ketting"),
}
PROMISED = "region page"
TARGET = Target(AT_MOST, 1.5)


def run(*, quick: bool) -> Result:
    result, times = Result(), 30 if quick else 120
    with both() as installations:
        if len(installations) == 1:
            result.notes.append(f"region and work pages {NO_SERVER}")
        for one in installations:
            _measure(one, result, times)
    return result


def _measure(one: Installation, result: Result, times: int) -> None:
    with copied(one, "few") as few, copied(one, "many") as many:
        _fill(few, FEW, waiting=OPEN)
        _fill(many, MANY, waiting=OPEN)
        first = _in_turns(few, many, times)
        _fill(many, GROWN - OPEN, waiting=GROWN - OPEN)
        grown = _in_turns(few, many, times)
    for page, (small, large) in first.items():
        target = TARGET if page == PROMISED else None
        found = large.middle / small.middle
        result.ratio(f"{page}: {MANY:,} signals / {FEW:,}, {one.kind}", found, target)
        result.figure(f"{page} with {MANY:,} signals, {one.kind}", large.middle * 1000, "ms")
        result.growth.append(
            f"{page}, {one.kind}: {_ms(small)} at {FEW:,} signals, {_ms(large)} at {MANY:,} of which {OPEN} "
            f"wait here; × {grown[page][1].middle / grown[page][0].middle:.2f} when {GROWN:,} wait here"
        )


def _fill(one: Installation, signals: int, *, waiting: int) -> None:
    """Add so many signals, so many of them waiting in the own region."""
    one.run("bench.populate", str(signals), str(waiting))


def _in_turns(few: Installation, many: Installation, times: int) -> dict[str, tuple[Times, Times]]:
    """How long every page takes in both, asked by turns, so that what else the machine does meets both."""
    with few.server() as first, many.server() as second:
        return {
            page: by_turns(
                Client(first.port, path, cookies(few, person)),
                Client(second.port, path, cookies(many, person)),
                times=times,
            )
            for page, (path, person) in PAGES.items()
        }


@contextmanager
def copied(one: Installation, name: str) -> Iterator[Installation]:
    copy = one.copy(one.folder.with_name(f"{one.folder.name}-{name}"))
    try:
        yield copy
    finally:
        copy.remove()


def cookies(one: Installation, person: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(one.run("tests.faults.inside", "session", person))
    return found


def _ms(times: Times) -> str:
    return f"{times.middle * 1000:,.1f} ms"
