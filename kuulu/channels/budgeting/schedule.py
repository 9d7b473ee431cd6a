"""What the room does again and again: the logs of votes."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation.schedule import Job

from .ballot_box import tend

JOBS = [
    Job(name="budgeting.log", every=dt.timedelta(seconds=5), run=tend.tend),
    Job(name="budgeting.heads", every=dt.timedelta(hours=1), run=tend.sign_heads),
]
