"""Who reads what: a table of reader by state, and what a public page never tells."""

import datetime as dt

import pytest
from django.urls import reverse

from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.models import Feedback
from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty
from kuulu.commons.places.models import Area
from kuulu.foundation import clock

from .factories import make_category, make_feedback, make_public, make_staff, make_unit

pytestmark = pytest.mark.django_db

STATES = ("private", "waiting", "public", "hidden", "made_private", "withdrawn", "withdrawn_after_public")
#: reader -> state -> what the lasting address answers: 200 the page, 302 to the own page or the desk, 404, 410
TABLE = {
    "anybody": (404, 404, 200, 404, 404, 404, 410),
    "another resident": (404, 404, 200, 404, 404, 404, 410),
    "its sender": (302, 302, 200, 302, 302, 302, 302),
    "handler of its unit": (302, 302, 200, 302, 302, 302, 302),
    "handler of another unit": (404, 404, 200, 404, 404, 404, 410),
    "auditor of all": (302, 302, 200, 302, 302, 302, 302),
}


def in_state(state, sender):
    feedback = make_feedback(by=sender, wishes_public=state != "private")
    chief = Person.objects.create_superuser("head@example.org")
    if state in ("public", "hidden", "made_private", "withdrawn_after_public"):
        make_public(feedback)
    if state == "hidden":
        matters.hide(feedback.matter, by=chief, note="syy")
    if state == "made_private":
        matters.unpublish(feedback.matter, by=sender)
    if state.startswith("withdrawn"):
        matters.move(feedback.matter, "withdrawn", verb="withdrawn", by=sender, by_staff=False)
    return feedback


@pytest.mark.parametrize("reader", TABLE)
@pytest.mark.parametrize("state", STATES)
def test_the_lasting_address_answers_by_reader_and_state(client, reader, state):
    sender = Person.objects.create_user("sender@example.org")
    readers = {
        "another resident": lambda: Person.objects.create_user("other@example.org"),
        "its sender": lambda: sender,
        "handler of its unit": lambda: make_staff(make_unit("kadut")),
        "handler of another unit": lambda: make_staff(make_unit("kirjasto")),
        "auditor of all": lambda: make_staff(None, duty=Duty.AUDITOR),
    }
    feedback = in_state(state, sender)
    if reader in readers:
        client.force_login(readers[reader]())
    answer = client.get(reverse("feedback:detail", args=[feedback.matter.reference]))
    assert answer.status_code == dict(zip(STATES, TABLE[reader], strict=True))[state]


@pytest.mark.parametrize("shows_name", [False, True])
def test_a_public_page_tells_nothing_of_its_sender_but_a_name_that_may_be_shown(client, shows_name):
    feedback = make_feedback(
        public=True,
        sender_name="Maija Meikäläinen",
        sender_email="maija@example.org",
        sender_phone="040 123 4567",
        shows_name=shows_name,
        text="Keinu rikki, soittakaa",
    )
    feedback.messages.create(direction="reply", text="vain kaupungille")
    handle.redact(feedback, by=Person.objects.get(email="chief@example.org"), public_text="Keinu rikki")
    for name, args in (("detail", [feedback.matter.reference]), ("list", [])):
        page = client.get(reverse(f"feedback:{name}", args=args)).content.decode()
        assert not [word for word in ("maija@", "040 123", "vain kaupungille") if word in page]
        assert ("Maija" in page) == (shows_name and name == "detail")
    assert "soittakaa" not in client.get(reverse("feedback:detail", args=[feedback.matter.reference])).content.decode()


def test_one_that_is_joined_leads_to_the_main_one(client):
    main, joined = make_feedback(public=True), make_feedback(public=True)
    Feedback.objects.filter(pk=joined.pk).update(joined_to=main)
    answer = client.get(reverse("feedback:detail", args=[joined.matter.reference]))
    assert answer.status_code == 302 and main.matter.reference in answer["Location"]
    assert joined.matter.reference not in client.get(reverse("feedback:list")).content.decode()


def test_every_public_change_is_seen_on_the_next_visit(client):
    feedback = make_feedback(public=True, text="Keinu rikki")
    address = reverse("feedback:detail", args=[feedback.matter.reference])
    assert client.get(address).status_code == 200
    matters.unpublish(feedback.matter, by=None)
    assert client.get(address).status_code == 404
    assert "Keinu rikki" not in client.get(reverse("feedback:list")).content.decode()


FILTERS = [
    {"aihe": "kuopat"},
    {"laji": "fault"},
    {"vaihe": "received"},
    {"sanat": "kuoppa"},
    {"jarjestys": "concerns"},
    {"alkaen": "2020-01-01", "saakka": "2100-01-01"},
]


@pytest.mark.parametrize("asked", FILTERS)
def test_the_list_takes_as_many_queries_with_many_as_with_few(client, asked, settings, django_assert_max_num_queries):
    settings.KUULU_CACHE_PAGES = False
    make_feedback(public=True, category=make_category())
    client.get(reverse("feedback:list"), asked)
    with django_assert_max_num_queries(10):
        client.get(reverse("feedback:list"), asked)
    for _ in range(25):
        make_feedback(public=True)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("feedback:list"), asked)
    assert page.content.count(b"k-matter__title") == 20


def test_one_matter_takes_at_most_ten_queries(client, settings, django_assert_max_num_queries):
    settings.KUULU_CACHE_PAGES = False
    feedback = make_feedback(public=True)
    address = reverse("feedback:detail", args=[feedback.matter.reference])
    client.get(address)
    with django_assert_max_num_queries(10):
        client.get(address)


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"aihe": "valot"}, 0),
        ({"laji": "idea"}, 0),
        ({"vaihe": "closed"}, 0),
        ({"sanat": "keinu"}, 0),
        ({"kuva": "on"}, 0),
        ({"saakka": "2020-01-01"}, 0),
        ({"sanat": "KUOPPA ajo"}, 1),
        ({"alkaen": "roskaa", "sivu": "-3", "aihe": "\u202e"}, 1),
        ({"sivu": "99999999999"}, 1),
    ],
)
def test_filters_narrow_and_nonsense_narrows_nothing(client, asked, found):
    make_feedback(public=True, category=make_category())
    make_category("valot")
    page = client.get(reverse("feedback:list"), asked)
    assert page.status_code == 200 and page.content.count(b"k-matter__title") == found


def test_small_counts_are_not_told(client):
    category = make_category()
    for _ in range(4):
        make_feedback(category=category)
    from kuulu.channels.feedback.queries import figures

    assert [row.count for row in figures._computed()["categories"]] == [None]
    make_feedback(category=category)
    assert [row.count for row in figures._computed()["categories"]] == [5]


def test_figures_tell_how_soon_each_area_and_unit_answers_but_not_of_few(client):
    category, arrived = make_category(), clock.now() - dt.timedelta(days=60)
    areas = [Area.objects.create(code=code, names={"fi": code}, kind="board") for code in ("anttola", "ristiina")]
    for area, days in ((areas[0], [1, 2, 4, 9, 20]), (areas[1], [1, 1, 1, 1])):
        for day in days:
            one = make_feedback(category=category, at=arrived)
            done = arrived + dt.timedelta(days=day)
            Matter.objects.filter(pk=one.pk).update(area=area, answered_at=done, stage="answered")
    make_feedback(category=category, kind="thanks", at=arrived)
    page = client.get("/en/palaute/luvut/").content.decode()
    by_area = page[page.index("Answer times by area") : page.index("Answer times by unit")]
    assert "<td>4 days</td><td>5</td>" in by_area and "ristiina" not in by_area
    assert "<td>1 day</td><td>9</td>" in page[page.index("Answer times by unit") :]
