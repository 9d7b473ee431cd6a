"""No TRUNCATE empties a table that only grows."""

from django.db import migrations

from kuulu.foundation.appendonly import never_emptied


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_subscribes_once")]
    operations = [never_emptied("matters_step")]
