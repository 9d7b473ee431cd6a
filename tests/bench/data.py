"""A city of any size: feedback with its matter, steps and words, written in bulk and the same at every run."""

from __future__ import annotations

import datetime as dt
import random
from itertools import islice

from django.db import transaction

from kuulu.channels.feedback.models import Category, CategoryGroup, Feedback
from kuulu.commons.matters.actions.life import CROCKFORD
from kuulu.commons.matters.models import Matter, Outcome, Step
from kuulu.commons.people.models import Person, Unit
from kuulu.commons.places.models import Area
from kuulu.foundation import clock
from kuulu.site.discover.actions import index_all

from .words import RARE, RARELY

THINGS = ["katuvalo", "penkki", "kuoppa", "suojatie", "roskakori", "keinu", "laituri", "polku", "silta", "pysäkki", "kyltti", "puu", "hiekoitus", "lumi", "aita", "leikkipuisto", "kirjasto", "koulu", "uimaranta", "ulkoilureitti"]  # fmt: skip
FAULTS = ["rikki", "pimeänä", "vino", "likainen", "kaatunut", "liukas", "puuttuu", "kulunut", "irti", "tukossa"]
WHERE = [
    "rannassa",
    "torilla",
    "koululla",
    "asemalla",
    "satamassa",
    "Otavassa",
    "Ristiinassa",
    "Anttolassa",
    "Haukivuorella",
    "keskustassa",
]


def official() -> str:
    """The session key of somebody who may see every desk."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    person = Person.objects.create_superuser("chief@example.org")
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    return str(session.session_key)


def _words(text: str) -> dict[str, str]:
    return dict.fromkeys(("fi", "fi-simple", "sv", "en"), text)


def _setting() -> tuple[list[Unit], list[Area], list[Category]]:
    units = [
        Unit.objects.get_or_create(code=f"unit-{n}", defaults={"names": _words(f"Yksikkö {n}")})[0] for n in range(8)
    ]
    areas = [Area.objects.get_or_create(code=f"area-{n}", defaults={"names": _words(f"Alue {n}")})[0] for n in range(6)]
    group = CategoryGroup.objects.get_or_create(code="all", defaults={"names": _words("Kaikki")})[0]
    categories = [
        Category.objects.get_or_create(
            code=f"category-{n}", defaults={"names": _words(THINGS[n]), "group": group, "unit": units[n % 8]}
        )[0]
        for n in range(12)
    ]
    return units, areas, categories


def _matters(count: int, seed: int):
    chance, now = random.Random(seed), clock.now()
    units, areas, _ = _setting()
    for n in range(count):
        opened = now - dt.timedelta(minutes=chance.randrange(60 * 24 * 700))
        tail, number = "", n
        for _ in range(5):
            number, rest = divmod(number, 32)
            tail = CROCKFORD[rest] + tail
        thing = RARE if n % (count // RARELY) == 0 else chance.choice(THINGS)
        title = f"{thing} {chance.choice(FAULTS)} {chance.choice(WHERE)}".capitalize()
        yield Matter(
            reference=f"BEN-2026-{tail}", kind="feedback", title=title, summary=f"{title}. Numero {n}.", unit=units[n % 8], area=areas[n % 6],
            stage=chance.choice(["received", "in_hand", "answered", "answered", "carried_out", "closed"]), visibility="public",
            lat=61.69 + chance.gauss(0, 0.05), lon=27.27 + chance.gauss(0, 0.1), opened_at=opened, changed_at=opened, published_at=opened,
            due_at=opened + dt.timedelta(days=7), answered_at=opened + dt.timedelta(days=chance.randrange(1, 12)),
        )  # fmt: skip


@transaction.atomic
def fill(count: int, seed: int = 2026) -> None:
    """Write `count` public feedbacks with two steps each, and index them."""
    _, _, categories = _setting()
    made = _matters(count, seed)
    number = 0
    while batch := list(islice(made, 5000)):
        Matter.objects.bulk_create(batch, batch_size=500)
        Feedback.objects.bulk_create(
            [Feedback(matter=m, category=categories[(number + i) % 12], kind=("fault", "idea", "question", "thanks")[i % 4], text=m.summary,
                      wishes_public=True, check_state="approved") for i, m in enumerate(batch)], batch_size=500)  # fmt: skip
        Outcome.objects.bulk_create(
            [Outcome(matter=m, kind="work", text=_words("Korjattu."), at=m.answered_at) for m in batch if m.stage == "carried_out"])  # fmt: skip
        Step.objects.bulk_create(
            [Step(matter=m, verb=verb, stage=m.stage, at=m.opened_at) for m in batch for verb in ("received", "published")], batch_size=500)  # fmt: skip
        number += len(batch)
    index_all()
