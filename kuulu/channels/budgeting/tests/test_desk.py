"""An official weighs, publishes, decides and carries out at the desk; each by the rights of the table."""

import datetime as dt

import pytest
import time_machine

from kuulu.channels.budgeting.models import Proposal, Round
from kuulu.channels.budgeting.policy import VERBS, allowed
from kuulu.channels.budgeting.vocabulary import Fate
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_possible, make_proposal, make_round, make_staff, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(client, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    person = make_staff(make_unit())
    client.force_login(person)
    return person


def do(client, proposal, verb, **fields):
    page = f"/en/desk/budjetti/{proposal.matter.reference}/{verb}/"
    answer = client.post(page, {f"{verb}-{name}": value for name, value in fields.items()})
    proposal.refresh_from_db()
    return answer


def test_the_way_of_a_proposal_at_the_desk(client, official):
    proposal = make_proposal(title="Swing")
    listed = client.get("/en/desk/budjetti/kierros/small-2027/").content.decode()
    assert "Swing" in listed and "Waits for a check" in listed
    do(client, proposal, "julkaise")
    assert proposal.matter.is_public
    do(client, proposal, "hyvaksy", is_passed="yes", has_no_interest="on", check_purpose="on")
    assert proposal.fate == Fate.WEIGHED
    do(client, proposal, "arvioi", is_passed="yes", has_no_interest="on", euros="4000", fi="Sopii tähän.")
    assert (proposal.fate, proposal.euros) == (Fate.POSSIBLE, 4000)
    client.post("/en/desk/budjetti/kierros/small-2027/numeroi/")
    decided = {"decided_on": "2026-03-19", "section": "§ 38", "chosen": [proposal.pk], "text": "Keinu toteutetaan."}
    assert client.post("/en/desk/budjetti/kierros/small-2027/paata/", decided).status_code == 302
    do(client, proposal, "etenee", fi="Keinu on tilattu.", spent_euros="100")
    do(client, proposal, "valmis", fi="Keinu on paikallaan.")
    assert proposal.fate == Fate.BUILT and proposal.number == 1
    assert AuditEntry.objects.filter(verb="decided").exists()


def test_what_is_wrong_comes_back_with_what_was_typed(client, official):
    proposal = make_proposal()
    answer = do(client, proposal, "arvioi", is_passed="yes", fi="Sopii tähän hyvin.")
    assert answer.status_code == 422 and "Sopii tähän hyvin." in answer.content.decode()
    assert "This is needed" in answer.content.decode() and proposal.fate == Fate.PROPOSED


def test_an_official_opens_a_round_or_is_told_what_is_missing(client, official):
    make_round("bare", is_open=False, phases={})
    page = client.post("/en/desk/budjetti/kierros/bare/avaa/", follow=True).content.decode()
    assert "Say when ideas can be proposed." in page and Round.objects.get().opened_at is None
    make_round("whole", is_open=False)
    client.post("/en/desk/budjetti/kierros/whole/avaa/")
    assert Round.objects.get(code="whole").opened_at


def test_a_decision_that_differs_needs_its_reason(client, official):
    proposal = make_proposal(public=True, euros=4_000)
    fields = {"decided_on": "2026-03-19", "differs": "on", "chosen": [proposal.pk]}
    answer = client.post("/en/desk/budjetti/kierros/small-2027/paata/", fields)
    assert answer.status_code == 422 and "Say why" in answer.content.decode()


#: duty -> verbs that it has on a proposal of its own unit that waits for its first look
TABLE = {
    Duty.HANDLER: {"read", "publish", "pass", "weigh", "join", "move"},
    Duty.PREPARER: {"read", "publish", "pass", "weigh", "join", "move"},
    Duty.MODERATOR: {"read", "publish"},
    Duty.CLERK: {"read"},
    Duty.AUDITOR: {"read"},
    Duty.TRANSLATOR: set(),
}


@pytest.mark.parametrize("duty", TABLE)
def test_each_duty_does_what_the_table_says_and_nothing_elsewhere(duty):
    proposal = make_proposal()
    assert allowed(make_staff(make_unit(), duty), proposal) == TABLE[duty]
    if duty not in (Duty.MODERATOR,):
        assert allowed(make_staff(make_unit("elsewhere"), duty), proposal) == set()


def test_every_verb_stands_in_the_table_of_fates():
    assert all(fates for _may, fates in VERBS.values())
    done = make_proposal(public=True, euros=4_000)
    Proposal.objects.filter(pk=done.pk).update(fate=Fate.BUILT)
    done.refresh_from_db()
    assert allowed(make_staff(make_unit()), done) == {"read", "hide", "move"}


def test_a_second_look_at_the_list_counts_what_waits(client, official):
    make_possible(make_proposal(public=True))
    make_proposal(title="Bench")
    page = client.get("/en/desk/budjetti/").content.decode()
    assert "<td>1</td><td>2</td>" in page


def test_the_next_round_is_made_like_this_one_a_year_later_and_is_not_open(client, official):
    one = make_round("small-2027", least_votes=25)
    client.post("/en/desk/budjetti/kierros/small-2027/kopioi/")
    made = Round.objects.get(carried_from=one)
    assert (made.code, made.opened_at, made.least_votes, made.euros) == ("small-2028", None, 25, 100_000)
    for before, after in zip(one.phases.all(), made.phases.all(), strict=True):
        assert after.kind == before.kind and (after.opens_at - before.opens_at).days in (363, 364)
    client.post("/en/desk/budjetti/kierros/small-2027/kopioi/")
    assert set(Round.objects.filter(carried_from=one).values_list("code", flat=True)) == {"small-2028", "small-2028-2"}


def test_three_days_before_a_vote_ends_who_proposed_a_candidate_hears_of_it_once(mailoutbox):
    from kuulu.channels.budgeting.actions.remind import remind

    from .voting import voting_round

    one = voting_round(phases={"ideas": (-30, -20), "ballot": (-10, 4)})
    assert remind() == "candidates 0"
    with time_machine.travel(clock.now() + dt.timedelta(days=2)):
        assert remind() == "candidates 4" and remind() == "candidates 0"
    matter = one.proposals.first().matter
    assert matter.steps.filter(verb="vote_ends_soon").count() == 1
