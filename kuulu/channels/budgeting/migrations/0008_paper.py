"""Paper ballots, entered by two people each, and the minutes of the count; an entry stays as it was made."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import kuulu.channels.budgeting.models.vote
import kuulu.foundation.clock

TABLE = "budgeting_paperballot"
KEPT = "an entry of a paper ballot stays as it was made"
TWO = "a paper ballot is entered and agreed by two people"
#: what is refused, by the sentence that says why
WRONG = {
    KEPT: """NEW.batch_id <> OLD.batch_id OR NEW."row" <> OLD."row"
        OR (OLD."first" <> '' AND NEW."first" <> OLD."first") OR (OLD."second" <> '' AND NEW."second" <> OLD."second")
        OR (OLD.agreed <> '' AND (NEW.agreed <> OLD.agreed OR NEW.settled <> OLD.settled))""",
    TWO: """(OLD."first" = '' AND NEW."first" <> '' AND NEW.first_by_id IS NULL)
        OR (OLD."second" = '' AND NEW."second" <> '' AND NEW.second_by_id IS NULL)
        OR (OLD.agreed = '' AND NEW.agreed <> '' AND NEW."first" <> NEW."second"
            AND (NEW.settled_by_id IS NULL OR NEW.approved_by_id IS NULL))""",
}
BEGUN = """NEW."first" <> '' OR NEW."second" <> '' OR NEW.agreed <> ''"""


def _sqlite():
    for number, (said, wrong) in enumerate(WRONG.items()):
        yield (
            f"CREATE TRIGGER {TABLE}_{number} BEFORE UPDATE ON {TABLE} "
            f"WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )
    yield (
        f"CREATE TRIGGER {TABLE}_begun BEFORE INSERT ON {TABLE} "
        f"WHEN {BEGUN} BEGIN SELECT RAISE(ABORT, '{TWO}'); END"
    )


def _postgresql():
    def refuse(wrong, said):
        return f"IF {wrong} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"

    bodies = {
        "UPDATE": " ".join(refuse(wrong, said) for said, wrong in WRONG.items()),
        "INSERT": refuse(BEGUN, TWO),
    }
    for verb, body in bodies.items():
        name = f"{TABLE}_{verb.lower()}"
        yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$"
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()"


def keep(apps, editor):
    with editor.connection.cursor() as cursor:
        for statement in _postgresql() if editor.connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def let_go(apps, editor):
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            for verb in ("update", "insert"):
                cursor.execute(f"DROP TRIGGER {TABLE}_{verb} ON {TABLE}")
                cursor.execute(f"DROP FUNCTION {TABLE}_{verb}()")
            return
        for name in ("0", "1", "begun"):
            cursor.execute(f"DROP TRIGGER {TABLE}_{name}")


class Migration(migrations.Migration):

    dependencies = [
        ('budgeting', '0007_published'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('place', models.CharField(max_length=120)),
                ('issued', models.PositiveIntegerField()),
                ('unused', models.PositiveIntegerField(blank=True, null=True)),
                ('exchanged', models.PositiveIntegerField(blank=True, null=True)),
                ('returned', models.PositiveIntegerField(blank=True, null=True)),
                ('explanation', models.CharField(blank=True, max_length=500)),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_batches', to='budgeting.vote')),
            ],
            options={
                'verbose_name_plural': 'paper batches',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='PaperBallot',
            fields=[
                ('id', models.BigAutoField(default=kuulu.channels.budgeting.models.vote.random_id, primary_key=True, serialize=False)),
                ('row', models.PositiveIntegerField()),
                ('first', models.TextField(blank=True)),
                ('second', models.TextField(blank=True)),
                ('settled', models.TextField(blank=True)),
                ('agreed', models.TextField(blank=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='budgeting.paperbatch')),
            ],
        ),
        migrations.CreateModel(
            name='CountSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('observers', models.TextField(blank=True, max_length=2000)),
                ('program_sha256', models.CharField(max_length=64)),
                ('input_sha256', models.CharField(max_length=64)),
                ('output_sha256', models.CharField(max_length=64)),
                ('minutes', models.JSONField()),
                ('at', models.DateTimeField(default=kuulu.foundation.clock.now)),
                ('person_1', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person_2', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='count_sessions', to='budgeting.vote')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('person_1__isnull', True), ('person_2__isnull', True), models.Q(('person_1', models.F('person_2')), _negated=True), _connector='OR'), name='count_by_two_people'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('program_sha256'), 64), django.db.models.lookups.Exact(django.db.models.functions.text.Length('input_sha256'), 64), django.db.models.lookups.Exact(django.db.models.functions.text.Length('output_sha256'), 64)), name='count_hashes_whole')],
            },
        ),
        migrations.CreateModel(
            name='PaperAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('explanation', models.CharField(max_length=500)),
                ('vote', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper_account', to='budgeting.vote')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('explanation', ''), _negated=True), name='paper_account_explains')],
            },
        ),
        migrations.AddConstraint(
            model_name='paperbatch',
            constraint=models.UniqueConstraint(fields=('vote', 'number'), name='paper_batch_once'),
        ),
        migrations.AddConstraint(
            model_name='paperbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), ('issued__gte', 1)), name='paper_batch_has_place_and_ballots'),
        ),
        migrations.AddConstraint(
            model_name='paperbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('exchanged__isnull', True), ('returned__isnull', True), ('unused__isnull', True)), models.Q(('exchanged__isnull', False), ('returned__isnull', False), ('unused__isnull', False), ('unused__lte', django.db.models.expressions.CombinedExpression(models.F('issued'), '-', models.F('exchanged')))), _connector='OR'), name='paper_batch_given_back_whole'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.UniqueConstraint(fields=('batch', 'row'), name='paper_row_once'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.CheckConstraint(condition=models.Q(('row__gte', 1)), name='paper_rows_from_one'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.CheckConstraint(condition=models.Q(('second', ''), models.Q(('first', ''), _negated=True), _connector='OR'), name='paper_first_before_second'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.CheckConstraint(condition=models.Q(('first_by__isnull', True), ('second_by__isnull', True), models.Q(('first_by', models.F('second_by')), _negated=True), _connector='OR'), name='paper_entered_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), ('approved_by__isnull', True), models.Q(('settled_by', models.F('approved_by')), _negated=True), _connector='OR'), name='paper_settled_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.CheckConstraint(condition=models.Q(('settled', ''), models.Q(models.Q(('first', models.F('second')), _negated=True), models.Q(('second', ''), _negated=True)), _connector='OR'), name='paper_settled_where_differing'),
        ),
        migrations.AddConstraint(
            model_name='paperballot',
            constraint=models.CheckConstraint(condition=models.Q(('agreed', ''), models.Q(('agreed', models.F('first')), ('first', models.F('second'))), models.Q(models.Q(('settled', ''), _negated=True), ('agreed', models.F('settled'))), _connector='OR'), name='paper_agreed_by_two_people'),
        ),
        migrations.RunPython(keep, let_go),
    ]
