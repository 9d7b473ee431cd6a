"""Young Mikkeli in the demo shows every step of an idea, the same each time it is told."""

from kuulu.channels.budgeting.models import Batch, BatchItem, OfficeDecision, Round
from kuulu.channels.budgeting.queries.batches import batches_of, waiting_long
from kuulu.commons.matters.models import Step
from kuulu.demo.seeds import budgets, city, organisation, people
from kuulu.demo.texts.young import YOUNG
from kuulu.foundation import clock


def tell():
    told = []
    for chapter in (organisation, people, city):
        chapter.tell(lambda count: None)
    budgets._young("nuorten-mikkeli", told.append)
    return Round.objects.get(code="nuorten-mikkeli"), sum(told)


def test_young_mikkeli_shows_every_state(demo):
    one, count = tell()
    assert count == len(YOUNG) == one.proposals.count()
    assert [batch.state for batch in batches_of(one)] == ["gathering", "priced", "decided"]
    decided, handled, gathering = Batch.objects.order_by("number")
    assert {item.outcome for item in decided.items.all()} == {"approved", "partly", "rejected", "moved_on"}
    fates = set(one.proposals.values_list("fate", flat=True))
    assert fates == {"built", "chosen", "not_chosen", "possible", "proposed"}
    assert {item.recommendation for item in handled.items.all()} == {"", "support", "more_wanted"}
    moved = decided.items.get(outcome="moved_on")
    assert handled.items.filter(proposal=moved.proposal).exists() and not gathering.items.exists()
    assert [proposal.matter.title for proposal in waiting_long(one)] == ["Elokuvailta ulkona"]


def test_nothing_of_young_mikkeli_lies_ahead_and_every_step_is_in_order(demo):
    one, _count = tell()
    assert not Step.objects.filter(at__gt=clock.now()).exists()
    for proposal in one.proposals.select_related("matter"):
        times = list(proposal.matter.steps.order_by("id").values_list("at", flat=True))
        assert times == sorted(times), proposal.matter.title
    assert OfficeDecision.objects.get().decided_on < clock.today() and BatchItem.objects.count() == 9
