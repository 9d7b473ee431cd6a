"""The door plate of feedback."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from kuulu.foundation.channel import Channel, Dataset, Figure, Kind, Opening, Process

from .vocabulary import CATEGORY_COLUMNS, COLUMNS, KIND


def _address(matter: object) -> str:
    from django.urls import reverse

    return reverse("feedback:detail", args=[matter.reference])  # type: ignore[attr-defined]


def _own_address(matter: Any, email: str) -> str:
    from .actions.receipt import make_own_link, own_address

    return own_address(make_own_link(matter.feedback, email=email))


def _desk_address(matter: object) -> str:
    from django.urls import reverse

    return reverse("feedback_desk:matter", args=[matter.reference])  # type: ignore[attr-defined]


def _words(matter: Any) -> str:
    """What the public may read of it beside title and summary, for search."""
    from kuulu.foundation.languages import say

    feedback = getattr(matter, "feedback", None)
    if feedback is None:
        return ""
    answers = [say(answer.texts, matter.language) for answer in feedback.city_answers.all()]
    return "\n".join([feedback.shown_text, *answers])


def _carries(matter: Any) -> str:
    """What its sender takes along to another channel: the own words, as told to the city."""
    return str(matter.feedback.text)


def _topics() -> Iterable[tuple[Any, Iterable[tuple[str, Any]]]]:
    from .queries import names_of_subjects

    return names_of_subjects()


def _open_now() -> Iterable[Opening]:
    """One can always tell the city something."""
    from django.urls import reverse

    from kuulu.foundation.languages import say

    yield Opening(title=say(plate.invitation), address=reverse("feedback:new"), minutes=plate.minutes)


def _counted(start: dt.date, end: dt.date) -> int:
    from .queries import counted_between

    return counted_between(start, end)


def _answered_in_time(start: dt.date, end: dt.date) -> int:
    from .queries import answered_in_time

    return answered_in_time(start, end)


def _with_outcome(start: dt.date, end: dt.date) -> int:
    from .queries import counted_between

    return counted_between(start, end, outcomes__isnull=False)


def _thanks(start: dt.date, end: dt.date) -> int:
    from .queries import counted_between

    return counted_between(start, end, feedback__kind="thanks")


def _rows() -> Iterable[tuple[Any, ...]]:
    from .exports.open_data import rows

    return rows()


def _category_rows() -> Iterable[tuple[Any, ...]]:
    from .exports.open_data import category_rows

    return category_rows()


def _bulk(verb: str) -> Callable[..., Any]:
    """The desk's verb for several feedbacks, looked up when it is used."""

    def act(matter: object, **more: Any) -> None:
        from .desk.bulk_verbs import BULK

        BULK[verb](matter, **more)

    return act


plate = Channel(
    code="feedback",
    name={"fi": "Palaute", "fi-simple": "Palaute", "sv": "Respons", "en": "Feedback"},
    invitation={
        "fi": "Kerro, mikä on rikki, mikä toimii tai mitä voisi tehdä paremmin.",
        "fi-simple": "Kerro kaupungille asiasi.",
        "sv": "Berätta vad som är trasigt, vad som fungerar eller vad som kunde göras bättre.",
        "en": "Tell us what is broken, what works or what could be done better.",
    },
    participation=("evaluation", "information"),
    urls="kuulu.channels.feedback.urls",
    prefix="palaute",
    start="feedback:new",
    desk_urls="kuulu.channels.feedback.desk.urls",
    desk_start="feedback_desk:list",
    icon="ring",
    minutes=3,
    order=10,
    kinds=(
        Kind(
            code=KIND,
            name={"fi": "Palaute", "fi-simple": "Palaute", "sv": "Respons", "en": "Feedback"},
            promise_days=5,
            reopen_days=settings.KUULU["FEEDBACK"]["REOPEN_DAYS"],
            words=_words,
            comments=True,
            carries=_carries,
            topics=_topics,
            address=_address,
            own_address=_own_address,
            retain_months=0,  # each category says how long
            desk_address=_desk_address,
            desk_verbs={verb: _bulk(verb) for verb in ("take", "move", "close", "priority", "shortlist")},
        ),
    ),
    open_now=_open_now,
    figures=(
        Figure(
            code="feedback_sent",
            name={
                "fi": "Palautteita",
                "fi-simple": "Palautteita",
                "sv": "Responser",
                "en": "Feedback sent",
            },
            count=_counted,
        ),
        Figure(
            code="feedback_answered_in_time",
            name={
                "fi": "Vastattu luvatussa ajassa",
                "fi-simple": "Vastasimme ajoissa",
                "sv": "Besvarade inom utlovad tid",
                "en": "Answered by the promised day",
            },
            count=_answered_in_time,
        ),
        Figure(
            code="feedback_with_outcome",
            name={
                "fi": "Palautteita, jotka johtivat johonkin",
                "fi-simple": "Palautteita, joista seurasi jotakin",
                "sv": "Responser som ledde till något",
                "en": "Feedback of which something came",
            },
            count=_with_outcome,
        ),
        Figure(
            code="thanks_sent",
            name={"fi": "Kiitoksia", "fi-simple": "Kiitoksia", "sv": "Tack", "en": "Thanks sent"},
            count=_thanks,
        ),
    ),
    open_data=(
        Dataset(
            code="feedback",
            name={
                "fi": "Julkiset palautteet ja niiden vaiheet",
                "fi-simple": "Julkiset palautteet",
                "sv": "Offentliga responser och deras skeden",
                "en": "Public feedback and its stages",
            },
            columns=COLUMNS,
            rows=_rows,
        ),
        Dataset(
            code="feedback_categories",
            name={
                "fi": "Palautteen aiheet",
                "fi-simple": "Palautteen aiheet",
                "sv": "Ämnen för respons",
                "en": "Subjects of feedback",
            },
            columns=CATEGORY_COLUMNS,
            rows=_category_rows,
        ),
    ),
    process=Process(
        what={
            "fi": "Voit antaa palautetta, kehitysehdotuksen tai kiitoksen mistä tahansa kaupungin palvelusta tai paikasta.",
            "fi-simple": "Voit kertoa kaupungille, jos jokin on rikki. Voit kertoa idean. Voit kysyä tai kiittää.",
            "sv": "Du kan ge respons, ett förslag eller ett tack om vilken som helst av stadens tjänster eller platser.",
            "en": "You can report a fault, suggest an improvement, ask or thank about any service or place of the city.",
        },
        who_decides={
            "fi": "Palautteeseen vastaa se kaupungin yksikkö, jolle asia kuuluu.",
            "fi-simple": "Sinulle vastaa se työntekijä, joka hoitaa asiaa.",
            "sv": "Den enhet i staden som ansvarar för saken svarar.",
            "en": "The unit of the city that is responsible for the matter answers.",
        },
        how_long={
            "fi": "Saat vastauksen yleensä viidessä arkipäivässä.",
            "fi-simple": "Saat vastauksen yleensä viikossa.",
            "sv": "Du får oftast svar inom fem vardagar.",
            "en": "You usually get an answer within five working days.",
        },
        what_then={
            "fi": "Näet joka vaiheen omalta sivultasi. Jos haluat, palaute ja vastaus julkaistaan, kun ne on tarkastettu.",
            "fi-simple": "Näet, mitä asiallesi tapahtuu. Voit päättää, näkevätkö muut palautteesi.",
            "sv": "Du ser varje steg på din egen sida. Om du vill publiceras responsen och svaret efter en kontroll.",
            "en": "You see every step on your own page. If you wish, the feedback and the answer are published after a check.",
        },
        where_else={
            "fi": "Voit myös soittaa tai tulla Asiointipalveluun pääkirjastossa.",
            "fi-simple": "Voit myös soittaa. Voit myös tulla pääkirjastoon.",
            "sv": "Du kan också ringa eller besöka servicepunkten i huvudbiblioteket.",
            "en": "You can also phone, or visit the service point in the main library.",
        },
    ),
)
