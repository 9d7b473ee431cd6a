"""What the room does again and again: letters, and notices that got stuck."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation.schedule import Job

from .actions.notices import note_uncertain, send_forgotten, write_letters
from .vocabulary import Cadence


def send_letters() -> str:
    """Write the letters that are due."""
    return f"daily {write_letters(Cadence.DAILY)}, weekly {write_letters(Cadence.WEEKLY)}"


def tend_outbox() -> str:
    """Look after notices whose sender died."""
    return f"uncertain {note_uncertain()}, forgotten {send_forgotten()}"


JOBS = [
    Job(name="people.letters", every=dt.timedelta(minutes=15), run=send_letters),
    Job(name="people.outbox", every=dt.timedelta(minutes=5), run=tend_outbox),
]
