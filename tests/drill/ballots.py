"""A vote in a drill: prepared, voted in by every door, logged and counted by processes that may be killed."""

import contextlib
import datetime as dt
import json
import mmap
import os
import random
import signal
import struct
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.drill.settings")
FOLDER = Path(os.environ.get("KUULU_DRILL_FOLDER", "."))
HOUR = dt.timedelta(hours=1)


def follow_clock() -> None:
    """The house's clock is moved on by as many seconds as the file `clock` says, for all processes at the same moment."""
    from kuulu.foundation import clock

    (FOLDER / "clock").write_bytes(struct.pack("d", 0))
    with (FOLDER / "clock").open("r+b") as file:
        seconds, plain = mmap.mmap(file.fileno(), 8), clock.now
    clock.now = lambda: plain() + dt.timedelta(seconds=struct.unpack("d", seconds[:8])[0])


# --- before and after the storm ----------------------------------------------------------------------------------


def prepare(people: str, pupils: str) -> None:
    """Makes the tables, a vote that is open for an hour, letters for every other person and codes for pupils."""
    from django.core.management import call_command

    from kuulu.channels.budgeting.ballot_box.tests.votes import VOTE_KEY, make_electorate
    from kuulu.channels.budgeting.eligibility import codes
    from kuulu.channels.budgeting.eligibility.tests.votes import open_vote
    from kuulu.foundation import clock

    call_command("migrate", verbosity=0, interactive=False)
    electorate = make_electorate(open_vote(closes_at=clock.now() + HOUR))
    names = [f"person-{number}" for number in range(int(people))]
    letters = codes.print_letters(electorate, names[::2])[1]
    town = [{"person": name, "letter": letters.get(name, "")} for name in names]
    town += [{"code": code} for code in codes.print_codes(electorate, int(pupils))[1]]
    (FOLDER / "town").write_text(json.dumps(town))
    (FOLDER / "vote-key").write_bytes(VOTE_KEY.private_bytes_raw())
    (FOLDER / "closes").write_text(str(electorate.vote.closes_at.timestamp()))


def count() -> None:
    """Writes as JSON what box and log hold, and how two key holders count it; `paper` holds the paper that came back."""
    from kuulu.channels.budgeting.ballot_box import closing, writer
    from kuulu.channels.budgeting.ballot_box.export import heads_of, rows_of
    from kuulu.channels.budgeting.models import Envelope, Vote
    from kuulu.channels.budgeting.sealing import log
    from kuulu.channels.budgeting.sealing.rules import read_rules

    vote, faults = Vote.objects.get(), []
    try:
        closing.close_if_due(vote.pk)
    except writer.Broken as fault:
        faults.append(str(fault))
    vote.refresh_from_db()
    rules, rows, heads = read_rules(vote.rules.encode()), rows_of(vote), heads_of(vote.pk)
    told = {"vote": vote.code, "rules_hash": rules.hash, "log_key": rules.log_key}
    faults += [fault.text for fault in log.faults_of(rows, heads, **told)]
    told = {
        "rows": [(row["tag"], row["ver"], row["box"]) for row in rows if row["tag"]],
        "kept": [(tag, ver, box or "") for tag, ver, box in Envelope.objects.values_list("tag", "version", "box_hash")],
        "heads": len(heads), "faults": faults, "latched": vote.latched_at.timestamp(),
        "result": None if faults else counted(vote),
    }  # fmt: skip
    (FOLDER / "told").write_text(json.dumps(told))


def counted(vote) -> dict:
    """The published result, after the published verifier has looked it over."""
    import subprocess

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from kuulu.channels.budgeting.ballot_box.export import export
    from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
    from kuulu.channels.budgeting.sealing.keys import split
    from kuulu.channels.budgeting.sealing.publication import publish

    folder, key = FOLDER / "count", X25519PrivateKey.from_private_bytes((FOLDER / "vote-key").read_bytes())
    export(vote.pk, folder)
    strip(folder)
    open_boxes(folder, split(key, vote.code)[1:], paper=(FOLDER / "paper").read_bytes())
    publish(folder, folder / "out")
    words = [sys.executable, "-I", str(folder / "out" / "verify_ballots.py"), str(folder / "out")]
    done = subprocess.run(words, capture_output=True, text=True)
    return {**json.loads((folder / "out" / "result.json").read_bytes()), "verifier": done.returncode}


# --- in the storm ------------------------------------------------------------------------------------------------


class Client:
    """Votes turn after turn for voters whom other clients vote for too; what it was promised stands in its book.

    What is done in a turn depends on its number alone: killed, it does the turn again, with the slip that it had.
    """

    def __init__(self, number: str) -> None:
        from kuulu.channels.budgeting.models import Electorate

        self.number, self.town = number, json.loads((FOLDER / "town").read_text())
        self.electorate = Electorate.objects.select_related("vote").get()
        self.vote_id, self.public_key = self.electorate.vote_id, bytes.fromhex(self.electorate.vote.public_key)
        self.slip, book = FOLDER / f"slip-{number}", FOLDER / f"book-{number}"
        self.turn = book.read_text().count("\n") if book.exists() else 0
        self.book = book.open("a")

    def write(self, **told) -> None:
        self.book.write(json.dumps(told) + "\n")
        self.book.flush()
        self.turn += 1

    def mark(self, chance: random.Random) -> tuple[str, bool]:
        """The tag that the voter's door leads to, and whether paper is asked for."""
        slip = json.loads(self.slip.read_text()) if self.slip.exists() else {}
        if slip.get("turn") != self.turn:
            tag, wants_paper = self.enter(chance)
            slip = {"turn": self.turn, "tag": tag, "paper": wants_paper}
            new = self.slip.with_suffix(".new")
            new.write_text(json.dumps(slip))
            new.replace(self.slip)
        return slip["tag"], slip["paper"]

    def enter(self, chance: random.Random) -> tuple[str, bool]:
        from kuulu.channels.budgeting.eligibility.entitle import entitle_code, entitle_person
        from kuulu.channels.budgeting.vocabulary import Door

        who = chance.choice(self.town)
        if code := who.get("code") or (who["letter"] if chance.random() < 0.5 else ""):
            return entitle_code(self.vote_id, code).tag, False
        door = chance.choice((Door.IDENTIFICATION, Door.DESK))
        wants_paper = door == Door.DESK and chance.random() < 0.1
        return entitle_person(self.electorate, who["person"], door=door).tag, wants_paper

    def take_turn(self) -> None:
        """Votes, and writes the promise down once it was made. Raises Refused and NotEntitled."""
        from kuulu.channels.budgeting.ballot_box import paper
        from kuulu.channels.budgeting.ballot_box.tests.votes import COSTS
        from kuulu.foundation import clock

        chance = random.Random(f"{self.number}.{self.turn}")
        choices = chance.sample(sorted(COSTS), chance.randint(1, 3))
        tag, wants_paper = self.mark(chance)
        told = {"tag": tag, "choices": choices, "began": clock.now().timestamp()}
        idem = f"{self.number}.{self.turn}"
        if wants_paper:
            self.write(**told, version=paper.hand_out(self.vote_id, tag=tag, idem=idem), box="")
        else:
            self.cast(told, idem)

    def sealed(self, choices: list[str]) -> bytes:
        from kuulu.channels.budgeting.sealing.codes import new_code
        from kuulu.channels.budgeting.sealing.envelope import seal

        return seal(self.public_key, self.electorate.vote.code, new_code(), choices)

    def cast(self, told: dict, idem: str) -> None:
        from kuulu.channels.budgeting.ballot_box.cast import cast

        promise = cast(self.vote_id, tag=told["tag"], box=self.sealed(told["choices"]), idem=idem)
        self.write(**told, version=promise.version, box=promise.box)


class Naive(Client):
    """The control: looks up the version and then writes the next, without a lock, and promises before it has committed."""

    def cast(self, told: dict, idem: str) -> None:
        from django.db import IntegrityError, transaction

        from kuulu.channels.budgeting.ballot_box import admission
        from kuulu.channels.budgeting.models import Envelope, Mark, Vote
        from kuulu.channels.budgeting.sealing.canonical import sha256
        from kuulu.foundation import clock

        admission.mind(Vote.objects.get(pk=self.vote_id))
        mine = {"vote_id": self.vote_id, "tag": told["tag"]}
        version = (Mark.objects.filter(**mine).values_list("version", flat=True).first() or 0) + 1
        box = self.sealed(told["choices"])
        self.write(**told, version=version, box=sha256(box))
        with contextlib.suppress(IntegrityError), transaction.atomic():  # nobody looks
            Mark.objects.update_or_create(**mine, defaults={"channel": "web", "version": version})
            day = clock.today()
            Envelope.objects.create(**mine, version=version, kind="cast", box=box, box_hash=sha256(box), day=day)


def vote(number: str, way: str) -> None:
    """Votes until the vote is closed."""
    from django.db import DatabaseError, connection

    from kuulu.channels.budgeting.ballot_box.admission import Refused
    from kuulu.channels.budgeting.eligibility.entitle import NotEntitled

    client = {"careful": Client, "naive": Naive}[way](number)
    while True:
        try:
            client.take_turn()
        except (Refused, NotEntitled) as fault:
            if fault.why in ("closed", "state"):
                return
            if fault.why != "paper":
                raise
            client.write(refused=fault.why)
        except DatabaseError:
            connection.close()
            time.sleep(0.05)


def write() -> None:
    """Writes the log and closes in time, until the log has ended."""
    from kuulu.channels.budgeting.ballot_box import closing, tend
    from kuulu.channels.budgeting.models import Vote
    from kuulu.foundation.patience import patiently

    vote_id, turn = Vote.objects.get().pk, 0
    while not closing.has_ended(vote_id):
        patiently(tend.tend)
        if turn % 10 == 0:
            patiently(tend.sign_heads)
        time.sleep(0.05)
        turn += 1


# --- where the processes of the storm come from ------------------------------------------------------------------


def nursery() -> None:
    """Begins deeds, kills them and tells how they ended; forked, one that was killed is there again at once."""
    from kuulu.channels.budgeting.ballot_box import cast, paper, tend  # noqa: F401  read in before the first fork
    from kuulu.channels.budgeting.eligibility import entitle  # noqa: F401
    from kuulu.channels.budgeting.sealing import envelope  # noqa: F401

    follow_clock()
    living, ended = dict[str, int](), dict[str, int]()
    for line in sys.stdin:
        order, name, *words = json.loads(line)
        if order == "begin":
            living[name] = os.fork() or be_deed(*words)
        elif order == "kill" and name in living:
            os.kill(living[name], signal.SIGKILL)
            ended[name] = os.waitstatus_to_exitcode(os.waitpid(living.pop(name), 0)[1])
        for each, pid in list(living.items()):
            if _has_ended(pid, each, ended):
                del living[each]
        print(json.dumps({"living": sorted(living), "ended": ended}), flush=True)
    for pid in living.values():
        os.kill(pid, signal.SIGKILL)


def _has_ended(pid: int, name: str, ended: dict[str, int]) -> bool:
    found, status = os.waitpid(pid, os.WNOHANG)
    if found:
        ended[name] = os.waitstatus_to_exitcode(status)
    return bool(found)


def be_deed(deed: str, *words: str) -> int:
    """Never comes back."""
    import traceback

    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        DEEDS[deed](*words)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


DEEDS = {"prepare": prepare, "vote": vote, "write": write, "count": count}

if __name__ == "__main__":
    import django

    django.setup()
    nursery()
