"""The search index: which words are in which public matter, and which forms belong to one word."""

from __future__ import annotations

from django.db import models

from kuulu.commons.matters.models import Matter


class Term(models.Model):
    """A word as it is searched by, and in how many matters it is."""

    text = models.CharField(max_length=40, primary_key=True)
    matters = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class Form(models.Model):
    """A written form of a word and the term it is indexed under: "penkkejä" → "penkki"."""

    text = models.CharField(max_length=40, primary_key=True)
    term = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return f"{self.text} → {self.term}"


class Posting(models.Model):
    """That a term is in a matter, and how much it weighs there."""

    term = models.CharField(max_length=40)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "term"], name="posted_once")]
        indexes = [models.Index(fields=["term", "-matter"], name="posting_newest")]

    def __str__(self) -> str:
        return f"{self.term} in {self.matter_id}"


class Spot(models.Model):
    """What the map's grid counts of one public matter, so that a change can be taken back exactly."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="+")
    kind = models.CharField(max_length=40)
    stage = models.CharField(max_length=20)
    area = models.BigIntegerField(default=0)  # 0 for none
    lat = models.IntegerField()  # 1/100 000 degrees
    lon = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["lat", "lon"], name="spot_place"),
            models.Index(fields=["stage", "lat", "lon"], name="spot_stage"),
            models.Index(fields=["kind", "stage", "lat"], name="spot_kind"),
            models.Index(fields=["area", "stage", "lat"], name="spot_area"),
        ]

    def __str__(self) -> str:
        return str(self.matter_id)


class Cell(models.Model):
    """How many public matters of one sort lie in one cell of the map's grid, and the sum of their coordinates."""

    level = models.PositiveSmallIntegerField()
    row = models.IntegerField()
    column = models.IntegerField()
    kind = models.CharField(max_length=40)
    stage = models.CharField(max_length=20)
    area = models.BigIntegerField(default=0)  # 0 for none
    count = models.IntegerField(default=0)
    lat_sum = models.BigIntegerField(default=0)  # 1/100 000 degrees
    lon_sum = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "row", "column", "kind", "stage", "area"], name="cell_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.row}/{self.column}: {self.count}"
