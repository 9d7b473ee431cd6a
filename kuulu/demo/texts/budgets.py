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

YOUNG: tuple[Idea, ...] = (
    Idea(title="Peli-ilta nuorisotilaan joka kuukausi", text="Haluamme illan, jossa pelataan yhdessä. Tarvitaan pelejä ja vähän syötävää.", address="Nuorisotila", lat=61.6885, lon=27.2705, euros=1500, group="Kahdeksan kaveria Rantakylästä"),
    Idea(title="Skeittipäivä kesällä", text="Päivä, jolloin joku opettaa. Lainalautoja mukaan.", address="Saimaa Stadiumi", lat=61.6995, lon=27.2990, euros=2000),
    Idea(title="Vanhojen tansseihin lattiamatot", text="Liikuntasalin lattia pysyy ehjänä ja tanssit voidaan pitää omassa koulussa.", address="Lukio", lat=61.6905, lon=27.2650, euros=3000, group="Lukion toisen vuoden opiskelijat"),
    Idea(title="Koululle hiljainen huone", text="Paikka, jossa voi rauhoittua. Tyynyjä, valo ja kuulokkeita.", address="Rantakylän koulu", lat=61.6700, lon=27.2800, euros=1200, group="Luokka 3A"),
)  # fmt: skip
