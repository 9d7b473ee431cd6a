"""What a city sets up before anybody can speak: groups, categories with their questions, authorities, ready texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kuulu.channels.feedback.models import Authority, Category, CategoryGroup, Question, ReadyText, Route
from kuulu.commons.people.models import Unit
from kuulu.commons.places.models import Area

from ..texts.answers import READY
from ..texts.categories import TOPICS, Topic, words
from ..texts.groups import AUTHORITIES, GROUPS

#: which unit answers for a category in an area, where it is another than elsewhere: (category, area, words, unit)
ROUTES = (
    ("muu", "", "aluejohtokunta", "osallisuus"),
    ("muu", "", "kirjaamo, päätös, pöytäkirja", "kirjaamo"),
    ("roskat", "", "graffiti, töhry, alikulku", "kadut"),
    ("leikkipaikat", "", "koulun piha, päiväkodin piha", "tilat"),
    ("luontoreitit", "suomenniemi", "", "puistot"),
    ("luontoreitit", "ristiina", "", "puistot"),
    ("rannat", "", "sinilevä, uimavesi", "ymparisto"),
)


def tell(done: Callable[[int], None]) -> None:
    """Write each once; what staff has changed since stays as they left it."""
    for order, (code, icon, fi, simple, sv, en) in enumerate(GROUPS):
        fields = {"icon": icon, "order": order * 10, "names": words(fi, simple, sv, en)}
        CategoryGroup.objects.get_or_create(code=code, defaults=fields)
    for code, link, phone, names, advice in AUTHORITIES:
        fields = {"link": link, "phone": phone, "names": names, "advice": advice, "email": f"{code}@example.fi"}
        Authority.objects.get_or_create(code=code, defaults=fields)
    done(len(GROUPS) + len(AUTHORITIES))
    for order, topic in enumerate(TOPICS):
        _category(topic, order)
        done(1)
    _routes()
    _ready_texts()


def _category(topic: Topic, order: int) -> None:
    category, made = Category.objects.get_or_create(
        code=topic.code,
        defaults={
            "group": CategoryGroup.objects.get(code=topic.group),
            "names": topic.names,
            "descriptions": topic.descriptions,
            "synonyms": topic.synonyms,
            "unit": Unit.objects.filter(code=topic.unit).first(),
            "authority": Authority.objects.filter(code=topic.authority).first(),
            "promise_days": topic.days,
            "placing": topic.placing,
            "notice_level": topic.level,
            "notice": topic.notice,
            "order": order * 10,
            "outside_city_ok": bool(topic.authority),
            "may_be_public": topic.code != "terveys-ja-sosiaali",
        },
    )
    if made:
        Question.objects.bulk_create(_question(category, q, n) for n, q in enumerate(topic.questions, start=1))


def _question(category: Category, fields: dict[str, Any], order: int) -> Question:
    return Question(category=category, order=order, **fields)


def _routes() -> None:
    for order, (category, area, some_words, unit) in enumerate(ROUTES):
        Route.objects.get_or_create(
            category=Category.objects.get(code=category),
            area=Area.objects.filter(code=area).first(),
            words=some_words,
            defaults={"unit": Unit.objects.get(code=unit), "order": order * 10},
        )


def _ready_texts() -> None:
    for order, (stage, names, texts) in enumerate(READY):
        ReadyText.objects.get_or_create(names=names, defaults={"texts": texts, "stage": stage, "order": order * 10})
