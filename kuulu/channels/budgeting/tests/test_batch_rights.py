"""Who may do what in a batch, and that the money of a year is never passed, whoever is fast."""

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions import NotNow, Ruling
from kuulu.channels.budgeting.models import OfficeDecision
from kuulu.channels.budgeting.policy import may_price, may_recommend, may_rule, may_run
from kuulu.channels.budgeting.queries.batches import granted, left
from kuulu.commons.matters.tests.races import at_once
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import DAY, make_staff, make_unit, words
from .rolling import council, decide, fresh, idea, items, member, proposed, runner, supported, told_batch, young

WHY = words("No money is left.")
#: duty, unit -> opens and gathers, prices, says what the council says, writes the decision down
TABLE = {
    (Duty.PREPARER, "parks"): (True, True, True, True),
    (Duty.SUPERVISOR, "parks"): (True, True, True, True),
    (Duty.HANDLER, "parks"): (False, True, False, False),
    (Duty.DECIDER, "committee"): (False, False, False, True),
    (Duty.DECIDER, "elsewhere"): (False, False, False, False),
    (Duty.BODY_MEMBER, "council"): (False, False, True, False),
    (Duty.BODY_MEMBER, "elsewhere"): (False, False, False, False),
    (Duty.PREPARER, "elsewhere"): (False, False, False, False),
    (Duty.AUDITOR, "parks"): (False, False, False, False),
    (Duty.CLERK, "parks"): (False, False, False, False),
    (Duty.MODERATOR, "parks"): (False, False, False, False),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("duty", "unit"), TABLE)
def test_each_duty_does_what_the_table_says(duty, unit):
    one = young()
    idea()
    batch = told_batch()
    actions.gather(batch)
    who, item = make_staff(make_unit(unit), duty), items(batch)[0]
    found = (may_run(who, one), may_price(who, item), may_recommend(who, batch), may_rule(who, one))
    assert found == TABLE[duty, unit]


@pytest.mark.django_db
def test_the_actions_ask_the_policy():
    batch, stranger = supported(1_000), Person.objects.create_user("somebody@example.org")
    item, today = items(batch)[0], clock.today()
    for attempt in (
        lambda: actions.open_batch(batch.round, closes_on=today, meeting_on=today, council=council(), by=stranger),
        lambda: actions.gather(batch, by=member()),
        lambda: actions.price(item, euros=1, notes=WHY, by=member(), has_no_interest=True),
        lambda: actions.recommend(item, recommendation="support", by=stranger),
        lambda: actions.propose_batch(batch, by=stranger),
        lambda: decide(batch, by=member()),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.django_db
def test_whoever_prices_has_no_interest_and_says_what_it_is_made_of():
    idea()
    batch = told_batch()
    actions.gather(batch)
    for wrong in ({"has_no_interest": False}, {"notes": {}}, {"euros": 0}):
        fields = {"euros": 100, "notes": WHY, "has_no_interest": True, **wrong}
        with pytest.raises(NotNow):
            actions.price(items(batch)[0], by=runner(), **fields)
    assert items(batch)[0].priced_euros is None


@pytest.mark.django_db
def test_nobody_prices_the_own_idea():
    mine = make_staff(make_unit(), Duty.HANDLER)
    idea(by=mine)
    batch = told_batch()
    actions.gather(batch)
    with pytest.raises(PermissionDenied):
        actions.price(items(batch)[0], euros=100, notes=WHY, by=mine, has_no_interest=True)


@pytest.mark.django_db
def test_a_calendar_year_gives_no_more_than_its_limit_and_the_next_begins_anew():
    last_year = clock.today().replace(month=1, day=1) - DAY
    first, second = proposed(18_000, titles="A"), proposed(12_001, titles="B")
    decide(first)
    with pytest.raises(NotNow, match="12001"):
        decide(second)
    assert left(young(), clock.today().year) == 12_000
    decide(second, decided_on=last_year)
    assert granted(young(), year=last_year.year) == 12_001 and granted(young()) == 30_001


@pytest.mark.django_db
def test_the_council_asks_for_no_more_than_the_year_has_left():
    decide(proposed(20_000, titles="A"))
    with pytest.raises(NotNow, match="10000"):
        actions.propose_batch(supported(10_001, titles="B"), by=runner())


@pytest.mark.django_db
def test_the_whole_fund_is_a_limit_too_and_so_is_the_most_of_one_idea():
    young(euros=19_000, yearly_cap=None)
    batch = supported(10_000, 10_000)
    actions.recommend(items(batch)[0], recommendation="next_round", reasons=WHY, by=runner())
    actions.propose_batch(batch, by=runner())
    first, second = items(batch)
    over = {first.pk: Ruling(outcome="approved", euros=9_001, reasons=WHY), second.pk: Ruling(outcome="approved")}
    with pytest.raises(NotNow):
        decide(batch, over)
    with pytest.raises(NotNow):
        decide(batch, {**over, first.pk: Ruling(outcome="approved", euros=20_001, reasons=WHY)})
    decide(batch, {**over, first.pk: Ruling(outcome="approved", euros=9_000, reasons=WHY)})
    assert left(young(), clock.today().year) == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_decisions_at_the_same_moment_share_the_money_of_the_year():
    young()
    made = [proposed(8_000, titles=f"Batch {number}") for number in range(6)]
    who = runner()
    told = at_once(lambda number: decide(fresh(made[number]), by=Person.objects.get(pk=who.pk)), times=6)
    assert sum(isinstance(one, OfficeDecision) for one in told) == 3
    assert sum(isinstance(one, NotNow) for one in told) == 3 and granted(young()) == 24_000
