"""Tells administrators when ballots wait for the log: once for each time that it stops."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from kuulu.commons.people.actions import notify
from kuulu.commons.people.models import Person
from kuulu.commons.people.queries.heads import administrators

from ..models import Vote
from ..queries.waiting import votes_behind


def tell_of_waiting() -> int:
    """How many were told that they had not been told before."""
    return sum(_tell(vote, person) for vote in votes_behind() for person in administrators())


def _tell(vote: Vote, person: Person) -> int:
    with translation.override(person.language):
        when = date_format(localtime(vote.seen_at), "SHORT_DATETIME_FORMAT")
        lines = [
            gettext("Ballots of the vote %(vote)s have been taken and promised, but no log has been written since %(when)s.")
            % {"vote": vote.code, "when": when},
            gettext("They are kept. Look whether the scheduler runs and what its log says, or tell those who run the server."),
        ]  # fmt: skip
        # the log does not grow while it stands still, so that its length names the incident
        key = f"vote-log:{vote.code}:{vote.head_seq}:{person.uuid}"
        subject = gettext("Ballots wait for the log: %(vote)s") % {"vote": vote.code}
        link, text = reverse("house:start"), "\n\n".join(lines)
        return bool(notify(kind="watch", key=key, subject=subject, text=text, person=person, link=link, asked=True))
