"""Files that residents send: a bounded number an hour from one address, at every door, and bounded in length."""

from io import BytesIO

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image

from kuulu.channels.feedback.actions.keys import ask_for_key
from kuulu.channels.feedback.models import Feedback
from kuulu.channels.feedback.vocabulary import KeyKind, KeyState
from kuulu.commons.conversation.models import Comment
from kuulu.foundation.health import look
from kuulu.foundation.models import ReceivedFiles

pytestmark = pytest.mark.django_db
TOO_MANY = "Very many pictures have come from your network"
TYPED = "The lamp by the gate is dark"


def picture(name="lamp.jpg"):
    body = BytesIO()
    Image.new("RGB", (40, 30), "red").save(body, "JPEG")
    return SimpleUploadedFile(name, body.getvalue(), "image/jpeg")


def limited(settings, **limits):
    settings.KUULU = {**settings.KUULU, "UPLOADS": {**settings.KUULU["UPLOADS"], **limits}}


def tell(client, city, files):
    fields = {"laji": "fault", "aihe": "lamp", "text": TYPED, "contact": "no", "shows_name": "no", "looked": "1"}
    return client.post("/en/palaute/uusi/?laji=fault&aihe=lamp", {**fields, "photos": files})


def begin_with_picture(client, city, files):
    return client.post("/en/palaute/uusi/kuva/", {"photos": files, "lat": "", "lon": ""})


def comment(client, city, files):
    reference = city.objects["public"].matter.reference
    return client.post(f"/en/keskustelu/{reference}/", {"text": TYPED, "name": "", "photo": files[0]})


def add_to_own(client, city, files):
    client.force_login(city.people["resident"])
    reference = city.objects["own"].matter.reference
    return client.post("/en/palaute/oma/lisaa/", {"numero": reference, "text": TYPED, "photos": files})


def post_by_program(client, city, files):
    key, secret = ask_for_key(kind=KeyKind.PRODUCTION, name="App", email="app@example.org")
    type(key).objects.filter(pk=key.pk).update(state=KeyState.ACTIVE)
    fields = {"api_key": secret, "service_code": "lamp", "description": TYPED, "lat": "61.6886", "long": "27.2723"}
    return client.post("/open311/v2/requests.json?locale=en", {**fields, "media": files})


DOORS = {"tell": tell, "begin": begin_with_picture, "comment": comment, "add": add_to_own, "program": post_by_program}


@pytest.mark.usefixtures("early_in_the_hour")
@pytest.mark.parametrize("door", DOORS)
def test_an_address_that_sends_too_many_files_is_told_so_kindly_and_nothing_typed_is_lost(small_city, settings, door):
    limited(settings, per_hour=2)
    client, before = Client(), Feedback.objects.count() + Comment.objects.count()
    for _ in range(2):
        begin_with_picture(Client(), small_city, [picture()])
    answer = DOORS[door](client, small_city, [picture()])
    page = answer.content.decode()
    assert Feedback.objects.count() + Comment.objects.count() == before
    if door == "program":
        assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 3600
        return
    assert answer.status_code == 200 and TOO_MANY in page
    assert TYPED in page or door == "begin"


@pytest.mark.parametrize("door", DOORS)
def test_within_the_limit_and_from_another_address_files_are_taken(small_city, settings, door):
    limited(settings, per_hour=2)
    for _ in range(3):
        begin_with_picture(Client(), small_city, [picture()])
    answer = DOORS[door](Client(REMOTE_ADDR="198.51.100.7"), small_city, [picture()])
    assert answer.status_code in (200, 302, 303) and TOO_MANY not in answer.content.decode()


def test_each_file_counts_and_without_files_one_may_speak_on(small_city, settings):
    limited(settings, per_hour=5)
    assert tell(Client(), small_city, [picture() for _ in range(5)]).status_code == 302
    assert tell(Client(), small_city, [picture()]).status_code == 200
    assert tell(Client(), small_city, []).status_code == 302


def test_a_forged_forwarded_address_sends_no_more(small_city, settings):
    limited(settings, per_hour=1)
    for number in range(3):
        answer = tell(Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}"), small_city, [picture()])
    assert answer.status_code == 200


def test_the_house_ships_with_sixty_an_hour_and_two_gigabytes_a_day():
    assert house.KUULU["UPLOADS"]["per_hour"] == 60 and house.KUULU["UPLOADS"]["day_bytes"] == 2_000_000_000


@pytest.mark.advisory("CVE-2023-28837")
def test_of_a_file_that_is_too_long_little_more_is_kept_than_the_limit(small_city, settings):
    limited(settings, bytes=300_000)
    body = picture().read() + b"\0" * 5_000_000
    page = tell(Client(), small_city, [SimpleUploadedFile("huge.jpg", body)]).content.decode()
    assert "larger than" in page and TYPED in page
    kept = RequestFactory().post("/en/", {"photos": SimpleUploadedFile("huge.jpg", body)}).FILES["photos"]
    assert 300_000 < kept.size < 450_000


def test_what_comes_in_a_day_is_counted_and_health_worries_when_it_is_more_than_expected(small_city, settings):
    limited(settings, day_bytes=2000)
    one = picture().size
    begin_with_picture(Client(), small_city, [picture()])
    assert look().received_today == one and not [w for w in look().worries() if "megabytes" in w]
    tell(Client(), small_city, [picture(), SimpleUploadedFile("x.jpg", b"no picture" * 300)])
    assert ReceivedFiles.objects.get().files == 3 and look().received_today == 2 * one + 3000
    assert [worry for worry in look().worries() if "megabytes" in worry]
