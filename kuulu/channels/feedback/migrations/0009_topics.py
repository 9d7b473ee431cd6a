from django.db import migrations


def say_topics(apps, schema_editor):
    """What was told before is found by its subject too."""
    Matter = apps.get_model("matters", "Matter")
    for pk, code in apps.get_model("feedback", "Category").objects.values_list("pk", "code"):
        Matter.objects.filter(feedback__category_id=pk).update(topic=code)


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0008_delivery'),
        ('matters', '0009_topics'),
    ]

    operations = [migrations.RunPython(say_topics, migrations.RunPython.noop, elidable=True)]
