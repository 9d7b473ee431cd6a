"""What stands beside a published vote, in Finnish, Swedish and English."""

README = """\
# {vote}

## Suomeksi

Tässä kansiossa on äänestyksen tulos ja kaikki, millä sen voi tarkistaa.

    python3 verify_ballots.py . --language fi [--envelope KUOREN-TUNNUS] [--code SEURANTAKOODI]

Ohjelma tarvitsee vain Pythonin (3.10 tai uudempi), ei verkkoa eikä mitään asennettavaa. Se tekee seitsemän numeroitua
tarkistusta: 1 lokin ketju, 2 säännöt ja tapahtumien järjestys, 3 äänestyksen aikana julkaistut lokin päät, 4 jokaisen
äänioikeuden versiot ja avatut kuoret, 5 äänten määrä, muoto ja laskenta, 6 voittajat julkaistun säännön mukaan, 7 oma kuori
ja oma seurantakoodi. Se sanoo, mitä ei voinut tarkistaa. Vertaa lokin päitä (heads.jsonl) niihin, jotka näit äänestyksen
aikana kirjaston seinällä tai sähköpostissa: vain sinä voit tehdä sen.

Tiedosto result.json kertoo, kuinka paljon äänistä julkaistaan (mode): full = jokainen ääni koodeineen; marks = jokainen
merkintä erikseen, jolloin kukaan ei voi koota toisen ääntä; totals = vain summat. Tapa marks tai totals valitaan, kun harvinainen
ääni tai pieni joukko paljastaisi äänestäjän. Silloin sääntö "enintään N, summan rajoissa" on tarkistettu vain laskennassa.

Älä näytä seurantakoodiasi muille: sillä voi todistaa, miten äänestit.

## På svenska

I den här mappen finns omröstningens resultat och allt man behöver för att granska det.

    python3 verify_ballots.py . --language sv [--envelope KUVERTETS-KOD] [--code SPÅRNINGSKOD]

Programmet behöver bara Python (3.10 eller nyare), varken nätet eller något att installera. Det gör sju numrerade kontroller:
1 loggens kedja, 2 reglerna och händelsernas ordning, 3 loggens huvuden som publicerades under omröstningen, 4 varje rösträtts
versioner och de öppnade kuverten, 5 rösternas antal, form och räkning, 6 vinnarna enligt den publicerade regeln, 7 det egna
kuvertet och den egna spårningskoden. Det säger vad det inte kunde kontrollera. Jämför loggens huvuden (heads.jsonl) med dem
som du såg på bibliotekets vägg eller i e-post under omröstningen: bara du kan göra det.

Filen result.json berättar hur mycket av rösterna som publiceras (mode): full = varje röst med kod; marks = varje markering för
sig, så att ingen kan sätta ihop en annans röst; totals = bara summor. Sättet marks eller totals väljs då en ovanlig röst eller en
liten grupp skulle avslöja väljaren. Då har regeln "högst N, inom summan" kontrollerats bara vid räkningen.

Visa inte din spårningskod för andra: med den kan man bevisa hur du röstade.

## In English

This folder holds the result of a vote and all that is needed to check it.

    python3 verify_ballots.py . --language en [--envelope HASH-OF-YOUR-ENVELOPE] [--code TRACKING-CODE]

The program needs only Python (3.10 or later), no network and nothing to install. It makes seven numbered checks: 1 the log's
chain, 2 the rules and the order of events, 3 the heads of the log that were published during the vote, 4 the versions of each
mark and the opened envelopes, 5 number, form and recount of the ballots, 6 the winners by the published rule, 7 your own
envelope and tracking code. It says what it could not check. Hold the heads (heads.jsonl) against those you saw on the library's
wall or in e-mail during the vote: only you can do that.

The file result.json tells how much of the ballots is published (mode): full = each ballot with its code; marks = each mark by
itself, so that nobody can put another's ballot together; totals = sums only. Marks or totals are chosen when a rare ballot or a
small group would give a voter away. Then the rule "at most N, within the sum" was checked only at the count.

Do not show your tracking code to others: with it one can prove how you voted.

## Files

| | |
|---|---|
| rules.json | what could be chosen, how it is counted and published; fixed by the first row of the log |
| log.jsonl | a row for each envelope, paper ballot and removal; each names the hash of the row before it |
| heads.jsonl | size, root (RFC 6962) and Ed25519 signature of the log at each time it was told outside |
| opened.json | SHA-256 of each envelope that was opened, sorted |
| ballots.csv | full: code, source, choices, valid; marks: mark, project, given; totals: project, votes |
| ballots.pb | only with whole ballots: the same as other cities publish theirs, without codes |
| result.json | counts, votes and winners in the order of choice; sums in minor units (cents) |
| manifest.json | SHA-256 of each file |

A mark is the first 20 digits of HMAC-SHA256(key: tracking code, text: vote and project with | between). `!` stands for
the project where a ballot was against the rules, `-` where a valid one names none; `given` is what the mark adds to the score.
"""
