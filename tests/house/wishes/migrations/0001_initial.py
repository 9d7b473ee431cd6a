from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("matters", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("matter", models.OneToOneField("matters.Matter", models.PROTECT, primary_key=True, related_name="wish", serialize=False)),
                ("wished_for", models.CharField(max_length=100)),
            ],
        )
    ]
