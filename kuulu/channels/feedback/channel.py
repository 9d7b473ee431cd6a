"""The door plate of feedback."""

from kuulu.foundation.channel import Channel, Kind, Process

from .vocabulary import KIND


def _address(matter: object) -> str:
    from django.urls import reverse

    return reverse("feedback:detail", args=[matter.reference])  # type: ignore[attr-defined]


def _desk_address(matter: object) -> str:
    from django.urls import reverse

    return reverse("feedback_desk:matter", args=[matter.reference])  # type: ignore[attr-defined]


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
            comments=True,
            address=_address,
            desk_address=_desk_address,
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
