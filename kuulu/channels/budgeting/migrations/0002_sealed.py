"""What was fixed when a round opened is refused to be changed by the database itself."""

from django.db import migrations

from kuulu.foundation.appendonly import append_only

FIXED = (
    "code", "names", "kind", "purposes", "euros", "yearly_cap", "least_cost", "most_cost", "proposers",
    "propose_level", "names_hidden", "voters", "ballot", "choices", "rule", "least_votes", "promise_days",
    "unit_id", "decides_id", "opened_at",
)
SAID = "an opened round keeps its rules and phases"


def _sqlite(names):
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    opened = "(SELECT opened_at FROM budgeting_round WHERE id = NEW.round_id) IS NOT NULL"
    yield (
        "CREATE TRIGGER budgeting_round_fixed BEFORE UPDATE ON budgeting_round "
        f"WHEN OLD.opened_at IS NOT NULL AND ({changed}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    )
    for verb in ("INSERT", "UPDATE"):
        yield (
            f"CREATE TRIGGER budgeting_phase_no_{verb.lower()} BEFORE {verb} ON budgeting_phase "
            f"WHEN {opened} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )


def _postgresql(names):
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    refuse = f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';"
    yield (
        "CREATE FUNCTION budgeting_round_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF OLD.opened_at IS NOT NULL AND ROW({old}) IS DISTINCT FROM ROW({new}) THEN {refuse} END IF; "
        "RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER budgeting_round_fixed BEFORE UPDATE ON budgeting_round "
        "FOR EACH ROW EXECUTE FUNCTION budgeting_round_fixed()"
    )
    yield (
        "CREATE FUNCTION budgeting_phase_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF (SELECT opened_at FROM budgeting_round WHERE id = NEW.round_id) IS NOT NULL "
        f"THEN {refuse} END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER budgeting_phase_fixed BEFORE INSERT OR UPDATE ON budgeting_phase "
        "FOR EACH ROW EXECUTE FUNCTION budgeting_phase_fixed()"
    )


def fix(apps, editor, names=FIXED):
    statements = (_postgresql if editor.connection.vendor == "postgresql" else _sqlite)(names)
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unfix(apps, editor):
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            for table in ("round", "phase"):
                cursor.execute(f"DROP TRIGGER budgeting_{table}_fixed ON budgeting_{table}")
                cursor.execute(f"DROP FUNCTION budgeting_{table}_fixed()")
            return
        for name in ("round_fixed", "phase_no_insert", "phase_no_update"):
            cursor.execute(f"DROP TRIGGER budgeting_{name}")


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0001_initial")]
    operations = [append_only("budgeting_fixedrules"), migrations.RunPython(fix, unfix)]
