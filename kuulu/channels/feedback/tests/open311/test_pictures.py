"""2.6 P7: pictures sent along, or named by their address."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kuulu.channels.feedback.actions.forget import make_nameless
from kuulu.channels.feedback.models import Category
from kuulu.channels.feedback.tests.factories import make_staff
from kuulu.commons.matters.tests.test_documents import document, upload

from .test_posting import GOOD, only, refused


def test_p7_what_is_no_picture_is_refused(api, service, key):
    for name, content in {
        "a.svg": b"<svg onload=alert(1)>",
        "a.jpg": b"<html>",
        "b.png": b"",
        "c.jpg": b"\xff\xd8\xffx",
    }.items():
        refused(api.post(api_key=key, **GOOD, media=SimpleUploadedFile(name, content, "image/jpeg")))


def test_p7_a_service_without_pictures_refuses_them(api, service, key, jpeg):
    Category.objects.update(takes_photos=False)
    refused(api.post(api_key=key, **GOOD, media=jpeg(), locale="en"), "pictures")


def test_p7_too_many_pictures_are_refused(api, service, key, jpeg):
    refused(api.post(api_key=key, **GOOD, **{"media[]": [jpeg() for _ in range(7)]}, locale="en"), "6")


def test_p7_the_pages_of_a_document_are_pictures_and_too_many_are_refused(api, service, key, jpeg):
    refused(api.post(api_key=key, **GOOD, media=[upload(document(*["red"] * 5)), jpeg(), jpeg()], locale="en"), "6")
    assert api.post(api_key=key, **GOOD, media=[upload(document("red", "blue")), jpeg()]).status == 200
    assert only().matter.papers.count() == 3


@pytest.mark.parametrize("name", ["media", "media[]", "media0"])
def test_p7_pictures_are_kept_clean_and_shown_only_after_the_check(api, service, key, jpeg, name):
    reference = api.post(api_key=key, **GOOD, **{name: [jpeg(), jpeg("blue")]}, media_url="http://x.example/1.jpg").row[
        "service_request_id"
    ]
    feedback = only()
    papers = list(feedback.matter.papers.all())
    assert len(papers) == 2 and feedback.media_urls == []
    assert b"SecretCamera" not in papers[0].file.read()
    assert not api.get(f"v2/requests/{reference}").row.get("media_url")


NAMED = ["https://x.example/1.jpg", "https://x.example/2.jpg"]


def test_p7_addresses_of_pictures_are_kept_as_text_shown_at_the_desk_and_forgotten_with_the_sender(api, service, key):
    reference = api.post(api_key=key, **GOOD, media_url=NAMED).row["service_request_id"]
    assert only().media_urls == NAMED and not only().matter.papers.exists()
    assert b"x.example" not in api.get(f"v2/requests/{reference}", extensions="all").response.content
    desk = Client()
    desk.force_login(make_staff(service.unit))
    page = desk.get(f"/en/desk/palaute/{reference}/").content.decode()
    assert all(f'<a href="{address}" rel="noopener noreferrer nofollow">' in page for address in NAMED)
    make_nameless(only())
    assert only().media_urls == []


def test_p7_too_many_addresses_of_pictures_are_refused(api, service, key):
    refused(api.post(api_key=key, **GOOD, media_url=[f"https://x.example/{n}" for n in range(7)], locale="en"), "6")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://x.example/1", "no address", "http://" + "x" * 600, "file:///etc/passwd"]
)
def test_p7_an_address_that_is_none_is_a_fault(api, service, key, address):
    refused(api.post(api_key=key, **GOOD, media_url=address, locale="en"), "media_url")


def test_p7_a_named_picture_is_fetched_where_the_city_has_switched_that_on(
    json_api, service, key, jpeg, settings, monkeypatch, django_capture_on_commit_callbacks
):
    from kuulu.foundation import outgoing

    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "fetch_media": True}}
    asked = []
    monkeypatch.setattr(outgoing, "fetch", lambda address: asked.append(address) or jpeg().read())
    with django_capture_on_commit_callbacks(execute=True):
        json_api.post(api_key=key, **GOOD, media_url=NAMED)
    assert asked == NAMED and only().matter.papers.count() == 2


def test_p7_a_named_picture_in_our_own_network_is_not_fetched(
    json_api, service, key, settings, django_capture_on_commit_callbacks
):
    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "fetch_media": True}}
    with django_capture_on_commit_callbacks(execute=True):
        json_api.post(api_key=key, **GOOD, media_url="http://127.0.0.1/1.jpg")
    assert only().matter.papers.count() == 0
