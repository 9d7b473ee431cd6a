"""What is said in Swedish and English: (category, kind, title, text)."""

from __future__ import annotations

Foreign = tuple[str, str, str, str]

SWEDISH: tuple[Foreign, ...] = (
    ("katuvalot", "fault", "Gatlampan är släckt", "Gatlampan har varit släckt i en vecka och korsningen är helt mörk."),
    ("kuopat", "fault", "Stor grop i gatan", "Det finns en stor grop mitt i körbanan. Cyklister svänger ut framför bilarna."),
    ("auraus", "fault", "Trottoaren är inte plogad", "Trottoaren har inte plogats, och med barnvagn måste man gå på gatan."),
    ("auraus", "thanks", "Tack till plogförarna", "Det snöade hela natten och ändå kom man fram på morgonen. Stort tack!"),
    ("kavely-ja-pyoraily", "idea", "Cykelväg till stranden", "En cykelväg ända fram till badstranden skulle vara trygg för barnen."),
    ("liikenne", "fault", "Skylten har fallit", "Väjningsmärket ligger i diket efter stormen."),
    ("puistot", "idea", "Fler bänkar i parken", "Det behövs fler bänkar i parken. Äldre orkar inte gå hela vägen utan att vila."),
    ("puut", "fault", "Ett träd över stigen", "Ett stort träd ligger tvärs över stigen efter blåsten."),
    ("rannat", "fault", "Bryggans stege är lös", "Stegen på badbryggan är lös. Det nedersta steget saknas."),
    ("rannat", "question", "När mäts badvattnet?", "Vi är sommargäster och undrar hur ofta badvattnet mäts."),
    ("luontoreitit", "thanks", "Fint vindskydd", "Det nya vindskyddet är fint och veden var torr. Tack!"),
    ("leikkipaikat", "fault", "Gungan är trasig", "Ena kedjan på gungan är av. Små barn försöker ändå gunga."),
    ("liikuntapaikat", "idea", "Frisbeegolf i Ristiina", "En liten frisbeegolfbana skulle passa bra nära skolan."),
    ("roskat", "fault", "Sopkärlet är överfullt", "Sopkärlet vid hamnen är överfullt och måsarna sprider skräpet."),
    ("kirjasto", "idea", "Fler böcker på svenska", "Kunde biblioteket ha en liten hylla med nya barnböcker på svenska?"),
    ("kaavoitus", "question", "Får vi bygga en bastu?", "Vi har stuga vid stranden. Får vi bygga en bastu enligt planen?"),
    ("osallistuminen", "idea", "Möten på distans för sommarinvånare", "Vi bor här bara på sommaren. Det vore bra att kunna delta i invånarmöten på distans."),
    ("muu", "question", "När är servicepunkten öppen?", "Har servicepunkten öppet mellan jul och nyår?"),
)  # fmt: skip

ENGLISH: tuple[Foreign, ...] = (
    ("katuvalot", "fault", "Street light is out", "The street light by the crossing has been out for a week. It is very dark in the morning."),
    ("kuopat", "fault", "Deep pothole", "There is a deep pothole in the right lane. My bicycle wheel bent in it."),
    ("auraus", "fault", "Icy pavement", "The pavement is pure ice and has not been gritted. I saw two people fall."),
    ("kavely-ja-pyoraily", "idea", "Ramp beside the stairs", "A narrow ramp beside the stairs would let people push their bikes up."),
    ("joukkoliikenne", "question", "Is there a bus on Sundays?", "I am new in town. Is there any bus to the swimming beach on Sundays?"),
    ("puistot", "thanks", "Lovely flowers", "The flowers on the market square are wonderful this summer. Thank you!"),
    ("rannat", "idea", "A sauna by the lake", "A small public sauna by the city beach would be wonderful all year round."),
    ("leikkipaikat", "fault", "Broken slide", "There is a sharp edge at the top of the slide. My child tore a sleeve on it."),
    ("liikuntapaikat", "question", "How do I book the hall?", "How can our group of students book a sports hall for one evening a week?"),
    ("roskat", "fault", "Overflowing bin", "The bin by the harbour is overflowing and birds spread the rubbish."),
    ("kirjasto", "thanks", "Language café", "The language café at the library has helped me so much. Thank you to everybody."),
    ("koulut", "question", "Finnish for newcomers", "Our child does not speak Finnish yet. Which school has a preparatory class?"),
    ("nuoret", "idea", "Games evening", "Could the youth space have a board game evening in English once a month?"),
    ("osallistuminen", "question", "Can I vote in participatory budgeting?", "I am not a Finnish citizen. Can I still vote on the small investments?"),
)  # fmt: skip
