"""The database itself refuses to change or delete what stands on the trail."""

from django.db import migrations

TABLES = ("audit_auditentry", "audit_auditbatch")


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
    events = ("update", "delete") if vendor == "sqlite" else ("update", "truncate")
    return [f"{table}_no_{event}" for event in events]


def _sqlite():
    for table in TABLES:
        for event in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
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
