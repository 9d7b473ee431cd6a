"""The city's service areas, units and bodies, as its public documents name them; addresses are invented."""

from __future__ import annotations

from collections.abc import Callable

from kuulu.commons.people.models import Unit
from kuulu.commons.people.vocabulary import UnitKind

#: code, kind, parent, committee, fi, plain fi, sv, en
UNITS: tuple[tuple[str, UnitKind, str, str, str, str, str, str], ...] = (
    ("valtuusto", UnitKind.BODY, "", "", "Kaupunginvaltuusto", "Valtuusto", "Stadsfullmäktige", "City council"),
    ("hallitus", UnitKind.BODY, "", "", "Kaupunginhallitus", "Hallitus", "Stadsstyrelsen", "City executive board"),
    ("kaupunginjohtaja", UnitKind.BODY, "", "", "Kaupunginjohtaja", "Kaupunginjohtaja", "Stadsdirektören", "City manager"),
    ("kaupunkikehitys", UnitKind.BODY, "", "", "Kaupunkikehityslautakunta", "Lautakunta, joka päättää kaduista ja puistoista", "Stadsutvecklingsnämnden", "Urban development committee"),
    ("opetus", UnitKind.BODY, "", "", "Kasvatus- ja opetuslautakunta", "Lautakunta, joka päättää kouluista", "Fostrans- och undervisningsnämnden", "Education committee"),
    ("hyvinvointi", UnitKind.BODY, "", "", "Hyvinvoinnin ja osallisuuden lautakunta", "Lautakunta, joka päättää hyvinvoinnista", "Nämnden för välfärd och delaktighet", "Wellbeing and participation committee"),
    ("nuorisovaltuusto", UnitKind.BODY, "", "hyvinvointi", "Nuorisovaltuusto", "Nuorten valtuusto", "Ungdomsfullmäktige", "Youth council"),
    ("vanhusneuvosto", UnitKind.BODY, "", "hyvinvointi", "Vanhusneuvosto", "Ikäihmisten neuvosto", "Äldrerådet", "Council of older people"),
    ("vammaisneuvosto", UnitKind.BODY, "", "hyvinvointi", "Vammaisneuvosto", "Vammaisten neuvosto", "Rådet för personer med funktionsnedsättning", "Disability council"),
    ("aluejohtokunta-anttola", UnitKind.BODY, "", "hallitus", "Anttolan aluejohtokunta", "Anttolan johtokunta", "Anttola områdesdirektion", "Anttola area board"),
    ("aluejohtokunta-haukivuori", UnitKind.BODY, "", "hallitus", "Haukivuoren aluejohtokunta", "Haukivuoren johtokunta", "Haukivuori områdesdirektion", "Haukivuori area board"),
    ("aluejohtokunta-pitaja", UnitKind.BODY, "", "hallitus", "Mikkelin pitäjän aluejohtokunta", "Mikkelin pitäjän johtokunta", "Mikkelin pitäjä områdesdirektion", "Mikkelin pitäjä area board"),
    ("aluejohtokunta-ristiina", UnitKind.BODY, "", "hallitus", "Ristiinan aluejohtokunta", "Ristiinan johtokunta", "Ristiina områdesdirektion", "Ristiina area board"),
    ("aluejohtokunta-suomenniemi", UnitKind.BODY, "", "hallitus", "Suomenniemen aluejohtokunta", "Suomenniemen johtokunta", "Suomenniemi områdesdirektion", "Suomenniemi area board"),
    ("asuminen", UnitKind.SERVICE_AREA, "", "kaupunkikehitys", "Asuminen ja toimintaympäristö", "Kadut, puistot ja rakennukset", "Boende och livsmiljö", "Housing and environment"),
    ("sivistys", UnitKind.SERVICE_AREA, "", "hyvinvointi", "Sivistys ja hyvinvointi", "Koulut, kirjasto ja liikunta", "Bildning och välfärd", "Education and wellbeing"),
    ("konserni", UnitKind.SERVICE_AREA, "", "hallitus", "Konsernipalvelut", "Kaupungin yhteiset palvelut", "Koncerntjänster", "Group services"),
    ("kadut", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Katujen kunnossapito", "Katujen hoito", "Gatuunderhåll", "Street maintenance"),
    ("katuvalot", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Katuvalaistus", "Katuvalot", "Gatubelysning", "Street lighting"),
    ("puistot", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Puistot ja taajamametsät", "Puistot ja metsät", "Parker och tätortsskogar", "Parks and urban forests"),
    ("kaavoitus", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Kaavoitus", "Kaavoitus", "Planläggning", "Zoning"),
    ("rakennusvalvonta", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Rakennusvalvonta", "Rakennusvalvonta", "Byggnadstillsynen", "Building control"),
    ("ymparisto", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Ympäristöpalvelut", "Ympäristöpalvelut", "Miljötjänster", "Environmental services"),
    ("tilat", UnitKind.UNIT, "asuminen", "kaupunkikehitys", "Tilapalvelut", "Kaupungin rakennukset", "Lokaltjänster", "Facilities"),
    ("koulut", UnitKind.UNIT, "sivistys", "opetus", "Perusopetus", "Koulut", "Grundläggande utbildning", "Basic education"),
    ("varhaiskasvatus", UnitKind.UNIT, "sivistys", "opetus", "Varhaiskasvatus", "Päiväkodit", "Småbarnspedagogik", "Early education"),
    ("kirjasto", UnitKind.UNIT, "sivistys", "hyvinvointi", "Kirjasto ja kulttuuri", "Kirjasto ja kulttuuri", "Bibliotek och kultur", "Library and culture"),
    ("liikunta", UnitKind.UNIT, "sivistys", "hyvinvointi", "Liikuntapalvelut", "Liikuntapalvelut", "Idrottstjänster", "Sports services"),
    ("nuoriso", UnitKind.UNIT, "sivistys", "hyvinvointi", "Nuorisopalvelut", "Nuorten palvelut", "Ungdomstjänster", "Youth services"),
    ("osallisuus", UnitKind.UNIT, "sivistys", "hyvinvointi", "Osallisuus ja hyvinvointi", "Osallisuus ja hyvinvointi", "Delaktighet och välfärd", "Participation and wellbeing"),
    ("viestinta", UnitKind.UNIT, "konserni", "hallitus", "Viestintä", "Viestintä", "Kommunikation", "Communications"),
    ("kirjaamo", UnitKind.UNIT, "konserni", "hallitus", "Kirjaamo", "Kirjaamo", "Registratorskontoret", "Registry"),
    ("asiointi", UnitKind.UNIT, "konserni", "hallitus", "Asiointipalvelu", "Asiointipalvelu pääkirjastossa", "Servicepunkten", "Service point"),
)  # fmt: skip


def tell(done: Callable[[int], None]) -> None:
    """Write down each unit once, the ones above before the ones below."""
    made: dict[str, Unit] = {}
    for code, kind, parent, committee, fi, simple, sv, en in UNITS:
        made[code], _ = Unit.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "names": {"fi": fi, "fi-simple": simple, "sv": sv, "en": en},
                "email": f"{code}@example.fi",
                "phone": "015 000 000",
                "parent": made.get(parent),
                "committee": made.get(committee),
            },
        )
        done(1)
