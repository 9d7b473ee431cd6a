"""How many ballots a second eight processes cast on PostgreSQL, against the rows that they insert into a plain table.

Both are durable: one transaction for each, with the disk waited for. `python -m tests.bench.casting` prints ballots a second,
inserts a second and the ratio, each the median of rounds that take turns. Signing is left out: it is the same work
whatever the database.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

PROCESSES, SECONDS, WARM = 8, 1.0, 100
PLAIN = "INSERT INTO plain (id, tag, box, digest, idem) VALUES (%s, %s, %s, %s, %s)"
fork = multiprocessing.get_context("fork")


def inserting() -> Callable[[], Any]:
    """One row of about the bytes of a ballot, by the driver alone."""
    import psycopg
    from django.db import connection

    told = connection.get_connection_params()
    line = psycopg.connect(host=told["host"], user=told["user"], dbname=told["dbname"], autocommit=True)
    cursor = line.cursor()

    def insert() -> None:
        cursor.execute(PLAIN, [secrets.randbelow(2**62), secrets.token_hex(16), secrets.token_bytes(1072), secrets.token_hex(32), secrets.token_hex(16)])  # fmt: skip

    return insert


def casting() -> Callable[[], Any]:
    """The action, each time for a new mark."""
    from kuulu.channels.budgeting.ballot_box import cast
    from kuulu.channels.budgeting.models import Vote

    vote_id = Vote.objects.get().pk
    cast.sign = lambda _key, _text: bytes(64)  # type: ignore[assignment]

    def one() -> None:
        cast.cast(vote_id, tag=secrets.token_hex(16), box=secrets.token_bytes(1072), idem=secrets.token_hex(16))

    return one


def do(make: Callable[[], Callable[[], Any]], gate: Any, said: Any, seconds: float) -> None:
    """In a process of its own: warmed up, then all begin at once; tells how many were done."""
    deed, count = make(), 0
    for _ in range(WARM):
        deed()
    gate.wait(60)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        deed()
        count += 1
    said.put(count)


def rate(make: Callable[[], Callable[[], Any]], seconds: float) -> float:
    """How many a second, all processes together, into tables that are empty."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE plain, budgeting_mark, budgeting_envelope")
        cursor.execute("CHECKPOINT")
    connection.close()
    gc.collect()
    gc.freeze()  # children look through what they make, not through what they were born with
    gate, said = fork.Barrier(PROCESSES), fork.Queue()
    crew = [fork.Process(target=do, args=(make, gate, said, seconds)) for _ in range(PROCESSES)]
    for one in crew:
        one.start()
    total = sum(said.get(timeout=120) for _ in crew)
    for one in crew:
        one.join()
    return total / seconds


def figures(rounds: int) -> dict[str, float]:
    """Of the database that the settings name."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (id bigint PRIMARY KEY, tag text, box bytea, digest text, idem text)")
    found = [(rate(inserting, SECONDS), rate(casting, SECONDS)) for _ in range(rounds)]
    ratios = sorted(cast / insert for insert, cast in found)
    return {
        "inserts_per_second": statistics.median(insert for insert, _ in found),
        "ballots_per_second": statistics.median(cast for _, cast in found),
        "ratio": statistics.median(ratios), "least": ratios[0], "most": ratios[-1], "rounds": rounds,
    }  # fmt: skip


def prepare(folder: str) -> None:
    """Tables, and a vote that is open for a day."""
    import datetime as dt

    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.KUULU["VOTE_KEYS"] = {drawer: os.path.join(folder, "keys", drawer) for drawer in ("tags", "log")}
    call_command("migrate", verbosity=0, interactive=False)
    from kuulu.channels.budgeting.ballot_box.tests.votes import open_vote
    from kuulu.foundation import clock

    open_vote(closes_at=clock.now() + dt.timedelta(days=1))


def main(rounds: int = 15) -> None:
    from .__main__ import database

    with tempfile.TemporaryDirectory(prefix="kuulu-cast-") as folder, database("postgresql", 0) as address:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "KUULU_BENCH_DATABASE": address}
        prepare(folder)
        told = figures(rounds)
        from django.db import connections

        connections.close_all()
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
