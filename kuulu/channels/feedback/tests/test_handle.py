"""What the city does with a feedback: answers it, asks, moves, joins, forwards, checks it for the public."""

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.models import Authority, Feedback
from kuulu.commons.matters.models import Matter
from kuulu.commons.people.vocabulary import Duty

from .factories import make_category, make_feedback, make_staff, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def feedback():
    return make_feedback(category=make_category())


@pytest.fixture
def handler(feedback):
    return make_staff(feedback.matter.unit)


def verbs(feedback):
    return [step.verb for step in feedback.matter.steps.all()]


def test_an_answer_moves_the_matter_and_is_kept_by_language(feedback, handler):
    made = handle.answer(feedback, texts={"fi": " Korjaamme kuopan. ", "sv": ""}, by=handler)
    matter = Matter.objects.get(pk=feedback.pk)
    assert made.texts == {"fi": "Korjaamme kuopan."} and made.unit == matter.unit
    assert matter.stage == "answered" and matter.answered_at
    assert verbs(feedback)[-1] == "answered" and feedback.matter.steps.last().note.text == "Korjaamme kuopan."


def test_an_answer_the_sender_cannot_read_is_refused(feedback, handler):
    for texts in ({}, {"fi": "  "}, {"sv": "Vi lagar gropen."}):
        with pytest.raises(handle.NotNow):
            handle.answer(feedback, texts=texts, by=handler)
    assert not feedback.city_answers.exists()


def test_a_stranger_and_another_unit_answer_nothing(feedback):
    for person in (make_staff(make_unit("puistot")), make_staff(feedback.matter.unit, Duty.AUDITOR)):
        with pytest.raises(PermissionDenied):
            handle.answer(feedback, texts={"fi": "Hei"}, by=person)


def test_the_second_of_two_answers_learns_of_the_first(feedback, handler):
    seen = feedback.matter.steps.last().pk
    handle.answer(feedback, texts={"fi": "Ensimmäinen"}, by=handler, seen=seen)
    with pytest.raises(handle.ChangedMeanwhile) as caught:
        handle.answer(feedback, texts={"fi": "Toinen"}, by=make_staff(feedback.matter.unit), seen=seen)
    assert [step.note.text for step in caught.value.steps] == ["Ensimmäinen"]
    assert feedback.city_answers.count() == 1


def test_nothing_is_closed_without_a_reason(feedback, handler):
    with pytest.raises(handle.NotNow):
        handle.close(feedback, reason_text=" \n", by=handler)
    handle.close(feedback, reason_text="Tie kuuluu valtiolle.", by=handler)
    assert feedback.matter.stage == "closed" and feedback.matter.steps.last().note.text == "Tie kuuluu valtiolle."


def test_every_sender_of_joined_feedbacks_gets_the_answer(feedback, handler):
    others = [make_feedback(category=feedback.category, sender_email=f"{i}@example.org") for i in range(2)]
    for other in others:
        handle.join(other, into=feedback, by=handler)
    handle.answer(feedback, texts={"fi": "Paikattu."}, by=handler)
    for other in others:
        other = Feedback.objects.get(pk=other.pk)
        assert other.matter.stage == "answered" and other.city_answers.get().texts == {"fi": "Paikattu."}
    main = Matter.objects.get(pk=feedback.pk)
    assert main.followers_count == 2 and main.concerns_count == 2


def test_what_was_answered_is_answered_to_the_one_joined_later(feedback, handler):
    handle.answer(feedback, texts={"fi": "Paikattu."}, by=handler)
    late = make_feedback(category=feedback.category)
    handle.join(late, into=feedback, by=handler)
    assert late.city_answers.get().texts == {"fi": "Paikattu."}


def test_joins_make_no_circle_and_no_chain(feedback, handler):
    second, third = (make_feedback(category=feedback.category) for _ in range(2))
    handle.join(second, into=feedback, by=handler)
    for one, other in ((feedback, feedback), (feedback, second), (third, second), (second, third)):
        with pytest.raises(handle.NotNow):
            handle.join(one, into=other, by=handler)
    handle.join(feedback, into=third, by=handler)
    assert set(third.joined.all()) == {feedback, second}


def test_a_separated_feedback_is_handled_alone_again(feedback, handler):
    other = make_feedback(category=feedback.category)
    handle.join(other, into=feedback, by=handler)
    handle.separate(other, by=handler)
    handle.answer(feedback, texts={"fi": "Paikattu."}, by=handler)
    assert not other.city_answers.exists() and Matter.objects.get(pk=feedback.pk).concerns_count == 0


def test_a_moved_feedback_keeps_its_trace_and_the_mover_loses_it(feedback, handler):
    parks = make_unit("puistot")
    handle.move_to_unit(feedback, unit=parks, by=handler, note="Puu on puistossa.")
    assert feedback.matter.unit == parks and verbs(feedback)[-1] == "moved"
    with pytest.raises(PermissionDenied):
        handle.answer(feedback, texts={"fi": "Hei"}, by=handler)


def test_a_forwarded_feedback_names_the_authority_and_hides_the_sender_unless_agreed(feedback, handler, mailoutbox):
    ely = Authority.objects.create(code="ely", names={"fi": "ELY-keskus"}, email="kirjaamo@example.org")
    made = handle.forward(feedback, authority=ely, by=handler, reason="Valtion tie.")
    assert feedback.matter.stage == "closed" and not made.with_contact
    step = feedback.matter.steps.last()
    assert step.verb == "forwarded" and step.values["authority"] == ely.names and step.note.text == "Valtion tie."


def test_only_a_wish_makes_public_and_leaves_out_what_staff_left_out(feedback, handler):
    with pytest.raises(handle.NotNow):
        handle.approve(feedback, by=handler)
    wished = make_feedback(category=feedback.category, text="Naapurini Meikäläinen kaatoi puun.", wishes_public=True)
    handle.approve(wished, by=handler, public_text="Naapuri kaatoi puun.")
    matter = Matter.objects.public().get(pk=wished.pk)
    assert wished.shown_text == "Naapuri kaatoi puun." and wished.text.startswith("Naapurini")
    assert "Meikäläinen" not in matter.title + matter.summary


def test_a_refused_or_hidden_one_is_not_public_and_says_why(feedback, handler):
    for verb in (handle.refuse_publishing, handle.hide):
        wished = make_feedback(category=feedback.category, wishes_public=True)
        handle.approve(wished, by=handler)
        verb(wished, by=handler, note="Kertoo toisesta ihmisestä.")
        assert not Matter.objects.public().filter(pk=wished.pk).exists()
        assert wished.matter.steps.last().note.text == "Kertoo toisesta ihmisestä."


def test_a_note_stays_among_staff_and_thanks_reach_people(feedback, handler):
    handle.add_note(feedback, text="Soita kunnossapitoon", by=handler)
    assert "Soita" not in str(list(feedback.matter.steps.values_list("values", "note__text")))
    thanks = make_feedback(category=feedback.category, kind="thanks")
    handle.acknowledge_thanks(thanks, to=[handler], by=handler)
    assert thanks.matter.stage == "answered" and thanks.matter.steps.last().verb == "thanked"
