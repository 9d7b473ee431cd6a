"""The first generation, and the table of the shared cache that holds rate limits over several processes."""

from django.core.management import call_command
from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("foundation", "Generation").objects.get_or_create(id=1)
    call_command("createcachetable", "kuulu_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
