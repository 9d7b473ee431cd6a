"""The feedback desk through its addresses: lists, one feedback, what each may do there, and nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.models import Authority, Feedback, ReadyText
from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

from .factories import make_category, make_feedback, make_staff, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def feedback():
    return make_feedback(category=make_category(), sender_name="Testi Lähettäjä", sender_email="sender@example.org")


@pytest.fixture
def handler(feedback):
    return make_staff(feedback.matter.unit, name="Kadunkorjaaja")


@pytest.fixture
def desk(client, handler):
    client.force_login(handler)
    return client


def at(feedback, verb=""):
    tail = f"{verb}/" if verb else ""
    return f"/en/desk/palaute/{feedback.matter.reference}/{tail}"


def fresh(feedback):
    return Feedback.objects.select_related("matter").get(pk=feedback.pk)


def test_a_visitor_is_asked_to_sign_in_and_a_resident_turned_away(client, feedback, django_user_model):
    for address in ("/en/desk/", "/en/desk/palaute/", at(feedback)):
        assert client.get(address).status_code in (302, 303)
    client.force_login(django_user_model.objects.create_user("resident@example.org"))
    for address in ("/en/desk/", "/en/desk/palaute/", at(feedback)):
        assert client.get(address).status_code == 403


def test_the_work_list_shows_the_units_matters_and_leads_to_each(desk, feedback):
    other = make_feedback(category=make_category("puut", unit=make_unit("puistot")), text="Kaatunut puu")
    for address in ("/en/desk/", "/en/desk/palaute/"):
        page = desk.get(address).content.decode()
        assert feedback.matter.reference in page and other.matter.reference not in page
        assert reverse("feedback_desk:matter", args=[feedback.matter.reference]).split("/", 2)[2] in page


def test_the_list_leads_an_administrator_to_the_desks_of_the_house(client, desk, feedback):
    assert reverse("house:start").split("/", 2)[2] not in desk.get("/en/desk/palaute/").content.decode()
    client.force_login(make_staff(duty=Duty.ADMINISTRATOR))
    assert reverse("house:start").split("/", 2)[2] in client.get("/en/desk/palaute/").content.decode()


def test_what_is_late_stands_first_and_is_counted(desk, feedback):
    late = make_feedback(category=feedback.category, text="Myöhässä oleva")
    Matter.objects.filter(pk=late.pk).update(due_at="2020-01-01T12:00:00Z")
    page = desk.get("/en/desk/palaute/").content.decode()
    assert page.index(late.matter.reference) < page.index(feedback.matter.reference) and "1 is late now" in page
    late_only = desk.get("/en/desk/palaute/?view=late").content.decode()
    assert late.matter.reference in late_only and feedback.matter.reference not in late_only


@pytest.mark.parametrize(
    "query", ["view=mine", "view=shortlist", "view=check", "view=x&order=x&area=x", "page=99", "words=%25%27%22"]
)
def test_every_view_and_every_odd_filter_shows_a_list(desk, feedback, query):
    for start in ("/en/desk/", "/en/desk/palaute/"):
        assert desk.get(f"{start}?{query}").status_code == 200


@pytest.mark.parametrize("start", ["/en/desk/", "/en/desk/palaute/", "/en/desk/palaute/lajittelu/"])
def test_a_long_list_takes_no_more_queries_than_a_short_one(desk, feedback, start, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk.get(start)
    with CaptureQueriesContext(connection) as few:
        desk.get(start)
    for _ in range(15):
        make_feedback(category=feedback.category)
    with CaptureQueriesContext(connection) as many:
        desk.get(start)
    assert len(many) == len(few) <= 30


def test_one_feedback_shows_its_sender_to_the_handler_and_the_reading_is_written_down(desk, feedback, handler):
    page = desk.get(at(feedback)).content.decode()
    assert "sender@example.org" in page and feedback.text in page
    entry = AuditEntry.objects.filter(verb="read").get()
    assert entry.person_uuid == handler.uuid and entry.reference == feedback.matter.reference


def test_a_moderator_reads_the_text_but_not_who_sent_it(client, feedback):
    client.force_login(make_staff(duty=Duty.MODERATOR))
    page = client.get(at(feedback)).content.decode()
    assert feedback.text in page and "sender@example.org" not in page and "/vastaa/" not in page


def test_an_answer_is_sent_from_the_page(desk, feedback, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent = desk.post(at(feedback, "vastaa"), {"vastaa-fi": "Kuoppa paikataan perjantaina."})
    assert sent.status_code == 302 and fresh(feedback).matter.stage == "answered"
    assert "Kuoppa paikataan perjantaina." in desk.get(at(feedback)).content.decode()


def test_the_second_answerer_sees_the_first_answer_and_keeps_what_was_typed(desk, feedback, handler):
    seen = feedback.matter.steps.last().pk
    handle.answer(feedback, texts={"fi": "Ensimmäisen vastaus"}, by=make_staff(feedback.matter.unit))
    reply = desk.post(at(feedback, "vastaa"), {"vastaa-fi": "Toisen oma teksti", "vastaa-seen": seen})
    page = reply.content.decode()
    assert reply.status_code == 409 and "Ensimmäisen vastaus" in page and "Toisen oma teksti" in page
    assert fresh(feedback).city_answers.count() == 1
    again = {"vastaa-fi": "Toisen oma teksti", "vastaa-seen": feedback.matter.steps.last().pk}
    assert desk.post(at(feedback, "vastaa"), again).status_code == 302
    assert fresh(feedback).city_answers.count() == 2


def test_a_ready_text_is_put_in_filled_and_nothing_typed_is_lost(desk, feedback):
    ready = ReadyText.objects.create(
        names={"fi": "Paikataan"}, texts={"fi": "{reference} {unit} {x.__init__} {{ 7 }} %(x)s", "sv": "Tack."}
    )
    page = desk.post(at(feedback, "vastaa"), {"vastaa-fi": "Hei!", "valmis": ready.pk}).content.decode()
    assert f"Hei!\n\n{feedback.matter.reference} Kadut {{x.__init__}} {{{{ 7 }}}} %(x)s" in page and "Tack." in page
    assert not fresh(feedback).city_answers.exists()


def test_a_preview_sends_nothing(desk, feedback):
    reply = desk.post(at(feedback, "vastaa"), {"vastaa-fi": "<b>Hei</b>", "esikatsele": "1"})
    assert reply.status_code == 200 and reply.content.decode().count("&lt;b&gt;Hei&lt;/b&gt;") == 2
    assert not fresh(feedback).city_answers.exists()


VERBS = [
    ("ota", {}, "taken"),
    ("kysy", {"text": "Missä kohdassa?"}, "asked"),
    ("siirra", {"unit": "puistot", "note": "Puistossa."}, "moved"),
    ("luokka", {"category": "toinen"}, "recategorised"),
    ("ohjaa", {"authority": "ely", "reason": "Valtion tie."}, "forwarded"),
    ("sulje", {"reason_text": "Ei kuulu meille."}, "closed"),
    ("tehty", {"note": ""}, "carried_out"),
    ("tulos", {"kind": "work", "fi": "Silta korjattiin."}, "outcome"),
]


@pytest.mark.parametrize("verb,fields,step", VERBS)
def test_each_thing_to_do_leaves_its_step(desk, feedback, verb, fields, step):
    make_unit("puistot"), make_category("toinen"), Authority.objects.create(code="ely", names={"fi": "ELY"})
    reply = desk.post(at(feedback, verb), {f"{verb}-{name}": value for name, value in fields.items()})
    assert reply.status_code == 302, reply.content.decode()[:2000]
    assert feedback.matter.steps.last().verb == step


@pytest.mark.parametrize(
    "verb", ["vastaa", "kysy", "siirra", "luokka", "ohjaa", "sulje", "tulos", "muistiinpano", "liita", "julkaise"]
)
def test_an_empty_form_comes_back_with_its_faults(desk, feedback, verb):
    reply = desk.post(at(feedback, verb), {})
    assert reply.status_code == 422 and fresh(feedback).matter.stage == "received"


def test_a_note_priority_and_short_list_leave_no_step_a_resident_reads(desk, feedback, handler):
    before = feedback.matter.steps.filter(is_public=True).count()
    desk.post(at(feedback, "muistiinpano"), {"muistiinpano-text": "Soita ensin"})
    desk.post(at(feedback, "kiireys"), {"kiireys-priority": "2"})
    desk.post(at(feedback, "muistilista"))
    assert feedback.matter.steps.filter(is_public=True).count() == before
    assert (
        fresh(feedback).priority == 2
        and handler.shortlist.count() == 1
        and "Soita ensin" in desk.get(at(feedback)).content.decode()
    )


def test_a_wish_to_be_public_is_checked_with_the_personal_parts_marked(desk, feedback):
    wished = make_feedback(
        category=feedback.category, wishes_public=True, text="Soittakaa 040 123 4567, kuoppa on syvä."
    )
    assert "<mark>040 123 4567</mark>" in desk.get(at(wished)).content.decode()
    desk.post(at(wished, "julkaise"), {"julkaise-public_text": "Kuoppa on syvä.", "julkaise-title": "Kuoppa"})
    assert fresh(wished).matter.is_public and fresh(wished).shown_text == "Kuoppa on syvä."


def test_several_are_done_at_once_and_refusals_are_told(desk, feedback, handler):
    others = [make_feedback(category=feedback.category) for _ in range(2)]
    handle.close(others[1], reason_text="Valmis.", by=handler)
    chosen = [one.matter.reference for one in (feedback, *others)]
    data = {"verb": "close", "reason": "Sama asia on jo hoidossa.", "chosen": chosen}
    page = desk.post("/en/desk/palaute/joukko/", data, follow=True).content.decode()
    assert (
        fresh(feedback).matter.stage == fresh(others[0]).matter.stage == "closed" and others[1].matter.reference in page
    )
    assert desk.post("/en/desk/joukko/", {"verb": "take", "chosen": chosen}).status_code == 302


def test_bulk_work_without_what_it_needs_keeps_the_choice(desk, feedback):
    for start in ("/en/desk/joukko/", "/en/desk/palaute/joukko/"):
        reply = desk.post(start, {"verb": "close", "chosen": [feedback.matter.reference]})
        assert reply.status_code == 422 and f'value="{feedback.matter.reference}" checked' in reply.content.decode()
        assert desk.post(start, {"verb": "move"}).status_code == 422
    assert fresh(feedback).matter.stage == "received"


def test_who_only_reads_is_offered_nothing_that_changes(client, feedback):
    client.force_login(make_staff(duty=Duty.AUDITOR))
    for start in ("/en/desk/", "/en/desk/palaute/"):
        page = client.get(start).content.decode()
        assert feedback.matter.title in page and 'name="chosen"' not in page and "Several at once" not in page
        assert "Write down for a resident" not in page
    page = client.get(at(feedback)).content.decode()
    offered = re.findall(rf'action="/en/desk/palaute/{feedback.matter.reference}/([^"]+)/"', page)
    assert offered == ["muistilista"] and "Something else" not in page


def test_what_another_unit_has_cannot_be_reached_in_any_way(client, feedback):
    client.force_login(make_staff(make_unit("puistot")))
    assert client.get(at(feedback)).status_code == 404 and client.post(at(feedback, "sulje")).status_code == 404
    client.post("/en/desk/palaute/joukko/", {"verb": "close", "reason": "x", "chosen": [feedback.matter.reference]})
    assert fresh(feedback).matter.stage == "received"
