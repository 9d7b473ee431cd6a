"""What was published of a vote; its rows only grow."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import kuulu.foundation.clock
from kuulu.foundation.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0006_batches")]
    operations = [
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("made_here", models.BooleanField(default=False)),
                ("kept_at", models.DateTimeField(default=kuulu.foundation.clock.now)),
                ("vote", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="published_files", to="budgeting.vote")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("vote", "file_name"), name="published_file_once"),
                    models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length("sha256"), 64), name="published_hash_whole"),
                    models.CheckConstraint(condition=models.Q(("file_name", ""), _negated=True), name="published_file_named"),
                ],
            },
        ),
        append_only("budgeting_publishedfile"),
    ]
