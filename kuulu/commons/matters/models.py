"""The spine: a matter and what gathers around it. A channel holds its matter one-to-one and adds its own."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from kuulu.commons.people.models import Person, Unit
from kuulu.commons.people.vocabulary import Cadence
from kuulu.commons.places.models import Area, Place
from kuulu.foundation import clock, registry
from kuulu.foundation.languages import say
from kuulu.foundation.models import WordsField

from .fields import GuardedFileField
from .vocabulary import (
    ENDED_STAGES,
    OPEN_STAGES,
    Follower,
    OutcomeKind,
    PaperState,
    Stage,
    Visibility,
)


class MatterQuerySet(models.QuerySet["Matter"]):
    """Adjectives of matters."""

    def public(self) -> MatterQuerySet:
        """What anybody may read. Every public list, map, search, feed and API begins here."""
        return self.filter(visibility=Visibility.PUBLIC).exclude(stage=Stage.WITHDRAWN)

    def unanswered(self) -> MatterQuerySet:
        return self.filter(waits__in=[True])  # not a bare `WHERE waits`, for which SQLite takes no index

    def ended(self) -> MatterQuerySet:
        return self.filter(stage__in=ENDED_STAGES)

    def late(self) -> MatterQuerySet:
        return self.unanswered().filter(due_at__lt=clock.now())

    def with_unit_and_area(self) -> MatterQuerySet:
        """For lists that name them; the area's shape, much larger than all the rest, stays where it is."""
        return self.select_related("unit", "area").defer("area__shape")

    def placed(self) -> MatterQuerySet:
        return self.filter(lat__isnull=False)


class Matter(models.Model):
    """Anything that travels from a resident to the city and back (Finnish *asia*)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40)
    topic = models.SlugField(max_length=60, blank=True, db_index=False)  # what it is about, a code of its kind's topics
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=10, default="fi")
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.RECEIVED)
    #: computed by the database: whether the matter waits for the city, so that the desk's lists have their index
    waits = models.GeneratedField(
        expression=models.ExpressionWrapper(Q(stage__in=OPEN_STAGES), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE)

    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="matters")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="matters")
    handler = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="in_hand", db_index=False
    )  # indexed together with `waits`

    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="matters")
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="matters")
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)

    opened_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    #: the share of the promised time, in per cent, at which the unit was last reminded: 0, 50, 80, 100; 200 when
    #: its supervisors were told once more that nothing had happened
    warned_at_share = models.PositiveSmallIntegerField(default=0)
    concerns_count = models.PositiveIntegerField(default=0)
    followers_count = models.PositiveIntegerField(default=0)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="matter_whole_point",
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="matter_known_stage"),
            models.CheckConstraint(
                condition=~Q(visibility="public") | Q(published_at__isnull=False),
                name="matter_published_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["visibility", "-opened_at", "-id"], name="matter_public_newest"),
            models.Index(fields=["visibility", "kind", "stage", "-opened_at"], name="matter_public_kind"),
            models.Index(fields=["visibility", "kind", "-opened_at", "-id", "stage"], name="matter_public_of_kind"),
            models.Index(fields=["visibility", "topic", "-opened_at", "-id"], name="matter_public_topic"),
            models.Index(fields=["visibility", "lat", "lon"], name="matter_public_place"),
            models.Index(fields=["visibility", "-changed_at"], name="matter_public_changed"),
            models.Index(fields=["unit", "waits", "due_at"], name="matter_desk"),
            models.Index(fields=["waits", "due_at", "id"], name="matter_due"),
            models.Index(fields=["handler", "waits"], name="matter_in_hand"),
            models.Index(fields=["-opened_at", "-id"], name="matter_newest"),
            models.Index(fields=["visibility", "-concerns_count", "-opened_at", "-id"], name="matter_public_concerns"),
            models.Index(fields=["answered_at", "unit", "due_at"], name="matter_answered"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.stage != Stage.WITHDRAWN

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < clock.now()

    @property
    def has_point(self) -> bool:
        return self.lat is not None


class Step(models.Model):
    """What happened to a matter, when and by whom, never changed: the database refuses update and delete."""

    is_sealed = True  # the database refuses to change or delete a row

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    verb = models.SlugField(max_length=40)
    stage = models.CharField(max_length=20, choices=Stage.choices)  # where it stands after the step
    is_public = models.BooleanField(default=True)  # whether a resident reads it
    by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    by_staff = models.BooleanField(default=False)
    #: values for the sentence of the verb, never personal data: {"unit": {"fi": ...}, "days": 5}
    values = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["matter", "id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"


class StepNote(models.Model):
    """What was typed with a step. It may be taken away (erasure, a mistake); the step itself stays."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="note")
    text = models.TextField(max_length=10_000, blank=True)
    language = models.CharField(max_length=10, default="fi")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:60]


class Outcome(models.Model):
    """What came of it: a decision, a thing built, money set aside, with a link to see it by."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=OutcomeKind.choices)
    text = WordsField()
    link = models.URLField(blank=True)
    case_number = models.CharField(max_length=40, blank=True)  # "MliDno-2024-894"
    at = models.DateField(default=clock.today)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["-at", "-id"], name="outcome_newest")]

    def __str__(self) -> str:
        return say(self.text)[:60]


class Paper(models.Model):
    """A picture or document of a matter, cleaned on receipt; the original is never kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="papers")
    file = GuardedFileField(upload_to="papers/%Y/%m/", max_length=200)
    thumbnail = GuardedFileField(upload_to="papers/%Y/%m/", max_length=200, blank=True)
    media_type = models.CharField(max_length=40, default="image/jpeg")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.WAITING)
    by_staff = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return str(self.uuid)


class Following(models.Model):
    """Somebody who hears what happens to a matter, by account or by e-mail address alone."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="followings")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="followings")
    email = models.EmailField(blank=True)
    why = models.CharField(max_length=10, choices=Follower.choices, default=Follower.FOLLOWER)
    language = models.CharField(max_length=10, default="fi")
    confirmed_at = models.DateTimeField(null=True, blank=True)  # an address is told nothing before it is proved
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(person__isnull=False), name="follows_once"
            ),
            models.UniqueConstraint(fields=["matter", "email"], condition=~Q(email=""), name="follows_once_by_email"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="") | (Q(person__isnull=True) & ~Q(email="")),
                name="follower_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.why}"


class Subscription(models.Model):
    """Somebody who hears of newly published matters: of an area, of a kind, with a word in them, or of all."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="fi")
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40, blank=True)
    topic = models.SlugField(max_length=60, blank=True, db_index=False)
    words = models.CharField(max_length=80, blank=True)  # each must be in the matter's public words
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.DAILY)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Coalesce("person", 0), "email", Coalesce("area", 0), "kind", "topic", "words", name="subscribes_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="") | (Q(person__isnull=True) & ~Q(email="")),
                name="subscriber_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id or ''} {self.kind} {self.words}".strip()

    @property
    def kind_name(self) -> str:
        """The kind's name in the active language; its code when its channel is away."""
        kind = registry.kinds().get(self.kind)
        return say(kind.name) if kind else self.kind

    @property
    def topic_name(self) -> str:
        """What it is about in the active language; the code when it is no longer used."""
        return say(dict(registry.topics()).get(self.topic, {})) or self.topic


class Carrying(models.Model):
    """That a matter began from another, taken further by its sender without writing it again."""

    origin = models.ForeignKey(Matter, models.PROTECT, related_name="carried_on")
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="carried_from")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(origin=models.F("matter")), name="not_carried_from_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} → {self.matter_id}"


class Concern(models.Model):
    """One visitor's "this concerns me too": one per visitor, known only by a keyed digest."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="concerns")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "digest"], name="concerns_once")]

    def __str__(self) -> str:
        return str(self.matter_id)
