"""What anybody reads of a batch, how a child proposes, and what the youth council and the desk do on their pages."""

import re

import pytest
from django.utils import translation

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions import Ruling
from kuulu.channels.budgeting.channel import plate
from kuulu.channels.budgeting.models import Batch, OfficeDecision, Proposal
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import DAY, make_proposal, make_staff, make_unit, words
from .rolling import (
    DESK,
    LINK,
    PAGE,
    decide,
    fresh,
    idea,
    items,
    manager,
    member,
    proposed,
    runner,
    supported,
    told_batch,
    young,
)

pytestmark = pytest.mark.django_db
WHY = words("It is for few.")
CONTACT = {"reach": "school", "reach_line": "Planted school, class 3A"}


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_page_of_the_round_tells_its_handlings_who_decides_and_the_money_left(client):
    told_batch(closes=3, meets=9)
    page = text_of(client, PAGE)
    day = clock.today() + 3 * DAY
    for told in ("Rounds of handling", f"Send your idea by {day.day}.{day.month}.{day.year}", "Youth council"):
        assert told in page, told
    assert "30,000 euros" in page and "never decides. The decision is made by: Committee" in page
    decide(proposed(12_000))
    page = text_of(client, PAGE)
    assert "18,000 euros" in page and "Decided: Committee" in page


def test_the_page_of_a_handling_tells_of_each_idea_what_was_said_and_decided(client):
    batch = proposed(1_000, 2_000)
    first, second = items(batch)
    rejected = Ruling(outcome="rejected", reasons=WHY)
    decide(batch, {first.pk: Ruling(outcome="approved"), second.pk: rejected}, texts=words("We take one."))
    page = text_of(client, f"{PAGE}kasittely/{batch.number}/")
    for told in ("Idea 0", "Supports it", "2,000 euros", "Approved", "Not approved", "It is for few.", "We take one."):
        assert told in page, told
    for told in ("§ 12", LINK, "It never decides", "Committee", "Money given"):
        assert told in page, told
    assert client.get(f"{PAGE}kasittely/99/").status_code == 404


def test_nothing_of_an_unchecked_idea_or_of_who_proposed_is_on_public_pages(client):
    idea("Planted secret", public=False, **CONTACT, proposer_email="planted@example.org")
    idea("Shown one", reach="guardian", reach_line="Planted guardian")
    batch = told_batch()
    actions.gather(batch)
    page = text_of(client, f"{PAGE}kasittely/{batch.number}/")
    assert "Shown one" in page and "1 idea has not been checked" in page
    shown = Proposal.objects.get(matter__title="Shown one").matter.reference
    for address in (f"{PAGE}kasittely/{batch.number}/", PAGE, f"/en/budjetti/ehdotus/{shown}/"):
        assert "lanted" not in text_of(client, address), address


def test_days_of_handlings_are_in_the_calendar():
    told_batch(closes=3, meets=9)
    with translation.override("en"):
        titles = [one.title for one in plate.dates(clock.today(), clock.today() + 10 * DAY)]
    assert len(titles) == 2 and "the last day for ideas" in titles[0]


def propose(client, **fields):
    page = f"{PAGE}ehdota/"
    key = re.search(r'name="idempotency_key" value="(\w+)"', text_of(client, page)).group(1)
    good = {"title": "Quiet room", "text": "A quiet room where one can rest.", "idempotency_key": key}
    return client.post(page, {**good, **fields}, follow=True)


@pytest.mark.parametrize("way", ["school", "youth_worker", "guardian"])
def test_a_child_proposes_without_account_and_e_mail_and_says_through_whom_to_be_reached(client, way):
    young()
    told_batch(closes=3, meets=9)
    page = text_of(client, f"{PAGE}ehdota/")
    assert "How do we reach you?" in page and "Youth council proposes" in page and 'name="proposer_name"' not in page
    wrong = propose(client, reach=way)
    assert "Write whom we ask for" in wrong.content.decode() and not Proposal.objects.exists()
    receipt = propose(client, reach=way, reach_line="Class 3A, the school").content.decode()
    made = Proposal.objects.get()
    assert made.matter.reference in receipt and "talks it over on" in receipt and made.proposer_email == ""
    assert (made.reach.way, made.reach.line) == (way, "Class 3A, the school")


def test_a_way_that_was_not_chosen_is_not_kept(client):
    young()
    propose(client, reach="none", reach_line="Somebody", proposer_email="planted@example.org")
    made = Proposal.objects.get()
    assert (made.reach.line, made.proposer_email) == ("", "")
    needs = propose(client, title="Another swing", reach="email").content.decode()
    assert "Write your e-mail address, or choose another way." in needs and Proposal.objects.count() == 1


def test_a_member_of_the_youth_council_writes_what_it_says_and_sees_no_contact(client):
    idea(euros=500, **CONTACT)
    idea("Unchecked", public=False, **CONTACT)
    batch = told_batch()
    actions.gather(batch)
    page = f"{PAGE}kasittely/{batch.number}/kokous/"
    assert client.get(page).status_code == 302
    client.force_login(member())
    html = text_of(client, page)
    assert "Game night" in html and "lanted" not in html and "Unchecked" not in html and "1 idea is not checked" in html
    key = items(batch)[0].pk
    wrong = client.post(page, {"item": key, f"kanta-{key}-recommendation": "not"})
    assert wrong.status_code == 422 and "Give the reason" in wrong.content.decode()
    client.post(page, {"item": key, f"kanta-{key}-recommendation": "support", f"kanta-{key}-euros": "400"})
    assert items(batch)[0].recommended_euros == 400
    assert client.post(page, {"item": items(batch)[1].pk}).status_code == 404
    assert client.get(DESK).status_code == 403


@pytest.mark.parametrize(
    ("duty", "unit"), [(Duty.BODY_MEMBER, "other"), (Duty.HANDLER, "parks"), (Duty.AUDITOR, "parks")]
)
def test_nobody_else_opens_the_meeting(client, duty, unit):
    batch = supported(500)
    client.force_login(make_staff(make_unit(unit), duty))
    assert client.get(f"{PAGE}kasittely/{batch.number}/kokous/").status_code == 403


def test_the_way_of_a_batch_at_the_desk(client):
    idea(**CONTACT)
    client.force_login(runner())
    today = clock.today()
    days = {"closes_on": today.isoformat(), "meeting_on": (today + 5 * DAY).isoformat(), "council": "council"}
    assert client.post(f"{DESK}uusi/", days).status_code == 302
    batch = Batch.objects.get()
    page = f"{DESK}{batch.number}/"
    client.post(f"{page}keraa/")
    key = items(batch)[0].pk
    html = text_of(client, page)
    assert "Planted school" in html and "Write the price down" in html and "what the council says</summary>" not in html
    fields = {"item": key, f"hinta-{key}-euros": "900", f"hinta-{key}-note": "Pelit."}
    assert client.post(f"{page}hinta/", fields).status_code == 422
    assert client.post(f"{page}hinta/", {**fields, f"hinta-{key}-has_no_interest": "on"}).status_code == 302
    Batch.objects.update(closes_on=today - DAY)
    client.post(f"{page}keraa/")
    client.post(f"{page}kanta/", {"item": key, f"kanta-{key}-recommendation": "support"})
    client.post(f"{page}esita/")
    ruled = {"title": "Committee", "section": "§ 3", "decided_on": today.isoformat(), "link": LINK}
    wrong = client.post(f"{page}paata/", {**ruled, f"outcome_{key}": "rejected"})
    assert wrong.status_code == 422 and "differs from what the council proposed, say why" in wrong.content.decode()
    assert client.post(f"{page}paata/", {**ruled, f"outcome_{key}": "approved"}).status_code == 302
    assert OfficeDecision.objects.get().titles == words("Committee") and "What was decided" in text_of(client, page)


def test_days_that_cannot_be_come_back_with_what_was_typed(client):
    young()
    client.force_login(runner())
    days = {"closes_on": "2020-01-01", "meeting_on": "2020-01-05", "council": "council"}
    answer = client.post(f"{DESK}uusi/", days)
    assert answer.status_code == 422 and "2020-01-05" in answer.content.decode()


def test_each_sees_at_the_desk_what_is_theirs(client):
    mine = idea("Mine", reach="school", reach_line="Planted school")
    idea("Other")
    actions.move_to_unit(mine, unit=make_unit("streets"), by=runner())
    batch = told_batch()
    actions.gather(batch)
    page = f"{DESK}{batch.number}/"
    for person, sees in (
        (make_staff(make_unit("streets"), Duty.HANDLER), {"Mine"}),
        (manager(), {"Mine", "Other"}),
        (make_staff(make_unit(), Duty.AUDITOR), {"Mine", "Other"}),
    ):
        client.force_login(person)
        html = text_of(client, page)
        assert {title for title in ("Mine", "Other") if f">{title}</a>" in html} == sees
        assert ("Planted school" in html) is (sees == {"Mine"})
    client.force_login(make_staff(make_unit("elsewhere"), Duty.HANDLER))
    assert client.get(page).status_code == 404


def test_who_may_not_is_refused_at_the_desk(client):
    batch = supported(900)
    client.force_login(make_staff(make_unit(), Duty.HANDLER))
    for verb in ("esita", "keraa"):
        assert client.post(f"{DESK}{batch.number}/{verb}/").status_code == 403
    key = items(batch)[0].pk
    fields = {"item": key, f"kanta-{key}-recommendation": "next_round", f"kanta-{key}-reason": "Later."}
    assert client.post(f"{DESK}{batch.number}/kanta/", fields).status_code == 403
    assert fresh(batch).state == "recommended" and items(batch)[0].recommendation == "support"


def test_a_dated_round_has_no_handlings(client):
    make_proposal(public=True)
    client.force_login(runner())
    assert client.get("/en/desk/budjetti/kierros/small-2027/kasittelyt/").status_code == 404
    assert "Rounds of handling" not in text_of(client, "/en/budjetti/kierros/small-2027/")


def test_the_page_of_the_round_takes_the_same_queries_at_any_size(client, settings, django_assert_max_num_queries):
    settings.KUULU_CACHE_PAGES = False
    for number in range(3):
        decide(proposed(100, 200, titles=f"Batch {number}"))
    with django_assert_max_num_queries(14):
        client.get(PAGE)
    with django_assert_max_num_queries(8):
        client.get(f"{PAGE}kasittely/1/")
