"""Categories in residents' words: what each is called, which words lead to it, who answers and how soon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def words(fi: str, simple: str, sv: str, en: str) -> dict[str, str]:
    """The same words in the four languages."""
    return {"fi": fi, "fi-simple": simple, "sv": sv, "en": en}


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One category of the demo city."""

    code: str
    group: str
    names: dict[str, str]
    descriptions: dict[str, str]
    synonyms: dict[str, str]
    unit: str = ""
    authority: str = ""
    days: int = 5
    placing: str = "required"
    level: str = "none"
    notice: dict[str, str] = field(default_factory=dict)
    questions: tuple[dict[str, Any], ...] = ()
    weight: int = 3  #: how common in the demo; 0 for none


LAMP = {
    "code": "pylvas",
    "names": words("Valaisinpylvään numero, jos näet sen", "Valopylvään numero", "Stolpens nummer, om du ser det", "Number on the lamp post, if you can see it"),
    "hints": words("Numero on pylvään kyljessä.", "Numero on pylväässä.", "Numret finns på stolpens sida.", "It is on the side of the post."),
    "data_type": "string",
}  # fmt: skip
HOW_MANY_LAMPS = {
    "code": "montako",
    "names": words("Mikä valoissa on vikana?", "Mikä on vikana?", "Vad är felet?", "What is wrong with the lights?"),
    "data_type": "singlevaluelist",
    "is_required": True,
    "is_public": True,
    "values": [
        {"key": "yksi", "names": words("Yksi valo on pimeänä", "Yksi valo ei toimi", "En lampa är släckt", "One light is out")},
        {"key": "monta", "names": words("Monta valoa on pimeänä", "Monta valoa ei toimi", "Flera lampor är släckta", "Several lights are out")},
        {"key": "vilkkuu", "names": words("Valo vilkkuu", "Valo vilkkuu", "Lampan blinkar", "A light flickers")},
        {"key": "paivalla", "names": words("Valo palaa päivällä", "Valo palaa päivällä", "Lampan lyser på dagen", "A light burns by day")},
    ],
}  # fmt: skip
SLIPPERY = {
    "code": "kulkutapa",
    "names": words("Kuka tästä kulkee?", "Kuka tästä kulkee?", "Vem rör sig här?", "Who uses this way?"),
    "data_type": "multivaluelist",
    "is_public": True,
    "values": [
        {"key": "jalan", "names": words("Kävelijät", "Kävelijät", "Gående", "People on foot")},
        {"key": "pyoralla", "names": words("Pyöräilijät", "Pyöräilijät", "Cyklister", "Cyclists")},
        {"key": "autolla", "names": words("Autoilijat", "Autoilijat", "Bilister", "Drivers")},
        {"key": "apuvaline", "names": words("Rollaattorin tai pyörätuolin käyttäjät", "Ihmiset, joilla on rollaattori tai pyörätuoli", "De som använder rollator eller rullstol", "People with a walker or wheelchair")},
    ],
}  # fmt: skip
POTHOLE_SIZE = {
    "code": "koko",
    "names": words("Kuinka iso kuoppa on?", "Kuinka iso kuoppa on?", "Hur stor är gropen?", "How large is the hole?"),
    "data_type": "singlevaluelist",
    "is_public": True,
    "values": [
        {"key": "pieni", "names": words("Pienempi kuin lautanen", "Pieni", "Mindre än en tallrik", "Smaller than a plate")},
        {"key": "iso", "names": words("Suurempi kuin lautanen", "Iso", "Större än en tallrik", "Larger than a plate")},
        {"key": "vaarallinen", "names": words("Niin syvä, että rengas rikkoutuu", "Todella syvä", "Så djup att ett däck kan gå sönder", "Deep enough to break a tyre")},
    ],
}  # fmt: skip
SINCE = {
    "code": "mista-asti",
    "names": words("Mistä asti vika on ollut?", "Milloin vika alkoi?", "Hur länge har felet funnits?", "Since when has it been so?"),
    "data_type": "datetime",
}  # fmt: skip
LITTER_AMOUNT = {
    "code": "maara",
    "names": words("Montako jätesäkillistä arviolta?", "Montako säkkiä roskaa?", "Ungefär hur många sopsäckar?", "About how many bags?"),
    "data_type": "number",
    "is_public": True,
}  # fmt: skip
NOT_WRITE_NAMES = {
    "code": "ei-nimia",
    "names": words("Älä kirjoita lapsen tai työntekijän nimeä.", "Älä kirjoita kenenkään nimeä.", "Skriv inte namnet på ett barn eller en anställd.", "Please do not write the name of a child or an employee."),
    "data_type": "text",
    "is_asked": False,
}  # fmt: skip

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="katuvalot", group="kadut-ja-liikenne", unit="katuvalot", weight=10, questions=(HOW_MANY_LAMPS, LAMP),
        names=words("Katuvalot", "Katuvalot", "Gatubelysning", "Street lights"),
        descriptions=words("Valo on pimeänä, vilkkuu tai pylväs on vinossa.", "Valo ei toimi.", "Lampan är släckt, blinkar eller stolpen lutar.", "A light is out, flickers or its post leans."),
        synonyms={"fi": "lamppu, valaisin, valaistus, valo, lyhtypylväs, pimeä, pimeys, valopylväs, katulamppu", "sv": "lampa, belysning, ljus, lyktstolpe, mörkt", "en": "lamp, light, lighting, lamp post, dark"},
    ),
    Topic(
        code="kuopat", group="kadut-ja-liikenne", unit="kadut", weight=12, questions=(POTHOLE_SIZE, SINCE),
        names=words("Kuopat ja rikkinäinen katu", "Kuopat kadussa", "Gropar och trasiga gator", "Potholes and broken streets"),
        descriptions=words("Kuoppa, halkeama, routavaurio tai irtonainen kansi.", "Kadussa on kuoppa.", "Grop, spricka, tjälskada eller löst lock.", "A hole, crack, frost damage or a loose cover."),
        synonyms={"fi": "asfaltti, päällyste, monttu, reikä, halkeama, routa, kaivonkansi, reunakivi, kuoppa", "sv": "asfalt, grop, hål, tjäle, brunnslock, kantsten", "en": "asphalt, hole, crack, frost, manhole, kerb, pothole"},
        level="danger",
        notice=words("Jos aukko tai irtonainen kansi on vaaraksi nyt, soita ensin päivystykseen 015 000 112. Hengenvaarassa soita 112.", "Onko se vaarallinen nyt? Soita 015 000 112. Jos sinulla on hätä, soita 112.", "Är hålet eller locket farligt just nu? Ring först jouren 015 000 112. Vid livsfara ring 112.", "If the hole or loose cover is dangerous now, first call the duty number 015 000 112. In danger of life call 112."),
    ),
    Topic(
        code="auraus", group="kadut-ja-liikenne", unit="kadut", weight=12, days=3, questions=(SLIPPERY,),
        names=words("Auraus ja hiekoitus", "Lumi ja liukkaus", "Snöplogning och sandning", "Snow ploughing and gritting"),
        descriptions=words("Lumi, sohjo, polanne tai liukas jalkakäytävä.", "Lunta tai liukasta.", "Snö, slask eller hal trottoar.", "Snow, slush or a slippery pavement."),
        synonyms={"fi": "lumi, aura, liukas, jää, hiekka, hiekoitus, polanne, talvikunnossapito, lumenpoisto, lumivalli", "sv": "snö, is, halt, sand, plogning, vinterunderhåll", "en": "snow, ice, slippery, grit, sand, plough, winter maintenance"},
    ),
    Topic(
        code="kavely-ja-pyoraily", group="kadut-ja-liikenne", unit="kadut", weight=6,
        names=words("Kävely- ja pyörätiet", "Kävelytiet ja pyörätiet", "Gång- och cykelvägar", "Walking and cycling paths"),
        descriptions=words("Kunto, puuttuva yhteys tai vaarallinen risteys.", "Kävelytie tai pyörätie.", "Skick, saknad förbindelse eller farlig korsning.", "Condition, a missing link or a dangerous crossing."),
        synonyms={"fi": "pyörätie, pyöräily, kävely, kevyt liikenne, suojatie, alikulku, pyöräteline, polku", "sv": "cykelväg, cykling, gångväg, övergångsställe", "en": "cycle path, cycling, footpath, crossing, underpass, bike rack"},
    ),
    Topic(
        code="liikenne", group="kadut-ja-liikenne", unit="kadut", weight=6, days=10,
        names=words("Liikennemerkit ja nopeudet", "Liikennemerkit", "Trafikmärken och hastigheter", "Traffic signs and speeds"),
        descriptions=words("Merkki, nopeusrajoitus, hidaste, liikennevalo tai näkemäeste.", "Liikennemerkki tai nopeus.", "Märke, hastighet, fartgupp, trafikljus eller skymd sikt.", "A sign, speed limit, bump, traffic light or blocked view."),
        synonyms={"fi": "liikennemerkki, nopeus, ylinopeus, hidaste, töyssy, liikennevalot, risteys, peili", "sv": "trafikmärke, hastighet, fartgupp, trafikljus, korsning", "en": "sign, speed, speeding, bump, traffic light, junction"},
    ),
    Topic(
        code="pysakointi", group="kadut-ja-liikenne", unit="kadut", weight=3,
        names=words("Pysäköinti", "Pysäköinti", "Parkering", "Parking"),
        descriptions=words("Paikat, kiekko, maksut ja väärin pysäköidyt.", "Auton pysäköinti.", "Platser, parkeringsskiva, avgifter och felparkerade.", "Spaces, discs, fees and wrongly parked cars."),
        synonyms={"fi": "parkki, parkkipaikka, parkkipirkko, pysäköintikiekko, invapaikka, latauspiste", "sv": "parkering, p-plats, laddning", "en": "parking, car park, disc, charging"},
    ),
    Topic(
        code="joukkoliikenne", group="kadut-ja-liikenne", unit="kadut", weight=3, days=10,
        names=words("Bussit ja pysäkit", "Bussit", "Bussar och hållplatser", "Buses and stops"),
        descriptions=words("Pysäkki, katos, aikataulu tai yhteys.", "Bussi tai bussipysäkki.", "Hållplats, tak, tidtabell eller förbindelse.", "A stop, shelter, timetable or connection."),
        synonyms={"fi": "bussi, linja-auto, pysäkki, katos, aikataulu, paikallisliikenne, waltti", "sv": "buss, hållplats, tidtabell", "en": "bus, stop, shelter, timetable"},
    ),
    Topic(
        code="esteettomyys", group="kadut-ja-liikenne", unit="kadut", weight=3,
        names=words("Esteettömyys", "Esteet ja apuvälineet", "Tillgänglighet", "Accessibility"),
        descriptions=words("Paikka, johon ei pääse pyörätuolilla, rollaattorilla tai vaunuilla.", "Et pääse kulkemaan apuvälineellä.", "En plats dit man inte kommer med rullstol, rollator eller vagn.", "A place one cannot reach with a wheelchair, walker or pram."),
        synonyms={"fi": "luiska, pyörätuoli, rollaattori, lastenvaunut, esteetön, kynnys, näkövammainen, kuulovammainen", "sv": "ramp, rullstol, rollator, tillgänglig", "en": "ramp, wheelchair, walker, pram, accessible"},
    ),
    Topic(
        code="puistot", group="puistot-ja-luonto", unit="puistot", weight=7,
        names=words("Puistot ja viheralueet", "Puistot", "Parker och grönområden", "Parks and green areas"),
        descriptions=words("Nurmikko, istutukset, penkit ja käytävät.", "Puiston hoito.", "Gräsmattor, planteringar, bänkar och gångar.", "Lawns, plantings, benches and paths."),
        synonyms={"fi": "puisto, nurmikko, ruoho, kukka, istutus, penkki, viheralue, pensas", "sv": "park, gräs, blomma, bänk", "en": "park, lawn, grass, flower, bench, bush"},
    ),
    Topic(
        code="puut", group="puistot-ja-luonto", unit="puistot", weight=6, level="danger",
        names=words("Puut ja taajamametsät", "Puut ja metsä", "Träd och tätortsskogar", "Trees and urban forests"),
        descriptions=words("Kaatunut tai vaarallinen puu, metsänhoito, näkymät.", "Puu on kaatunut tai vaarallinen.", "Fallet eller farligt träd, skogsvård, utsikt.", "A fallen or dangerous tree, forestry, views."),
        synonyms={"fi": "puu, metsä, kaatunut, oksa, myrsky, hakkuu, koivu, kuusi, mänty", "sv": "träd, skog, gren, storm", "en": "tree, forest, branch, storm, felling"},
        notice=words("Jos puu voi kaatua ihmisen päälle tai on sähkölinjalla, soita 112. Kadulle kaatuneesta puusta soita päivystykseen 015 000 112.", "Voiko puu kaatua ihmisen päälle? Soita 112.", "Om ett träd kan falla på någon eller ligger på en elledning, ring 112. Om trädet ligger på gatan, ring jouren 015 000 112.", "If a tree may fall on somebody or lies on a power line, call 112. For a tree across a street call the duty number 015 000 112."),
    ),
    Topic(
        code="rannat", group="puistot-ja-luonto", unit="liikunta", weight=5,
        names=words("Uimarannat ja laiturit", "Uimarannat", "Badstränder och bryggor", "Beaches and piers"),
        descriptions=words("Ranta, laituri, pukukoppi, vesi tai veneranta.", "Uimaranta tai laituri.", "Strand, brygga, omklädningshytt, vatten eller båtstrand.", "A beach, pier, changing hut, water or boat shore."),
        synonyms={"fi": "ranta, uimaranta, laituri, uiminen, sinilevä, pukukoppi, venepaikka, satama, avanto", "sv": "strand, brygga, badplats, simning, blågröna alger", "en": "beach, pier, swimming, algae, boat, harbour"},
        level="note",
        notice=words("Sinilevästä kerro myös ympäristöpalveluille; uimaveden tulokset ovat rannan taululla.", "Kerro meille, jos vedessä on sinilevää.", "Berätta också för miljötjänsterna om blågröna alger; resultaten finns på strandens tavla.", "Tell environmental services of blue-green algae too; water results are on the beach's board."),
    ),
    Topic(
        code="luontoreitit", group="puistot-ja-luonto", unit="liikunta", weight=4,
        names=words("Ulkoilureitit ja laavut", "Retkipaikat", "Friluftsleder och vindskydd", "Trails and shelters"),
        descriptions=words("Reitti, pitkospuut, opaste, laavu tai polttopuut.", "Polku tai laavu.", "Led, spång, skylt, vindskydd eller ved.", "A trail, duckboards, a sign, a shelter or firewood."),
        synonyms={"fi": "laavu, polku, reitti, pitkospuut, opaste, nuotiopaikka, polttopuu, retkeily, kalastus", "sv": "led, vindskydd, skylt, eldstad", "en": "trail, path, shelter, sign, campfire, hiking, fishing"},
    ),
    Topic(
        code="leikkipaikat", group="liikunta-ja-leikki", unit="puistot", weight=6,
        names=words("Leikkipaikat", "Leikkipaikat", "Lekplatser", "Playgrounds"),
        descriptions=words("Keinu, kiipeilyteline, hiekka, aita tai penkki.", "Leikkipaikan vika tai idea.", "Gunga, klätterställning, sand, staket eller bänk.", "A swing, climbing frame, sand, fence or bench."),
        synonyms={"fi": "keinu, liukumäki, hiekkalaatikko, leikkipuisto, kiipeilyteline, lapset", "sv": "gunga, rutschkana, sandlåda, lekpark", "en": "swing, slide, sandpit, playground, children"},
        level="danger",
        notice=words("Jos väline on vaarallinen, estä lasten pääsy ja soita päivystykseen 015 000 112.", "Onko leikkiväline vaarallinen? Soita 015 000 112.", "Om redskapet är farligt: håll barnen borta och ring jouren 015 000 112.", "If the equipment is dangerous keep children away and call the duty number 015 000 112."),
    ),
    Topic(
        code="liikuntapaikat", group="liikunta-ja-leikki", unit="liikunta", weight=6,
        names=words("Liikuntapaikat", "Liikuntapaikat", "Idrottsplatser", "Sports places"),
        descriptions=words("Kenttä, halli, kuntosali, skeittipaikka tai varaukset.", "Kenttä tai halli.", "Plan, hall, gym, skatepark eller bokningar.", "A field, hall, gym, skate park or bookings."),
        synonyms={"fi": "kenttä, uimahalli, jäähalli, liikuntasali, kuntoilu, frisbeegolf, skeitti, pukuhuone, maali, padel", "sv": "plan, simhall, ishall, gym", "en": "field, swimming hall, ice rink, gym, disc golf, skate"},
    ),
    Topic(
        code="ladut", group="liikunta-ja-leikki", unit="liikunta", weight=4, days=3,
        names=words("Ladut ja luistelu", "Hiihto ja luistelu", "Skidspår och skridskobanor", "Ski tracks and skating"),
        descriptions=words("Latu, valot, luistelurata tai jää.", "Hiihtäminen tai luistelu.", "Spår, belysning, skridskobana eller is.", "Tracks, lights, a rink or ice."),
        synonyms={"fi": "latu, hiihto, luistelu, kaukalo, jää, latukone, valaistu latu", "sv": "skidspår, skridskor, rink", "en": "ski, track, skating, rink, ice"},
    ),
    Topic(
        code="kaavoitus", group="rakentaminen", unit="kaavoitus", weight=3, days=10, placing="optional",
        names=words("Kaavoitus", "Kaavoitus", "Planläggning", "Zoning"),
        descriptions=words("Kysymys tai ajatus kaavasta tai tontista. Vireillä oleviin kaavoihin mielipide annetaan kirjaamoon.", "Kysymys kaavasta tai tontista.", "Fråga eller tanke om en plan eller tomt.", "A question or thought about a plan or plot."),
        synonyms={"fi": "kaava, asemakaava, yleiskaava, tontti, rakennuspaikka, kaavoitus", "sv": "plan, detaljplan, tomt", "en": "plan, zoning, plot, building site"},
        level="note",
        notice=words("Palaute ei ole mielipide tai muistutus kaavasta. Ne annetaan kirjaamoon kuulutuksen mukaan.", "Palaute ei ole virallinen mielipide kaavasta.", "Respons är inte en åsikt eller anmärkning om en plan. Sådana lämnas till registratorskontoret.", "Feedback is not an opinion or remark on a plan. Those go to the registry as announced."),
    ),
    Topic(
        code="rakennusvalvonta", group="rakentaminen", unit="rakennusvalvonta", weight=3, days=10, placing="optional",
        names=words("Rakennusvalvonta", "Rakentamisen luvat", "Byggnadstillsyn", "Building control"),
        descriptions=words("Lupa, huonokuntoinen rakennus tai keskeneräinen työmaa.", "Rakennuslupa tai huono talo.", "Lov, byggnad i dåligt skick eller ofärdig byggplats.", "A permit, a building in bad condition or an unfinished site."),
        synonyms={"fi": "rakennuslupa, rakentaminen, työmaa, hylätty talo, purkaminen, naapuri", "sv": "bygglov, byggplats, ödehus", "en": "building permit, site, abandoned house, demolition"},
    ),
    Topic(
        code="roskat", group="ymparisto", unit="puistot", weight=8, days=3, questions=(LITTER_AMOUNT,),
        names=words("Roskat ja jätteet", "Roskat", "Skräp och avfall", "Litter and waste"),
        descriptions=words("Täysi roskis, roskattu paikka, hylätty tavara tai ilkivalta.", "Roskia tai täysi roskis.", "Full soptunna, nedskräpat ställe, övergivna saker eller skadegörelse.", "A full bin, a littered place, things left behind or vandalism."),
        synonyms={"fi": "roska, roskis, jäte, roskakori, siivous, hylätty, lasi, graffiti, töhry, ilkivalta, koirankakka", "sv": "skräp, sopor, soptunna, avfall, klotter", "en": "litter, rubbish, bin, waste, glass, graffiti, vandalism"},
    ),
    Topic(
        code="ymparistonsuojelu", group="ymparisto", unit="ymparisto", weight=3, days=10,
        names=words("Melu, vesi ja ympäristönsuojelu", "Melu ja luonnon suojelu", "Buller, vatten och miljövård", "Noise, water and environment"),
        descriptions=words("Melu, haju, pöly, savu tai päästö veteen.", "Kova ääni, haju tai likainen vesi.", "Buller, lukt, damm, rök eller utsläpp i vatten.", "Noise, smell, dust, smoke or a spill into water."),
        synonyms={"fi": "melu, haju, pöly, savu, päästö, öljy, vesistö, rotat, vieraslaji, kurtturuusu, jättiputki", "sv": "buller, lukt, damm, utsläpp, olja", "en": "noise, smell, dust, smoke, spill, oil, rats, invasive"},
        level="danger",
        notice=words("Jos vesistöön tai maahan valuu öljyä tai kemikaalia, soita heti 112.", "Valuuko maahan tai veteen öljyä? Soita 112.", "Om olja eller kemikalier rinner ut, ring genast 112.", "If oil or a chemical is leaking, call 112 at once."),
    ),
    Topic(
        code="koulut", group="palvelut", unit="koulut", weight=4, placing="optional", questions=(NOT_WRITE_NAMES,),
        names=words("Koulut", "Koulut", "Skolor", "Schools"),
        descriptions=words("Koulun piha, tilat, ruoka, koulutie tai opetus yleisesti.", "Koulu ja koulun piha.", "Skolgård, lokaler, mat, skolväg eller undervisning i allmänhet.", "School yard, rooms, food, way to school or teaching in general."),
        synonyms={"fi": "koulu, opettaja, kouluruoka, koulukuljetus, koulutie, välitunti, iltapäivätoiminta", "sv": "skola, lärare, skolmat, skolskjuts", "en": "school, teacher, lunch, transport, yard"},
        level="note",
        notice=words("Älä kirjoita lapsen nimeä tai terveystietoja. Kiireellisessä asiassa soita kouluun.", "Älä kirjoita lapsen nimeä. Jos on kiire, soita kouluun.", "Skriv inte barnets namn eller hälsouppgifter. Ring skolan om det är bråttom.", "Do not write a child's name or health. If it is urgent call the school."),
    ),
    Topic(
        code="varhaiskasvatus", group="palvelut", unit="varhaiskasvatus", weight=2, placing="optional", questions=(NOT_WRITE_NAMES,),
        names=words("Varhaiskasvatus", "Päiväkodit", "Småbarnspedagogik", "Early education"),
        descriptions=words("Päiväkoti, perhepäivähoito, piha tai hakeminen.", "Päiväkoti.", "Daghem, familjedagvård, gård eller ansökan.", "Day care, its yard or applying."),
        synonyms={"fi": "päiväkoti, tarha, esikoulu, eskari, päivähoito, kerho", "sv": "daghem, förskola, dagvård", "en": "day care, kindergarten, preschool"},
    ),
    Topic(
        code="kirjasto", group="palvelut", unit="kirjasto", weight=4, placing="optional",
        names=words("Kirjasto ja kulttuuri", "Kirjasto ja kulttuuri", "Bibliotek och kultur", "Library and culture"),
        descriptions=words("Aukiolo, aineisto, tilat, tapahtumat tai museot.", "Kirjasto tai tapahtuma.", "Öppettider, material, lokaler, evenemang eller museer.", "Opening hours, material, rooms, events or museums."),
        synonyms={"fi": "kirja, laina, omatoimi, kirjastoauto, tapahtuma, museo, konsertti, teatteri, kansalaisopisto", "sv": "bok, lån, bokbuss, evenemang, museum", "en": "book, loan, mobile library, event, museum, concert"},
    ),
    Topic(
        code="nuoret", group="palvelut", unit="nuoriso", weight=3, placing="optional",
        names=words("Nuorten palvelut", "Nuorten palvelut", "Tjänster för unga", "Services for young people"),
        descriptions=words("Nuorisotila, harrastukset, kesätyö tai nuorten tapahtumat.", "Nuorisotila tai harrastus.", "Ungdomslokal, hobbyer, sommarjobb eller evenemang.", "Youth space, hobbies, summer work or events."),
        synonyms={"fi": "nuorisotila, nuokkari, nutari, harrastus, kesätyö, nuoret, etsivä", "sv": "ungdomsgård, hobby, sommarjobb", "en": "youth club, hobby, summer job, young"},
    ),
    Topic(
        code="tilat", group="palvelut", unit="tilat", weight=3,
        names=words("Kaupungin rakennukset ja tilat", "Kaupungin talot", "Stadens byggnader och lokaler", "City buildings and rooms"),
        descriptions=words("Sisäilma, lämpötila, ovi, vessa tai tilan varaaminen.", "Kaupungin talossa on vika.", "Inneluft, temperatur, dörr, toalett eller bokning.", "Indoor air, temperature, a door, a toilet or booking."),
        synonyms={"fi": "rakennus, sisäilma, vessa, wc, lämmitys, ovi, hissi, varaus, kokoustila", "sv": "byggnad, inneluft, toalett, hiss, lokal", "en": "building, indoor air, toilet, lift, heating, room"},
    ),
    Topic(
        code="osallistuminen", group="paatoksenteko", unit="osallisuus", weight=3, days=10, placing="none",
        names=words("Päätöksenteko ja osallistuminen", "Päätökset ja vaikuttaminen", "Beslut och delaktighet", "Decisions and participation"),
        descriptions=words("Päätös, kokous, asukasilta, kysely tai osallistuva budjetointi.", "Päätös, kokous tai kysely.", "Beslut, möte, invånarkväll, enkät eller medborgarbudget.", "A decision, meeting, residents' evening, survey or participatory budgeting."),
        synonyms={"fi": "päätös, kokous, valtuusto, lautakunta, aloite, kysely, asukasilta, osallistuva budjetointi, vaikuttaminen", "sv": "beslut, möte, initiativ, enkät", "en": "decision, meeting, initiative, survey, budgeting"},
    ),
    Topic(
        code="muu", group="paatoksenteko", unit="asiointi", weight=4, placing="optional",
        names=words("Muu asia", "Muu asia", "Annat ärende", "Something else"),
        descriptions=words("Et löytänyt sopivaa aihetta. Ohjaamme asian oikeaan paikkaan.", "Et löytänyt aihetta. Autamme sinua.", "Du hittade inte rätt ämne. Vi för ärendet vidare.", "You found no fitting subject. We take it to the right place."),
        synonyms={"fi": "muu, kysymys, verkkosivut, asiointi, neuvonta, lasku", "sv": "annat, fråga, webbplats, faktura", "en": "other, question, website, invoice"},
    ),
    Topic(
        code="valtion-tiet", group="muualla", authority="ely", weight=2, level="note",
        names=words("Maantiet ja valtatiet", "Isot tiet", "Landsvägar och riksvägar", "Main roads and highways"),
        descriptions=words("Valtatie 5, 13 ja 15 sekä muut maantiet ovat valtion.", "Valtio hoitaa isot tiet.", "Riksvägarna 5, 13 och 15 och andra landsvägar är statens.", "Highways 5, 13 and 15 and other main roads belong to the state."),
        synonyms={"fi": "maantie, valtatie, viitostie, ely, tie, tievalaistus", "sv": "landsväg, riksväg", "en": "highway, main road, state road"},
        notice=words("Maanteitä hoitaa valtio. Välitämme viestisi, mutta Palauteväylä on nopein.", "Valtio hoitaa isot tiet. Välitämme viestisi sinne.", "Staten sköter landsvägarna. Vi för ditt meddelande vidare, men Responskanalen är snabbast.", "The state keeps main roads. We pass your message on, but the Feedback Channel is fastest."),
    ),
    Topic(
        code="terveys-ja-sosiaali", group="muualla", authority="eloisa", weight=1, placing="none", level="stop",
        names=words("Terveys- ja sosiaalipalvelut", "Terveys ja sosiaalipalvelut", "Social- och hälsovård", "Health and social services"),
        descriptions=words("Terveysasema, sairaala, kotihoito ja sosiaalityö.", "Lääkäri, sairaala tai sosiaalityö.", "Hälsostation, sjukhus, hemvård och socialarbete.", "Health centre, hospital, home care and social work."),
        synonyms={"fi": "lääkäri, sairaala, terveyskeskus, terveysasema, hoitaja, sosiaalityö, hammaslääkäri, eloisa", "sv": "läkare, sjukhus, hälsostation, tandläkare", "en": "doctor, hospital, health centre, dentist, social work"},
        notice=words("Nämä palvelut antaa hyvinvointialue Eloisa. Älä kirjoita terveystietojasi tänne, vaan ota yhteys Eloisaan.", "Eloisa hoitaa nämä asiat. Älä kirjoita tänne terveydestäsi.", "Välfärdsområdet Eloisa ger dessa tjänster. Skriv inget om din hälsa här, utan kontakta Eloisa.", "These services are Eloisa's. Write nothing about your health here; contact Eloisa."),
    ),
    Topic(
        code="sahkolinjat", group="muualla", authority="sahko", weight=0, level="danger",
        names=words("Sähkölinjat ja sähkökatkot", "Sähköjohdot", "Elledningar och elavbrott", "Power lines and power cuts"),
        descriptions=words("Johto maassa, puu linjalla tai sähkökatko.", "Sähköjohto on maassa.", "Ledning på marken, träd på en linje eller elavbrott.", "A line on the ground, a tree on it or a power cut."),
        synonyms={"fi": "sähkö, sähkölinja, johto, sähkökatko, muuntaja", "sv": "el, elledning, elavbrott", "en": "power, line, power cut, electricity"},
        notice=words("Älä mene johdon lähelle. Soita 112, jos joku on vaarassa.", "Älä mene johdon lähelle. Soita 112.", "Gå inte nära ledningen. Ring 112 om någon är i fara.", "Do not go near the line. Call 112 if anybody is in danger."),
    ),
    Topic(
        code="yksityistiet", group="muualla", authority="yksityistie", weight=1, level="note",
        names=words("Yksityistiet", "Yksityistiet", "Enskilda vägar", "Private roads"),
        descriptions=words("Tie, jota hoitaa tiekunta tai sen osakkaat.", "Tie, jonka omistajat hoitavat.", "En väg som ett väglag sköter.", "A road kept by its association."),
        synonyms={"fi": "yksityistie, tiekunta, mökkitie, avustus", "sv": "enskild väg, väglag, stugväg", "en": "private road, road association, cottage road"},
        notice=words("Yksityistietä hoitaa sen tiekunta. Kaupungin tieavustuksista voit kysyä aiheessa Muu asia.", "Tien omistajat hoitavat tien.", "Väglaget sköter vägen. Fråga om stadens bidrag under Annat ärende.", "The road association keeps the road. Ask about the city's grants under Something else."),
    ),
    Topic(
        code="jarjestys", group="muualla", authority="poliisi", weight=0, level="danger", placing="optional",
        names=words("Turvallisuus ja järjestyshäiriöt", "Poliisin asiat", "Säkerhet och ordningsstörningar", "Safety and public order"),
        descriptions=words("Rikos, häiriö tai hätä on poliisin asia.", "Rikos tai hätä on poliisin asia.", "Brott, störning eller nöd hör till polisen.", "Crime, disturbance or emergency is for the police."),
        synonyms={"fi": "poliisi, rikos, häiriö, päihteet, uhkailu, varkaus, hätä, vaara", "sv": "polis, brott, störning, nöd", "en": "police, crime, disturbance, theft, emergency"},
        notice=words("Hätätilanteessa soita heti 112.", "Jos sinulla on hätä, soita 112.", "Ring genast 112 i en nödsituation.", "In an emergency call 112 at once."),
    ),
)  # fmt: skip
