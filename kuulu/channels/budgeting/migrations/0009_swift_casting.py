"""One statement that takes a ballot on PostgreSQL, and two indexes less that every ballot had to be written into.

And no TRUNCATE empties the log, its heads or the fixed rules.
"""

import django.db.models.deletion
from django.db import migrations, models

from kuulu.foundation.appendonly import never_emptied

CAST = """CREATE FUNCTION budgeting_cast(
    its_vote bigint, its_code varchar, its_tag varchar, mark_id bigint, envelope_id bigint, its_box bytea,
    digest varchar, its_key varchar, its_day date, moment timestamptz
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE made integer;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(1987015781, (its_vote % 2147483648)::integer);
    INSERT INTO budgeting_mark (id, vote_id, tag, channel, version)
        SELECT mark_id, id, its_tag, 'web', 1 FROM budgeting_vote
        WHERE id = its_vote AND code = its_code AND state = 'open' AND opens_at <= moment AND closes_at > moment
            AND (seen_at IS NULL OR seen_at - interval '2 minutes' <= moment)
        ON CONFLICT (vote_id, tag) DO UPDATE SET version = budgeting_mark.version + 1
        WHERE budgeting_mark.channel = 'web' RETURNING version INTO made;
    IF made IS NOT NULL THEN
        INSERT INTO budgeting_envelope (id, vote_id, tag, version, kind, box, box_hash, idem, day)
            VALUES (envelope_id, its_vote, its_tag, made, 'cast', its_box, digest, its_key, its_day);
    END IF;
    RETURN made;
END $$"""
#: (vote, tag) and (vote, tag, version) are indexed, so that a vote's rows are found without these
SPARE = ("budgeting_mark_vote_id_78fe0780", "budgeting_envelope_vote_id_f1b2ae9b")


def make(apps, editor):
    with editor.connection.cursor() as cursor:
        for name in SPARE:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
        if editor.connection.vendor == "postgresql":
            cursor.execute(CAST)


def unmake(apps, editor):
    with editor.connection.cursor() as cursor:
        for name in SPARE:
            cursor.execute(f"CREATE INDEX {name} ON {name.partition('_vote_id')[0]} (vote_id)")
        if editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION budgeting_cast")


def _vote(name):
    told = {"on_delete": django.db.models.deletion.PROTECT, "related_name": name, "to": "budgeting.vote"}
    return models.ForeignKey(db_index=False, **told)


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0008_paper")]
    operations = [
        migrations.SeparateDatabaseAndState(  # as altering a field makes SQLite's table anew, without its triggers
            database_operations=[migrations.RunPython(make, unmake)],
            state_operations=[
                migrations.AlterField("mark", "vote", _vote("marks")),
                migrations.AlterField("envelope", "vote", _vote("envelopes")),
            ],
        ),
        *map(never_emptied, ("budgeting_logrow", "budgeting_head", "budgeting_fixedrules")),
    ]
