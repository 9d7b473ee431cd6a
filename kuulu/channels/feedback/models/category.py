"""Categories in residents' words, what each asks and says, and which unit answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuulu.commons.people.models import Unit
from kuulu.commons.places.models import Area
from kuulu.foundation.models import Named, WordsField

from ..vocabulary import DataType, NoticeLevel, Placing


class CategoryGroup(Named):
    """A handful of categories under one heading."""

    icon = models.SlugField(max_length=30, default="ring")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]


class Authority(Named):
    """Somebody outside the city whose matter it is: the state's roads, the wellbeing services county, the police."""

    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    link = models.URLField(blank=True)
    advice = WordsField()  # what the sender can do there

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "authorities"


class Category(Named):
    """What a feedback is about, in residents' words."""

    group = models.ForeignKey(CategoryGroup, models.PROTECT, related_name="categories")
    descriptions = WordsField()
    #: language -> words people use for it, separated by commas
    synonyms = WordsField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="categories")
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="categories")
    promise_days = models.PositiveSmallIntegerField(default=5)  # working days to the first answer
    placing = models.CharField(max_length=10, choices=Placing.choices, default=Placing.OPTIONAL)
    notice_level = models.CharField(max_length=10, choices=NoticeLevel.choices, default=NoticeLevel.NONE)
    notice = WordsField()
    shortest_text = models.PositiveSmallIntegerField(default=1)
    takes_photos = models.BooleanField(default=True)
    may_be_public = models.BooleanField(default=True)
    outside_city_ok = models.BooleanField(default=False)
    similar_radius = models.PositiveSmallIntegerField(default=150)  # metres
    retain_months = models.PositiveSmallIntegerField(default=24)
    is_active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["order", "code"]
        verbose_name_plural = "categories"


class Question(models.Model):
    """An extra question of a category; the web form and the Open311 definition are made from the same row."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    names = WordsField()
    hints = WordsField()
    data_type = models.CharField(max_length=20, choices=DataType.choices, default=DataType.STRING)
    is_required = models.BooleanField(default=False)
    is_asked = models.BooleanField(default=True)  # Open311 `variable`: false is text shown only
    is_public = models.BooleanField(default=False)
    #: [{"key": "a", "names": {"fi": ...}}, ...]
    values = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["category", "code"], name="question_once"),
            models.UniqueConstraint(fields=["category", "order"], name="question_order_once"),
            models.CheckConstraint(condition=Q(is_asked=True) | Q(is_required=False), name="shown_text_not_required"),
        ]

    def __str__(self) -> str:
        return f"{self.category_id}.{self.code}"


class Route(models.Model):
    """Which unit answers for a category in an area; more exact rows win over a category's own unit."""

    category = models.ForeignKey(Category, models.CASCADE, null=True, blank=True, related_name="routes")
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)  # any of these words in the text, separated by commas
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="routes")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.category_id}/{self.area_id} → {self.unit_id}"


class ReadyText(models.Model):
    """An answer text kept ready, in every language; `{reference}` and `{unit}` are the only placeholders."""

    names = WordsField()
    texts = WordsField()
    category = models.ForeignKey(Category, models.CASCADE, null=True, blank=True, related_name="ready_texts")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="ready_texts")
    stage = models.CharField(max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return next(iter(self.names.values()), "")
