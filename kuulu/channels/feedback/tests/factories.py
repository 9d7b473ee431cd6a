"""Feedback and its surroundings for tests, with domain words as traits."""

from __future__ import annotations

import itertools
from typing import Any

from kuulu.channels.feedback.actions import Draft, submit
from kuulu.channels.feedback.models import Category, CategoryGroup, Feedback
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty

_numbers = itertools.count(1)


def make_unit(code: str = "kadut", **fields: Any) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"names": {"fi": code.title(), "en": code}, **fields})[0]


def make_category(code: str = "kuopat", **fields: Any) -> Category:
    group, _ = CategoryGroup.objects.get_or_create(code="kadut", defaults={"names": {"fi": "Kadut", "en": "Streets"}})
    fields.setdefault("unit", make_unit())
    fields.setdefault("names", {"fi": "Kuopat kadussa", "en": "Potholes"})
    return Category.objects.create(code=code, group=group, **fields)


def make_staff(unit: Unit | None = None, duty: Duty = Duty.HANDLER, **fields: Any) -> Person:
    person = Person.objects.create_user(f"staff{next(_numbers)}@example.org", is_staff=True, **fields)
    Role.objects.create(person=person, duty=duty, unit=unit)
    return person


def make_feedback(*, public: bool = False, **fields: Any) -> Feedback:
    """A feedback as sent; `public` also has staff's check behind it."""
    by, photos, key, at = (fields.pop(name, None) for name in ("by", "photos", "key", "at"))
    fields.setdefault("category", Category.objects.first() or make_category())
    draft = Draft(**{"kind": "fault", "text": "Syvä kuoppa ajoradalla.", "wishes_public": public, **fields})
    feedback = submit(draft, by=by, photos=photos or (), key=key, at=at)
    return make_public(feedback) if public else feedback


def make_public(feedback: Feedback) -> Feedback:
    """As after staff's approval."""
    from kuulu.commons.matters.actions import publish

    chief = Person.objects.filter(is_superuser=True).first() or Person.objects.create_superuser("chief@example.org")
    feedback.wishes_public, feedback.check_state = True, "approved"
    feedback.save(update_fields=["wishes_public", "check_state"])
    publish(feedback.matter, by=chief)
    return feedback
