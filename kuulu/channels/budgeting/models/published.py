"""What was published of a counted vote, byte for byte, and what the house tells beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from kuulu.foundation import clock

from .vote import Vote


class PublishedFile(models.Model):
    """One file of a published vote: of the folder that the count wrote, or made here (turnout, certificate)."""

    is_sealed = True  # the database refuses to change or delete a row

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="published_files")
    file_name = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    made_here = models.BooleanField(default=False)  # and so in no manifest of the count
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "file_name"], name="published_file_once"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="published_hash_whole"),
            models.CheckConstraint(condition=~Q(file_name=""), name="published_file_named"),
        ]

    def __str__(self) -> str:
        return self.file_name
