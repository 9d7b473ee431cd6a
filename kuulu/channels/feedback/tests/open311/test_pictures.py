"""2.6 P7: pictures sent along, or named by their address."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kuulu.channels.feedback.models import Category

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


@pytest.mark.parametrize("name", ["media", "media[]", "media0"])
def test_p7_pictures_are_kept_clean_and_shown_only_after_the_check(api, service, key, jpeg, name):
    reference = api.post(api_key=key, **GOOD, **{name: [jpeg(), jpeg("blue")]}, media_url="http://x.example/1.jpg").row[
        "service_request_id"
    ]
    feedback = only()
    papers = list(feedback.matter.papers.all())
    assert len(papers) == 2 and feedback.media_url == ""
    assert b"SecretCamera" not in papers[0].file.read()
    assert not api.get(f"v2/requests/{reference}").row.get("media_url")


def test_p7_an_address_of_a_picture_is_kept_as_text(api, service, key):
    assert api.post(api_key=key, **GOOD, media_url=["https://x.example/1.jpg", "https://x.example/2.jpg"]).status == 200
    assert only().media_url == "https://x.example/1.jpg" and not only().matter.papers.exists()


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
        json_api.post(api_key=key, **GOOD, media_url="https://x.example/1.jpg")
    assert asked == ["https://x.example/1.jpg"] and only().matter.papers.count() == 1


def test_p7_a_named_picture_in_our_own_network_is_not_fetched(
    json_api, service, key, settings, django_capture_on_commit_callbacks
):
    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "fetch_media": True}}
    with django_capture_on_commit_callbacks(execute=True):
        json_api.post(api_key=key, **GOOD, media_url="http://127.0.0.1/1.jpg")
    assert only().matter.papers.count() == 0
