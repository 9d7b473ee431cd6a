"""What the city answers, by kind and category, and the ready texts that clerks begin from; all invented."""

from __future__ import annotations

from .categories import words

#: answers that fit a category, for faults
FAULTS: dict[str, tuple[str, ...]] = {
    "katuvalot": (
        "Kiitos ilmoituksesta! Lamppu on vaihdettu. Jos valo sammuu uudelleen, kerro siitä tällä sivulla.",
        "Vika oli syöttökaapelissa. Korjaus tehtiin eilen, ja koko jakso palaa taas.",
        "Asentaja käy paikalla tämän viikon aikana. Pimeän ajan turvallisuus on meille tärkeää.",
        "Valaistusta ohjaa hämäräkytkin, joka oli rikki. Se on nyt uusittu.",
    ),
    "kuopat": (
        "Kuoppa on paikattu tänään. Kunnollinen päällystys tehdään, kun asfalttiasemat keväällä avautuvat.",
        "Merkitsimme paikan varoituskartiolla ja korjaamme sen ensi viikolla.",
        "Kaivon kansi on nostettu ja tiivistetty. Kolinan pitäisi olla poissa.",
        "Katu on ensi kesän päällystysohjelmassa. Siihen asti paikkaamme pahimmat kohdat.",
    ),
    "auraus": (
        "Katu aurattiin tänä aamuna. Se kuuluu kolmanteen luokkaan, joka aurataan kello 12 mennessä.",
        "Urakoitsija kävi hiekoittamassa väylän. Seuraamme kohdetta tarkemmin loppuviikon.",
        "Aurausvallin poisto kuuluu kiinteistölle, mutta tällä kertaa vallit olivat tavallista suuremmat ja poistimme ne.",
        "Lumikasa on viety pois. Kiitos, kun kerroit näkemäesteestä!",
    ),
    "rannat": ("Laituri on korjattu ja tarkastettu. Hyviä uintiretkiä!", "Uimavedestä otettiin näyte. Tulos on rannan taululla ja verkkosivulla."),
    "puut": ("Puu kaadettiin turvallisesti tänään. Rungot jätettiin lahopuuksi polun sivuun.", "Metsuri kävi katsomassa puuta. Se on terve, mutta kuivat oksat poistetaan."),
    "leikkipaikat": ("Keinu on otettu pois käytöstä, ja uusi ketju on tilattu. Kiitos, että huolehdit lapsista!", "Leikkipaikan tarkastaja korjasi vian jo samana päivänä."),
    "roskat": ("Roskakorit on tyhjennetty ja ympäristö siivottu. Lisäsimme tyhjennyksiä viikonlopulle.", "Haimme tavarat pois. Jos näit tekijän, voit kertoa siitä poliisille."),
    "ymparistonsuojelu": ("Tarkastaja kävi paikalla. Otimme yhteyttä työmaahan, ja melu rajoitetaan arkipäiviin.", "Näyte otettiin, eikä öljyä löytynyt. Kalvo oli luonnon rautabakteeria."),
}  # fmt: skip
ANY_FAULT: tuple[str, ...] = (
    "Kiitos, että kerroit. Vika on korjattu.",
    "Kävimme paikalla ja korjasimme asian. Kerro, jos huomaat vielä jotain.",
    "Osa on tilattu. Korjaus tehdään noin kahden viikon kuluessa.",
    "Asia on annettu urakoitsijalle, ja seuraamme, että se tulee tehdyksi.",
    "Emme valitettavasti voi korjata tätä tänä vuonna, koska määräraha on käytetty. Asia on ensi vuoden listalla.",
)
IDEAS: tuple[str, ...] = (
    "Kiitos hyvästä ajatuksesta! Otamme sen mukaan, kun ensi vuoden ohjelmaa tehdään. Kaupunkikehityslautakunta päättää ohjelmasta keväällä.",
    "Ehdotus sopii osallistuvaan budjetointiin. Siirsimme sen ensi vuoden ehdotusten joukkoon.",
    "Tutkimme paikan. Kadun alla kulkee kaukolämpöputki, joten puita ei voi istuttaa. Toteutamme ajatuksen suurina ruukkuina.",
    "Ajatus on hyvä, mutta siihen ei ole rahaa tänä vuonna. Kerromme tällä sivulla, jos tilanne muuttuu.",
    "Toteutimme ehdotuksesi. Tule katsomaan!",
    "Viemme ehdotuksen aluejohtokunnan kokoukseen, joka antaa siitä lausunnon.",
)
QUESTIONS: tuple[str, ...] = (
    "Kiitos kysymyksestä. Tieto on kaupungin verkkosivulla, ja lisäsimme linkin tämän asian kohdalle.",
    "Vastaus lyhyesti: kyllä. Tarkemmat ohjeet saat palvelupisteestä pääkirjastosta.",
    "Päätös tehdään seuraavassa kokouksessa. Esityslista julkaistaan viikkoa ennen.",
    "Työ alkaa, kun maa on sulanut, ja kestää noin kolme viikkoa.",
    "Asia kuuluu meille. Soita numeroon 015 000 000, niin autamme heti.",
)
THANKS: tuple[str, ...] = (
    "Lämmin kiitos! Veimme terveisesi perille, ja ne ilahduttivat koko porukkaa.",
    "Kiitos, että muistit kiittää. Viesti luettiin aamupalaverissa.",
    "Kiitos palautteesta! Tällainen kantaa pitkälle.",
)
ABROAD: dict[str, dict[str, tuple[str, ...]]] = {
    "sv": {
        "fault": ("Tack för anmälan! Felet är åtgärdat.", "Tack! En montör kommer till platsen den här veckan."),
        "idea": ("Tack för förslaget! Vi tar med det när nästa års program görs.",),
        "question": ("Tack för frågan. Anvisningarna finns på stadens webbplats och hos servicepunkten i huvudbiblioteket.",),
        "thanks": ("Varmt tack! Vi har framfört hälsningen.",),
    },
    "en": {
        "fault": ("Thank you for telling us. It has been repaired.", "Thank you! Somebody will come to repair it this week."),
        "idea": ("Thank you for the idea! We will consider it when next year's programme is made.",),
        "question": ("Thank you for asking. You find the instructions on the city's website and at the service point in the main library.",),
        "thanks": ("Thank you so much! We have passed on your greetings.",),
    },
}  # fmt: skip

#: ready texts: stage, names, texts
READY: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    ("answered", words("Korjattu", "Korjattu", "Åtgärdat", "Repaired"),
     words("Hei! Kiitos ilmoituksesta {reference}. Vika on nyt korjattu. Kerro tällä sivulla, jos se palaa. Terveisin {unit}",
           "Hei! Kiitos, kun kerroit. Vika on korjattu. Jos vika tulee takaisin, kerro siitä tällä sivulla. Terveisin {unit}",
           "Hej! Tack för din anmälan {reference}. Felet är nu åtgärdat. Berätta på den här sidan om det kommer tillbaka. Hälsningar, {unit}",
           "Hello! Thank you for telling us, {reference}. It is now repaired. Tell us on this page if it comes back. Regards, {unit}")),
    ("in_hand", words("Otettu työn alle", "Aloitimme työn", "Under arbete", "Taken in hand"),
     words("Hei! Kiitos viestistäsi. Olemme ottaneet asian työn alle ja kerromme tällä sivulla, miten se etenee. Terveisin {unit}",
           "Hei! Aloitimme työn. Kerromme sinulle tällä sivulla, mitä tapahtuu. Terveisin {unit}",
           "Hej! Tack för ditt meddelande. Vi arbetar med saken och berättar på den här sidan hur den framskrider. Hälsningar, {unit}",
           "Hello! Thank you for your message. We are working on it and will tell on this page how it goes. Regards, {unit}")),
    ("answered", words("Ei rahaa tänä vuonna", "Rahaa ei ole nyt", "Inga pengar i år", "No money this year"),
     words("Hei! Kiitos ajatuksesta. Tänä vuonna siihen ei ole rahaa. Otamme sen mukaan, kun ensi vuoden ohjelmaa tehdään. Terveisin {unit}",
           "Hei! Kiitos ideasta. Meillä ei ole nyt rahaa siihen. Mietimme sitä ensi vuonna. Terveisin {unit}",
           "Hej! Tack för tanken. I år finns det inga pengar för den. Vi tar upp den när nästa års program görs. Hälsningar, {unit}",
           "Hello! Thank you for the idea. There is no money for it this year. We take it up when next year's programme is made. Regards, {unit}")),
    ("answered", words("Kiitosviesti viety perille", "Kiitos on kerrottu", "Tacket framfört", "Thanks passed on"),
     words("Hei! Lämmin kiitos viestistäsi. Se luettiin niille, joille se kuului. Terveisin {unit}",
           "Hei! Kiitos viestistä. Kerroimme sen työntekijöille. Terveisin {unit}",
           "Hej! Varmt tack för ditt meddelande. Det har lästs upp för dem det gällde. Hälsningar, {unit}",
           "Hello! Warm thanks for your message. It was read to those it was meant for. Regards, {unit}")),
    ("in_hand", words("Tarvitsemme lisätietoa", "Kerro lisää", "Vi behöver veta mer", "We need to know more"),
     words("Hei! Kiitos ilmoituksesta. Voitko vielä kertoa tarkemmin, missä paikka on? Kuvastakin on apua. Terveisin {unit}",
           "Hei! Kerro vielä, missä paikka on. Voit lisätä kuvan. Terveisin {unit}",
           "Hej! Tack för anmälan. Kan du ännu berätta var platsen är? En bild hjälper också. Hälsningar, {unit}",
           "Hello! Thank you for telling us. Could you say more exactly where it is? A picture helps too. Regards, {unit}")),
)  # fmt: skip

#: what came of it: kind, case number, link, words
OUTCOMES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("work", "", "", words("Korjaus on tehty ja tarkastettu.", "Korjaus on tehty.", "Reparationen är gjord och granskad.", "The repair is done and inspected.")),
    ("plan", "", "", words("Kohde on otettu ensi vuoden työohjelmaan.", "Paikka korjataan ensi vuonna.", "Objektet har tagits med i nästa års arbetsprogram.", "It is in next year's work programme.")),
    ("decision", "MliDno-2025-3061", "https://mikkeli.cloudnc.fi/", words("Kaupunkikehityslautakunta päätti asiasta.", "Lautakunta päätti asiasta.", "Stadsutvecklingsnämnden fattade beslut i saken.", "The urban development committee decided the matter.")),
    ("money", "MliDno-2024-894", "https://mikkeli.cloudnc.fi/", words("Kohteeseen varattiin raha osallistuvassa budjetoinnissa.", "Tähän annettiin rahaa.", "Pengar reserverades i medborgarbudgeten.", "Money was set aside in participatory budgeting.")),
    ("service", "", "", words("Palvelua muutettiin palautteen perusteella.", "Palvelua muutettiin.", "Tjänsten ändrades enligt responsen.", "The service was changed because of the feedback.")),
)  # fmt: skip
