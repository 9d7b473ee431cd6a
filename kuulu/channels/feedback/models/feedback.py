"""A feedback, what the city answered, what was asked and added, and where it was handed over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock
from kuulu.foundation.models import WordsField

from ..vocabulary import Check, DeliveryWay, Direction, FeedbackKind, Priority, Source
from .category import Authority, Category
from .interface import ApiKey


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Adjectives of feedback."""

    def public(self) -> FeedbackQuerySet:
        """What anybody may read; the same rule as the matter's own."""
        return self.filter(matter__in=Matter.objects.public())

    def in_triage(self) -> FeedbackQuerySet:
        return self.filter(matter__unit__isnull=True).exclude(matter__stage__in=["withdrawn", "closed"])


class Feedback(models.Model):
    """What somebody told the city about a place or a service."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="feedback")
    category = models.ForeignKey(Category, models.PROTECT, related_name="feedbacks")
    kind = models.CharField(max_length=10, choices=FeedbackKind.choices)
    text = models.TextField(max_length=10_000)
    #: the text as the public reads it, when staff had to leave something out
    public_text = models.TextField(max_length=10_000, blank=True)
    #: question code -> answer
    answers = models.JSONField(default=dict, blank=True)
    shape = models.JSONField(null=True, blank=True)  # GeoJSON LineString or Polygon instead of a point

    sender_name = models.CharField(max_length=120, blank=True)
    sender_email = models.EmailField(blank=True)
    sender_phone = models.CharField(max_length=40, blank=True)
    shows_name = models.BooleanField(default=False)
    wishes_public = models.BooleanField(default=False)
    check_state = models.CharField(max_length=12, choices=Check.choices, default=Check.NOT_WISHED)

    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WEB)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    api_key = models.ForeignKey(ApiKey, models.SET_NULL, null=True, blank=True, related_name="feedbacks")
    device_id = models.CharField(max_length=120, blank=True)
    account_id = models.CharField(max_length=120, blank=True)
    outside_reference = models.CharField(max_length=120, blank=True)
    media_urls = models.JSONField(default=list, blank=True)  # addresses of pictures that the sender's program named
    #: what the sender's program names as the thing meant: an id in an outside register, and which register
    service_object_id = models.CharField(max_length=120, blank=True)
    service_object_type = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, blank=True)

    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", db_index=False
    )  # indexed where there is one
    thanked = models.CharField(max_length=200, blank=True)  # whom the sender thanks, in own words
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    #: what the machine would have chosen at first: {"units": [["streets", 0.81], ...], "model": 3}
    guess = models.JSONField(default=dict, blank=True)
    asked_if_fixed_at = models.DateTimeField(null=True, blank=True)
    is_fixed = models.BooleanField(null=True, blank=True)  # the sender's own word
    reopened_count = models.PositiveSmallIntegerField(default=0)
    made_nameless_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["check_state"]),
            models.Index(fields=["category", "kind"]),
            models.Index(fields=["priority"], name="feedback_urgent"),
            models.Index(fields=["joined_to"], name="feedback_joined", condition=Q(joined_to__isnull=False)),
            models.Index(fields=["sender_email"], name="feedback_by_sender", condition=~Q(sender_email="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(check_state="approved") | Q(wishes_public=True),
                name="public_only_by_wish",
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=models.F("matter")),
                name="not_joined_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.matter.reference

    @property
    def shown_text(self) -> str:
        """The text the public may read."""
        return self.public_text or self.text


class Answer(models.Model):
    """What the city answered. Later answers stand below earlier ones."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="city_answers")
    texts = WordsField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.feedback_id}"


class Message(models.Model):
    """A question to the sender, an addition from the sender, or a note among staff. Never public."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.direction}"


class Forwarding(models.Model):
    """A feedback handed over to another authority (Administrative Procedure Act 434/2003, 21 §), with its trace."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="forwardings")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    with_contact = models.BooleanField(default=False)  # the sender agreed that name and address go along
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    #: when the authority had it: its mail server took it, or an official said so
    delivered_at = models.DateTimeField(null=True, blank=True)
    delivered_way = models.CharField(max_length=10, choices=DeliveryWay.choices, blank=True)
    delivered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, delivered_way="")
                | (Q(delivered_at__isnull=False) & ~Q(delivered_way="")),
                name="delivered_in_some_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} → {self.authority_id}"
