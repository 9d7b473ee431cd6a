"""What the room does by itself: asks senders whether it was put right, drops pictures held too long."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation.schedule import Job

from .actions import ask_if_fixed
from .actions.photos import drop_old_held
from .actions.trial import empty_trial_box
from .queries import to_be_asked


def ask_senders() -> str:
    """Ask everybody whose turn it is."""
    asked = sum(ask_if_fixed(feedback) for feedback in to_be_asked())
    return f"asked {asked} senders whether it was put right"


def drop_held() -> str:
    """Drop pictures of forms that were never sent."""
    return f"dropped {drop_old_held()} held files"


JOBS = [
    Job(name="feedback.ask_if_fixed", every=dt.timedelta(hours=6), run=ask_senders),
    Job(name="feedback.drop_held", every=dt.timedelta(hours=6), run=drop_held),
    Job(name="feedback.empty_trial_box", every=dt.timedelta(hours=12), run=empty_trial_box),
]
