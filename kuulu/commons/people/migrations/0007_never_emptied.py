"""No TRUNCATE empties a table that only grows."""

from django.db import migrations

from kuulu.foundation.appendonly import never_emptied


class Migration(migrations.Migration):
    dependencies = [("people", "0006_role_once")]
    operations = [never_emptied("people_auditentry")]
