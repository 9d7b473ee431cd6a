"""Paper ballots of a vote: those of each place, what two people read on each, and the minutes of the count.

Nothing here knows a mark: a ballot has a number that was written on its back after the box was shaken, and no time.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from .vote import Vote, random_id

SPOILED = "null"  #: an entry that says that the ballot cannot be read: canonical JSON of nothing


class PaperBatch(models.Model):
    """The ballots that were taken to one place, and how many of them came back in which way."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="paper_batches")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120)
    issued = models.PositiveIntegerField()  # blank ballots taken there
    unused = models.PositiveIntegerField(null=True, blank=True)  # that came back blank; null until they are given back
    exchanged = models.PositiveIntegerField(null=True, blank=True)  # ruined by a voter who got another for it
    returned = models.PositiveIntegerField(null=True, blank=True)  # found in the box
    explanation = models.CharField(max_length=500, blank=True)  # of what is missing or too many; published

    class Meta:
        verbose_name_plural = "paper batches"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="paper_batch_once"),
            models.CheckConstraint(condition=~Q(place="") & Q(issued__gte=1), name="paper_batch_has_place_and_ballots"),
            models.CheckConstraint(
                condition=Q(unused__isnull=True, exchanged__isnull=True, returned__isnull=True)
                | Q(unused__isnull=False, exchanged__isnull=False, returned__isnull=False)
                & Q(unused__lte=F("issued") - F("exchanged")),
                name="paper_batch_given_back_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.place}"

    @property
    def given(self) -> int | None:
        """Ballots that voters got to keep or to put into the box, counted from the blank ones; None until given back."""
        if self.unused is None or self.exchanged is None:
            return None
        return self.issued - self.unused - self.exchanged


class PaperBallot(models.Model):
    """One ballot out of the box. An entry is "" until it is made, then canonical JSON of the choices, or `SPOILED`.

    By the database (migration 0007) an entry stays as it was made, and what was agreed stays.
    """

    id = models.BigAutoField(primary_key=True, default=random_id)
    batch = models.ForeignKey(PaperBatch, models.PROTECT, related_name="ballots")
    row = models.PositiveIntegerField()  # the number on its back
    first = models.TextField(blank=True)
    first_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    second = models.TextField(blank=True)
    second_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    settled = models.TextField(blank=True)  # what one of them then says it is, where the entries differ
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "row"], name="paper_row_once"),
            models.CheckConstraint(condition=Q(row__gte=1), name="paper_rows_from_one"),
            models.CheckConstraint(condition=Q(second="") | ~Q(first=""), name="paper_first_before_second"),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | Q(second_by__isnull=True) | ~Q(first_by=F("second_by")),
                name="paper_entered_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(settled_by=F("approved_by")),
                name="paper_settled_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(settled="") | (~Q(first=F("second")) & ~Q(second="")), name="paper_settled_where_differing"
            ),
            models.CheckConstraint(
                condition=Q(agreed="")
                | Q(first=F("second"), agreed=F("first"))
                | Q(~Q(settled=""), agreed=F("settled")),
                name="paper_agreed_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.row}"

    @property
    def differs(self) -> bool:
        """Whether two people read it differently and have not agreed yet."""
        return bool(self.second) and self.first != self.second and not self.agreed


class PaperAccount(models.Model):
    """Why the ballots that all places gave are not as many as the log says were given; published."""

    vote = models.OneToOneField(Vote, models.PROTECT, related_name="paper_account")
    explanation = models.CharField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(explanation=""), name="paper_account_explains")]

    def __str__(self) -> str:
        return str(self.vote_id)


class CountSession(models.Model):
    """The count in a room: who opened the envelopes, with which program, of which files, with which outcome."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="count_sessions")
    person_1 = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    person_2 = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    observers = models.TextField(blank=True, max_length=2000)
    program_sha256 = models.CharField(max_length=64)
    input_sha256 = models.CharField(max_length=64)  # over the files that were given out
    output_sha256 = models.CharField(max_length=64)  # of `manifest.json`
    minutes = models.JSONField()  # what the minutes tell, in no language
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person_1__isnull=True) | Q(person_2__isnull=True) | ~Q(person_1=F("person_2")),
                name="count_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("program_sha256"), 64))
                & Q(Exact(Length("input_sha256"), 64))
                & Q(Exact(Length("output_sha256"), 64)),
                name="count_hashes_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.at:%Y-%m-%d}"
