"""Set-up data in the back office: who may change it, how words are typed, and that the change shows and is traced."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from kuulu.channels.feedback.models import Category, Question
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation.freshness import generation
from kuulu.foundation.words import ChoicesFormField

from .factories import make_category, make_staff, make_unit

pytestmark = pytest.mark.django_db
LISTS = ["feedback_categories", "feedback_questions", "feedback_routes", "feedback_authorities", "feedback_ready_texts"]
LISTS += ["feedback_groups", "units", "areas", "places"]


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def office(client):
    client.force_login(make_staff(duty=Duty.ADMINISTRATOR))
    return client


@pytest.mark.parametrize("name", LISTS)
def test_an_administrator_opens_every_list_and_form(office, name):
    assert office.get(f"/cms/{name}/").status_code == 200
    assert office.get(f"/cms/{name}/new/").status_code == 200


def test_lists_and_forms_speak_of_fields_in_words(office):
    category = make_category()
    listed = office.get("/cms/feedback_categories/").content.decode()
    with translation.override("fi"):
        days, public, subjects = (gettext(w) for w in ("Working days to the first answer", "May be public", "Subjects"))
    assert days in listed and "Promise days" not in listed and f"Lisää {subjects}" not in listed
    form = office.get(f"/cms/feedback_categories/edit/{category.pk}/").content.decode()
    assert public in form and "Synonyms" not in form and "Promise days" not in form


@pytest.mark.parametrize("duty", [Duty.HANDLER, Duty.AUDITOR, Duty.COMMUNICATIONS, Duty.CLERK])
def test_others_change_no_set_up(client, duty):
    client.force_login(make_staff(make_unit(), duty=duty))
    for name in LISTS:
        assert client.get(f"/cms/{name}/new/").status_code in (302, 403)


def test_words_are_typed_by_language_and_the_change_shows_at_once(office):
    category, before = make_category(), generation()
    page = office.get(f"/cms/feedback_categories/edit/{category.pk}/")
    data = {"code": "kuopat", "group": category.group_id, "unit": category.unit_id, "promise_days": 3, "order": 1}
    data |= {
        "placing": "optional",
        "notice_level": "none",
        "shortest_text": 1,
        "similar_radius": 100,
        "retain_months": 12,
    }
    data |= {"names_fi": "Kuopat", "names_sv": "Gropar", "names_fi_simple": "", "names_en": "Holes", "is_active": "on"}
    reply = office.post(f"/cms/feedback_categories/edit/{category.pk}/", data)
    assert page.status_code == 200 and reply.status_code == 302, reply.content.decode()[-3000:]
    kept = Category.objects.get(pk=category.pk)
    assert kept.names == {"fi": "Kuopat", "sv": "Gropar", "en": "Holes"} and kept.promise_days == 3
    assert generation() > before and AuditEntry.objects.filter(verb="setup changed", kind="category").exists()


def test_the_choices_of_a_question_are_lines(office):
    category = make_category()
    data = {"category": category.pk, "code": "koko", "names_fi": "Koko", "data_type": "singlevaluelist", "order": 1}
    data |= {"values": "iso | Iso | Stor | Big\npieni | Pieni", "is_asked": "on"}
    assert office.post("/cms/feedback_questions/new/", data).status_code == 302
    kept = Question.objects.get(code="koko").values
    assert kept == [
        {"key": "iso", "names": {"fi": "Iso", "sv": "Stor", "en": "Big"}},
        {"key": "pieni", "names": {"fi": "Pieni"}},
    ]
    assert ChoicesFormField().prepare_value(kept) == "iso | Iso | Stor | Big\npieni | Pieni"


@pytest.mark.parametrize("lines", ["| Nimi", "avain", "a | A\na | B"])
def test_choices_without_key_or_name_are_refused(office, lines):
    data = {
        "category": make_category().pk,
        "code": "x",
        "names_fi": "X",
        "data_type": "text",
        "order": 1,
        "values": lines,
    }
    assert office.post("/cms/feedback_questions/new/", data).status_code == 200
    assert not Question.objects.exists()


def test_only_the_back_office_has_a_looser_content_policy(office, client):
    assert "'unsafe-inline'" in office.get("/cms/feedback_categories/")["Content-Security-Policy"]
    for address in ("/en/desk/palaute/", "/en/desk/"):
        assert "unsafe-inline" not in client.get(address)["Content-Security-Policy"]
