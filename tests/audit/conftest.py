"""Actions that do next to nothing, an actor to do them, and the database's own door behind the trail."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection

from ketenwerk.audit.models import AuditBatch, AuditEntry
from ketenwerk.foundation.records import acting
from ketenwerk.organisations.actor import Actor
from ketenwerk.organisations.models import Organisation

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOMEBODY = Actor(user_id="somebody", organisation="7d1f1f0e-0000-4000-8000-000000000001")


@pytest.fixture
def somebody() -> Actor:
    return SOMEBODY


@pytest.fixture
def town(db) -> Organisation:
    with acting():
        return Organisation.objects.create(code="town", name="Town", kind="municipality")


@pytest.fixture
def sql():
    """Straight to the database, past the program."""

    def run(statement: str, *values: object) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount

    return run


@contextmanager
def triggers_dropped():
    """What somebody does who owns the database and wants to change the trail."""
    with connection.cursor() as cursor:
        for table in (AuditEntry._meta.db_table, AuditBatch._meta.db_table):
            for statement in _drops(cursor, table):
                cursor.execute(statement)
    yield


def _drops(cursor, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"ALTER TABLE {table} DISABLE TRIGGER USER"]
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
    )
    return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
