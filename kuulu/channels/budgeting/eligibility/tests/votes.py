"""An open vote with the key that makes marks of people."""

from __future__ import annotations

from typing import Any

from kuulu.channels.budgeting.ballot_box.tests import votes
from kuulu.channels.budgeting.eligibility import tags
from kuulu.channels.budgeting.models import Vote


def open_vote(**fields: Any) -> Vote:
    vote = votes.open_vote(**fields)
    tags.make_key(vote)
    return vote
