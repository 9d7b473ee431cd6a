"""The house's own desk: people and duties, the trail, work and mail that failed."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from kuulu.commons.people.actions import audit
from kuulu.commons.people.models import AuditEntry, Notice, Person, Role, Unit
from kuulu.commons.people.queries.house import work_figures
from kuulu.foundation import clock
from kuulu.foundation.models import DeadLetter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def staff(duty, **more):
    person = Person.objects.create_user(f"{duty}{uuid.uuid4().hex[:6]}@example.org", name=f"The {duty}")
    Role.objects.create(person=person, duty=duty, **more)
    return person


@pytest.fixture
def chief(db):
    return staff("administrator")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def at(name, *args):
    return reverse(f"house:{name}", args=args)


PAGES = ["start", "people", "trail", "work", "outbox", "add"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_to_an_administrator_with_few_queries(desk, name, django_assert_max_num_queries):
    for number in range(12):
        person = staff("handler", unit=Unit.objects.create(code=f"u{number}", names={"fi": f"Yksikkö {number}"}))
        audit(person, "read", kind="matter", reference="MLI-2026-00000")
    with django_assert_max_num_queries(14):
        said = desk.get(at(name))
    assert said.status_code == 200 and said["Cache-Control"]


@pytest.mark.parametrize(
    "duty,open_pages", [("auditor", set(PAGES) - {"add"}), ("handler", set()), ("supervisor", set())]
)
def test_each_page_opens_to_whom_it_should(client, duty, open_pages):
    client.force_login(staff(duty))
    assert {name for name in PAGES if client.get(at(name)).status_code == 200} == open_pages


@pytest.mark.parametrize("duty,is_led", [("administrator", True), ("auditor", True), ("handler", False)])
def test_the_work_list_leads_to_the_house_those_who_may_see_it(client, duty, is_led):
    client.force_login(staff(duty))
    assert (f'href="{at("start")}"' in client.get(reverse("desk:work")).content.decode()) == is_led


def test_an_administrator_adds_somebody_and_gives_a_duty(desk):
    said = desk.post(at("add"), {"name": "Heikki Hoitaja", "email": "Heikki@example.org"})
    person = Person.objects.get(email="heikki@example.org")
    assert said["Location"] == at("person", person.uuid) and not person.has_usable_password()
    unit = Unit.objects.create(code="streets", names={"fi": "Kadut"})
    desk.post(at("person", person.uuid), {"duty": "handler", "unit": unit.pk})
    assert person.roles.get().unit == unit
    assert list(AuditEntry.objects.exclude(verb="read").values_list("verb", flat=True)) == ["add", "give_role"]


@pytest.mark.parametrize(
    "form", [{}, {"duty": "king"}, {"duty": "handler", "ends_on": "2020-01-01"}, {"duty": "handler", "unit": "x"}]
)
def test_a_duty_that_cannot_be_given_is_explained(desk, form):
    person = Person.objects.create_user("x@example.org")
    assert desk.post(at("person", person.uuid), form).status_code == 400
    assert not person.roles.exists()


@pytest.mark.advisory("C-REVOKE")
def test_ending_a_duty_takes_hold_at_once(desk):
    handler, theirs = staff("handler"), Client()
    theirs.force_login(handler)
    theirs.get("/en/desk/")
    desk.post(at("end_role", handler.uuid, handler.roles.get().pk))
    assert theirs.get("/en/desk/").status_code in (302, 303, 403)
    assert not [role for role in handler.roles.all() if role.ends_on is None]


@pytest.mark.advisory("C-REVOKE")
def test_closing_an_account_signs_it_out_everywhere_at_once(desk, mailoutbox):
    from .test_accounts import sign_in

    handler, theirs = staff("handler"), Client()
    sign_in(theirs, handler.email, mailoutbox)
    assert theirs.session["_auth_user_id"] == str(handler.pk)
    key = theirs.session.session_key
    desk.post(at("person_verb", handler.uuid, "sulje"))
    assert not theirs.session.exists(key)
    assert theirs.get(reverse("people:settings")).status_code == 302


def test_an_account_is_opened_again_without_its_duties(desk):
    handler = staff("handler")
    desk.post(at("person_verb", handler.uuid, "sulje"))
    desk.post(at("person_verb", handler.uuid, "avaa"))
    handler.refresh_from_db()
    assert handler.is_active and not handler.roles.exclude(ends_on__lt=clock.today()).exists()


def test_nobody_closes_the_own_account_and_the_last_administrator_stays(desk, chief):
    desk.post(at("person_verb", chief.uuid, "sulje"))
    desk.post(at("end_role", chief.uuid, chief.roles.get().pk))
    chief.refresh_from_db()
    assert chief.is_active and chief.roles.get().ends_on is None


def test_a_duty_that_ended_counts_no_more(client):
    client.force_login(
        staff("administrator", starts_on=clock.today() - dt.timedelta(9), ends_on=clock.today() - dt.timedelta(1))
    )
    assert client.get(at("people")).status_code == 403


def test_the_trail_is_found_by_person_kind_and_day(desk, resident):
    audit(resident, "read", kind="matter", reference="MLI-2026-00000")
    for query in (
        f"reference={resident.uuid}",
        "reference=MLI-2026-00000",
        "kind=matter",
        "verb=read&since=2020-01-01",
    ):
        page = desk.get(f"{at('trail')}?{query}")
        assert "MLI-2026-00000" in [entry.reference for entry in page.context["page_obj"]]
    assert not desk.get(f"{at('trail')}?until=2020-01-01").context["page_obj"].object_list


def test_a_wrong_filter_is_no_fault(desk):
    assert desk.get(f"{at('trail')}?since=yesterday&reference=%27;--&page=x").status_code == 200


def test_looking_somebody_up_leaves_an_entry(desk, resident):
    desk.get(f"{at('people')}?q=maija")
    desk.get(at("person", resident.uuid))
    assert list(AuditEntry.objects.values_list("verb", "kind")) == [("list", "people"), ("read", "person")]


@pytest.fixture
def dead(db):
    notice = Notice.objects.create(email="reader@example.org", kind="step", key="1", subject="S", text="T")
    task = "kuulu.commons.people.actions.notices.deliver"
    words = {"arguments": {"args": [notice.id], "kwargs": {}}, "error": "NotSent", "failed_at": clock.now()}
    return DeadLetter.objects.create(task=task, **words)


def test_failed_work_is_tried_again_once(desk, dead, mailoutbox):
    for _ in range(2):
        desk.post(at("work_verb", dead.pk, "uudelleen"))
    dead.refresh_from_db()
    assert len(mailoutbox) == 1 and dead.settled_how == "tried_again"


def test_failed_work_is_settled(desk, dead, mailoutbox):
    desk.post(at("work_verb", dead.pk, "hoidettu"))
    assert not mailoutbox and not desk.get(at("work")).context["page_obj"].object_list


@pytest.mark.parametrize("task", ["os.system", "kuulu.commons.people.models.Person", "kuulu.nothing.here"])
def test_only_tasks_of_the_house_are_tried(desk, dead, task):
    DeadLetter.objects.update(task=task)
    desk.post(at("work_verb", dead.pk, "uudelleen"))
    dead.refresh_from_db()
    assert dead.settled_at is None


def test_an_uncertain_mail_goes_again_only_by_a_person(desk, mailoutbox):
    words = {"email": "reader@example.org", "kind": "step", "subject": "S", "text": "T", "state": "failed"}
    one, other = (Notice.objects.create(**words, key=str(i), note="uncertain") for i in range(2))
    desk.post(at("outbox_verb", one.uuid, "uudelleen"))
    desk.post(at("outbox_verb", one.uuid, "uudelleen"))
    desk.post(at("outbox_verb", other.uuid, "hoidettu"))
    assert len(mailoutbox) == 1
    assert list(Notice.objects.order_by("id").values_list("state", flat=True)) == ["sent", "dropped"]


def test_the_figure_counts_only_work_that_is_due(db):
    words = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "x", "backend_name": "default"}
    far = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
    for after in (far, clock.now() - dt.timedelta(minutes=30), clock.now() + dt.timedelta(hours=1)):
        DBTaskResult.objects.create(**words, run_after=after)
    figures = work_figures()
    assert figures.waiting >= 1 and figures.oldest_wait >= dt.timedelta(minutes=29) and not figures.is_well
