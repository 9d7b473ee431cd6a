"""What happens when a feedback is sent: it is written once, routed, promised an answer, and asks for what it needs."""

import datetime as dt
import sys

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from kuulu.channels.feedback.actions import Draft, submit
from kuulu.channels.feedback.models import Feedback, Question, Route
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty
from kuulu.commons.places.models import Area
from kuulu.foundation import clock

from .factories import make_category, make_feedback, make_staff, make_unit

pytestmark = pytest.mark.django_db


def send(category, **fields):
    key = fields.pop("key", None)
    return submit(Draft(**{"kind": "fault", "category": category, "text": "Kuoppa kadussa", **fields}), key=key)


def test_it_goes_straight_to_the_unit_of_its_category_with_a_step_each():
    feedback = send(make_category())
    assert feedback.matter.unit.code == "kadut"
    assert [step.verb for step in feedback.matter.steps.all()] == ["received", "routed"]


def test_nobody_s_subject_waits_at_the_triage_desk():
    feedback = send(make_category(unit=None))
    assert feedback.matter.unit is None and list(Feedback.objects.in_triage()) == [feedback]


def test_the_more_exact_row_of_the_routing_table_wins():
    category, anttola = make_category(), Area.objects.create(code="anttola", names={"fi": "Anttola"})
    for code, row in {
        "all": {"category": category},
        "here": {"category": category, "area": anttola},
        "words": {"words": "jää,railo"},
    }.items():
        Route.objects.create(unit=make_unit(code), **row)
    from kuulu.channels.feedback.queries import unit_for

    assert unit_for(category, anttola, "kuoppa").code == "here"
    assert unit_for(category, None, "jäätä").code == "all"
    other = make_category("muu", unit=make_unit("kirjaamo"))
    assert [unit_for(other, None, text).code for text in ("Railoja jäällä", "muuta")] == ["words", "kirjaamo"]


def test_an_area_without_a_subject_is_asked_last():
    anttola = Area.objects.create(code="anttola", names={"fi": "Anttola"})
    Route.objects.create(area=anttola, unit=make_unit("aluetyo"))
    from kuulu.channels.feedback.queries import unit_for

    assert unit_for(make_category(), anttola, "x").code == "kadut"
    assert unit_for(make_category("b", unit=None), anttola, "x").code == "aluetyo"


def test_the_answer_is_promised_by_the_category():
    feedback = send(make_category(promise_days=2))
    assert feedback.matter.due_at == clock.add_working_days(feedback.matter.opened_at, 2)


def test_the_title_comes_from_the_text_when_none_is_given():
    assert (
        send(make_category(), text="Katuvalo  pimeänä\nkoulun edessä").matter.title == "Katuvalo pimeänä koulun edessä"
    )


def test_the_same_key_sends_once():
    category = make_category()
    assert send(category, key="k1") == send(category, key="k1", text="toinen") and Feedback.objects.count() == 1


def test_a_race_of_the_same_key_ends_in_one_feedback(monkeypatch):
    room = sys.modules["kuulu.channels.feedback.actions.submit"]
    first = make_feedback(key="k")
    answers = iter([None, first])
    monkeypatch.setattr(room, "sent_with", lambda key: next(answers))
    assert send(first.category, key="k") == first and Feedback.objects.count() == 1


def test_it_is_private_unless_the_sender_wishes_otherwise_and_the_subject_allows():
    category = make_category()
    states = [
        (f.check_state, f.matter.visibility)
        for f in (
            send(category),
            send(category, wishes_public=True),
            send(category, wishes_public=True, sender_email="a@example.org"),
            send(make_category("b", may_be_public=False), wishes_public=True),
        )
    ]
    assert states == [
        ("not_wished", "private"),
        ("waiting", "waiting"),
        ("unproved", "private"),
        ("not_wished", "private"),
    ]


def test_the_sender_follows_by_account_or_address():
    category, person = make_category(), Person.objects.create_user("me@example.org")
    mine = submit(Draft(kind="idea", category=category, text="Penkki"), by=person)
    theirs = send(category, sender_email=" You@Example.org ")
    assert mine.matter.followings.get().person == person and mine.matter.opened_by == person
    assert theirs.matter.followings.get().email == "you@example.org"


@pytest.mark.parametrize(
    "fields, field",
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"kind": "spam"}, "kind"),
        ({"lat": float("nan"), "lon": 27.0}, "place"),
        ({"lat": 61.0}, "place"),
        ({"answers": {"valo": "sininen"}}, "answer_valo"),
        ({"answers": {"maara": "monta"}}, "answer_maara"),
        ({"answers": {}}, "answer_pakko"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_written(fields, field):
    category = make_category()
    values = [{"key": "punainen", "names": {"fi": "punainen"}}]
    make = Question.objects.create
    make(category=category, code="valo", data_type="singlevaluelist", values=values, order=1)
    make(category=category, code="maara", data_type="number", order=2)
    make(category=category, code="pakko", is_required=True, order=3)
    with pytest.raises(ValidationError) as fault:
        send(category, **{"answers": {"pakko": "x", **fields.pop("answers", {"pakko": "x"})}, **fields}) if field != (
            "answer_pakko"
        ) else send(category)
    assert field in fault.value.message_dict and not Feedback.objects.exists()


def test_a_place_is_asked_for_where_the_subject_needs_one():
    category = make_category(placing="required")
    with pytest.raises(ValidationError):
        send(category)
    assert send(category, address="Porrassalmenkatu 1").matter.address == "Porrassalmenkatu 1"


def test_only_those_trusted_with_it_enter_on_behalf():
    category = make_category()
    with pytest.raises(PermissionDenied):
        send(category, entered_by=Person.objects.create_user("x@example.org"), source="phone")
    clerk = make_staff(duty=Duty.CLERK)
    assert send(category, entered_by=clerk, source="phone").entered_by == clerk


def test_an_earlier_moment_can_be_given():
    moment = clock.now() - dt.timedelta(days=300)
    steps = make_feedback(at=moment).matter.steps.values_list("at", flat=True)
    assert set(steps) == {moment}


def test_control_characters_never_reach_the_database():
    assert send(make_category(), text="a\x00b\u202ec").text == "abc"
    assert connection.vendor in ("sqlite", "postgresql")
