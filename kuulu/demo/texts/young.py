"""What children and young people propose in Young Mikkeli, and what was said of it; all of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

from .budgets import Idea


@dataclass(frozen=True, kw_only=True)
class Way:
    """What an idea went through in its handling."""

    idea: Idea
    days: int  #: how many days ago it came
    note: str = ""  #: what its price is made of; "" while it has none
    says: str = ""  #: recommendation of the youth council
    reason: str = ""
    outcome: str = ""
    granted: int | None = None
    ruled: str = ""  #: why it was decided so
    reach: tuple[str, str] = ("none", "")
    is_checked: bool = True


#: of the handling that is decided
DECIDED: tuple[Way, ...] = (
    Way(idea=Idea(title="Peli-ilta nuorisotilaan joka kuukausi", text="Haluamme illan, jossa pelataan yhdessä. Tarvitaan pelejä ja vähän syötävää.", address="Nuorisotila", lat=61.6885, lon=27.2705, euros=1500, group="Kahdeksan kaveria Rantakylästä"), days=170, note="Kymmenen lautapeliä ja tarjoilu puoleksi vuodeksi.", says="support", reason="Moni on toivonut tätä.", outcome="approved", reach=("youth_worker", "Nuorisotilan ohjaaja")),
    Way(idea=Idea(title="Skeittipäivä kesällä", text="Päivä, jolloin joku opettaa. Lainalautoja mukaan.", address="Saimaa Stadiumi", lat=61.6995, lon=27.2990, euros=2000), days=165, note="Kaksi ohjaajaa, lainalaudat ja suojat.", says="support", reason="Ohjaajat ja laudat ovat tärkeimmät.", outcome="partly", granted=1500, ruled="Päivä järjestetään. Lainalaudat saadaan liikuntapalveluilta, joten rahaa tarvitaan vähemmän."),
    Way(idea=Idea(title="Vanhojen tansseihin lattiamatot", text="Liikuntasalin lattia pysyy ehjänä ja tanssit voidaan pitää omassa koulussa.", address="Lukio", lat=61.6905, lon=27.2650, euros=3000, group="Lukion toisen vuoden opiskelijat"), days=160, note="Matot, joita voi käyttää joka vuosi.", says="support", reason="Matoista on iloa monena vuonna.", outcome="approved", reach=("school", "Lukion opiskelijakunnan ohjaaja")),
    Way(idea=Idea(title="Oma huvipuisto viikonlopuksi", text="Iso tapahtuma, jossa on kaikille ilmaisia laitteita.", address="Hallitustori", lat=61.6880, lon=27.2720, euros=48000), days=155, note="Laitteiden vuokra, sähkö ja järjestyksenvalvonta kahdeksi päiväksi.", says="not", reason="Tähän menisi enemmän rahaa kuin koko vuodeksi on.", outcome="rejected"),
    Way(idea=Idea(title="Maalausseinä alikulkuun", text="Seinä, johon saa maalata luvan kanssa.", address="Savilahden alikulku", lat=61.6840, lon=27.2600, euros=1800, group="Kuvataidekerho"), days=150, note="Pohjamaali, maalit ja suojavaatteet.", says="next_round", reason="Hyvä idea. Seinän omistajan lupa puuttuu vielä.", outcome="moved_on"),
)  # fmt: skip

#: of the handling that the youth council talks over now, beside the one that moved on
IN_HANDLING: tuple[Way, ...] = (
    Way(idea=Idea(title="Elokuvailta ulkona", text="Katsotaan elokuva isolta kankaalta rannassa.", address="Kenkävero", lat=61.6850, lon=27.2560, euros=900), days=120, note="Kankaan vuokra ja esityslupa.", reach=("guardian", "Huoltajan puhelinnumero on nuorisotilassa")),
    Way(idea=Idea(title="Koululle hiljainen huone", text="Paikka, jossa voi rauhoittua. Tyynyjä, valo ja kuulokkeita.", address="Rantakylän koulu", lat=61.6700, lon=27.2800, euros=1200, group="Luokka 3A"), days=60, note="Tyynyt, valaisin ja kuulokkeet.", says="support", reason="Rauhallinen paikka auttaa monia.", reach=("school", "Rantakylän koulu, luokka 3A")),
    Way(idea=Idea(title="Lainasukset nuorisotilaan", text="Suksia, joita voi lainata ilman rahaa.", address="Nuorisotila", lat=61.6885, lon=27.2705, euros=2400), days=45, note="Kaksitoista paria suksia ja sauvoja.", says="more_wanted", reason="Kuka huoltaa sukset? Kysymme sen ehdottajalta."),
)  # fmt: skip

#: new ones, that the next handling gathers
NEW: tuple[Way, ...] = (
    Way(idea=Idea(title="Peikkometsä päiväkodin viereen", text="Polku, jonka varrella on pieniä ovia ja peikkoja puissa.", address="Peitsari", lat=61.7010, lon=27.2350, euros=0, group="Päiväkodin eskarit"), days=8, reach=("school", "Esiopetuksen opettaja")),
    Way(idea=Idea(title="Kokkikerho yläkoululaisille", text="Opetellaan tekemään helppoa ruokaa ja syödään yhdessä.", address="Urheilupuiston koulu", lat=61.6920, lon=27.2770, euros=0), days=5),
    Way(idea=Idea(title="Tanssipäivä sisällä talvella", text="Lajeja kokeiltavaksi kaikille, myös pyörätuolilla.", address="Naisvuori", lat=61.6900, lon=27.2660, euros=0), days=2, is_checked=False),
)  # fmt: skip

YOUNG: tuple[Way, ...] = (*DECIDED, *IN_HANDLING, *NEW)
