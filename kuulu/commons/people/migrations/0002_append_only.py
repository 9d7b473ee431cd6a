"""The database itself refuses to change or delete rows of people_auditentry."""

from django.db import migrations

from kuulu.foundation.appendonly import append_only


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [append_only("people_auditentry")]
