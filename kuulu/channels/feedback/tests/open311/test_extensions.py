"""2.10 Extensions, only when asked; 2.11 updates in the dialect of FixMyStreet."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.channels.feedback.actions.handle.reply import answer, close
from kuulu.channels.feedback.models import Answer, OutsideUpdate
from kuulu.channels.feedback.tests.factories import make_feedback, make_public, make_staff, make_unit
from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter
from kuulu.foundation import clock

from .conftest import Api, make_key


@pytest.fixture
def handled(public):
    """A public request that was taken, moved on with a note among staff, and answered."""
    staff = make_staff(public.matter.unit, name="Hilla Käsittelijä")
    matters.assign(public.matter, handler=staff, by=staff)
    matters.record(public.matter, "note", by=staff, note="Ei kerrota", by_staff=True, is_public=False)
    answer(public, texts={"fi": "Kuoppa paikataan.", "en": "We mend the hole."}, by=staff)
    public.refresh_from_db()
    return public


@pytest.mark.parametrize("word", ["", "false", "0", "none"])
def test_e1_without_asking_the_key_is_not_there(api, public, word):
    assert "extended_attributes" not in api.requests(extensions=word).row


@pytest.mark.parametrize("word", ["true", "TRUE", "1", "all"])
def test_e1_when_asked_everything_is_there(json_api, public, word):
    for row in (
        json_api.requests(extensions=word).row,
        json_api.get(f"v2/requests/{public.matter.reference}", extensions=word).row,
    ):
        assert set(row["extended_attributes"]) == {
            "title", "detailed_status", "media_urls", "service_object_id", "service_object_type", "log", "notes", "attributes",
        }  # fmt: skip


def test_e1_e2_e4_e5_have_named_elements_in_xml(db, service, asking, jpeg):
    feedback = make_feedback(public=True, category=asking, answers={"size": "b", "word": "salainen"})
    for _ in range(2):
        matters.show_paper(matters.attach(feedback.matter, jpeg()), by=make_staff(feedback.matter.unit))
    told = Api("xml").requests(extensions="all", locale="en").root.find("request/extended_attributes")
    assert [part.tag for part in told] == [
        "title", "detailed_status", "media_urls", "service_object_id", "service_object_type", "log", "notes", "attributes",
    ]  # fmt: skip
    assert told.findtext("title") and told.findtext("detailed_status") == "RECEIVED"
    assert [one.tag for one in told.find("media_urls")] == ["media_url", "media_url"]
    (asked,) = told.find("attributes")
    said = {part.tag: part.text for part in asked}
    assert asked.tag == "attribute" and said == {"label": "size", "name": "size", "value": "Big", "code": "b"}
    assert Api("xml").requests().root.find("request/extended_attributes") is None


def test_e1_names_choose(json_api, public):
    assert set(json_api.requests(extensions="title,log,unknown").row["extended_attributes"]) == {"title", "log"}
    assert "detailed_status" in json_api.requests(extensions="citysdk").row["extended_attributes"]


def test_e2_the_detailed_status_ends_with_the_current(json_api, handled):
    row = json_api.requests(extensions="true").row
    assert row["extended_attributes"]["detailed_status"] == "RECEIVED,IN_PROCESS,PROCESSED"
    close(handled, reason_text="Valmis", by=make_staff(handled.matter.unit))
    assert (
        json_api.requests(extensions="true")
        .row["extended_attributes"]["detailed_status"]
        .endswith("PROCESSED,ARCHIVED")
    )


def test_e3_one_history_is_told_in_both_dialects_and_names_units_only(json_api, handled):
    answer_ = json_api.requests(extensions="all", locale="en")
    told = answer_.row["extended_attributes"]
    assert [one["status"] for one in told["log"]][0] == "received" and told["log"][-1]["status"] == "done"
    assert told["log"][-1]["handler"] == "kadut" and told["log"][-1]["note"] == "We mend the hole."
    assert [one["time"] for one in told["log"]] == [one["datetime"] for one in told["notes"]]
    content = answer_.response.content.decode()
    assert "Hilla" not in content and "Ei kerrota" not in content


def test_e3_lists_have_named_entries_in_xml(db, handled):
    tree = Api("xml").requests(extensions="all").root
    assert tree.find("request/extended_attributes/log/entry/handler") is not None
    assert tree.find("request/extended_attributes/notes/note/description") is not None


def test_e4_only_answers_to_questions_marked_public_come_out(json_api, service, asking):
    make_feedback(public=True, category=asking, answers={"size": "b", "word": "salainen"})
    answer_ = json_api.requests(extensions="attributes", locale="en")
    assert answer_.row["extended_attributes"]["attributes"] == [
        {"label": "size", "name": "size", "value": "Big", "code": "b"}
    ]
    assert "salainen" not in answer_.response.content.decode()


def test_e5_pictures_come_out_when_they_have_been_checked(json_api, public, jpeg):
    paper = matters.attach(public.matter, jpeg())
    assert "media_url" not in json_api.requests(page=1).row
    matters.show_paper(paper, by=make_staff(public.matter.unit))
    row = json_api.requests(extensions="all").row
    shown = json_api.client.get(row["media_url"].removeprefix("http://testserver"))
    assert shown.status_code == 200 and shown.headers["Content-Type"] == "image/jpeg"
    assert row["media_url"].startswith("http://testserver/") and row["extended_attributes"]["media_urls"] == [
        row["media_url"]
    ]


def test_r9_status_notes_tell_the_answer_in_the_asked_language(api, handled):
    assert api.requests(locale="en").row["status_notes"] == "We mend the hole."
    assert api.requests(locale="sv").row["status_notes"] == "Kuoppa paikataan."


def test_an_unchecked_one_tells_no_free_text_of_its_answer(api, service):
    feedback = make_feedback(category=service, wishes_public=True)
    staff = make_staff(feedback.matter.unit)
    answer(feedback, texts={"fi": "Hyvä Maija Esimerkki"}, by=staff)
    content = api.get(f"v2/requests/{feedback.matter.reference}", extensions="all").response.content.decode()
    assert "Maija" not in content and Answer.objects.count() == 1


def test_what_a_sender_typed_with_a_step_is_never_told(api, handled):
    matters.reopen(handled.matter, by=None, note="Maija Esimerkki, 040 1234567")
    content = api.requests(extensions="all").response.content.decode()
    assert "Maija" not in content and api.requests().row["status"] == "open"


# --- updates -----------------------------------------------------------------------------------------------------


def test_u1_updates_have_the_fields_of_the_dialect(api, handled):
    answer_ = api.get("v2/servicerequestupdates", locale="en")
    last = answer_.rows[-1]
    fields = "update_id service_request_id status description updated_datetime media_url external_status_code customer_reference"
    # what is no text and not known is left out of JSON, and is an empty element in XML (J5)
    assert list(last) == [name for name in fields.split() if api.form == "xml" or name != "media_url"]
    assert last["service_request_id"] == handled.matter.reference and last["status"] == "CLOSED"
    assert last["description"] == "We mend the hole."
    assert len({row["update_id"] for row in answer_.rows}) == len(answer_.rows)


def test_u1_updates_are_found_by_time_and_private_ones_are_not(api, handled):
    private = make_feedback(category=handled.category)
    matters.assign(private.matter, handler=make_staff(private.matter.unit), by=make_staff(private.matter.unit))
    past = (clock.now() - dt.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert {row["service_request_id"] for row in api.get("v2/servicerequestupdates").rows} == {handled.matter.reference}
    assert api.get("v2/servicerequestupdates", end_date=past).rows == []


def test_u1_what_happened_before_it_was_public_is_told_when_it_becomes_so(api, service):
    past = clock.now() - dt.timedelta(days=5)
    feedback = make_feedback(category=service, wishes_public=True, at=past)
    make_public(feedback)
    start = (clock.now() - dt.timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert api.get("v2/servicerequestupdates", start_date=start).rows


def told(reference, status, **fields):
    return {"service_request_id": reference, "status": status, "description": "Valmis", "update_id": "17", **fields}


@pytest.mark.parametrize(
    "status, stage",
    [
        ("OPEN", "received"), ("INVESTIGATING", "in_hand"), ("IN_PROGRESS", "in_hand"), ("ACTION_SCHEDULED", "in_hand"),
        ("FIXED", "carried_out"), ("FIXED - COUNCIL", "carried_out"), ("CLOSED", "closed"), ("DUPLICATE", "closed"),
        ("NO_FURTHER_ACTION", "closed"), ("NOT_COUNCILS_RESPONSIBILITY", "declined"), ("INTERNAL_REFERRAL", "received"),
        ("FOR_TRIAGE", "received"), ("CANCELLED", "closed"), ("closed", "closed"),
    ],
)  # fmt: skip
def test_u2_u3_a_worker_of_the_unit_tells_how_it_goes_on(api, public, status, stage):
    secret = make_key(unit=public.matter.unit)[1]
    answer_ = api.post("v2/servicerequestupdates", api_key=secret, **told(public.matter.reference, status))
    assert answer_.status == 200, answer_.words
    matter = Matter.objects.get(pk=public.pk)
    step = matter.steps.last()
    assert (
        matter.stage == stage and step.is_public and step.by_unit == public.matter.unit and step.note.text == "Valmis"
    )
    seen = {row["update_id"]: row for row in api.get("v2/servicerequestupdates").rows}
    assert "Valmis" in seen[answer_.row["update_id"]]["description"]


def test_u2_the_same_update_again_is_the_same_one(api, public):
    secret = make_key(unit=public.matter.unit)[1]
    posts = [
        api.post("v2/servicerequestupdates", api_key=secret, **told(public.matter.reference, "CLOSED"))
        for _ in range(2)
    ]
    assert posts[0].row == posts[1].row and OutsideUpdate.objects.count() == 1
    assert public.matter.steps.filter(verb="closed").count() == 1


def test_u3_reopening_opens_it_again(api, public):
    secret = make_key(unit=public.matter.unit)[1]
    api.post("v2/servicerequestupdates", api_key=secret, **told(public.matter.reference, "CLOSED"))
    api.post("v2/servicerequestupdates", api_key=secret, **told(public.matter.reference, "REOPEN", update_id="18"))
    assert api.requests().row["status"] == "open"


def test_u2_a_worker_of_another_unit_may_not(api, public):
    secret = make_key(unit=make_unit("puistot"))[1]
    assert api.post("v2/servicerequestupdates", api_key=secret, **told(public.matter.reference, "CLOSED")).status == 403
    private = make_feedback(category=public.category)
    assert (
        api.post("v2/servicerequestupdates", api_key=secret, **told(private.matter.reference, "CLOSED")).status == 404
    )
    with pytest.raises(PermissionDenied):
        matters.move(public.matter, "closed", verb="closed", by=None, by_program_of=make_unit("puistot"))


def test_u2_the_program_that_reported_passes_on_what_its_sender_adds(api, service):
    own, secret = make_key()
    feedback = make_feedback(category=service, source="api", api_key=own)
    answer_ = api.post("v2/servicerequestupdates", api_key=secret, **told(feedback.matter.reference, "OPEN"))
    assert answer_.status == 200
    assert feedback.messages.get().text == "Valmis" and feedback.messages.get().direction == "reply"
    assert Matter.objects.get(pk=feedback.pk).stage == "received"


def test_u2_what_is_wrong_with_an_update_is_told_at_once(api, public, key):
    wrong = {"status": "DONE", "updated_datetime": "today", "media_url": "x", "update_id": "x" * 121}
    answer_ = api.post("v2/servicerequestupdates", api_key=key, **wrong, locale="en")
    assert answer_.status == 400 and len(answer_.rows) == 5
    assert api.post("v2/servicerequestupdates", **told("MLI-2026-00000", "OPEN")).status == 403
    assert api.post("v2/servicerequestupdates", api_key=key, **told("MLI-2026-00000", "OPEN")).status == 404


def test_u2_closing_needs_a_reason(api, public):
    secret = make_key(unit=public.matter.unit)[1]
    answer_ = api.post(
        "v2/servicerequestupdates", api_key=secret, **told(public.matter.reference, "CLOSED", description="")
    )
    assert answer_.status == 400
