"""Comments on a matter with one level of reply, reports of them, and appeals of those hidden."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from kuulu.commons.matters.models import Matter, Paper
from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from .vocabulary import AppealState, CommentState, HideReason


class CommentQuerySet(models.QuerySet["Comment"]):
    """Adjectives of comments."""

    def shown(self) -> CommentQuerySet:
        """What anybody may read of a public matter."""
        return self.filter(state=CommentState.SHOWN)

    def waiting(self) -> CommentQuerySet:
        return self.filter(state=CommentState.WAITING)

    def flagged(self) -> CommentQuerySet:
        """Shown ones that a reader reported and nobody has looked at since."""
        open_flags = Flag.objects.filter(comment=OuterRef("pk"), settled_at__isnull=True)
        return self.shown().filter(Exists(open_flags))

    def appealed(self) -> CommentQuerySet:
        return self.filter(state=CommentState.HIDDEN, appeal__state=AppealState.OPEN)


class Comment(models.Model):
    """What somebody said about a matter. A reply has a parent, and a reply's parent has none."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    writer = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="comments")
    writer_name = models.CharField(max_length=80, blank=True)
    writer_digest = models.CharField(max_length=64, blank=True)  # lets a visitor see the own waiting comment
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=10, default="fi")
    state = models.CharField(max_length=10, choices=CommentState.choices, default=CommentState.WAITING)
    by_staff = models.BooleanField(default=False)
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_because = models.CharField(max_length=20, choices=HideReason.choices, blank=True)
    hidden_note = models.CharField(max_length=400, blank=True)
    hidden_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["matter", "state", "id"]),
            models.Index(fields=["state", "made_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_because=""),
                name="hidden_comment_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_shown(self) -> bool:
        return self.state == CommentState.SHOWN

    @property
    def words(self) -> str:
        """What a reader may read of it: its text while it is shown, else nothing."""
        return self.text if self.is_shown else ""


class Flag(models.Model):
    """A reader's report of a comment."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="flags")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=20, choices=HideReason.choices)
    note = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "digest"], name="flagged_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.reason}"


class Appeal(models.Model):
    """The writer's word against hiding; another moderator looks at it."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.comment_id} {self.state}"
