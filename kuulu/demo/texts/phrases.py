"""How a message begins, says where and ends; what is asked, noted, joined and commented; all invented."""

from __future__ import annotations

OPENINGS: dict[str, tuple[str, ...]] = {
    "fi": ("", "", "", "", "Hei! ", "Hei!\n\n", "Huomenta! ", "Terve! ", "Hyvää päivää!\n\n", "Moikka! "),
    "sv": ("", "", "Hej! ", "God dag! "),
    "en": ("", "", "Hello! ", "Good morning! "),
}
WHERE: dict[str, tuple[str, ...]] = {
    "fi": (" Paikka on osoitteen {place} kohdalla.", " Lähin osoite on {place}.", " Kohta löytyy kartalta: {place}.", "", ""),
    "sv": (" Platsen är vid {place}.", " Närmaste adress är {place}.", ""),
    "en": (" It is near {place}.", " The nearest address is {place}.", ""),
}  # fmt: skip
#: when the place has a name but no address
WHERE_NAMED = {"fi": (" Kyse on paikasta {place}.", " Paikka on kartalla: {place}.", ""), "sv": (" Platsen är {place}.", ""), "en": (" The place is {place}.", "")}  # fmt: skip
ENDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "fi": {
        "fault": (
            "", "", " Milloin tämä ehditään korjata?", " Kiitos jo etukäteen.", " Naapuritkin ovat huomanneet saman.",
            " Tilanne on ollut tällainen jo pari viikkoa.", " Liitin mukaan kuvan, jos siitä on apua.",
            " Toivottavasti kukaan ei ehdi loukata itseään.", " Ilmoitin tästä jo keväällä, mutta mitään ei tapahtunut.",
            " Kuljen tästä päivittäin.", " Täällä asuu paljon lapsia ja vanhuksia.", " Onko kukaan muu ilmoittanut tästä?",
        ),
        "idea": (
            "", "", " Mitä mieltä te olette?", " Autan mielelläni, jos se on mahdollista.", " Pienellä rahalla saisi paljon iloa.",
            " Asiasta on puhuttu kylällä pitkään.", " Voisiko tämä olla osallistuvan budjetoinnin ehdotus?", " Kiitos, kun kysytte meiltä asukkailta.",
        ),
        "question": ("", "", " Kiitos vastauksesta!", " En löytänyt tietoa verkkosivuilta.", " Kenen puoleen voin kääntyä?", " Sähköposti on paras tapa vastata."),
        "thanks": ("", "", " Tällaisesta ei muisteta kiittää tarpeeksi.", " Terveisiä koko porukalle!", " Hyvää työtä, jatkakaa samaan malliin."),
    },
    "sv": {"fault": ("", " Tack på förhand."), "idea": ("", " Jag hjälper gärna till."), "question": ("", " Tack för svar!"), "thanks": ("",)},
    "en": {"fault": ("", " Thank you in advance."), "idea": ("", " I would be happy to help."), "question": ("", " Thank you!"), "thanks": ("",)},
}  # fmt: skip

#: what is said once more, in other words, by a second sender whose feedback is joined to the first
AGAIN: tuple[str, ...] = (
    "Ilmoitan saman asian, josta täällä on varmaan jo kerrottu.",
    "Täällä sama juttu: asia on edelleen korjaamatta.",
    "Huomasin tämän tänä aamuna. Näyttää siltä, että joku on jo ilmoittanut.",
    "Sama vaiva on täällä meidän puolellamme katua.",
)
QUESTIONS_BACK: tuple[str, ...] = (
    "Kiitos ilmoituksesta. Voitko tarkentaa, kummalla puolella katua paikka on?",
    "Löysimme alueelta kaksi samanlaista kohtaa. Onko paikka lähempänä risteystä vai siltaa?",
    "Kiitos! Onko sinulla paikasta kuvaa? Voit lisätä sen tällä sivulla.",
    "Mihin aikaan päivästä häiriö yleensä on?",
)
REPLIES: tuple[str, ...] = (
    "Se on koulun puolella, heti suojatien jälkeen.",
    "Lähempänä risteystä. Kiitos, kun kysyitte!",
    "Lisäsin kuvan.",
    "Yleensä iltaisin yhdeksän jälkeen.",
)
NOTES: tuple[str, ...] = (
    "Urakoitsija tilattu, käy paikalla torstaina.",
    "Sama paikka kuin viime talvena. Tarkista salaoja.",
    "Sovittu puistomestarin kanssa, tehdään muun työn yhteydessä.",
    "Ei kiireellinen, laitetaan kevään listalle.",
    "Soitettu lähettäjälle, hän on tyytyväinen.",
)
NOT_FIXED: tuple[str, ...] = (
    "Kävin katsomassa: vika on yhä siellä.",
    "Valo syttyi kahdeksi päiväksi ja sammui taas.",
    "Paikkaus kesti viikon, nyt kuoppa on entistä isompi.",
    "Ei ole vielä korjattu, vaikka asia on merkitty hoidetuksi.",
)
COMMENTS: tuple[str, ...] = (
    "Olen samaa mieltä, kuljen tästä päivittäin.",
    "Kiitos, että ilmoitit. Luulin, että olen ainoa, jota tämä häiritsee.",
    "Hyvä ajatus! Voisiko samalla lisätä penkin?",
    "Meidän pihalla on puhuttu samasta.",
    "Minusta nykyinen ratkaisu on ihan toimiva, mutta ymmärrän toiveen.",
    "Tämä korjattiin viimeksi kaksi vuotta sitten ja kesti vain yhden talven.",
    "Hienoa, että tähän vastattiin nopeasti.",
    "Toivottavasti tämä otetaan mukaan ensi vuoden ohjelmaan.",
    "Lapset kulkevat tästä kouluun, joten asia on tärkeä.",
    "Sama tilanne on myös seuraavassa risteyksessä.",
    "Kannatan lämpimästi!",
    "Olisiko tähän jokin halvempi ratkaisu?",
)
THANKED: tuple[str, ...] = (
    "katujen kunnossapito",
    "uimahallin henkilökunta",
    "kirjaston väki",
    "puutarhurit",
    "koulun keittiö",
)
#: invented first names for those few who let theirs be shown
NAMES: tuple[str, ...] = ("Aino", "Eero", "Helmi", "Onni", "Kerttu", "Väinö", "Lempi", "Toivo", "Saima", "Urho")
