"""Who may vote, by marks that tell no name: electorates, printed codes, and the marks found to be entitled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from kuulu.commons.people.models import Person
from kuulu.foundation.models import WordsField

from ..vocabulary import Door
from .vote import TAG, Vote, random_id


class Electorate(models.Model):
    """Those who may vote by one rule of age and one set of doors. Electorates of a vote must not overlap by their rules."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="electorates")
    code = models.CharField(max_length=40)
    names = WordsField()  # who they are, in words
    doors = models.JSONField(default=list)  # of `Door`
    municipality = models.CharField(max_length=3, blank=True)  # number; of who identifies, "" for wherever they live
    least_age = models.PositiveSmallIntegerField(null=True, blank=True)
    most_age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_on = models.DateField(null=True, blank=True)  # the day at which ages are counted

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "code"], name="electorate_once"),
            models.CheckConstraint(
                condition=Q(age_on__isnull=False) | Q(least_age__isnull=True, most_age__isnull=True),
                name="electorate_age_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(least_age__isnull=True) | Q(most_age__isnull=True) | Q(most_age__gte=F("least_age")),
                name="electorate_age_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.code}"

    @property
    def door_names(self) -> list[str]:
        """Its doors in words."""
        return [str(Door(door).label) for door in self.doors]


class Entitlement(models.Model):
    """That a mark may vote: found once, whatever the doors. It knows neither the person nor the choice."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="entitlements")
    tag = models.CharField(max_length=TAG)
    electorate = models.ForeignKey(Electorate, models.PROTECT, related_name="entitlements")
    area = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=10, choices=Door.choices)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "tag"], name="entitled_once"),
            models.CheckConstraint(condition=Exact(Length("tag"), TAG), name="entitled_tag_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.tag[:8]}"


class CodeBatch(models.Model):
    """Codes printed together: of one class, one posting."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="code_batches")
    electorate = models.ForeignKey(Electorate, models.PROTECT, related_name="code_batches")
    source = models.CharField(max_length=10, choices=Door.choices, default=Door.CODE)
    size = models.PositiveIntegerField()
    printed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=(Door.CODE, Door.LETTER)), name="batch_door_takes_codes"),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.size}"


class Code(models.Model):
    """One printed code: only a keyed digest of it is kept, and the mark that it leads to."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    batch = models.ForeignKey(CodeBatch, models.PROTECT, related_name="codes")
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="+")
    code_hmac = models.CharField(max_length=64)
    tag = models.CharField(max_length=TAG)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "code_hmac"], name="code_once"),
            models.CheckConstraint(condition=Exact(Length("code_hmac"), 64), name="code_digest_whole"),
            models.CheckConstraint(condition=Exact(Length("tag"), TAG), name="code_tag_whole"),
        ]

    def __str__(self) -> str:
        return self.code_hmac[:8]


class DeskPass(models.Model):
    """A number of six digits that a clerk gives to a mark, with which the voter begins at the kiosk; used once, soon over."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="desk_passes")
    number_hmac = models.CharField(max_length=64)
    tag = models.CharField(max_length=TAG)
    electorate = models.ForeignKey(Electorate, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        verbose_name_plural = "desk passes"
        constraints = [
            models.UniqueConstraint(fields=["vote", "number_hmac"], name="desk_pass_once"),
            models.CheckConstraint(condition=Exact(Length("tag"), TAG), name="desk_pass_tag_whole"),
        ]

    def __str__(self) -> str:
        return self.number_hmac[:8]
