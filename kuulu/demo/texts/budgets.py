"""What was and is proposed for the city's money. Names and votes of 2024 are public facts; costs and texts are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Idea:
    """One proposal as the demo tells it. Coordinates are WGS 84 degrees, sums are euros."""

    title: str
    text: str
    address: str
    lat: float
    lon: float
    euros: int
    votes: int = 0
    group: str = ""


#: the fourteen candidates of 2024 with their votes, as the city published them
OF_2024: tuple[Idea, ...] = (
    Idea(title="Pihakeinu satamaan tai keskustaan", text="Iso pihakeinu, jossa on mukava istua yhdessä ja katsella ihmisiä tai järveä.", address="Satama", lat=61.6845, lon=27.2790, euros=8000, votes=510),
    Idea(title="Kalastuslaituri Kaihunharjuun", text="Laituri, jolta voi onkia turvallisesti myös pyörätuolista käsin.", address="Kaihunharju", lat=61.6790, lon=27.3010, euros=20000, votes=413),
    Idea(title="Kukkivia puita Riehtilänpuistoon ja Kattilanlahdenpuistoon", text="Kirsikoita ja omenapuita kahteen puistoon, jotta kevät näkyy kaupungissa.", address="Riehtilänpuisto, Laajalampi", lat=61.6930, lon=27.2480, euros=9000, votes=349),
    Idea(title="Uudet jouluvalot keskustan puihin", text="Lämpimät valot puihin pimeimmäksi ajaksi, samat joka talvi.", address="Hallitustori", lat=61.6880, lon=27.2720, euros=15000, votes=344),
    Idea(title="Opastaulut viidelle nähtävyydelle", text="Selkeät taulut, joissa kerrotaan paikan tarina suomeksi ja englanniksi.", address="Keskusta", lat=61.6876, lon=27.2750, euros=10000, votes=267),
    Idea(title="BMX-rata Anttolaan", text="Maasta muotoiltu rata, jolla pienetkin voivat ajaa.", address="Anttola", lat=61.5830, lon=27.6460, euros=18000, votes=258),
    Idea(title="Hiihtoladun korjaus Huumontien itäpuolella", text="Ladun pohja kuntoon, jotta hiihtää voi vähälläkin lumella.", address="Huumontie, Ristiina", lat=61.5080, lon=27.2700, euros=7000, votes=228),
    Idea(title="Kahden tai kolmen korin frisbeegolf Ristiinaan", text="Muutama kori koulun lähelle, jotta lajia voi kokeilla.", address="Ristiina", lat=61.5060, lon=27.2570, euros=4000, votes=206),
    Idea(title="Ulkokuntoilupaikka Haukivuorelle", text="Laitteita, joilla kaikenikäiset voivat pitää kuntoa yllä.", address="Haukivuori", lat=62.0190, lon=27.2040, euros=20000, votes=203),
    Idea(title="Aita Suojakallionpuiston pallokentän päätyyn", text="Pallot karkaavat nyt kadulle. Aita päätyyn auttaa.", address="Suojakallionpuisto, Tupala", lat=61.6960, lon=27.2580, euros=6000, votes=148),
    Idea(title="Muistomerkki Mestausaholle", text="Pieni muistomerkki ja taulu paikan historiasta.", address="Mestausaho, Ristiina", lat=61.5110, lon=27.2450, euros=5000, votes=103),
    Idea(title="Ilmoitustaulu ja kohtaamispaikka Tuppuralaan", text="Paikka, jossa naapurit tapaavat ja näkevät, mitä tapahtuu.", address="Tuppurala", lat=61.6820, lon=27.2380, euros=5000, votes=95),
    Idea(title="Ilmoitustaulu linja-autopysäkille Suomenniemelle", text="Katettu taulu pysäkin viereen kylän asioille.", address="Suomenniemi", lat=61.3240, lon=27.4320, euros=2000, votes=77),
    Idea(title="Muutama pysäköintipaikka Luurankosuonpuiston leikkipaikalle", text="Pari paikkaa, jotta leikkipuistoon pääsee myös kauempaa.", address="Luurankosuonpuisto, Launiala", lat=61.7010, lon=27.2880, euros=12000, votes=57),
)  # fmt: skip

OF_2025: tuple[Idea, ...] = (
    Idea(title="Penkkejä Urpolan rantapolulle", text="Penkki parinsadan metrin välein, jotta huonojalkainenkin jaksaa kävellä.", address="Urpola", lat=61.6790, lon=27.2600, euros=12000, votes=402),
    Idea(title="Pyörien huoltopiste kirjaston eteen", text="Pumppu ja työkalut vapaasti käytettäväksi.", address="Raatihuoneenkatu 6", lat=61.6872, lon=27.2745, euros=4000, votes=377),
    Idea(title="Leikkipaikan varjostus Lähemäelle", text="Puita ja katos, jotta kesällä on varjoa.", address="Lähemäki", lat=61.7000, lon=27.2500, euros=16000, votes=290),
    Idea(title="Uimapaikan pukukoppi Haukivuorelle", text="Yksi esteetön koppi rannalle.", address="Haukivuori", lat=62.0150, lon=27.2100, euros=14000, votes=233),
    Idea(title="Talviuintipaikan valaistus", text="Valo polulle ja laiturille.", address="Visulahti", lat=61.7080, lon=27.3350, euros=18000, votes=120),
)  # fmt: skip

OPEN: tuple[Idea, ...] = (
    Idea(title="Esteetön polku Kalevankankaalle", text="Kovapintainen polku, jota voi kulkea pyörätuolilla ja rattailla. Penkkejä matkan varrelle.", address="Kalevankangas", lat=61.6990, lon=27.2860, euros=18000),
    Idea(title="Katettu bussipysäkki Otavaan", text="Koululaiset odottavat sateessa. Katos auttaisi.", address="Otava", lat=61.6460, lon=27.0660, euros=9000),
    Idea(title="Pöytätenniksen ulkopöytä Rantakylän koululle", text="Välitunneilla ja illalla voisi pelata. Kivinen pöytä kestää.", address="Rantakylän koulu", lat=61.6700, lon=27.2800, euros=4000, group="Luokka 5B"),
    Idea(title="Koira-aitaus Peitsariin", text="Lähin koirapuisto on kaukana. Aidattu alue riittäisi.", address="Peitsari", lat=61.6850, lon=27.3050, euros=15000),
    Idea(title="Suihkulähde keskelle toria", text="Iso suihkulähde, joka näkyy kauas.", address="Hallitustori", lat=61.6880, lon=27.2720, euros=250000),
    Idea(title="Laavu Tuppuralan metsään", text="Laavu ja nuotiopaikka kävelymatkan päähän.", address="Tuppurala", lat=61.6815, lon=27.2360, euros=8000),
    Idea(title="Lisää kukkivia puita Laajalammelle", text="Viime vuosien puut ovat olleet kauniita. Jatketaan.", address="Laajalampi", lat=61.6935, lon=27.2470, euros=6000),
    Idea(title="Laituriin tikkaat Kattilanlahdelle", text="Laiturille pitäisi päästä vedestä helposti.", address="Kattilanlahti", lat=61.6800, lon=27.2640, euros=2500),
)  # fmt: skip

#: the candidates of the round that is open for voting; votes are how many of a hundred voters like each
NOW: tuple[Idea, ...] = (
    Idea(title="Riippumattoja Kirkkopuistoon", text="Kuusi riippumattoa puiden väliin kesäksi. Niissä voi lukea ja levätä.", address="Kirkkopuisto", lat=61.6872, lon=27.2695, euros=3500, votes=38),
    Idea(title="Valoisa alikulku Prismantielle", text="Seinämaalaus ja valot, jotta alikulusta uskaltaa kulkea iltaisin.", address="Prismantie", lat=61.6960, lon=27.2820, euros=12000, votes=31),
    Idea(title="Kuntoilulaitteet Haukivuoren satamaan", text="Neljä laitetta, joita voi käyttää myös istuen.", address="Haukivuori", lat=62.0180, lon=27.2120, euros=16000, votes=17),
    Idea(title="Vesipiste Naisvuoren portaille", text="Juomavettä portaita juokseville ja heidän koirilleen.", address="Naisvuori", lat=61.6905, lon=27.2745, euros=6000, votes=29),
    Idea(title="Istuinryhmiä Ristiinan raitille", text="Penkkejä ja pöytiä, joilla voi syödä eväät ja odottaa bussia.", address="Ristiina", lat=61.5060, lon=27.2570, euros=7000, votes=15),
    Idea(title="Parkour-puisto Lähemäelle", text="Tasoja, kaiteita ja pehmeä alusta. Suunnitellaan yhdessä nuorten kanssa.", address="Lähemäki", lat=61.7005, lon=27.2510, euros=20000, votes=34),
    Idea(title="Laavu Otavan luontopolulle", text="Katettu laavu, jonne pääsee pyörätuolilla.", address="Otava", lat=61.6480, lon=27.0700, euros=9000, votes=20),
    Idea(title="Kirjahylly Anttolan torille", text="Lukittava kaappi, josta saa ottaa kirjan ja johon saa jättää kirjan.", address="Anttola", lat=61.5835, lon=27.6470, euros=2000, votes=22),
    Idea(title="Keinu Visulahden rantaan", text="Suuri keinu, jossa mahtuu keinumaan kolme kerralla.", address="Visulahti", lat=61.7085, lon=27.3340, euros=5000, votes=26),
    Idea(title="Lintutorni Kyyhkylän lahdelle", text="Matala torni ja luiska. Kaukoputki, jonka saa laskettua lapsen korkeudelle.", address="Kyyhkylä", lat=61.6310, lon=27.3400, euros=18000, votes=19),
    Idea(title="Tuoksuva ryytimaa Hallitustorin reunaan", text="Yrttejä laatikoissa, joihin yltää seisten ja pyörätuolista. Saa maistaa.", address="Hallitustori", lat=61.6882, lon=27.2722, euros=4000, votes=24),
    Idea(title="Talvinen luistelureitti Pankalammelle", text="Aurattu lenkki ja valot. Penkki, jolla saa luistimet jalkaan.", address="Pankalampi", lat=61.6935, lon=27.2655, euros=11000, votes=40),
)  # fmt: skip

#: of the council of older people, with the votes on paper
ELDERS: tuple[Idea, ...] = (
    Idea(title="Penkki palvelutalon ja kaupan väliin", text="Matkan varrella voisi levätä. Nyt moni jää kotiin.", address="Emola", lat=61.6950, lon=27.2890, euros=1800, votes=41),
    Idea(title="Tietokoneopastusta kirjastossa kerran viikossa", text="Joku, joka istuu vieressä ja näyttää rauhassa.", address="Raatihuoneenkatu 6", lat=61.6872, lon=27.2745, euros=900, votes=33),
    Idea(title="Tanssit torilla kesäsunnuntaina", text="Haitari, kahvia ja tuoleja niille, jotka katsovat.", address="Hallitustori", lat=61.6880, lon=27.2720, euros=1500, votes=29),
    Idea(title="Kyyti teatteriin niille, jotka eivät pääse yksin", text="Yhteinen kuljetus kolmesta palvelutalosta.", address="Savilahdenkatu", lat=61.6865, lon=27.2660, euros=2200, votes=12),
)  # fmt: skip
