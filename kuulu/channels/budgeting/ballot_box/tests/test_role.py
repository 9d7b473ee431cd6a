"""On PostgreSQL the house can run with a role that adds to the log and cannot change it, whoever holds its password."""

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from kuulu.channels.budgeting.ballot_box import closing, paper, writer
from kuulu.channels.budgeting.models import Head, LogRow

from .votes import give, open_vote, tag

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROLE = "kuulu_runs"
TABLES = ("budgeting_logrow", "budgeting_head")


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def vote():
    """An open vote of a house that from here on runs with the role."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    made = open_vote()
    run(f"CREATE ROLE {ROLE}")
    call_command("grant_vote_role", ROLE, apply=True, verbosity=0)
    run(f"SET ROLE {ROLE}")
    yield made
    run("RESET ROLE", f"DROP OWNED BY {ROLE}", f"DROP ROLE {ROLE}")


def test_the_role_takes_ballots_logs_them_signs_heads_and_closes(vote):
    give(vote, 1), give(vote, 1), give(vote, 2)
    paper.hand_out(vote.pk, tag=tag(3), idem="desk")
    assert writer.write(vote.pk) == 4 and writer.sign_head(vote.pk).size == 5
    with time_machine.travel(vote.closes_at):
        assert closing.close_if_due(vote.pk)
    assert LogRow.objects.count() == 6 and Head.objects.latest("size").size == 6


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE {table} SET vote_id = vote_id", "DELETE FROM {table}", "TRUNCATE {table}", "DROP TABLE {table} CASCADE",
        "DROP TRIGGER {table}_append_only ON {table}", "DROP TRIGGER {table}_no_truncate ON {table}",
        "ALTER TABLE {table} DISABLE TRIGGER ALL", "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION kuulu_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION kuulu_append_only()",
    ],
)  # fmt: skip
def test_the_role_changes_nothing_that_was_logged_and_takes_no_guard_away(vote, table, deed):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"):
        run(deed.format(table=table))
    assert LogRow.objects.count() == Head.objects.count() == 1


def test_even_the_owner_cannot_empty_a_table_that_only_grows():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    open_vote()
    from kuulu.foundation.appendonly import sealed_tables

    for table in sealed_tables():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            run(f"TRUNCATE {table} CASCADE")


def test_the_command_prints_the_grants_and_knows_that_sqlite_has_no_roles(capsys):
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="no roles"):
            call_command("grant_vote_role", ROLE)
        return
    call_command("grant_vote_role", ROLE)
    told = capsys.readouterr().out
    assert 'GRANT SELECT, INSERT ON "budgeting_logrow" TO "kuulu_runs";' in told
