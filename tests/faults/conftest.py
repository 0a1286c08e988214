"""Every test here breaks an installation of its own, on the database that this run is about."""

import faulthandler
import os
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.faults.installation import Installation, Postgres, new_name, prepared

LONG = os.environ.get("KETENWERK_FAULTS") == "long"


@pytest.fixture(scope="session", autouse=True)
def key_file() -> None:
    """Each installation has its own; the one of the other tests is not needed here."""


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Iterator[Installation]:
    """Prepared once, to copy."""
    folder, url = tmp_path_factory.mktemp("faults") / "example", os.environ.get("DATABASE_URL")
    made = prepared(folder, Postgres(url, new_name()) if url else None)
    yield made
    made.remove()


@pytest.fixture
def installation(example, tmp_path) -> Iterator[Installation]:
    copy = example.copy(tmp_path / "data")
    yield copy
    copy.remove()


@pytest.fixture(autouse=True)
def patience() -> None:
    """A long run takes longer than the time after which a test counts as stuck."""
    if LONG:
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def times() -> Callable[[int, int], int]:
    """How often: the first in every run, the second in `make faults`."""
    return lambda short, long: long if LONG else short


@pytest.fixture
def tell(capsys) -> Callable[[str], None]:
    """Says what a long run came to."""

    def say(line: str) -> None:
        if LONG:
            with capsys.disabled():
                sys.stdout.write(f"\n{line}\n")

    return say
