"""Django's `migrate`, which here can be killed at any moment and run again.

Django records a migration after its transaction where it puts statements off to the end of it: killed between the two,
the tables are there and the record is not, and no further run gets past it. Here those statements run before the record,
and both are in the one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor


class Executor(MigrationExecutor):
    """Runs what was put off to the end of a migration before Django asks whether there is any."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        migration.apply = _to_its_end(migration.apply)
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


def _to_its_end(apply: Callable[..., Any]) -> Callable[..., Any]:
    def applied(state: Any, editor: Any, *args: Any, **kwargs: Any) -> Any:
        state = apply(state, editor, *args, **kwargs)
        while editor.deferred_sql:
            editor.execute(editor.deferred_sql.pop(0), None)
        return state

    return applied


class Command(migrate.Command):
    """The command itself is Django's."""

    def handle(self, *args: Any, **options: Any) -> Any:
        before, migrate.MigrationExecutor = migrate.MigrationExecutor, Executor  # type: ignore[attr-defined]
        try:
            return super().handle(*args, **options)
        finally:
            migrate.MigrationExecutor = before  # type: ignore[attr-defined]
