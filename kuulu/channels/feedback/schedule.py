"""What the room does by itself: asks senders whether it was put right."""

from __future__ import annotations

import datetime as dt

from kuulu.foundation import clock
from kuulu.foundation.schedule import Job

from .actions import ask_if_fixed
from .actions.handle.hand_over import note_deliveries
from .actions.learn import train_routing
from .actions.summaries import send_summaries
from .actions.trial import empty_trial_box
from .queries import to_be_asked
from .queries.summary import month_before


def ask_senders() -> str:
    """Ask everybody whose turn it is."""
    asked = sum(ask_if_fixed(feedback) for feedback in to_be_asked())
    return f"asked {asked} senders whether it was put right"


def learn_routing() -> str:
    """Learn from yesterday's routing as well."""
    made = train_routing()
    return f"learnt from {made.figures['learnt']} feedbacks, {made.figures}" if made else "nothing to learn from yet"


def send_last_month() -> str:
    """In the first week of a month, send the summary of the one before to those who have not got it yet."""
    today = clock.today()
    sent = send_summaries(month_before(today)) if today.day <= 7 else 0
    return f"sent {sent} summaries"


def follow_deliveries() -> str:
    """See which hand-overs arrived by mail."""
    return f"noted {note_deliveries()} hand-overs"


JOBS = [
    Job(name="feedback.ask_if_fixed", every=dt.timedelta(hours=6), run=ask_senders),
    Job(name="feedback.deliveries", every=dt.timedelta(minutes=10), run=follow_deliveries),
    Job(name="feedback.empty_trial_box", every=dt.timedelta(hours=12), run=empty_trial_box),
    Job(name="feedback.learn_routing", every=dt.timedelta(hours=22), run=learn_routing),
    Job(name="feedback.summaries", every=dt.timedelta(hours=12), run=send_last_month),
]
