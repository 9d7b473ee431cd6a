"""A vote in a drill: prepared, voted in, logged and counted, each as a process of its own that may be killed."""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.drill.settings")
MARKS = 3  #: of each client


def main(deed: str, *words: str) -> None:
    import django

    django.setup()
    DEEDS[deed](*words)


def prepare(seconds: str) -> None:
    """Makes the tables, and a vote that is open for some seconds."""
    import datetime as dt

    from django.core.management import call_command

    from kuulu.channels.budgeting.ballot_box.tests.votes import open_vote
    from kuulu.foundation import clock

    call_command("migrate", verbosity=0, interactive=False)
    open_vote(closes_at=clock.now() + dt.timedelta(seconds=float(seconds)))


def cast(number: str, book: str) -> None:
    """Casts ballots until the vote is closed; each promise is written into the book."""
    from django.db import DatabaseError, connection

    from kuulu.channels.budgeting.ballot_box import cast as casting
    from kuulu.channels.budgeting.ballot_box.admission import Refused
    from kuulu.channels.budgeting.ballot_box.tests.votes import box, tag
    from kuulu.channels.budgeting.models import Vote

    vote = Vote.objects.get()
    turn = Path(book).read_text().count("\n") if Path(book).exists() else 0
    with Path(book).open("a") as out:
        while True:
            mark = tag(int(number) * MARKS + turn % MARKS)
            try:
                promise = casting.cast(vote.pk, tag=mark, box=box(), idem=f"{number}.{turn}")
            except Refused as fault:
                if fault.why != "closed":
                    raise
                return
            except DatabaseError:
                connection.close()
                time.sleep(0.1)
                continue
            out.write(f"{promise.box}\n")
            out.flush()
            turn += 1


def write() -> None:
    """Writes the log and closes in time, until the log has ended."""
    from kuulu.channels.budgeting.ballot_box import closing, tend
    from kuulu.channels.budgeting.models import Vote
    from kuulu.foundation.patience import patiently

    vote = Vote.objects.get()
    while not closing.has_ended(vote.pk):
        patiently(tend.tend)
        patiently(tend.sign_heads)
        time.sleep(0.05)


def count() -> None:
    """Tells as JSON what the box and the log hold."""
    from kuulu.channels.budgeting.ballot_box import closing
    from kuulu.channels.budgeting.ballot_box.export import heads_of, rows_of
    from kuulu.channels.budgeting.models import Envelope, LogRow, Mark, Vote
    from kuulu.channels.budgeting.sealing import log
    from kuulu.channels.budgeting.sealing.rules import read_rules

    vote = Vote.objects.get()
    closing.close_if_due(vote.pk)
    rules = read_rules(vote.rules.encode())
    told = {"vote": vote.code, "rules_hash": rules.hash, "log_key": rules.log_key}
    faults = log.faults_of(rows_of(vote), heads_of(vote.pk), **told)
    print(json.dumps({
        "logged": list(LogRow.objects.filter(kind="cast").values_list("box_hash", flat=True)),
        "kept": list(Envelope.objects.values_list("box_hash", flat=True)),
        "versions": sum(Mark.objects.values_list("version", flat=True)),
        "heads": vote.heads.count(),
        "faults": [fault.text for fault in faults],
    }))  # fmt: skip


DEEDS = {"prepare": prepare, "cast": cast, "write": write, "count": count}

if __name__ == "__main__":
    main(*sys.argv[1:])
