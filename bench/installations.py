"""Installations to measure on: the embedded one, and one on PostgreSQL where there is a server."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.installation import Installation, Postgres, new_name, prepared
from tools.postgres import server_programs, throw_away_cluster

NO_SERVER = "on PostgreSQL: no DATABASE_URL was given and no server programs are installed here"


@contextmanager
def embedded() -> Iterator[Installation]:
    """A new one on SQLite, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ketenwerk-bench-") as folder:
        yield prepared(Path(folder) / "data")


@contextmanager
def both() -> Iterator[list[Installation]]:
    """One on SQLite, and one on PostgreSQL when that can be had."""
    with embedded() as first, _postgres_url() as url:
        if url is None:
            yield [first]
            return
        second = prepared(first.folder.with_name("second"), Postgres(url, new_name()))
        try:
            yield [first, second]
        finally:
            second.remove()


@contextmanager
def _postgres_url() -> Iterator[str | None]:
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
    elif server_programs():
        with throw_away_cluster() as cluster:
            yield cluster.environment()["DATABASE_URL"]
    else:
        yield None
