"""What the room does again and again: the answer duty, and sweeping files that nothing names."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation.schedule import Job

from .actions.duty import warn_of_due
from .actions.sweep import sweep_files
from .held import drop_old_held


def keep_promises() -> str:
    """Warn of answers that are owed."""
    return ", ".join(f"{mark} %: {count}" for mark, count in warn_of_due().items())


def sweep() -> str:
    """Delete what a killed process left."""
    return f"files {sweep_files()}"


def drop_held() -> str:
    """Drop pictures of forms that were never sent."""
    return f"dropped {drop_old_held()} held files"


JOBS = [
    Job(name="matters.drop_held", every=dt.timedelta(hours=6), run=drop_held),
    Job(name="matters.promises", every=dt.timedelta(minutes=30), run=keep_promises),
    Job(name="matters.sweep", every=dt.timedelta(days=1), run=sweep),
]
