"""Voters and log writers killed at random points: each promise stands in the log once, and the log is whole."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.db import connection

from .house import ROOT

IS_BIG = os.environ.get("KUULU_DRILL") == "big"
CLIENTS, WRITERS, SECONDS, KILLS = (8, 3, 600, 200) if IS_BIG else (3, 2, 45, 12)


class Polls:
    """Processes over one database, each of which is begun again when it was killed."""

    def __init__(self, folder, database):
        self.folder, self.children, self.kills = folder, {}, 0
        own = {"KUULU_DRILL_FOLDER": str(folder), "KUULU_DRILL_DATABASE": database}
        self.env = {**os.environ, **own, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.drill.settings"}
        self.log = (folder / "log").open("ab")
        self.jobs = {f"write-{n}": ["write"] for n in range(WRITERS)}
        self.jobs |= {f"cast-{n}": ["cast", str(n), str(folder / f"book-{n}")] for n in range(CLIENTS)}

    def command(self, *words):
        return [sys.executable, "-m", "tests.drill.ballots", *words]

    def run(self, *words):
        done = subprocess.run(self.command(*words), cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, name):
        told = {"cwd": ROOT, "env": self.env, "stdout": self.log, "stderr": self.log}
        self.children[name] = subprocess.Popen(self.command(*self.jobs[name]), **told)

    def kill(self, name):
        self.children[name].send_signal(signal.SIGKILL)
        if self.children[name].wait() == -signal.SIGKILL:
            self.kills += 1
            self.begin(name)

    def promises(self):
        return [line for book in self.folder.glob("book-*") for line in book.read_text().splitlines()]

    def end(self):
        for child in self.children.values():
            child.kill()
            child.wait()


@pytest.fixture
def polls(tmp_path, database):
    made = Polls(tmp_path, database)
    yield made
    made.end()


def storm(polls):
    """Kills at seeded random moments until the vote is over; then everybody may come to an end."""
    dice, until = random.Random(17), time.monotonic() + SECONDS + 120
    while any(child.poll() is None for child in polls.children.values()):
        assert time.monotonic() < until, "somebody does not come to an end"
        time.sleep(dice.uniform(0.5, 4))
        if polls.kills < KILLS:
            polls.kill(dice.choice(sorted(polls.jobs)))
    assert [child.returncode for child in polls.children.values()] == [0] * len(polls.jobs), (
        polls.folder / "log"
    ).read_text()


def test_no_promised_ballot_is_lost_or_logged_twice(polls):
    polls.run("prepare", str(SECONDS))
    for name in polls.jobs:
        polls.begin(name)
    storm(polls)
    told, promises = json.loads(polls.run("count")), polls.promises()
    assert polls.kills and promises and told["faults"] == []
    assert Counter(promises) == Counter(told["logged"]) == Counter(told["kept"])
    assert max(Counter(promises).values()) == 1 and told["versions"] == len(promises)
    print(f"{connection.vendor}: {len(promises)} promises, {polls.kills} kills, {told['heads']} heads, 0 lost, 0 twice")
