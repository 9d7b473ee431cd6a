"""The steps of an idea in a rolling round, said so that children and young people understand them."""

from __future__ import annotations

from typing import Final

from kuulu.foundation.channel import Verb

BATCH_VERBS: Final[dict[str, Verb]] = {
    "batch_gathered": Verb(
        says={
            "fi": "Idea on mukana seuraavassa käsittelyssä. %(unit)s puhuu siitä %(due)s.",
            "fi-simple": "Idea pääsi mukaan. %(unit)s puhuu siitä %(due)s.",
            "sv": "Idén är med i nästa behandling. %(unit)s talar om den %(due)s.",
            "en": "This idea is in the next handling. It is talked over on %(due)s by: %(unit)s.",
        },
        plain={
            "fi": "Idea on mukana seuraavassa käsittelyssä.",
            "fi-simple": "Idea pääsi mukaan seuraavaan käsittelyyn.",
            "sv": "Idén är med i nästa behandling.",
            "en": "This idea is in the next handling.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_priced": Verb(
        says={
            "fi": "%(by)s selvitti, mitä idea maksaa: noin %(euros)s euroa.",
            "fi-simple": "%(by)s laski hinnan. Idea maksaa noin %(euros)s euroa.",
            "sv": "%(by)s har räknat ut vad idén kostar: ungefär %(euros)s euro.",
            "en": "%(by)s found out what this idea costs: about %(euros)s euros.",
        },
        plain={
            "fi": "Nyt tiedetään, mitä idea maksaa.",
            "fi-simple": "Idean hinta on laskettu.",
            "sv": "Nu vet vi vad idén kostar.",
            "en": "It is now known what this idea costs.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_supported": Verb(
        says={
            "fi": "%(by)s kannattaa ideaa ja ehdottaa siihen %(euros)s euroa. Päätöksen tekee: %(unit)s.",
            "fi-simple": "%(by)s pitää ideasta. Siihen ehdotetaan %(euros)s euroa. Lopuksi päättää: %(unit)s.",
            "sv": "%(by)s understöder idén och föreslår %(euros)s euro för den. Beslutet fattas av: %(unit)s.",
            "en": "%(by)s supports this idea and proposes %(euros)s euros for it. The decision is made by: %(unit)s.",
        },
        plain={
            "fi": "Ideaa kannatetaan. Päätös tehdään myöhemmin.",
            "fi-simple": "Ideaa kannatetaan. Päätös tulee myöhemmin.",
            "sv": "Idén får stöd. Beslutet fattas senare.",
            "en": "This idea is supported. It is decided later.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_not_supported": Verb(
        says={
            "fi": "%(by)s ei kannata ideaa tällä kertaa. Päätöksen tekee: %(unit)s.",
            "fi-simple": "%(by)s ei kannata ideaa nyt. Lopuksi päättää: %(unit)s.",
            "sv": "%(by)s understöder inte idén den här gången. Beslutet fattas av: %(unit)s.",
            "en": "%(by)s does not support this idea this time. The decision is made by: %(unit)s.",
        },
        plain={
            "fi": "Ideaa ei kannateta tällä kertaa. Päätös tehdään myöhemmin.",
            "fi-simple": "Ideaa ei kannateta nyt. Päätös tulee myöhemmin.",
            "sv": "Idén får inte stöd den här gången. Beslutet fattas senare.",
            "en": "This idea is not supported this time. It is decided later.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_more_wanted": Verb(
        says={
            "fi": "%(by)s haluaa tietää ideasta lisää ennen kuin siitä päätetään.",
            "fi-simple": "%(by)s haluaa tietää ideasta lisää.",
            "sv": "%(by)s vill veta mer om idén innan beslutet fattas.",
            "en": "%(by)s wants to know more about this idea before it is decided.",
        },
        plain={
            "fi": "Ideasta halutaan tietää lisää.",
            "fi-simple": "Ideasta halutaan tietää lisää.",
            "sv": "Man vill veta mer om idén.",
            "en": "More is wanted to be known about this idea.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_later": Verb(
        says={
            "fi": "%(by)s käsittelee idean vasta seuraavalla kerralla.",
            "fi-simple": "%(by)s puhuu ideasta ensi kerralla.",
            "sv": "%(by)s behandlar idén först nästa gång.",
            "en": "%(by)s leaves this idea to the next time.",
        },
        plain={
            "fi": "Idea käsitellään vasta seuraavalla kerralla.",
            "fi-simple": "Ideasta puhutaan ensi kerralla.",
            "sv": "Idén behandlas först nästa gång.",
            "en": "This idea is left to the next time.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_proposed": Verb(
        says={
            "fi": "Idea vietiin päätettäväksi. Päätöksen tekee: %(unit)s.",
            "fi-simple": "Idea lähti päätettäväksi. Siitä päättää: %(unit)s.",
            "sv": "Idén har förts till beslut. Beslutet fattas av: %(unit)s.",
            "en": "This idea was taken to be decided. The decision is made by: %(unit)s.",
        },
        plain={
            "fi": "Idea vietiin päätettäväksi.",
            "fi-simple": "Idea lähti päätettäväksi.",
            "sv": "Idén har förts till beslut.",
            "en": "This idea was taken to be decided.",
        },
    ),
    "batch_approved": Verb(
        says={
            "fi": "%(unit)s päätti: idea toteutetaan. Siihen saa käyttää %(euros)s euroa.",
            "fi-simple": "%(unit)s päätti: Idea tehdään. Siihen on %(euros)s euroa.",
            "sv": "%(unit)s beslutade: idén genomförs. Den får kosta %(euros)s euro.",
            "en": "%(unit)s decided: this idea is carried out, with %(euros)s euros.",
        },
        plain={
            "fi": "Päätettiin: idea toteutetaan.",
            "fi-simple": "Idea tehdään.",
            "sv": "Man beslutade: idén genomförs.",
            "en": "It was decided: this idea is carried out.",
        },
        tells=("opener", "joined", "follower", "unit"),
        words_for_all=True,
    ),
    "batch_partly": Verb(
        says={
            "fi": "%(unit)s päätti: ideasta toteutetaan osa. Siihen saa käyttää %(euros)s euroa.",
            "fi-simple": "%(unit)s päätti: Osa ideasta tehdään. Siihen on %(euros)s euroa.",
            "sv": "%(unit)s beslutade: en del av idén genomförs. Den får kosta %(euros)s euro.",
            "en": "%(unit)s decided: a part of this idea is carried out, with %(euros)s euros.",
        },
        plain={
            "fi": "Päätettiin: ideasta toteutetaan osa.",
            "fi-simple": "Osa ideasta tehdään.",
            "sv": "Man beslutade: en del av idén genomförs.",
            "en": "It was decided: a part of this idea is carried out.",
        },
        tells=("opener", "joined", "follower", "unit"),
        words_for_all=True,
    ),
    "batch_rejected": Verb(
        says={
            "fi": "%(unit)s päätti: ideaa ei toteuteta. Uuden idean voi lähettää milloin vain.",
            "fi-simple": "%(unit)s päätti: Ideaa ei tehdä. Voit kertoa uuden idean milloin vain.",
            "sv": "%(unit)s beslutade: idén genomförs inte. Du kan skicka en ny idé när som helst.",
            "en": "%(unit)s decided: this idea is not carried out. A new idea can be sent at any time.",
        },
        plain={
            "fi": "Päätettiin: ideaa ei toteuteta.",
            "fi-simple": "Ideaa ei tehdä.",
            "sv": "Man beslutade: idén genomförs inte.",
            "en": "It was decided: this idea is not carried out.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_moved_on": Verb(
        says={
            "fi": "Idea siirtyi seuraavaan käsittelyyn. %(unit)s puhuu siitä %(due)s.",
            "fi-simple": "Ideasta puhutaan uudestaan %(due)s. Silloin kokoontuu: %(unit)s.",
            "sv": "Idén går vidare till nästa behandling. %(unit)s talar om den %(due)s.",
            "en": "This idea goes on to the next handling. It is talked over on %(due)s by: %(unit)s.",
        },
        plain={
            "fi": "Idea siirtyi seuraavaan käsittelyyn.",
            "fi-simple": "Ideasta puhutaan uudestaan ensi kerralla.",
            "sv": "Idén går vidare till nästa behandling.",
            "en": "This idea goes on to the next handling.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
    "batch_waited": Verb(
        says={
            "fi": "Idea on odottanut käsittelyä %(days)s päivää. Siitä muistutettiin: %(unit)s.",
            "fi-simple": "Idea on odottanut %(days)s päivää. Siitä muistutettiin: %(unit)s.",
            "sv": "Idén har väntat på behandling i %(days)s dagar. En påminnelse gick till: %(unit)s.",
            "en": "This idea has waited for handling for %(days)s days. A reminder went to: %(unit)s.",
        },
        plain={
            "fi": "Idea on odottanut käsittelyä kauan. Siitä muistutettiin.",
            "fi-simple": "Idea on odottanut kauan. Siitä muistutettiin.",
            "sv": "Idén har väntat länge. En påminnelse har skickats.",
            "en": "This idea has waited long. A reminder was sent.",
        },
    ),
    "idea_done": Verb(
        says={
            "fi": "%(by)s: idea on toteutettu. Kiitos ideasta.",
            "fi-simple": "%(by)s: Idea on valmis. Kiitos, että kerroit sen.",
            "sv": "%(by)s: idén är genomförd. Tack för idén.",
            "en": "%(by)s: this idea is carried out. Thank you for it.",
        },
        plain={
            "fi": "Idea on toteutettu. Kiitos ideasta.",
            "fi-simple": "Idea on valmis. Kiitos, että kerroit sen.",
            "sv": "Idén är genomförd. Tack för idén.",
            "en": "This idea is carried out. Thank you for it.",
        },
        tells=("opener", "joined", "follower"),
        words_for_all=True,
    ),
}
