"""A feedback of another authority: what the mail says, what it keeps to itself, and when it counts as delivered."""

import pytest

from kuulu.channels.feedback.actions.handle.hand_over import note_deliveries
from kuulu.channels.feedback.models import Authority, Forwarding
from kuulu.commons.people.actions import note_bounce
from kuulu.commons.people.actions.notices import bounce_of
from kuulu.commons.people.models import AuditEntry, Notice

from .factories import make_category, make_feedback, make_staff

pytestmark = pytest.mark.django_db
TEXT = "Kuoppa tiellä 72. Terveisin Maija Malli, maija@example.org, 040 123 4567. Ajonopeus 80 km/h."


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def road():
    return Authority.objects.create(code="ely", names={"fi": "ELY-keskus", "en": "ELY"}, email="kirjaamo@example.org")


@pytest.fixture
def feedback():
    return make_feedback(
        category=make_category(), text=TEXT, lat=61.6886, lon=27.2723, address="Valtatie 72",
        sender_name="Maija Malli", sender_email="maija@example.org", sender_phone="+358 40 1234567",
    )  # fmt: skip


@pytest.fixture
def desk(client, feedback):
    client.force_login(make_staff(feedback.matter.unit, name="Kadunkorjaaja"))
    return client


def at(feedback, verb=""):
    return f"/en/desk/palaute/{feedback.matter.reference}/{verb}"


def hand_over(desk, feedback, capture, **fields):
    sent = {"ohjaa-authority": "ely", "ohjaa-reason": "Tie on valtion.", **fields}
    with capture(execute=True):
        assert desk.post(at(feedback, "ohjaa/"), sent).status_code == 302
    return Forwarding.objects.get()


def body_of(mail):
    return (
        mail.get_body(("plain",)).get_content()
        if hasattr(mail, "get_body")
        else mail.get_payload()[0].get_payload(decode=True).decode()
    )


def to_authority(postbox):
    (mail,) = [one for one in postbox.mails if one["To"] == "kirjaamo@example.org"]
    return mail


def test_the_mail_has_number_place_reason_and_text_but_no_way_to_know_the_sender(
    desk, feedback, road, postbox, django_capture_on_commit_callbacks
):
    made = hand_over(desk, feedback, django_capture_on_commit_callbacks)
    mail = to_authority(postbox)
    told = body_of(mail)
    for wanted in (
        feedback.matter.reference,
        "Tie on valtion.",
        "Valtatie 72 (61.68860, 27.27230)",
        "Ajonopeus 80 km/h",
    ):
        assert wanted in told
    for secret in ("Maija", "maija@example.org", "123 4567", "1234567"):
        assert secret not in told + str(mail["Subject"])
    assert not made.with_contact and feedback.matter.steps.last().verb == "forwarded"


def test_contact_details_go_along_when_the_sender_agreed(
    desk, feedback, road, postbox, django_capture_on_commit_callbacks
):
    hand_over(desk, feedback, django_capture_on_commit_callbacks, **{"ohjaa-with_contact": "on"})
    told = body_of(to_authority(postbox))
    assert "Maija Malli, maija@example.org, +358 40 1234567" in told and "040 123 4567" in told


def test_it_counts_as_delivered_when_the_mail_server_took_it_and_no_more_when_it_came_back(
    desk, feedback, road, postbox, django_capture_on_commit_callbacks
):
    made = hand_over(desk, feedback, django_capture_on_commit_callbacks)
    assert made.delivered_at is None
    assert note_deliveries() == 1 and note_deliveries() == 0
    made.refresh_from_db()
    notice = Notice.objects.get(kind="forwarding")
    assert (made.delivered_at, made.delivered_way) == (notice.sent_at, "mail")
    assert bounce_of(str(notice.uuid), "kirjaamo@example.org")
    note_deliveries()
    made.refresh_from_db()
    assert made.delivered_at is None and "did not arrive" in desk.get(at(feedback)).content.decode()


def test_an_authority_whose_mail_server_is_away_has_nothing_yet(
    desk, feedback, road, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    made = hand_over(desk, feedback, django_capture_on_commit_callbacks)
    assert note_deliveries() == 0
    made.refresh_from_db()
    assert made.delivered_at is None and "on its way by e-mail" in desk.get(at(feedback)).content.decode()


def test_an_address_that_wants_no_notices_still_gets_what_is_handed_over(
    desk, feedback, road, postbox, django_capture_on_commit_callbacks
):
    for _ in range(3):
        note_bounce("kirjaamo@example.org")
    hand_over(desk, feedback, django_capture_on_commit_callbacks)
    assert to_authority(postbox)


def test_without_an_address_it_waits_at_the_desk_until_somebody_marks_it_delivered(
    desk, feedback, road, django_capture_on_commit_callbacks
):
    Authority.objects.update(email="", phone="0295 020 600")
    made = hand_over(desk, feedback, django_capture_on_commit_callbacks)
    waiting = desk.get("/en/desk/palaute/?view=deliver").content.decode()
    page = desk.get(at(feedback)).content.decode()
    assert feedback.matter.reference in waiting and "to be delivered by hand" in page and "0295 020 600" in page
    sent = {"toimitettu-forwarding": made.pk, "toimitettu-way": "phone"}
    assert desk.post(at(feedback, "toimitettu/"), sent).status_code == 302
    made.refresh_from_db()
    page = desk.get(at(feedback)).content.decode()
    assert made.delivered_at and "By telephone (Kadunkorjaaja)" in page
    assert feedback.matter.reference not in desk.get("/en/desk/palaute/?view=deliver").content.decode()
    assert AuditEntry.objects.filter(verb="delivered", reference=feedback.matter.reference).exists()
    assert desk.post(at(feedback, "toimitettu/"), sent).status_code == 422


def test_what_the_sender_asked_to_be_handed_over_ends_when_it_was_delivered_and_not_before(
    client, road, django_capture_on_commit_callbacks
):
    road.email = ""
    road.save()
    told = make_feedback(
        category=make_category(authority=road), hands_over=True, with_contact=False, sender_email="maija@example.org"
    )
    assert told.matter.stage == "received"
    client.force_login(make_staff(told.matter.unit))
    sent = {"toimitettu-forwarding": told.forwardings.get().pk, "toimitettu-way": "hand"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(at(told, "toimitettu/"), sent).status_code == 302
    told.matter.refresh_from_db()
    assert told.matter.stage == "closed" and told.matter.steps.last().verb == "forwarded"
    assert Notice.objects.filter(email="maija@example.org", key__startswith="step").exists()


def test_a_hand_over_of_another_feedback_cannot_be_marked_here(
    desk, feedback, road, django_capture_on_commit_callbacks
):
    Authority.objects.update(email="")
    made = hand_over(desk, feedback, django_capture_on_commit_callbacks)
    other = make_feedback(category=feedback.category)
    sent = {"toimitettu-forwarding": made.pk, "toimitettu-way": "hand"}
    assert desk.post(at(other, "toimitettu/"), sent).status_code == 422
    made.refresh_from_db()
    assert made.delivered_at is None
