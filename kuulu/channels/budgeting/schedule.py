"""What the room does again and again: the logs of votes, the batches and the bell of rolling rounds."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation.schedule import Job

from .actions.alarm import tell_of_waiting
from .actions.batch import gather_due
from .actions.remind import remind
from .actions.ring import ring
from .ballot_box import tend


def gather_batches() -> str:
    """Gather the batches of rolling rounds whose last day for ideas is over."""
    return f"gathered {gather_due()} batches"


def ring_the_bell() -> str:
    """Remind the owners of ideas that nobody has handled for long."""
    return f"rang for {ring()} ideas"


JOBS = [
    Job(name="budgeting.log", every=dt.timedelta(seconds=5), run=tend.tend),
    Job(name="budgeting.remind", every=dt.timedelta(hours=1), run=remind),
    Job(name="budgeting.alarm", every=dt.timedelta(minutes=1), run=lambda: f"waiting told to {tell_of_waiting()}"),
    Job(name="budgeting.heads", every=dt.timedelta(hours=1), run=tend.sign_heads),
    Job(name="budgeting.batches", every=dt.timedelta(hours=1), run=gather_batches),
    Job(name="budgeting.bell", every=dt.timedelta(hours=6), run=ring_the_bell),
]
