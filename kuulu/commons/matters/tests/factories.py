"""Matters, people and units for tests, with traits as words of the house."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kuulu.commons.matters.actions import attach, open_matter, publish
from kuulu.commons.matters.models import Matter, Paper
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty

from . import corpus


def make_unit(code: str = "streets", **fields: Any) -> Unit:
    names = {"fi": f"{code} fi", "fi-simple": f"{code} selko", "sv": f"{code} sv", "en": f"{code} en"}
    return Unit.objects.get_or_create(code=code, defaults={"names": names, **fields})[0]


def make_person(word: str = "someone", *, duty: Duty | None = None, unit: Unit | None = None, **fields: Any) -> Person:
    person = Person.objects.create_user(f"{word}@example.org", name=word.title(), **fields)
    if duty:
        Role.objects.create(person=person, duty=duty, unit=unit)
    return person


def make_chief() -> Person:
    return Person.objects.filter(email="chief@example.org").first() or Person.objects.create_superuser(
        "chief@example.org", name="Chief"
    )


def make_matter(*, public: bool = False, title: str = "Kuoppa Savilahdenkadulla", **fields: Any) -> Matter:
    matter = open_matter(kind="feedback", title=title, **fields)
    if public:
        publish(matter, by=make_chief())
    return matter


def make_upload(size: tuple[int, int] = (64, 40)) -> SimpleUploadedFile:
    return SimpleUploadedFile("kuva.jpg", corpus.saved(corpus.picture(size)))


def make_paper(matter: Matter, **fields: Any) -> Paper:
    paper = attach(matter, make_upload(), by_staff=fields.pop("by_staff", False))
    Paper.objects.filter(pk=paper.pk).update(**fields)
    paper.refresh_from_db()
    return paper
