"""Groups of categories and the authorities whose matters are not the city's, in four languages."""

from __future__ import annotations

#: code, icon, fi, plain fi, sv, en
GROUPS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("kadut-ja-liikenne", "road", "Kadut ja liikenne", "Kadut ja liikenne", "Gator och trafik", "Streets and traffic"),
    ("puistot-ja-luonto", "tree", "Puistot, rannat ja luonto", "Puistot ja luonto", "Parker, stränder och natur", "Parks, shores and nature"),
    ("liikunta-ja-leikki", "ball", "Liikunta ja leikki", "Liikunta ja leikki", "Motion och lek", "Sports and play"),
    ("rakentaminen", "house", "Kaavoitus ja rakentaminen", "Kaavoitus ja rakentaminen", "Planläggning och byggande", "Zoning and building"),
    ("ymparisto", "leaf", "Ympäristö ja siisteys", "Siisteys ja ympäristö", "Miljö och renhållning", "Environment and cleanliness"),
    ("palvelut", "book", "Koulut, kirjasto ja palvelut", "Koulut ja palvelut", "Skolor, bibliotek och service", "Schools, library and services"),
    ("paatoksenteko", "people", "Päätöksenteko ja osallistuminen", "Päätökset", "Beslutsfattande och delaktighet", "Decisions and participation"),
    ("muualla", "arrow", "Asia, joka ei kuulu kaupungille", "Asia, jota kaupunki ei hoida", "Ärenden som inte hör till staden", "Matters that are not the city's"),
)  # fmt: skip

#: code, link, phone, names and advice by language
AUTHORITIES: tuple[tuple[str, str, str, dict[str, str], dict[str, str]], ...] = (
    (
        "ely",
        "https://www.vayla.fi/palautevayla",
        "0200 2100",
        {"fi": "Valtion tiet: elinvoimakeskus ja Palauteväylä", "fi-simple": "Valtion tiet", "sv": "Statens vägar: Responskanalen", "en": "State roads: the Feedback Channel"},
        {
            "fi": "Maanteitä hoitaa valtio. Kerro asiasta Palauteväylään tai kiireellisessä asiassa Tienkäyttäjän linjalle.",
            "fi-simple": "Valtio hoitaa isot tiet. Kerro asiasta Palauteväylään. Jos asialla on kiire, soita Tienkäyttäjän linjalle.",
            "sv": "Staten sköter landsvägarna. Kontakta Responskanalen eller, i brådskande fall, Trafikantlinjen.",
            "en": "The state takes care of main roads. Tell the Feedback Channel or, if urgent, the Road User Line.",
        },
    ),
    (
        "eloisa",
        "https://etelasavonha.fi/",
        "015 411 4100",
        {"fi": "Etelä-Savon hyvinvointialue Eloisa", "fi-simple": "Eloisa: terveys- ja sosiaalipalvelut", "sv": "Södra Savolax välfärdsområde Eloisa", "en": "South Savo wellbeing services county Eloisa"},
        {
            "fi": "Terveys- ja sosiaalipalveluista vastaa hyvinvointialue Eloisa. Älä kirjoita tänne terveystietojasi.",
            "fi-simple": "Eloisa hoitaa terveyden ja sosiaalipalvelut. Älä kirjoita tänne tietoja terveydestäsi.",
            "sv": "Välfärdsområdet Eloisa ansvarar för social- och hälsovården. Skriv inga uppgifter om din hälsa här.",
            "en": "The wellbeing county Eloisa provides health and social services. Please write nothing about your health here.",
        },
    ),
    (
        "poliisi",
        "https://poliisi.fi/",
        "0295 419 800",
        {"fi": "Poliisi", "fi-simple": "Poliisi", "sv": "Polisen", "en": "Police"},
        {
            "fi": "Hätätilanteessa soita 112. Rikosilmoituksen voi tehdä poliisin verkkopalvelussa.",
            "fi-simple": "Jos sinulla on hätä, soita 112. Rikoksesta kerrotaan poliisille.",
            "sv": "Ring 112 i en nödsituation. Brottsanmälan görs i polisens e-tjänst.",
            "en": "In an emergency call 112. A crime is reported in the police's online service.",
        },
    ),
    (
        "sahko",
        "",
        "0800 000 112",
        {"fi": "Sähköverkon haltija", "fi-simple": "Sähköyhtiö", "sv": "Elnätsbolaget", "en": "The power grid company"},
        {
            "fi": "Sähkökatkoista ja maahan pudonneista johdoista vastaa verkkoyhtiö. Älä mene johdon lähelle.",
            "fi-simple": "Sähköyhtiö hoitaa sähköjohdot. Älä mene johdon lähelle.",
            "sv": "Elnätsbolaget ansvarar för elavbrott och nedfallna ledningar. Gå inte nära en ledning.",
            "en": "The grid company takes care of power cuts and fallen lines. Do not go near a line.",
        },
    ),
    (
        "yksityistie",
        "https://www.maanmittauslaitos.fi/",
        "",
        {"fi": "Yksityistien tiekunta", "fi-simple": "Yksityistien omistajat", "sv": "Väglaget för en enskild väg", "en": "The private road's association"},
        {
            "fi": "Yksityistietä hoitaa sen tiekunta. Tiekunnan yhteystiedot saat Maanmittauslaitokselta.",
            "fi-simple": "Tien omistajat hoitavat yksityistien. Saat tietoa Maanmittauslaitokselta.",
            "sv": "Väglaget sköter en enskild väg. Kontaktuppgifter får du av Lantmäteriverket.",
            "en": "A private road is kept by its road association. The National Land Survey knows how to reach it.",
        },
    ),
)  # fmt: skip
