"""A resident reads rounds, proposes without an account and follows; a stranger sees nothing that is not public."""

import re

import pytest
from django.core import mail  # noqa: F401  the box is read through the fixture

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.models import Proposal
from kuulu.commons.people.models import Notice, Person
from kuulu.foundation import clock

from .factories import make_chief, make_possible, make_proposal, make_round, make_staff, make_unit, words

pytestmark = pytest.mark.django_db
GOOD = {"title": "Swing at the harbour", "text": "A swing where one can sit and look at the lake.", "shows_name": "no"}


def form_of(client, page="/en/budjetti/kierros/small-2027/ehdota/"):
    key = re.search(r'name="idempotency_key" value="(\w+)"', client.get(page).content.decode())
    return page, {**GOOD, "idempotency_key": key.group(1)}


def test_the_first_page_lists_rounds_with_who_decides_and_unopened_ones_are_not_shown(client):
    make_round()
    make_round("next", is_open=False)
    page = client.get("/en/budjetti/").content.decode()
    assert "Small investments" in page and "Decides: Committee" in page and "/kierros/next/" not in page
    assert client.get("/en/budjetti/kierros/next/").status_code == 404


def test_the_page_of_a_round_is_made_of_its_rules(client):
    one = make_round(choices=3, least_votes=25)
    page = client.get("/en/budjetti/kierros/small-2027/").content.decode()
    for told in ("100,000 euros", "at most 3 proposals", "at least 25 votes", one.fixed_rules.sha256, "Committee"):
        assert told in page, told
    rules = client.get("/en/budjetti/kierros/small-2027/saannot.json")
    assert rules.content.decode() == one.fixed_rules.text


def test_anybody_proposes_without_an_account_and_holds_the_own_page(client):
    make_round()
    page, fields = form_of(client)
    receipt = client.post(page, fields, follow=True)
    proposal = Proposal.objects.get()
    assert receipt.status_code == 200 and proposal.matter.reference in receipt.content.decode()
    own = client.get(f"/en/budjetti/oma/?numero={proposal.matter.reference}")
    assert own.status_code == 200 and "Take your proposal back" in own.content.decode()
    from django.test import Client

    assert Client().get(f"/en/budjetti/oma/?numero={proposal.matter.reference}").status_code == 404
    assert Client().get(f"/en/budjetti/ehdotus/{proposal.matter.reference}/").status_code == 404


def test_sent_twice_it_is_one_proposal(client):
    make_round()
    page, fields = form_of(client)
    client.post(page, fields), client.post(page, fields)
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"text": "x"},
        {"wished_euros": "many"},
        {"wished_euros": "999999"},
        {"shows_name": "yes"},
        {"lat": "900", "lon": "x"},
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client, wrong):
    make_round()
    page, fields = form_of(client)
    answer = client.post(page, {**fields, "group_name": "Luokka 5B", **wrong})
    assert answer.status_code == 200 and not Proposal.objects.exists()
    assert "Luokka 5B" in answer.content.decode() and "k-error" in answer.content.decode()


def test_a_similar_earlier_idea_is_shown_with_its_fate_before_sending(client):
    make_proposal(
        round=make_round("old", phases={"ideas": (-1, 1), "ballot": (2, 3)}),
        title="Swing at the harbour",
        public=True,
        euros=4_000,
    )
    make_round()
    page, fields = form_of(client)
    looked = client.post(page, fields).content.decode()
    assert "Is one of these the same?" in looked and "Can be carried out" in looked and Proposal.objects.count() == 1
    client.post(page, {**fields, "looked": "1"})
    assert Proposal.objects.count() == 2


def test_a_round_that_takes_no_ideas_says_so(client):
    make_round(phases={"ideas": (-9, -1), "ballot": (1, 2)})
    assert "does not take ideas now" in client.get("/en/budjetti/kierros/small-2027/ehdota/").content.decode()


def test_the_public_page_tells_what_the_city_found_what_was_decided_and_how_it_goes_on(client):
    proposal = make_proposal(public=True, euros=9_000, group_name="Luokka 5B")
    actions.decide(
        proposal.round, chosen=[proposal.pk], by=make_chief(), decided_on=clock.today(), section="§ 38",
        case_number="MliDno-2024-894", texts=words("We take the swing."), differs=True, reasons=words("Snow."),
    )  # fmt: skip
    proposal.refresh_from_db()
    actions.tell_progress(proposal, texts=words("The swing is ordered."), by=make_chief(), spent_euros=1_200)
    page = client.get(f"/en/budjetti/ehdotus/{proposal.matter.reference}/").content.decode()
    for told in (
        "9,000 euros",
        "It fits there.",
        "Chosen",
        "The swing is ordered.",
        "1,200 euros",
        "Luokka 5B",
        "We take the swing.",
    ):
        assert told in page, told
    assert "You get an answer by" not in page
    round_page = client.get("/en/budjetti/kierros/small-2027/").content.decode()
    assert "§ 38" in round_page and "differs from the result" in round_page and "Snow." in round_page


def test_nothing_of_the_proposer_is_on_a_public_page_unless_wished(client):
    planted = {"proposer_name": "Planted Name", "proposer_email": "planted@example.org"}
    hidden = make_proposal(public=True, **planted)
    shown = make_proposal(title="Bench", public=True, shows_name=True, **planted)
    pages = [f"/en/budjetti/ehdotus/{hidden.matter.reference}/", "/en/budjetti/kierros/small-2027/", "/en/budjetti/"]
    assert not any("lanted" in client.get(page).content.decode() for page in pages)
    page = client.get(f"/en/budjetti/ehdotus/{shown.matter.reference}/").content.decode()
    assert "Planted Name" in page and "planted@" not in page


def test_the_secret_link_proves_the_address_and_leaves_the_address_bar(client):
    make_round(propose_level=10)
    proposal = make_proposal(proposer_email="maija@example.org")
    link = Notice.objects.get(kind="proposal_receipt").link
    answer = client.get(link[link.index("/", 10) :])
    assert answer.status_code == 302 and answer["Location"].endswith(f"?numero={proposal.matter.reference}")
    proposal.refresh_from_db()
    assert proposal.proved_at and proposal.matter.visibility == "waiting"
    assert client.get("/en/budjetti/oma/not-a-token/").status_code == 410


def test_its_proposer_takes_it_back_after_being_asked_once(client):
    me = Person.objects.create_user("me@example.org")
    proposal = make_proposal(by=me, public=True)
    client.force_login(me)
    post = {"numero": proposal.matter.reference}
    assert "Take your proposal back?" in client.post("/en/budjetti/oma/peru/", post).content.decode()
    client.post("/en/budjetti/oma/peru/", {**post, "sure": "1"})
    client.logout()
    assert client.get(f"/en/budjetti/ehdotus/{proposal.matter.reference}/").status_code == 410


def test_lists_filter_and_take_the_same_queries_at_any_size(client, settings, django_assert_max_num_queries):
    settings.KUULU_CACHE_PAGES = False
    for number in range(3):
        make_proposal(title=f"Bench {number}", public=True)
    make_possible(Proposal.objects.first())
    address = "/en/budjetti/kierros/small-2027/?tilanne=possible&haku=bench&jarjestys=votes&sivu=99&alue=x"
    with django_assert_max_num_queries(10):
        page = client.get(address).content.decode()
    assert page.count("budgeting-card") == 1 or "Nothing" in page or "k-card" in page
    with django_assert_max_num_queries(10):
        client.get("/en/budjetti/kierros/small-2027/")
    with django_assert_max_num_queries(10):
        client.get("/en/budjetti/")


def test_a_feedback_is_taken_further_as_a_proposal_without_retyping(client):
    from kuulu.commons.matters.actions import open_matter
    from kuulu.commons.matters.queries import carry_token

    make_round()
    origin = open_matter(kind="proposal", title="Bench by the lake", summary="There is nowhere to sit.")
    make = f"/en/budjetti/kierros/small-2027/ehdota/?carried={carry_token(origin)}"
    Proposal.objects.create(matter=origin, round=make_round("other"), text="There is nowhere to sit.")
    page = client.get(make).content.decode()
    assert "Bench by the lake" in page and "There is nowhere to sit." in page


def test_staff_is_led_to_the_desk_and_a_stranger_is_told_nothing(client):
    proposal = make_proposal()
    page = f"/en/budjetti/ehdotus/{proposal.matter.reference}/"
    assert client.get(page).status_code == 404
    client.force_login(make_staff(make_unit()))
    assert client.get(page).status_code == 302


def voted(votes_and_costs):
    """A round whose candidates got these votes: [(votes, euros), ...]."""
    made = [make_proposal(title=f"Idea {n}", public=True, euros=cost) for n, (_v, cost) in enumerate(votes_and_costs)]
    actions.number_ballot(made[0].round, by=make_chief())
    for proposal, (votes, _cost) in zip(made, votes_and_costs, strict=True):
        Proposal.objects.filter(pk=proposal.pk).update(votes=votes)
    return made


def test_the_result_says_of_each_why_it_is_in_or_out_and_what_would_have_been_enough(client):
    voted([(50, 60_000), (40, 50_000), (30, 30_000)])
    page = client.get("/en/budjetti/kierros/small-2027/tulos/").content.decode()
    assert "120 votes. The rule takes proposals for 90,000 of 100,000 euros." in page
    assert "10 more voters or a cost 10,000 euros lower" in page and page.count("there was money left for it") == 2
    assert "/tulos/" in client.get("/en/budjetti/kierros/small-2027/").content.decode()


def test_before_the_votes_are_told_there_is_no_result(client):
    make_proposal(public=True, euros=4_000)
    assert client.get("/en/budjetti/kierros/small-2027/tulos/").status_code == 404


def test_a_decision_that_is_not_the_result_says_so_or_is_not_taken(client):
    first, second, third = voted([(50, 60_000), (40, 50_000), (30, 30_000)])
    fields = {"by": make_chief(), "decided_on": clock.today()}
    with pytest.raises(actions.NotNow):
        actions.decide(first.round, chosen=[second.pk, third.pk], **fields)
    actions.decide(first.round, chosen=[second.pk, third.pk], differs=True, reasons=words("The ice."), **fields)
    page = client.get("/en/budjetti/kierros/small-2027/tulos/").content.decode()
    assert "The decision differs from the result of the vote." in page and "The ice." in page


def test_the_front_page_asks_for_ideas_only_while_a_round_takes_them(client):
    from kuulu.channels.budgeting.channel import plate

    before = client.get("/en/").content.decode()
    assert plate.invitation["en"] not in before and "/ehdota/" not in before
    make_round(invitations=words("Tell your idea for next year."))
    after = client.get("/en/").content.decode()
    assert "Tell your idea for next year." in after and "/kierros/small-2027/ehdota/" in after


def test_a_proposer_answers_a_no_once_and_the_unit_may_look_again(client):
    one = make_round()
    staff = make_staff(one.unit)
    proposal = make_proposal(round=one, public=True)
    no = {"look": "substance", "is_passed": False, "has_no_interest": True, "reasons": words("The land is private.")}
    actions.weigh(proposal, by=make_chief(), **no)
    client.get(f"/en/budjetti/oma/{actions.make_own_link(proposal)}/")
    number = {"numero": proposal.matter.reference}
    assert "Answer what the city found" in client.get("/en/budjetti/oma/", number).content.decode()
    assert client.post("/en/budjetti/oma/vastaa/", {**number, "text": ""}).status_code == 422
    page = client.post(
        "/en/budjetti/oma/vastaa/", {**number, "text": "The city bought it."}, follow=True
    ).content.decode()
    assert "Your answer has gone to the unit." in page and "Answer what the city found" not in page
    client.post("/en/budjetti/oma/vastaa/", {**number, "text": "Once more."})
    assert proposal.matter.steps.filter(verb="proposer_answered").count() == 1
    public = client.get(f"/en/budjetti/ehdotus/{proposal.matter.reference}/").content.decode()
    assert "The proposer answered" in public and "The city bought it." not in public
    client.force_login(staff)
    assert "The city bought it." in client.get(f"/en/desk/budjetti/{proposal.matter.reference}/").content.decode()
