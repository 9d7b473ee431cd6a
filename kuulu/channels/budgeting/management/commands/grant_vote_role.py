"""A role for the running house that can add to the log of votes and cannot change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from ...models import Head, LogRow

ONLY_GROW: Final = (LogRow, Head)


def statements(role: str) -> Iterator[str]:
    """What the owner of the tables says, so that a role that owns nothing can run the house."""
    name = connection.ops.quote_name(role)
    rows, everything = "SELECT, INSERT, UPDATE, DELETE ON", "IN SCHEMA public"
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT {rows} ALL TABLES {everything} TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES {everything} TO {name}"
    yield f"ALTER DEFAULT PRIVILEGES {everything} GRANT {rows} TABLES TO {name}"
    yield f"ALTER DEFAULT PRIVILEGES {everything} GRANT USAGE, SELECT ON SEQUENCES TO {name}"
    for model in ONLY_GROW:
        table = connection.ops.quote_name(model._meta.db_table)
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {name}"
        yield f"GRANT SELECT, INSERT ON {table} TO {name}"


class Command(BaseCommand):
    help = "Print the grants by which a PostgreSQL role runs the house but only adds to the log of votes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="a role that exists and owns nothing")
        parser.add_argument("--apply", action="store_true", help="do it, as the role that owns the tables")

    def handle(self, *args: Any, role: str, apply: bool, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles.")
        if apply:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements(role):
                    cursor.execute(statement)
            return self.stdout.write(f"{role} may add to the log of votes and not change it.")
        return self.stdout.write("\n".join(f"{statement};" for statement in statements(role)))
