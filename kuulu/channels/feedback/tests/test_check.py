"""When the sender's wish to be public comes true: after a check of its own, or with the answer where the city says so."""

import pytest

from kuulu.channels.feedback.models import Feedback
from kuulu.commons.people.vocabulary import Duty

from .factories import make_category, make_feedback, make_staff
from .test_desk import at

pytestmark = pytest.mark.django_db
TICK = 'name="vastaa-publishes"'


def choose(settings, check):
    feedback = {**settings.KUULU["FEEDBACK"], "CHECK": check}
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False, "FEEDBACK": feedback}


@pytest.fixture
def wished():
    return make_feedback(category=make_category(), wishes_public=True, text="Syvä kuoppa ajoradalla.")


@pytest.fixture
def desk(client, wished):
    client.force_login(make_staff(wished.matter.unit))
    return client


def send(desk, feedback, **fields):
    reply = desk.post(at(feedback, "vastaa"), {"vastaa-fi": "Paikataan.", **fields})
    return reply.status_code, Feedback.objects.select_related("matter").get(pk=feedback.pk)


def test_by_default_an_answer_publishes_nothing_whatever_is_sent(desk, wished, settings):
    choose(settings, "before")
    assert TICK not in desk.get(at(wished)).content.decode()
    status, told = send(desk, wished, **{"vastaa-publishes": "on"})
    assert (status, told.matter.stage, told.matter.is_public, told.check_state) == (302, "answered", False, "waiting")


def test_where_the_city_says_so_whoever_answers_publishes_with_the_answer(desk, client, wished, settings):
    choose(settings, "with_answer")
    assert TICK in desk.get(at(wished)).content.decode()
    status, told = send(desk, wished, **{"vastaa-publishes": "on"})
    assert (status, told.matter.is_public, told.check_state) == (302, True, "approved")
    client.logout()
    page = client.get(f"/en/palaute/{told.matter.reference}/").content.decode()
    assert "Syvä kuoppa ajoradalla." in page and "Paikataan." in page


def test_without_the_tick_it_waits_as_before(desk, wished, settings):
    choose(settings, "with_answer")
    status, told = send(desk, wished)
    assert (status, told.matter.is_public, told.check_state) == (302, False, "waiting")


def test_what_the_sender_keeps_private_is_never_published_with_an_answer(desk, wished, settings):
    choose(settings, "with_answer")
    private = make_feedback(category=wished.category)
    assert TICK not in desk.get(at(private)).content.decode()
    assert not send(desk, private, **{"vastaa-publishes": "on"})[1].matter.is_public


def test_the_tick_is_not_offered_ready_when_the_text_may_tell_of_a_person(desk, wished, settings):
    choose(settings, "with_answer")
    telling = make_feedback(category=wished.category, wishes_public=True, text="Soittakaa 040 123 4567.")
    for feedback, is_ready in ((wished, True), (telling, False)):
        page = desk.get(at(feedback)).content.decode()
        tag = page[page.index(TICK) - 200 : page.index(TICK) + 200].split(TICK)
        tag = tag[0].rsplit("<", 1)[1] + tag[1].split(">")[0]
        assert ("checked" in tag) == is_ready


def test_a_moderator_checks_as_before(client, wished, settings):
    choose(settings, "with_answer")
    client.force_login(make_staff(duty=Duty.MODERATOR))
    client.post(at(wished, "julkaise"), {"julkaise-public_text": "Kuoppa.", "julkaise-title": "Kuoppa"})
    assert Feedback.objects.get(pk=wished.pk).matter.is_public
