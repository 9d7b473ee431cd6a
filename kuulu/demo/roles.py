"""Whom one can enter the demo as: an invented person for every duty, and what to look at as that person."""

from __future__ import annotations

from dataclasses import dataclass

from kuulu.commons.people.vocabulary import Duty


@dataclass(frozen=True, kw_only=True)
class Cast:
    """One invented person of the demo."""

    code: str
    name: str  #: what the person does, never a person's name
    duty: Duty | None
    unit: str = ""  #: code of the unit; "" for every unit
    area: str = ""
    start: str = "/fi/desk/"

    @property
    def email(self) -> str:
        return f"{self.code}@example.fi"


def _handler(code: str, name: str, unit: str) -> Cast:
    return Cast(code=code, name=name, duty=Duty.HANDLER, unit=unit)


CAST: tuple[Cast, ...] = (
    Cast(code="asukas", name="Asukas Rantakylästä", duty=Duty.RESIDENT, start="/fi/"),
    Cast(code="kesaasukas", name="Kesäasukas Ristiinasta", duty=Duty.RESIDENT, area="ristiina", start="/fi/"),
    Cast(code="nuori", name="Nuorisovaltuutettu", duty=Duty.BODY_MEMBER, unit="nuorisovaltuusto", start="/fi/"),
    Cast(
        code="aluejohtokunta",
        name="Anttolan aluejohtokunnan jäsen",
        duty=Duty.BODY_MEMBER,
        unit="aluejohtokunta-anttola",
        area="anttola",
        start="/fi/",
    ),
    _handler("kadut", "Katujen kunnossapidon käsittelijä", "kadut"),
    _handler("katuvalot", "Katuvalojen käsittelijä", "katuvalot"),
    _handler("puistot", "Puistojen ja metsien käsittelijä", "puistot"),
    _handler("liikunta", "Liikuntapaikkojen käsittelijä", "liikunta"),
    _handler("kaavoitus", "Kaavoituksen käsittelijä", "kaavoitus"),
    _handler("rakennusvalvonta", "Rakennusvalvonnan käsittelijä", "rakennusvalvonta"),
    _handler("ymparisto", "Ympäristöpalvelujen käsittelijä", "ymparisto"),
    _handler("koulut", "Koulujen käsittelijä", "koulut"),
    _handler("varhaiskasvatus", "Varhaiskasvatuksen käsittelijä", "varhaiskasvatus"),
    _handler("kirjasto", "Kirjaston käsittelijä", "kirjasto"),
    _handler("nuoriso", "Nuorisopalvelujen käsittelijä", "nuoriso"),
    _handler("tilat", "Tilapalvelujen käsittelijä", "tilat"),
    Cast(code="esihenkilo", name="Katujen ja puistojen esihenkilö", duty=Duty.SUPERVISOR, unit="asuminen"),
    Cast(code="valmistelija", name="Valmistelija, kaupunkikehitys", duty=Duty.PREPARER, unit="asuminen"),
    Cast(code="paattaja", name="Päättäjä, kaupunkikehityslautakunta", duty=Duty.DECIDER, unit="asuminen"),
    Cast(code="moderaattori", name="Moderaattori", duty=Duty.MODERATOR),
    Cast(code="viestinta", name="Viestinnän asiantuntija", duty=Duty.COMMUNICATIONS),
    Cast(code="asiointi", name="Asiointipalvelun palveluneuvoja", duty=Duty.CLERK),
    Cast(code="paakirjasto", name="Pääkirjaston virkailija", duty=Duty.CLERK),
    Cast(code="kaantaja", name="Kääntäjä", duty=Duty.TRANSLATOR),
    Cast(code="yllapito", name="Pääkäyttäjä", duty=Duty.ADMINISTRATOR),
    Cast(code="tarkastaja", name="Tarkastaja, vain luku", duty=Duty.AUDITOR),
)


def cast(code: str) -> Cast | None:
    """The invented person of that code, or None."""
    return next((who for who in CAST if who.code == code), None)
