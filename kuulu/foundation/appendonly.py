"""Tables that only grow: triggers by which the database itself refuses update, delete and truncate."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.migrations import RunPython

SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION kuulu_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"""
POSTGRES = """CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION kuulu_append_only()"""
WHOLE = """CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION kuulu_append_only()"""  # triggers of rows do not see a TRUNCATE


def seal(connection: Any, table: str) -> None:
    """Make a table append-only."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
            cursor.execute(POSTGRES.format(table=table))
            cursor.execute(WHOLE.format(table=table))
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(SQLITE.format(table=table, verb=verb))


def unseal(connection: Any, table: str) -> None:
    """Let a table be changed again: for migrations that rebuild it and for tests that empty it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in ("append_only", "no_truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")


def append_only(table: str) -> RunPython:
    """A migration operation that seals a table."""
    return RunPython(
        lambda apps, editor: seal(editor.connection, table),
        lambda apps, editor: unseal(editor.connection, table),
    )


def never_emptied(table: str) -> RunPython:
    """A migration operation for a table that was sealed before sealing kept it from TRUNCATE; done twice it is as once."""

    def seal_whole(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(WHOLE.format(table=table))

    return RunPython(seal_whole, RunPython.noop)


def sealed_tables() -> list[str]:
    """Every sealed table: those of models that say `is_sealed`; tests that empty the database unseal them first."""
    return [model._meta.db_table for model in apps.get_models() if getattr(model, "is_sealed", False)]
