"""Killed at random points under load, the house loses nothing that it promised and sends nothing twice.

On SQLite in a file; on PostgreSQL where the suite runs on one (KUULU_TEST_DATABASE, `tools/with_postgres.py`).
"""

import json
import os
import random
import time
from collections import Counter

import pytest
from django.db import connection

from .house import Client, House, Post, promised

IS_BIG = os.environ.get("KUULU_DRILL") == "big"
CLIENTS, EACH, KILLS = (16, 60, 40) if IS_BIG else (4, 6, 3)
DEADLINE = 1200 if IS_BIG else 240  #: seconds after which the drill is given up as failed


@pytest.fixture
def house(tmp_path, database):
    post = Post()
    made = House(tmp_path, post, database)
    made.post = post
    made.begin()
    made.wait_until(200)
    yield made
    made.end()
    post.controller.stop()


def storm(house, clients):
    """Kill web, its parts and the worker at seeded random moments until the kills are done or all is posted."""
    dice = random.Random(491)
    until = time.monotonic() + DEADLINE
    while any(client.is_alive() for client in clients):
        assert time.monotonic() < until, {client.last_word for client in clients}
        time.sleep(dice.uniform(0.3, 2.0))
        if house.kills < KILLS:
            what = dice.choice(("web", "part", "worker", "worker"))
            house.kill_a_part_of_web(dice) if what == "part" else house.kill(what)


def calm(house):
    """What is left to do is done, and what the house then holds."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        told = json.loads(house.run("-m", "tests.drill.count"))
        if not told["open_tasks"]:
            break
        time.sleep(1)
    return told


def test_no_promise_is_lost_and_no_letter_sent_twice(house, tmp_path):
    clients = [Client(number, house, tmp_path, EACH) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    storm(house, clients)
    if house.kills < KILLS:  # the load was done before the kills: the worker still has letters to send
        house.kill("worker")
    told, promises = calm(house), promised(tmp_path)
    assert len(promises) == CLIENTS * EACH and house.kills
    assert {p["reference"] for p in promises} <= set(told["references"]), "a promised feedback is lost"
    assert max(Counter(told["texts"]).values()) == 1, "one report was written down twice"
    assert told["first_steps"] == len(told["references"])
    letters = Counter(to for to, _ in house.post.letters)
    receipts = {to: n for to, n in letters.items() if to.startswith("sender")}
    assert max(receipts.values()) == 1, "a letter was sent twice"
    assert told["receipts"].get("waiting", 0) == 0
    unsure = len(told["references"]) - told["receipts"].get("sent", 0)
    assert unsure <= house.kills, f"{told['receipts']}: at most one letter may be uncertain for each kill"
    print(f"{connection.vendor}: {len(promises)} promises, {house.kills} kills, 0 lost, 0 twice, {unsure} uncertain")
