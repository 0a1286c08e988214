"""The database itself refuses to change or delete what stands on the trail."""

from django.db import migrations

TABLES = {"audit_auditentry": "id", "audit_auditbatch": "number"}  # and the key of each
SQLITE_EVENTS = ("update", "delete", "insert")


def refuse_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]()
    for statement in statements:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    on = {"sqlite": "", "postgresql": " ON {table}"}[vendor]
    for table in TABLES:
        for name in _names(vendor, table):
            schema_editor.execute(f"DROP TRIGGER {name}{on.format(table=table)}")


def _names(vendor, table):
    events = SQLITE_EVENTS if vendor == "sqlite" else ("update", "truncate")
    return [f"{table}_no_{event}" for event in events]


def _sqlite():
    """INSERT OR REPLACE takes a row away without asking the delete trigger, so it is asked before."""
    for table, key in TABLES.items():
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        for event in SQLITE_EVENTS:
            when = f"WHEN {taken} " if event == "insert" else ""
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {when}"
                "BEGIN SELECT RAISE(ABORT, 'the trail is never changed'); END"
            )


def _postgresql():
    yield (
        "CREATE OR REPLACE FUNCTION trail_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the trail is never changed'; END $$"
    )
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION trail_is_never_changed()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_never_changed()"
        )


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
