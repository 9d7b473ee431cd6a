"""What residents say about building, services and decisions, in Finnish: (kind, title, text) by category."""

from __future__ import annotations

from .streets import Saying

SAYINGS: dict[str, tuple[Saying, ...]] = {
    "kaavoitus": (
        ("question", "Mitä tontille rakennetaan?", "Aidatulla tontilla on mittakeppejä. Mitä siihen on kaavan mukaan tulossa?"),
        ("question", "Voiko rantatontin jakaa?", "Omistamme vapaa-ajan tontin rannalla. Mistä näen, voiko sen jakaa kahtia?"),
        ("idea", "Pieniä tontteja kylälle", "Kylälle kaivattaisiin pieniä, edullisia tontteja koulun läheltä."),
        ("idea", "Kattojen korkeus keskustassa", "Toivon, että torin laidalla säilyy matala rakentaminen, jotta aurinko paistaa terasseille."),
        ("thanks", "Selkeä asukasilta", "Kaavoittaja esitteli luonnokset niin, että maallikkokin ymmärsi."),
    ),
    "rakennusvalvonta": (
        ("fault", "Hylätyn talon ikkunat rikki", "Hylätyn talon ikkunat on rikottu, ja lapset käyvät sisällä."),
        ("fault", "Työmaa-aita kaatunut", "Työmaan aita on kaatunut jalkakäytävälle."),
        ("question", "Tarvitseeko terassi luvan?", "Tarvitseeko kattamaton terassi luvan, jos se tulee rivitalon takapihalle?"),
        ("question", "Kuinka kauan lupa kestää?", "Jätin hakemuksen kolme viikkoa sitten. Mikä on käsittelyaika tällä hetkellä?"),
        ("idea", "Vanhat ovet talteen", "Purettavien talojen vanhoista ovista ja ikkunoista voisi tehdä kierrätyspisteen."),
    ),
    "koulut": (
        ("fault", "Koulun pihan kori rikki", "Koripallokori on irronnut taustalevystään koulun pihalla."),
        ("fault", "Koulutien risteys on vaarallinen", "Lapset ylittävät tien paikasta, jossa ei ole suojatietä, koska lyhin tie kulkee siitä."),
        ("fault", "Luokassa on kylmä", "Luokassa on pakkasilla vain seitsemäntoista astetta. Lapsi istuu takki päällä."),
        ("idea", "Lisää kasvisruokaa", "Lapseni toivovat, että kasvisruoka olisi tarjolla ilman ennakkoilmoitusta."),
        ("idea", "Läksykerho kirjastoon", "Koulun jälkeen voisi olla läksykerho kirjastossa kerran viikossa."),
        ("question", "Kulkeeko koulubussi talvilomalla?", "Kulkeeko koulubussi niille, jotka tulevat talviloman kerhoon?"),
        ("thanks", "Kiitos keittäjille", "Ekaluokkalainen kehuu ruokaa joka päivä. Kiitos keittiöön!"),
    ),
    "varhaiskasvatus": (
        ("fault", "Päiväkodin portti ei lukkiudu", "Päiväkodin portin salpa ei pidä, ja portti aukeaa tuulella."),
        ("idea", "Pidempi aukiolo", "Vuorotyöläisenä toivoisin, että päiväkoti aukeaisi puoli tuntia aikaisemmin."),
        ("question", "Milloin paikasta saa päätöksen?", "Milloin syksyn paikoista tulee päätökset? Työpaikka kysyy jo."),
        ("thanks", "Lapsi lähtee iloisena", "Lapsi juoksee joka aamu iloisena sisään. Te teette tärkeää työtä."),
    ),
    "kirjasto": (
        ("fault", "Palautusautomaatti jumissa", "Kirjaston palautusautomaatti ei ota kirjoja vastaan. Luukun eteen on kertynyt kasa."),
        ("idea", "Omatoimiaika sunnuntaihin", "Omatoimikirjasto voisi olla auki myös sunnuntai-iltana."),
        ("idea", "Ompelukone lainaan", "Kirjastosta voisi lainata ompelukoneen tai saumurin viikoksi."),
        ("idea", "Kirjastoauto mökkirannoille", "Kesällä kirjastoauto voisi pysähtyä suurimmilla mökkirannoilla."),
        ("question", "Saako salissa harjoitella?", "Voiko kirjaston salissa harjoitella kuoron kanssa, ja mitä se maksaa?"),
        ("thanks", "Satutunti pelasti päivän", "Satutunnin lukija sai kaksivuotiaankin istumaan paikallaan. Kiitos!"),
    ),
    "nuoret": (
        ("fault", "Nuorisotilan wifi ei toimi", "Nuorisotilan verkko on ollut poikki kaksi viikkoa."),
        ("idea", "Skeittiramppi sisälle", "Talveksi tarvittaisiin sisätila skeittaamiseen. Meitä on ainakin kaksikymmentä."),
        ("idea", "BMX-rata kylälle", "Kylälle pieni BMX-rata. Porukka auttaa lapioimaan."),
        ("idea", "Nuorisotila auki myös lauantaina", "Lauantai on tylsin päivä, ja silloin tila on kiinni."),
        ("question", "Miten kesätyötä haetaan?", "Milloin kaupungin kesätyöhaku alkaa viisitoistavuotiaille?"),
        ("thanks", "Ohjaajat kuuntelevat", "Nuorisotilan ohjaajat ottavat meidät tosissaan. Kiva paikka."),
    ),
    "tilat": (
        ("fault", "Ulko-ovi ei mene lukkoon", "Kerhohuoneen ulko-ovi jää raolleen, eikä lukko mene kiinni."),
        ("fault", "Yleisövessa on ollut kiinni", "Torin yleisövessa on ollut kiinni jo toista viikkoa."),
        ("fault", "Hissi jumissa", "Hissi jää kerrosten väliin. Nyt ovessa on vain lappu ilman päivämäärää."),
        ("idea", "Kokoustila iltakäyttöön", "Yhdistyksemme tarvitsisi tilan kerran kuussa. Voisiko tyhjän luokan avata iltaisin?"),
        ("question", "Onko sisäilma tutkittu?", "Liikuntasalissa haisee tunkkaiselta. Onko sisäilma tutkittu, ja missä tulos on?"),
    ),
    "osallistuminen": (
        ("question", "Missä lautakunnan esityslista on?", "Mistä löydän seuraavan lautakunnan kokouksen esityslistan ennen kokousta?"),
        ("question", "Mitä viime vuoden ehdotuksille tehtiin?", "Osallistuva budjetointi keräsi satoja ehdotuksia. Missä näkee, mitä niille tehtiin?"),
        ("idea", "Asukasilta etänä", "Asukasiltoihin pitäisi voida osallistua myös etänä. Mökiltä ei aina pääse paikalle."),
        ("idea", "Päätökset selkosuomeksi", "Tärkeimmistä päätöksistä voisi tehdä puolen sivun selkokielisen tiivistelmän."),
        ("thanks", "Ehdotukseni eteni", "Ehdotin laituria kaksi vuotta sitten. Nyt se on siinä. Kannatti kirjoittaa!"),
    ),
    "muu": (
        ("question", "Kenelle lasku kuuluu?", "Sain laskun, jossa on väärä osoite. Kenelle ilmoitan?"),
        ("question", "Milloin palvelupiste on auki?", "Onko Asiointipalvelu auki pyhien välissä?"),
        ("idea", "Kaupungin kartta paperilla", "Moni meistä vanhemmista kaipaa vielä kaupungin paperikarttaa."),
        ("fault", "Verkkosivujen linkki ei toimi", "Verkkosivujen lomakelinkki vie tyhjälle sivulle."),
        ("thanks", "Puhelimessa palveltiin hienosti", "Puhelimessa minua neuvottiin rauhallisesti alusta loppuun. Tällaista palvelun pitää olla."),
    ),
    "valtion-tiet": (
        ("fault", "Viitostien rampissa kuoppia", "Valtatien rampissa on syviä kuoppia juuri kiihdytyskaistan alussa."),
        ("fault", "Maantien reuna sortunut", "Maantien reuna on sortunut sateissa mutkan kohdalta."),
        ("idea", "Tievalot kylän kohdalle", "Maantielle tarvittaisiin valot kylän kohdalle, koska pysäkit ovat pimeässä."),
    ),
    "yksityistiet": (
        ("fault", "Mökkitien rumpu tukossa", "Tien rumpu on tukossa, ja vesi nousee tielle."),
        ("question", "Mistä tieavustusta haetaan?", "Tiekuntamme haluaisi avustusta sillan korjaamiseen. Mistä sitä haetaan?"),
    ),
    "terveys-ja-sosiaali": (
        ("question", "Minne kuuluu hammaslääkärin ajanvaraus?", "En saa ajanvaraukseen yhteyttä. Kuuluuko asia kaupungille vai hyvinvointialueelle?"),
    ),
}  # fmt: skip
