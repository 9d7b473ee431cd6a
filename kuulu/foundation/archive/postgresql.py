"""PostgreSQL: every table as it is at one moment, by COPY, and the migrations it had; needs no tool beside Kuulu."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

STATE = "migrations.json"


def _tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in cursor.fetchall()]


def _columns(cursor: Any, table: str) -> list[str]:
    """The columns that are kept; those the database computes itself are not."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _copy(table: str, columns: list[str], direction: str) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + direction).format(sql.Identifier(table), names)


def dump(connection: Any, folder: Path) -> list[Path]:
    """Write each table to a file of its own, all in one read-only snapshot."""
    written = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        columns = {table: _columns(cursor, table) for table in _tables(cursor)}
        for table, names in columns.items():
            file = folder / f"{table}.copy"
            with file.open("wb") as out, cursor.cursor.copy(_copy(table, names, "TO STDOUT")) as rows:
                for block in rows:
                    out.write(block)
            written.append(file)
        applied = [[m.app, m.name] for m in MigrationRecorder(connection).migration_qs.order_by("id")]
    (folder / STATE).write_text(json.dumps({"applied": applied, "columns": columns}))
    return [*written, folder / STATE]


def load(connection: Any, folder: Path) -> None:
    """Bring the tables to the archive's state of migrations, empty them and fill them, in one transaction."""
    state = json.loads((folder / STATE).read_text())
    _migrate_to(connection, state["applied"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        tables = list(state["columns"])
        _own_triggers(cursor, tables, "DISABLE")  # what is sealed comes back as it was
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        for table in tables:
            _fill(cursor, folder / f"{table}.copy", table, state["columns"][table])
        _set_counters(cursor, tables)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _own_triggers(cursor, tables, "ENABLE")


def _own_triggers(cursor: Any, tables: list[str], verb: str) -> None:
    """Let the rules that the house put on its tables sleep, or wake them: those of sealed tables refuse to be emptied."""
    for table in tables:
        cursor.execute(sql.SQL("ALTER TABLE {} " + verb + " TRIGGER USER").format(sql.Identifier(table)))


def _fill(cursor: Any, file: Path, table: str, columns: list[str]) -> None:
    with file.open("rb") as source, cursor.cursor.copy(_copy(table, columns, "FROM STDIN")) as rows:
        while block := source.read(1 << 20):
            rows.write(block)


def _set_counters(cursor: Any, tables: list[str]) -> None:
    """New rows must not take the numbers of old ones."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')"
    )
    for table, column in [row for row in cursor.fetchall() if row[0] in tables]:
        highest = sql.SQL(
            "SELECT setval(pg_get_serial_sequence({}, {}), COALESCE(MAX({}), 1), MAX({}) IS NOT NULL) FROM {}"
        )
        key = sql.Identifier(column)
        cursor.execute(highest.format(sql.Literal(f'"{table}"'), sql.Literal(column), key, key, sql.Identifier(table)))


def _migrate_to(connection: Any, applied: list[list[str]]) -> None:
    """Make the tables of an empty database as the archive had them; a full one must be there already.

    Raises ValueError.
    """
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    wanted = [(app, name) for app, name in applied]
    if unknown := [f"{app}.{name}" for app, name in wanted if (app, name) not in executor.loader.disk_migrations]:
        raise ValueError(f"The archive is of a newer or another Kuulu; unknown here: {', '.join(unknown[:5])}")
    present = set(executor.loader.applied_migrations)
    if present and present != set(wanted):
        raise ValueError("The database has other tables than the archive. Restore into an empty database.")
    if not present:
        executor.migrate(wanted)
