from django.db import models

from kuulu.commons.matters.models import Matter


class Wish(models.Model):
    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="wish")
    wished_for = models.CharField(max_length=100)
