"""The log only grows, a vote goes forward one state at a time, and what it opened with stays: by the database itself."""

from django.db import migrations

from kuulu.foundation.appendonly import append_only

STATES = ("draft", "rehearsed", "open", "closed", "counted", "published", "destroyed")
REHEARSED = ("round_id", "code", "level", "public_key")  # fixed from the rehearsal on
OPENED = ("rules", "rules_sha256", "opens_at", "closes_at", "publication", "min_cell")  # fixed from the opening on
ENVELOPE = ("vote_id", "tag", "version", "kind", "box", "box_hash", "idem", "day")
BACK = "a vote goes forward one state at a time"
FIXED = "a vote keeps what it was rehearsed and opened with"
GROWS = "a log never gets shorter and a latch stays"
KEPT = "an envelope stays as it was taken"


def _rank(row):
    cases = " ".join(f"WHEN '{state}' THEN {number}" for number, state in enumerate(STATES))
    return f"(CASE {row}.state {cases} END)"


def _wrong(differ):
    """What is refused, by the sentence that says why."""
    step = f"{_rank('NEW')} - {_rank('OLD')}"
    rehearsed, opened = (f"{_rank('OLD')} >= {rank}" for rank in (1, 2))
    shorter = "NEW.head_seq < OLD.head_seq OR NEW.seen_at < OLD.seen_at"
    yield BACK, f"{step} NOT IN (0, 1)"
    yield FIXED, f"({rehearsed} AND ({differ(REHEARSED)})) OR ({opened} AND ({differ(OPENED)}))"
    yield GROWS, f"{shorter} OR (OLD.latched_at IS NOT NULL AND ({differ(('latched_at',))}))"


def _sqlite():
    def differ(names):
        return " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)

    for number, (said, wrong) in enumerate(_wrong(differ)):
        yield (
            f"CREATE TRIGGER budgeting_vote_{number} BEFORE UPDATE ON budgeting_vote "
            f"WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )
    yield (
        "CREATE TRIGGER budgeting_envelope_kept BEFORE UPDATE ON budgeting_envelope "
        f"WHEN OLD.seq IS NOT NULL OR {differ(ENVELOPE)} BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    )


def _postgresql():
    def differ(names):
        old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
        return f"ROW({old}) IS DISTINCT FROM ROW({new})"

    def refuse(wrong, said):
        return f"IF {wrong} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"

    bodies = {
        "vote": " ".join(refuse(wrong, said) for said, wrong in _wrong(differ)),
        "envelope": refuse(f"OLD.seq IS NOT NULL OR {differ(ENVELOPE)}", KEPT),
    }
    for table, body in bodies.items():
        yield (
            f"CREATE FUNCTION budgeting_{table}_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body} RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER budgeting_{table}_kept BEFORE UPDATE ON budgeting_{table} "
            f"FOR EACH ROW EXECUTE FUNCTION budgeting_{table}_kept()"
        )


def keep(apps, editor):
    statements = _postgresql() if editor.connection.vendor == "postgresql" else _sqlite()
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def let_go(apps, editor):
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            for table in ("vote", "envelope"):
                cursor.execute(f"DROP TRIGGER budgeting_{table}_kept ON budgeting_{table}")
                cursor.execute(f"DROP FUNCTION budgeting_{table}_kept()")
            return
        for name in ("vote_0", "vote_1", "vote_2", "envelope_kept"):
            cursor.execute(f"DROP TRIGGER budgeting_{name}")


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0003_votes")]
    operations = [
        append_only("budgeting_logrow"),
        append_only("budgeting_head"),
        migrations.RunPython(keep, let_go),
    ]
