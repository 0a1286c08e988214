"""The database itself refuses to change or delete what stands on the trail, whoever asks."""

import pytest
from django.db import Error, connection, transaction

from ketenwerk.audit import chain, trail
from ketenwerk.audit.models import AuditBatch, AuditEntry
from tests.audit.conftest import NOON, SOMEBODY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TABLES = {"audit_auditentry": "id", "audit_auditbatch": "number"}


@pytest.fixture(autouse=True)
def entries():
    for _ in range(3):
        trail.refused(SOMEBODY, "page.x", why="role.missing", at=NOON)
    chain.seal(at=NOON)


def kept() -> list[object]:
    return [*AuditEntry.objects.order_by("id").values(), *AuditBatch.objects.values()]


STATEMENTS = [
    "UPDATE {table} SET {key} = {key}",
    "UPDATE {table} SET {key} = {key} + 1000",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE {key} = (SELECT MAX({key}) FROM {table})",
]
OF_SQLITE = [
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "UPDATE OR REPLACE {table} SET {key} = 1",
]
OF_POSTGRESQL = [
    "TRUNCATE {table}",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = 1",
]


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_changes_nothing(table, sql):
    before = kept()
    own = {"sqlite": OF_SQLITE, "postgresql": OF_POSTGRESQL}[connection.vendor]
    for statement in [*STATEMENTS, *own]:
        said = statement.format(table=table, key=TABLES[table])
        with pytest.raises(Error, match="the trail is never changed"), transaction.atomic():
            sql(said)

    assert kept() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEntry.objects.update(actor="nobody"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditBatch.objects.update(digest=""),
        lambda: AuditBatch.objects.all().delete(),
        lambda: AuditEntry.objects.first().save_base(force_update=True),
    ],
)
def test_the_program_changes_nothing_either(change):
    before = kept()
    with pytest.raises(Error, match="the trail is never changed"), transaction.atomic():
        change()

    assert kept() == before


def test_adding_is_what_remains():
    trail.refused(SOMEBODY, "page.y", why="role.missing", at=NOON)

    assert AuditEntry.objects.count() == 4
