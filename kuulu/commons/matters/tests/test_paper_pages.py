"""A picture is read by those who may, with manners of its own, and anybody may ask that it be taken down."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kuulu.commons.matters.actions import hide, hide_paper, move
from kuulu.commons.matters.models import Matter, Paper
from kuulu.commons.people import link_doors
from kuulu.commons.people.actions import make_secret_link, revoke_links
from kuulu.commons.people.models import AuditEntry, SecretLink
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_chief, make_matter, make_paper, make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def paper():
    return make_paper(make_matter(unit=make_unit(), by=make_person("opener")))


@pytest.fixture
def public_paper():
    return make_paper(make_matter(public=True), state="public")


def address(paper, size="large"):
    return reverse("paper", args=[paper.uuid, size])


def open_by_link(client, reference):
    """As after the secret link of that matter was shown in this browser; the link."""
    make_secret_link(purpose="feedback", subject=reference, days=1)
    link, now = SecretLink.objects.get(), int(clock.now().timestamp())
    session = client.session
    session[link_doors.KEY] = {reference: {"link": link.pk, "opened": now, "seen": now}}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return link


@pytest.mark.parametrize("size, kind, ending", [("large", "image/jpeg", "jpg"), ("small", "image/webp", "webp")])
def test_a_public_picture_is_read_with_its_own_strict_manners(client, public_paper, size, kind, ending):
    answer = client.get(address(public_paper, size))
    assert answer.status_code == 200 and answer["Content-Type"] == kind and b"".join(answer.streaming_content)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Disposition"].endswith(f'{public_paper.matter.reference}-1.{ending}"')
    assert answer["Cache-Control"] == "public, no-cache"


def test_a_reader_who_has_it_already_is_not_sent_it_again(client, public_paper):
    etag = client.get(address(public_paper))["ETag"]
    assert client.get(address(public_paper), headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.advisory("GHSA-92hv-j533-69wc")
def test_the_right_tag_tells_a_stranger_nothing_once_it_is_hidden(client, public_paper):
    etag = client.get(address(public_paper))["ETag"]
    hide_paper(public_paper, by=make_chief())
    right, wrong = (client.get(address(public_paper), headers={"If-None-Match": tag}) for tag in (etag, '"x"'))
    assert right.status_code == wrong.status_code == 404 and "ETag" not in right


@pytest.mark.parametrize(
    "who, status",
    [
        ("nobody", 404),
        ("stranger", 404),
        ("opener", 200),
        ("link", 200),
        ("other_link", 404),
        ("handler", 200),
        ("other_handler", 404),
        ("moderator", 200),
        ("auditor", 200),
        ("former", 404),
    ],
)
def test_a_private_picture_is_read_by_these_alone(client, paper, who, status):
    unit, other = make_unit(), make_unit("parks")
    people = {
        "stranger": lambda: make_person("stranger"),
        "opener": lambda: paper.matter.opened_by,
        "handler": lambda: make_person("h", duty=Duty.HANDLER, unit=unit),
        "other_handler": lambda: make_person("o", duty=Duty.HANDLER, unit=other),
        "moderator": lambda: make_person("m", duty=Duty.MODERATOR),
        "auditor": lambda: make_person("a", duty=Duty.AUDITOR),
        "former": lambda: make_person("f", duty=Duty.HANDLER, unit=unit, is_active=False),
    }
    if who in people:
        client.force_login(people[who](), backend="django.contrib.auth.backends.ModelBackend")
    elif who != "nobody":
        open_by_link(client, paper.matter.reference if who == "link" else "MLI-2026-00000")
    answer = client.get(address(paper))
    assert answer.status_code == status
    if status == 200:
        assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.advisory("CVE-2026-45377")
def test_a_door_opened_by_link_closes(client, paper, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    open_by_link(client, paper.matter.reference)
    assert client.get(address(paper)).status_code == 200
    time_machine.shift(14 * 60)
    assert client.get(address(paper)).status_code == 200
    time_machine.shift(60)
    assert client.get(address(paper)).status_code == 404


@pytest.mark.advisory("CVE-2026-45378")
@pytest.mark.parametrize("ends", ["revoked", "run out", "withdrawn", "signed out", "another browser"])
def test_a_door_opened_by_link_closes_at_once_with_its_reason(client, paper, ends):
    link = open_by_link(client, paper.matter.reference)
    assert client.get(address(paper)).status_code == 200
    if ends == "revoked":
        revoke_links(purpose="feedback", subject=paper.matter.reference)
    elif ends == "run out":
        SecretLink.objects.filter(pk=link.pk).update(expires_at=clock.now())
    elif ends == "withdrawn":
        move(paper.matter, "withdrawn", verb="withdrawn", by=None, by_staff=False)
    elif ends == "signed out":
        client.logout()
    else:
        client = Client()
    assert client.get(address(paper)).status_code == 404


def test_staff_without_their_second_factor_read_nothing_private(client, paper, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": True}
    client.force_login(make_person("h", duty=Duty.HANDLER, unit=make_unit()))
    assert client.get(address(paper)).status_code == 404


def test_a_staff_look_at_a_private_picture_is_written_down(client, paper):
    client.force_login(make_person("h", duty=Duty.HANDLER, unit=make_unit()))
    client.get(address(paper))
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.kind, entry.reference) == ("read", "paper", paper.matter.reference)


@pytest.mark.advisory("GHSA-478x-rfqr-w4jf")
def test_a_picture_goes_out_of_sight_with_its_matter_at_once(client, public_paper):
    assert client.get(address(public_paper)).status_code == 200
    hide(public_paper.matter, by=make_chief(), note="Syy")
    assert client.get(address(public_paper)).status_code == 404


@pytest.mark.parametrize("path", ["large/", "huge", "..", "large%00", "LARGE"])
def test_other_sizes_are_not_there(client, public_paper, path):
    assert client.get(f"/papers/{public_paper.uuid}/{path}").status_code in (400, 404)


def test_the_storages_own_address_opens_nothing(client, public_paper):
    assert client.get(f"/papers/{public_paper.file.name}").status_code == 404
    assert public_paper.file.url == address(public_paper) and public_paper.thumbnail.url == address(
        public_paper, "small"
    )


def test_anybody_asks_without_account_that_a_picture_be_taken_down(client, public_paper):
    page = reverse("matters:take_down", args=[public_paper.uuid])
    assert client.get(page).status_code == 200
    assert client.post(page, {"reason": ""}).status_code == 200 and Paper.objects.get().state == "public"
    assert client.post(page, {"reason": "Kasvoni näkyvät"}).status_code == 200
    assert Paper.objects.get().state == "hidden" and client.get(page).status_code == 404


def test_a_private_picture_has_no_page_to_ask_from(client, paper):
    assert client.get(reverse("matters:take_down", args=[paper.uuid])).status_code == 404


def test_staff_hide_describe_and_cover_a_picture_on_its_desk_page(client, paper):
    client.force_login(make_person("m", duty=Duty.MODERATOR))
    page = reverse("matters:paper_at_desk", args=[paper.uuid])
    assert client.get(page).status_code == 200
    before = paper.file.name
    client.post(page, {"verb": "describe", "alt": "Kuoppa"})
    client.post(page, {"verb": "hide"})
    client.post(page, {"verb": "blur", "x": "10", "y": "10", "width": "50", "height": "200"})
    paper.refresh_from_db()
    assert (paper.alt, paper.state, paper.file.name == before) == ("Kuoppa", "hidden", True)
    client.post(page, {"verb": "blur", "x": "10", "y": "10", "width": "95", "height": "20"})
    paper.refresh_from_db()
    assert paper.file.name != before


@pytest.mark.parametrize("duty", [Duty.AUDITOR, Duty.TRANSLATOR, Duty.CLERK])
def test_those_who_do_not_check_have_no_desk_page_of_a_picture(client, paper, duty):
    client.force_login(make_person("x", duty=duty))
    page = reverse("matters:paper_at_desk", args=[paper.uuid])
    assert client.get(page).status_code == 404 and client.post(page, {"verb": "show"}).status_code == 404


@pytest.mark.parametrize("bad", ["nan", "inf", "-1", "1e400", "x", "", "101", "\x00"])
def test_an_area_that_is_none_is_refused_with_a_word(client, paper, bad):
    client.force_login(make_person("m", duty=Duty.MODERATOR))
    page = reverse("matters:paper_at_desk", args=[paper.uuid])
    answer = client.post(page, {"verb": "blur", "x": bad, "y": "1", "width": "10", "height": "10"})
    assert answer.status_code == 200 and answer.context["blur"].errors


def test_a_missing_file_is_not_found_and_no_fault(client, public_paper):
    public_paper.file.storage.delete(public_paper.file.name)
    assert client.get(address(public_paper)).status_code == 404
    assert Matter.objects.exists()
