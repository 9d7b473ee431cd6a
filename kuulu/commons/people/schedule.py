"""What the room does again and again: letters, and notices that got stuck."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation import clock, personal
from kuulu.foundation.schedule import Job

from .actions.copies import drop_old_copies
from .actions.notices import note_uncertain, send_forgotten, write_letters
from .actions.watch import send_rights_lists, send_trail_samples, tell_of_flood
from .vocabulary import Cadence


def send_letters() -> str:
    """Write the letters that are due."""
    return f"daily {write_letters(Cadence.DAILY)}, weekly {write_letters(Cadence.WEEKLY)}"


def tend_outbox() -> str:
    """Look after notices whose sender died."""
    return f"uncertain {note_uncertain()}, forgotten {send_forgotten()}"


def drop_old() -> str:
    """Every room drops what has been kept long enough."""
    return ", ".join(f"{rule} {count}" for rule, count in personal.retain().items() if count) or "nothing"


def watch_over() -> str:
    """Ask heads whether rights still hold and looks were needed."""
    today = clock.today()
    return f"rights {send_rights_lists(today)}, looks {send_trail_samples(today)}"


def drop_copies() -> str:
    """Drop copies of one's own data that nobody fetched in time."""
    return f"copies {drop_old_copies()}"


JOBS = [
    Job(name="people.letters", every=dt.timedelta(minutes=15), run=send_letters),
    Job(name="people.outbox", every=dt.timedelta(minutes=5), run=tend_outbox),
    Job(name="people.copies", every=dt.timedelta(minutes=5), run=drop_copies),
    Job(name="people.retain", every=dt.timedelta(hours=24), run=drop_old),
    Job(name="people.watch", every=dt.timedelta(hours=12), run=watch_over),
    Job(name="people.flood", every=dt.timedelta(minutes=15), run=lambda: f"flood told to {tell_of_flood()}"),
]
