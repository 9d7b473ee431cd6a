"""What stands under every room: words kept as data, the page generation, work that failed, jobs that ran."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from .languages import PREFIXES, say


def check_words(value: Any) -> None:
    """Refuse anything but a mapping from one of the four language codes to text."""
    if not isinstance(value, dict) or not all(k in PREFIXES and isinstance(v, str) for k, v in value.items()):
        raise ValidationError("Give the words by language: fi, fi-simple, sv, en.")


class WordsField(models.JSONField):
    """Words in several languages: `{"fi": "Palaute", "sv": "Respons", ...}`; read them with `say`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, check_words]

    def formfield(self, **kwargs: Any) -> Any:
        """Four inputs, one for each language; long ones for whatever is more than a name."""
        from .words import WordsFormField

        kwargs.pop("form_class", None)
        kwargs.pop("choices_form_class", None)
        is_long = self.name not in ("names", "synonyms")
        given = {"required": False, "label": self.verbose_name.capitalize(), "help_text": self.help_text}
        return WordsFormField(is_long=is_long, **{**given, **kwargs})


class Named(models.Model):
    """Something with a stable code and a name in every language."""

    code = models.SlugField(max_length=60, unique=True)
    names = WordsField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return say(self.names) or self.code


class Generation(models.Model):
    """One number that grows with every public change, so that a cached page knows its age exactly."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_generation")]

    def __str__(self) -> str:
        return str(self.number)


class DeadLetter(models.Model):
    """Background work that failed every time it was tried; a person decides what becomes of it."""

    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)  # ids only, never content (see SECURITY.md)
    error = models.TextField(max_length=2000)
    failed_at = models.DateTimeField(db_index=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_how = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-failed_at"]

    def __str__(self) -> str:
        return f"{self.task} {self.failed_at:%Y-%m-%d %H:%M}"


class JobRun(models.Model):
    """When a scheduled job last ran, so that two schedulers do not run it twice."""

    name = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """How often something limited was done in one window of time; the key is a digest, never an address."""

    slot = models.CharField(max_length=120, primary_key=True)
    times = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.slot}: {self.times}"


class ReceivedFiles(models.Model):
    """How many files visitors sent on a day and how long they were, whether they were kept or not."""

    day = models.DateField(primary_key=True)
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.files}"


class WorkerPulse(models.Model):
    """When a background worker was last seen alive, so that what a dead one left half done is given to another."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker_id


class DerivedCheck(models.Model):
    """When something derived was last looked over, and how many of its rows were wrong then."""

    name = models.CharField(max_length=60, primary_key=True)
    checked_at = models.DateTimeField()
    mended = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
