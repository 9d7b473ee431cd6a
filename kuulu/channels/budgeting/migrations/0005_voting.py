"""Points to share, whom an electorate is made of, and the passes of the library's kiosk."""

from functools import partial
from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import kuulu.channels.budgeting.models.vote
import kuulu.foundation.models

sealed = import_module("kuulu.channels.budgeting.migrations.0002_sealed")
FIXED = (*sealed.FIXED, "points")


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0004_votes_sealed")]
    operations = [
        migrations.RunPython(sealed.unfix, sealed.fix),  # SQLite makes the table anew and would lose its triggers
        migrations.AddField("round", "points", models.PositiveSmallIntegerField(default=10)),
        migrations.RunPython(partial(sealed.fix, names=FIXED), sealed.unfix),
        migrations.AddField(
            model_name='electorate',
            name='municipality',
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name='electorate',
            name='names',
            field=kuulu.foundation.models.WordsField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='codebatch',
            name='source',
            field=models.CharField(choices=[('id', 'Strong identification'), ('desk', 'Service desk'), ('letter', 'Code by letter'), ('code', 'Printed code'), ('register', 'Register'), ('open', 'Nothing is asked')], default='code', max_length=10),
        ),
        migrations.AlterField(
            model_name='entitlement',
            name='source',
            field=models.CharField(choices=[('id', 'Strong identification'), ('desk', 'Service desk'), ('letter', 'Code by letter'), ('code', 'Printed code'), ('register', 'Register'), ('open', 'Nothing is asked')], max_length=10),
        ),
        migrations.AlterField(
            model_name='vote',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Open poll: one person can answer many times'), (1, 'One code, one ballot'), (2, 'One person, one ballot')], default=2),
        ),
        migrations.AlterField(
            model_name='vote',
            name='publication',
            field=models.CharField(choices=[('auto', 'Whole ballots, unless they are few or rare'), ('full', 'Whole ballots'), ('marks', 'Each mark by itself'), ('totals', 'Sums only')], default='auto', max_length=6),
        ),
        migrations.CreateModel(
            name='DeskPass',
            fields=[
                ('id', models.BigAutoField(default=kuulu.channels.budgeting.models.vote.random_id, primary_key=True, serialize=False)),
                ('number_hmac', models.CharField(max_length=64)),
                ('tag', models.CharField(max_length=32)),
                ('until', models.DateTimeField()),
                ('electorate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='budgeting.electorate')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desk_passes', to='budgeting.vote')),
            ],
            options={
                'verbose_name_plural': 'desk passes',
                'constraints': [models.UniqueConstraint(fields=('vote', 'number_hmac'), name='desk_pass_once'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('tag'), 32), name='desk_pass_tag_whole')],
            },
        ),
    ]
