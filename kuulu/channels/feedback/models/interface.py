"""Keys of outside programs, what they tell of their own handling, and the test endpoint's own box."""

from __future__ import annotations

from django.db import models

from kuulu.commons.people.models import Unit
from kuulu.foundation import clock

from ..vocabulary import KeyKind, KeyState


class ApiKey(models.Model):
    """A program that may post; only a digest of its key is kept."""

    digest = models.CharField(max_length=64, unique=True)
    shown_start = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=KeyKind.choices, default=KeyKind.TEST)
    state = models.CharField(max_length=10, choices=KeyState.choices, default=KeyState.ACTIVE)
    name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    purpose = models.CharField(max_length=400, blank=True)
    posts_wish_public = models.BooleanField(default=True)
    polls_by_update = models.BooleanField(default=False)  # start_date/end_date mean the time of update for this key
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")  # an agency's own queue
    posts_per_hour = models.PositiveIntegerField(default=200)
    language = models.CharField(max_length=10, default="fi")  # in which its people are written to
    made_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class OutsideUpdate(models.Model):
    """What an outside system told of its own handling of a matter (the `servicerequestupdates` dialect)."""

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="outside_updates")
    api_key = models.ForeignKey(ApiKey, models.SET_NULL, null=True, blank=True, related_name="updates")
    outside_id = models.CharField(max_length=120)
    status = models.CharField(max_length=40)
    description = models.TextField(max_length=4000, blank=True)
    media_url = models.URLField(max_length=500, blank=True)
    outside_status_code = models.CharField(max_length=60, blank=True)
    customer_reference = models.CharField(max_length=120, blank=True)
    told_at = models.DateTimeField(default=clock.now)
    #: the public step it became; none when it is a word from the sender to the city
    step = models.OneToOneField("matters.Step", models.PROTECT, null=True, blank=True, related_name="outside_update")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["api_key", "matter", "outside_id"], name="outside_update_once")]

    def __str__(self) -> str:
        return self.outside_id


class TestRequest(models.Model):
    """A post to the test endpoint: kept apart from every matter, seen by no clerk, thrown away after a week."""

    __test__ = False  # not a test class

    reference = models.CharField(max_length=20, unique=True)
    api_key = models.ForeignKey(ApiKey, models.CASCADE, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.reference
