"""The database itself refuses to change or delete rows of matters_step."""

from django.db import migrations

from kuulu.foundation.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_initial")]
    operations = [append_only("matters_step")]
