"""Cached pages are never stale, and are compressed once for all who read them."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuulu.commons.matters.actions import open_matter, publish
from kuulu.commons.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_second_visit_takes_one_query_and_a_change_is_seen_at_once(client, django_assert_num_queries):
    before = client.get("/en/asiat/").content
    with django_assert_num_queries(1):
        assert client.get("/en/asiat/").content == before
    publish(open_matter(kind="feedback", title="A new hole"), by=Person.objects.create_superuser("chief@example.org"))
    assert b"A new hole" in client.get("/en/asiat/").content


def test_a_reader_who_takes_gzip_gets_it_and_another_the_plain_page(client):
    plain = client.get("/en/asiat/")
    for _ in range(2):
        packed = client.get("/en/asiat/", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.content) == plain.content
        assert "Accept-Encoding" in packed["Vary"] and packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/en/asiat/").headers


def test_somebody_signed_in_never_gets_or_leaves_a_cached_page(client):
    client.force_login(Person.objects.create_user("me@example.org", name="Zz Own Name"))
    mine = client.get("/en/asiat/")
    assert "no-store" in mine["Cache-Control"]
    client.logout()
    client.cookies.clear()
    assert b"Zz Own Name" not in client.get("/en/asiat/").content


def test_a_reader_who_has_the_page_already_is_told_so_without_the_page(client):
    tag = client.get("/en/asiat/")["ETag"]
    assert client.get("/en/asiat/", headers={"If-None-Match": tag}).status_code == 304
    publish(open_matter(kind="feedback", title="A new hole"), by=Person.objects.create_superuser("chief@example.org"))
    assert client.get("/en/asiat/", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_made_for_somebody_with_a_forms_token_is_not_given_to_others(client, django_assert_num_queries):
    client.cookies["csrftoken"] = "a" * 32
    client.get("/en/asiat/")
    client.cookies.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/asiat/")
    assert len(asked) > 1, "made anew"
    with django_assert_num_queries(1):
        client.get("/en/asiat/")


def test_a_page_without_a_language_in_its_address_is_kept_for_each_language(client):
    finnish = client.get("/open311/v2/requests.json", headers={"Accept-Language": "fi"})
    swedish = client.get("/open311/v2/requests.json", headers={"Accept-Language": "sv"})
    assert finnish["Content-Language"] == "fi" and swedish["Content-Language"] == "sv"


def test_a_kept_page_has_the_same_head_as_the_first(client):
    first, second = client.get("/en/asiat/"), client.get("/en/asiat/")
    assert dict(first.items()) == dict(second.items()) and "Content-Security-Policy" in second.headers
