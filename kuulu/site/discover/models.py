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
