"""Checks a published vote: python3 verify_ballots.py FOLDER [--language fi|sv|en] [--envelope HASH] [--code CODE].

Needs only Python's standard library (3.10 or later), no network. Exit code 0: all that could be checked is right; else 1.
"""

import argparse
import csv
import hashlib
import hmac
import json
import re
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path
from typing import Any

LANGUAGES = ("fi", "sv", "en")
TEXTS = """
checks|tiedostot;lokin ketju;säännöt ja tapahtumien järjestys;äänestyksen aikana julkaistut päät;yksi ääni kutakin äänioikeutta kohden;äänten määrä, muoto ja laskenta;voittajat julkaistun säännön mukaan;oma kuori ja oma koodi|filer;loggens kedja;regler och händelsernas ordning;huvuden publicerade under omröstningen;en röst per rösträtt;rösternas antal, form och räkning;vinnarna enligt den publicerade regeln;eget kuvert och egen kod|files;chain of the log;rules and the order of events;heads published during the vote;one ballot for each right to vote;number, form and recount of ballots;winners by the published rule;own envelope and own code
states|kunnossa;VIRHE;ei kysytty;Huomaa;Kaikki, minkä voi tarkistaa, on kunnossa.;Virheitä: {0}.|i ordning;FEL;inte efterfrågat;Obs;Allt som kan kontrolleras är i ordning.;Fel: {0}.|in order;FAULT;not asked;Note;All that can be checked is right.;Faults: {0}.
form|ei odotetussa muodossa: {0}|inte i väntad form: {0}|not in the expected form: {0}
manifest|{0} ei ole luettelon (manifest.json) tiedosto|{0} är inte filen i manifest.json|{0} is not the file in manifest.json
chain|ketju katkeaa riviin {0}|kedjan bryts vid rad {0}|the chain breaks at row {0}
rules|säännöt eivät ole ne, jotka avattaessa kiinnitettiin|reglerna är inte de som fastställdes vid öppnandet|the rules are not the ones fixed at opening
head_size|pää {0}: koko on väärä tai loki on katkaistu|huvud {0}: fel storlek eller avklippt logg|head {0}: wrong size, or the log was cut
head_root|lokia on muutettu rivien {0} ja {1} välillä|loggen har ändrats mellan raderna {0} och {1}|the log was rewritten between rows {0} and {1}
head_sign|pää {0}: allekirjoitus ei ole lokin avaimella tehty|huvud {0}: signaturen är inte gjord med loggens nyckel|head {0}: not signed by the log's key
n_heads|vertaa itse: viimeinen pää on {0} riviä, juuri {1}|jämför själv: sista huvudet är {0} rader, rot {1}|compare yourself: the last head is {0} rows, root {1}
version|merkki {0}: jokin versio puuttuu tai on kahdesti|märke {0}: en version saknas eller finns två gånger|mark {0}: a version is missing or double
after|merkki {0}: uusi ääni paperin tai poiston jälkeen|märke {0}: ny röst efter papper eller strykning|mark {0}: a new ballot after paper or removal
twice|rivi {0}: sama kuori toisen kerran|rad {0}: samma kuvert en gång till|row {0}: the same envelope again
opened|avatut kuoret eivät ole ne, jotka loki valitsee|de öppnade kuverten är inte de som loggen väljer|the opened envelopes are not the ones the log selects
number|{0}: julkaistu {1}, laskettu {2}|{0}: publicerat {1}, räknat {2}|{0}: published {1}, counted {2}
missing|{0} EI ole julkaistujen joukossa|{0} finns INTE bland de publicerade|{0} is NOT among what was published
replaced|kuoresi on lokissa, mutta jokin myöhempi korvasi sen|ditt kuvert finns i loggen, men ersattes senare|your envelope is in the log, but something later replaced it
counted|kuoresi on lokissa ja se avattiin|ditt kuvert finns i loggen och öppnades|your envelope is in the log and was opened
shared|koodi {0} on usealla äänellä: kerro siitä kunnalle|koden {0} finns på flera röster: berätta för kommunen|the code {0} stands on several ballots: tell the city
mine|äänesi: {0} = {1}|din röst: {0} = {1}|your ballot: {0} = {1}
n_marks|tapa "marks": ei voitu tarkistaa, että kukin ääni on sääntöjen mukainen; se tarkistettiin vain laskennassa|sättet "marks": kunde inte kontrollera att varje röst följer reglerna; det kontrollerades bara vid räkningen|mode "marks": could not check that each ballot keeps the rules; that was checked only at the count
n_totals|tapa "totals": ääniä ei voitu laskea uudelleen eikä etsiä; vain summat on julkaistu|sättet "totals": rösterna kunde inte räknas om eller sökas; bara summor är publicerade|mode "totals": ballots could not be counted again or looked up; only sums are published
n_winners|voittajia ei voitu laskea: sääntö tarvitsee kokonaiset äänet|vinnarna kunde inte räknas: regeln behöver hela röster|the winners could not be counted: the rule needs whole ballots
"""
WORDS = {line.split("|")[0]: line.split("|")[1:] for line in TEXTS.strip().splitlines()}
CODES = {"web": r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}(#\d+)?|UNREAD-\d+", "paper": r"PAPER-\d+"}
ROW = "open::[0-9a-f]{64}|close::|cast:[0-9a-f]{32}:[0-9a-f]{64}|(paper|void):[0-9a-f]{32}:"
COLUMNS = {"full": "code,source,choices,valid", "marks": "mark,project,given", "totals": "project,votes"}
Choices = tuple[tuple[str, int], ...]
P = 2**255 - 19  # Ed25519, RFC 8032 section 5.1; points stand in extended coordinates
D, ORDER = -121665 * pow(121666, -1, P) % P, 2**252 + 27742317777372353535851937790883648493


def add(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_of(content: bytes) -> tuple[int, ...]:
    """A point out of its 32 bytes; no coordinates where they are none."""
    sign, y = divmod(int.from_bytes(content, "little"), 1 << 255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    if len(content) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        return ()
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    point, number = point_of(key), int.from_bytes(signature[32:], "little")
    if not point or len(signature) != 64 or number >= ORDER:
        return False
    told = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    base, back = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little")), (P - point[0], *point[1:3], P - point[3])
    steps = [(0, 1, 1, 0), base, back, add(base, back)]
    total = steps[0]
    for bit in range(252, -1, -1):
        total = add(add(total, total), steps[(number >> bit & 1) + 2 * (told >> bit & 1)])
    x, y = (total[at] * pow(total[2], -1, P) % P for at in (0, 1))
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


class Count:
    """What ballots say and who wins by the rule. `scores` and, where ballots are published, `sizes` by content are filled."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.rules, self.cost, self.budget = rules, rules["cost"], rules["budget_total"]
        self.votes, self.sizes = Counter[Any](), Counter[Choices]()
        self.rivals = {one: {n for s in rules["exclusive"] if one in s for n in s if n != one} for one in self.cost}

    def choices_in(self, text: str) -> Choices:
        """What a column says: projects with points, or 1; 0 where that is not told in its form."""
        scored, parts = self.rules["kind"] == "points", [part.partition(":") for part in text.split("|") if part]
        return tuple(
            (name, int(number) if scored and colon else 1 - scored - bool(colon)) for name, colon, number in parts
        )

    def fits(self, choices: Choices) -> bool:
        given, names = [number for _name, number in choices], {name for name, _number in choices} & set(self.cost)
        found = {"budget": sum(self.cost[name] for name in names), "points": sum(given), "most": max(given, default=0)}
        keys = found if self.rules["kind"] == "points" else ["budget"]
        within = all(self.rules[key] is None or found[key] <= self.rules[key] for key in keys)
        known = len(choices) == len(names) and min(given, default=1) > 0
        return within and known and self.rules["min"] <= len(names) <= self.rules["max"]

    def shares(self, choices: Choices) -> dict[str, int]:
        """What a ballot adds to the score of each project it names."""
        if self.rules["utility"] == "borda":
            first = self.rules["max"] if self.rules["borda"] == "k-j" else len(choices) - 1
            return {name: max(0, first - place) for place, (name, _given) in enumerate(choices)}
        return {name: points if self.rules["utility"] == "points" else 1 for name, points in choices}

    def spent(self, winners: list[str]) -> int:
        return sum(self.cost[name] for name in winners)

    def tied(self, name: str) -> Any:
        """Ties: lower cost, more votes (not points or places), the published order."""
        votes = self.scores[name] if self.rules["utility"] in ("cost", "cardinality") else 0
        return self.cost[name], -votes, self.lot[name]

    def order(self, per_cost: bool = False) -> list[str]:
        part = {name: cost if per_cost else 1 for name, cost in self.cost.items()}  # what is free comes first
        worth = {name: (part[name] > 0, Fraction(-score, part[name] or 1)) for name, score in self.scores.items()}
        return sorted(self.scores, key=lambda name: (worth[name], self.tied(name)))

    def winners(self) -> list[str]:
        self.scores = {name: n for name, n in self.votes.items() if n > 0 and n >= self.rules["threshold"]}
        self.lot = {name: place for place, name in enumerate(self.rules["tie_order"])}
        if self.rules["rule"] == "equal-shares":
            return self.completed(self.rules["completion"])
        per_cost = self.rules["rule"] == "greedy" and self.rules["utility"] != "cost"
        return self.take(self.order(per_cost), [], self.rules["rule"] != "greedy-no-skip")

    def take(self, order: list[str], winners: list[str], skips: bool = True) -> list[str]:
        """Winners and those in the order that fit the money left beside them."""
        for name in order:
            free = name not in winners and not self.rivals[name] & set(winners)
            if free and self.spent(winners) + self.cost[name] <= self.budget:
                winners = [*winners, name]
            elif free and not skips:
                break
        return winners

    def completed(self, completion: str) -> list[str]:
        self.backers: dict[str, list[tuple[int, int, int]]] = {name: [] for name in self.cost}
        for group, (choices, size) in enumerate(self.sizes.items()):
            for name, share in self.shares(choices).items():
                self.backers[name] += [(group, share, size)] if share else []
        start, unit = Fraction(self.budget, max(1, self.sizes.total())), self.rules["unit"]
        if completion == "add1-integral":
            return self.raised(Fraction(start // unit * unit), until_full=False)
        winners = self.raised(start, until_full=True) if completion in ("add1", "add1u") else self.equal_shares(start)
        return self.take(self.order() if completion in ("utilitarian", "add1u") else [], winners)

    def raised(self, endowment: Fraction, until_full: bool) -> list[str]:
        """The last outcome within the budget while the endowment grows step by step."""
        later = self.equal_shares(endowment)
        while True:
            winners, left = later, self.budget - self.spent(later)
            free = [name for name in self.scores if name not in winners and not self.rivals[name] & set(winners)]
            if not free or (until_full and min(self.cost[name] for name in free) > left):
                return winners
            endowment += self.rules["increment"] * self.rules["unit"]
            later = self.equal_shares(endowment)
            if self.spent(later) > self.budget:
                return winners

    def equal_shares(self, endowment: Fraction) -> list[str]:
        """The Method of Equal Shares with one endowment for each ballot. All money is whole, in parts of a cent: `scale`."""
        winners = self.take([name for name in self.order() if not self.cost[name]], [])
        money, scale = [endowment.numerator] * len(self.sizes), endowment.denominator
        factor = self.cost if self.rules["utility"] == "cost" else dict.fromkeys(self.cost, 1)
        price = {name: Fraction(0) for name in self.scores if self.cost[name]}
        while True:
            best: Any = None
            for name in sorted(price, key=lambda name: price[name]):
                if best and price[name] > best[0]:  # money only shrinks, so a price seen before is never too high
                    break
                owed, load = (0, 0) if self.rivals[name] & set(winners) else self.rate(name, money, scale)
                if not load:
                    del price[name]
                    continue
                price[name] = Fraction(owed, load * scale * factor[name])
                offer = (price[name], self.tied(name), name, owed, load)
                best = min(best, offer) if best else offer
            if not best:
                return winners
            *_more, name, owed, load = best
            winners.append(name)
            del price[name]
            money, scale = [held * load for held in money], scale * load
            for group, share, _size in self.backers[name]:
                money[group] = max(0, money[group] - owed * share)

    def rate(self, name: str, money: list[int], scale: int) -> tuple[int, int]:
        """What is owed and by how many shares, once those who have less have given all they have. (0, 0): not enough."""
        weights = Counter[tuple[int, int]]()
        for group, share, size in self.backers[name]:
            weights[money[group], share] += size
        owed, load = self.cost[name] * scale, sum(share * size for (_held, share), size in weights.items())
        whole = lcm(*(share for _held, share in weights))
        for held, share in sorted(weights, key=lambda one: one[0] * (whole // one[1])):
            if held * load >= owed * share:
                return owed // gcd(owed, load), load // gcd(owed, load)
            owed, load = owed - held * weights[held, share], load - share * weights[held, share]
        return 0, 0


class Vote:
    def __init__(self, folder: Path, language: str, envelope: str, code: str) -> None:
        self.folder, self.at, self.number = folder, LANGUAGES.index(language), 0
        self.envelope, letters = re.sub(r"[\s-]", "", envelope).lower(), re.sub(r"[\s-]", "", code).upper()
        self.code = "-".join(re.findall("....", letters.translate(str.maketrans("OIL", "011"))))
        self.problems, self.notes, self.lines = list[str](), list[str](), list[str]()

    def say(self, key: str, *words: Any) -> str:
        return WORDS[key][self.at].format(*words)

    def state(self, at: int) -> str:
        return self.say("states", len(self.problems)).split(";")[at]

    def need(self, ok: Any, key: str, *words: Any) -> None:
        self.problems += [] if ok else [f"{self.state(1)} {self.number}: {self.say(key, *words)}"]

    def note(self, key: str, *words: Any) -> None:
        self.notes += [f"{self.state(3)} {self.number}: {self.say(key, *words)}"]

    def same(self, name: str, counted: Any) -> None:
        self.need(self.result[name] == counted, "number", name, self.result[name], counted)

    def run(self) -> None:
        checks = (self.files, self.chain, self.order, self.heads, self.marks, self.recount, self.winners, self.own)
        for self.number, check in enumerate(checks):
            before = len(self.problems)
            try:
                check()
            except Exception as fault:
                self.need(False, "form", f"{type(fault).__name__}: {fault}")
            state = 1 if len(self.problems) > before else 0 if self.number < 7 or self.envelope or self.code else 2
            self.lines.append(f"{self.number} {self.say('checks').split(';')[self.number]}: {self.state(state)}")

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def files(self) -> None:
        for name, digest in json.loads(self.read("manifest.json"))["files"].items():
            self.need(hashlib.sha256(self.read(name)).hexdigest() == digest, "manifest", name)
        self.rules, self.result = json.loads(self.read("rules.json")), json.loads(self.read("result.json"))
        self.log = [json.loads(line) for line in self.read("log.jsonl").decode().splitlines()]
        head, *self.rows = csv.reader(self.read("ballots.csv").decode().splitlines())
        self.need(",".join(head) == COLUMNS[self.result["mode"]], "form", "ballots.csv")

    def chain(self) -> None:
        prev, broken, self.leaves = "0" * 64, list[int](), list[bytes]()
        for place, row in enumerate(self.log, 1):
            told = (row["seq"], row["prev"], row["e"], row["v"])
            broken += [] if told == (place, prev, self.rules["id"], 1) else [place]
            text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            self.leaves.append(hashlib.sha256(b"\0" + text.encode()).digest())
            prev = self.leaves[-1].hex()
        self.need(not broken, "chain", *broken[:1])

    def order(self) -> None:
        self.need(self.log[0]["box"] == hashlib.sha256(self.read("rules.json")).hexdigest(), "rules")
        for place, row in enumerate(self.log, 1):
            fine = {"open": place == 1, "close": place == len(self.log)}.get(row["kind"], 1 < place < len(self.log))
            good = fine and re.fullmatch(ROW, f"{row['kind']}:{row['tag']}:{row['box']}") and len(row) == 8
            self.need(good, "form", f"log.jsonl {place} ({row['kind']})")

    def heads(self) -> None:
        peaks, size, root = list[bytes](), 0, b""
        for head in map(json.loads, self.read("heads.jsonl").decode().splitlines()):
            self.need(size <= head["size"] <= len(self.log), "head_size", head["size"])
            before, sign = size + 1, bytes.fromhex(head["signature"])
            for leaf in self.leaves[size : head["size"]]:  # the roots of whole parts of the tree
                rest, size = size, size + 1
                while rest & 1:
                    leaf, rest = hashlib.sha256(b"\1" + peaks.pop() + leaf).digest(), rest >> 1
                peaks.append(leaf)
            root = peaks[-1]
            for peak in peaks[-2::-1]:
                root = hashlib.sha256(b"\1" + peak + root).digest()
            self.need(root.hex() == head["root"], "head_root", before, head["size"])
            text = f'kuulu-head-1|{{"e":"{self.rules["id"]}","root":"{head["root"]}","size":{head["size"]}}}'
            self.need(is_signed(bytes.fromhex(self.rules["log_key"]), text.encode(), sign), "head_sign", head["size"])
        self.need(size == len(self.log), "head_size", size)
        self.note("n_heads", size, root.hex())

    def marks(self) -> None:
        marks, boxes = defaultdict[str, list[dict[str, Any]]](list), set[str]()
        for place, row in enumerate(self.log, 1):
            self.need(row["kind"] != "cast" or row["box"] not in boxes, "twice", place)
            boxes.add(row["box"])
            if row["tag"]:
                marks[row["tag"]].append(row)
        for tag, rows in marks.items():
            rows.sort(key=lambda row: row["ver"])
            self.need([row["ver"] for row in rows] == list(range(1, len(rows) + 1)), "version", tag[:8])
            ways = ">".join(row["kind"] for row in rows)
            self.need(not re.search("(paper|void)>.*cast|void>.*paper", ways), "after", tag[:8])
        self.last = [rows[-1] for rows in marks.values()]
        kinds, given = Counter(row["kind"] for row in self.last), {r["tag"] for r in self.log if r["kind"] == "paper"}
        chosen = sorted(row["box"] for row in self.last if row["kind"] == "cast")
        self.need(chosen == json.loads(self.read("opened.json"))["boxes"], "opened")
        back = self.result["paper_ballots"] + self.result["paper_spoiled"]
        found = {"voters": kinds["cast"] + kinds["paper"], "voided": kinds["void"], "envelopes": kinds["cast"]}
        found.update(paper_given=len(given), paper_not_returned=max(0, len(given) - back))
        for name, number in found.items():
            self.same(name, number)

    def recount(self) -> None:
        result, self.count = self.result, Count(self.rules)
        self.same("valid", result["envelopes"] + result["paper_ballots"] - result["rejected"])
        if result["mode"] == "totals":
            self.count.votes.update({name: int(votes) for name, votes in self.rows})
            self.note("n_totals")
        else:
            (self.recount_ballots if result["mode"] == "full" else self.recount_marks)()
        self.same("votes", {name: self.count.votes[name] for name in self.rules["cost"]})

    def recount_ballots(self) -> None:
        sources, codes = Counter(row[1] for row in self.rows), Counter(row[0].partition("#")[0] for row in self.rows)
        self.same("envelopes", sources["web"])
        self.same("paper_ballots", sources["paper"])
        self.need(len({row[0] for row in self.rows}) == len(self.rows), "form", "ballots.csv: code")
        for code, source, text, valid in self.rows:
            self.need(re.fullmatch(CODES[source], code), "form", f"ballots.csv: {code}")
            choices = self.count.choices_in(text)
            good = self.count.fits(choices)
            self.need(valid == str(int(good)), "number", code, valid, int(good))
            if good:
                self.count.sizes[tuple(sorted(choices)) if self.rules["kind"] != "ranking" else choices] += 1
                self.count.votes.update(self.count.shares(choices))
        self.same("valid", self.count.sizes.total())
        for code in [code for code, number in codes.items() if number > 1]:
            self.note("shared", code)

    def recount_marks(self) -> None:
        rejected, named = 0, Counter(row[1] for row in self.rows)
        for _mark, name, given in self.rows:
            rejected += name == "!"
            self.need(name in (*self.rules["cost"], "!", "-") and int(given) >= 0, "form", f"ballots.csv: {name}")
            self.count.votes[name] += int(given)
        self.same("rejected", rejected)
        for name, number in named.items():
            self.need(number <= self.result["valid"] or name == "!", "number", name, self.result["valid"], number)
        for mark in [mark for mark, number in Counter((row[0], row[1]) for row in self.rows).items() if number > 1]:
            self.note("shared", mark[0])
        self.note("n_marks")

    def winners(self) -> None:
        if self.rules["rule"] == "equal-shares" and self.result["mode"] != "full":
            self.note("n_winners")
        else:
            winners = self.count.winners()
            self.same("winners", winners)
            self.same("spent", self.count.spent(winners))

    def own(self) -> None:
        if self.envelope:
            logged = any(row["box"] == self.envelope for row in self.log if row["kind"] == "cast")
            self.need(logged, "missing", self.envelope)
            self.note("counted" if any(row["box"] == self.envelope for row in self.last) else "replaced")
        if self.code and self.result["mode"] != "totals":
            mine = [(row[0][:19], f"{row[2]} ({row[3]})") for row in self.rows if row[0][:19] == self.code]
            if self.result["mode"] == "marks":
                mine = [(name, given) for mark, name, given in self.rows if self.mark(name) == mark]
            self.need(mine, "missing", self.code)
            self.need(len({name for name, _told in mine}) == len(mine), "shared", self.code)
            for name, told in mine:
                self.note("mine", name, told)

    def mark(self, name: str) -> str:
        return hmac.new(self.code.encode(), f"{self.rules['id']}|{name}".encode(), "sha256").hexdigest()[:20]


def main(words: list[str] | None = None) -> int:
    """Check and tell; 0 when nothing is wrong, else 1."""
    parser = argparse.ArgumentParser(prog="verify_ballots.py", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=LANGUAGES, default="fi")
    for name in ("--envelope", "--code"):
        parser.add_argument(name, default="")
    try:
        asked = parser.parse_args(words)
    except SystemExit as end:
        return int(bool(end.code))
    vote = Vote(**vars(asked))
    vote.run()
    sys.stdout.write("\n".join([*vote.lines, *vote.notes, *vote.problems, vote.state(5 if vote.problems else 4), ""]))
    return int(bool(vote.problems))


if __name__ == "__main__":
    sys.exit(main())
