"""A vote of the small city that is open, with paper taken to a place and given back."""

from __future__ import annotations

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions import paper, set_up_vote
from kuulu.channels.budgeting.ballot_box.tests.votes import VOTE_KEY
from kuulu.channels.budgeting.models import Round, Vote
from kuulu.channels.budgeting.sealing.keys import public_of, split
from kuulu.channels.budgeting.sealing.rehearsal import rehearse
from kuulu.channels.budgeting.vocabulary import VoteLevel
from kuulu.commons.people.models import Person


def open_vote(one: Round, chief: Person) -> Vote:
    """For those who identify and for pupils with codes; its round has a candidate."""
    actions.number_ballot(one, by=chief)
    vote = set_up_vote.make_vote(one, by=chief, level=VoteLevel.PERSONS)
    for code, doors in (("grown", ["id", "desk"]), ("pupils", ["code"])):
        names = dict.fromkeys(("fi", "fi-simple", "sv", "en"), code.title())
        set_up_vote.add_electorate(vote, by=chief, code=code, doors=doors, names=names)
    file = set_up_vote.begin_rehearsal(vote, by=chief, public_key=public_of(VOTE_KEY).hex())
    found = rehearse(file, split(VOTE_KEY, vote.code)[:2])
    set_up_vote.end_rehearsal(vote, by=chief, found=" ".join(found))
    vote = set_up_vote.open_vote(Vote.objects.select_related("round__unit").get(pk=vote.pk), by=chief)
    batch = paper.open_batch(vote, by=chief, place="Library", issued=5)
    paper.give_back(batch, by=chief, unused=3, exchanged=0, returned=2)
    return vote
