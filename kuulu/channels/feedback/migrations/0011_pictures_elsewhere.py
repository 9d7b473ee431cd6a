from django.db import migrations, models


def keep(apps, editor):
    """Each address becomes a list of one."""
    feedback = apps.get_model("feedback", "Feedback")
    for pk, address in feedback.objects.exclude(media_url="").values_list("pk", "media_url"):
        feedback.objects.filter(pk=pk).update(media_urls=[address])


class Migration(migrations.Migration):

    dependencies = [("feedback", "0010_urgent_and_joined")]

    operations = [
        migrations.AddField("feedback", "media_urls", models.JSONField(blank=True, default=list)),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RemoveField("feedback", "media_url"),
    ]
