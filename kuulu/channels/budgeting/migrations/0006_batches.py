"""Batches of rolling rounds with what is recommended and decided, how children are reached, and the bell of 100 days."""

import django.db.models.deletion
import kuulu.foundation.clock
import kuulu.foundation.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0005_voting"),
        ("people", "0006_role_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("closes_on", models.DateField()),
                ("meeting_on", models.DateField()),
                ("gathered_at", models.DateTimeField(blank=True, null=True)),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "council",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.unit"),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="budgeting.round"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "batches",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="BatchItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("priced_euros", models.PositiveIntegerField(blank=True, null=True)),
                ("notes", kuulu.foundation.models.WordsField(blank=True, default=dict)),
                (
                    "recommendation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("support", "Supports it"),
                            ("not", "Does not support it"),
                            ("more_wanted", "Wants to know more"),
                            ("next_round", "Leaves it to the next handling"),
                        ],
                        max_length=12,
                    ),
                ),
                ("recommended_euros", models.PositiveIntegerField(blank=True, null=True)),
                ("recommendation_reasons", kuulu.foundation.models.WordsField(blank=True, default=dict)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Approved"),
                            ("partly", "Approved in part"),
                            ("rejected", "Not approved"),
                            ("moved_on", "Goes on to the next handling"),
                            ("left", "Left the handling"),
                        ],
                        max_length=10,
                    ),
                ),
                ("granted_euros", models.PositiveIntegerField(blank=True, null=True)),
                ("outcome_reasons", kuulu.foundation.models.WordsField(blank=True, default=dict)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="budgeting.batch"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handlings", to="budgeting.proposal"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OfficeDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("titles", kuulu.foundation.models.WordsField(blank=True, default=dict)),
                ("section", models.CharField(max_length=40)),
                ("decided_on", models.DateField(db_index=True)),
                ("link", models.URLField()),
                ("texts", kuulu.foundation.models.WordsField(blank=True, default=dict)),
                ("made_at", models.DateTimeField(default=kuulu.foundation.clock.now)),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="budgeting.batch"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reach",
                        serialize=False,
                        to="budgeting.proposal",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("email", "By my own e-mail"),
                            ("school", "Through my school"),
                            ("youth_worker", "Through a youth worker"),
                            ("guardian", "Through my guardian"),
                            ("none", "Not at all: I follow it here"),
                        ],
                        max_length=12,
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name_plural": "reaches",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ("school", "youth_worker", "guardian")), _negated=True),
                            models.Q(("line", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reach_through_whom",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("rung_at", models.DateTimeField(default=kuulu.foundation.clock.now)),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rings", to="budgeting.proposal"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="batch_number_once"),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("meeting_on__gte", models.F("closes_on"))), name="batch_meets_after_it_closes"
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposed_at__isnull", True), ("gathered_at__isnull", False), _connector="OR"),
                name="batch_gathered_then_proposed",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.UniqueConstraint(fields=("batch", "proposal"), name="batch_item_once"),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")), fields=("proposal",), name="proposal_stands_in_one_open_batch"
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recommendation", "support"), _negated=True),
                    models.Q(("recommended_euros__gt", 0), ("recommended_euros__isnull", False)),
                    _connector="OR",
                ),
                name="supported_item_has_a_sum",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recommendation__in", ["", "support"]),
                    models.Q(("recommendation_reasons", {}), _negated=True),
                    _connector="OR",
                ),
                name="unsupported_item_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("granted_euros__gt", 0),
                        ("granted_euros__isnull", False),
                        ("outcome__in", ("approved", "partly")),
                    ),
                    models.Q(
                        models.Q(("outcome__in", ("approved", "partly")), _negated=True),
                        ("granted_euros__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="money_only_for_the_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "partly"), _negated=True),
                    ("granted_euros__lt", models.F("priced_euros")),
                    _connector="OR",
                ),
                name="partly_is_less_than_the_price",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["", "approved", "left"]),
                    models.Q(("outcome_reasons", {}), _negated=True),
                    _connector="OR",
                ),
                name="unapproved_item_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="officedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("titles", {}), _negated=True),
                    models.Q(("section", ""), _negated=True),
                    models.Q(("link", ""), _negated=True),
                ),
                name="office_decision_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="ring",
            constraint=models.UniqueConstraint(fields=("proposal", "since"), name="ring_once"),
        ),
    ]
