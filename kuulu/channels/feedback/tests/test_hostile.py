"""Whatever is sent, nothing breaks: a clear word, what was typed kept, never a 500, and once is once."""

import io
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from kuulu.channels.feedback.models import Category, Feedback, Question
from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.tests.test_documents import document, upload
from kuulu.foundation.text import clean

from .factories import make_category, make_feedback, make_public
from .test_pages import tell

pytestmark = pytest.mark.django_db


def picture(name="kuva.jpg"):
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


HOSTILE = [
    "a\x00b",
    "x" * 1_000_000,
    "👩‍👩‍👧‍👦" * 50,
    "\u202egnp.exe",
    "<script>alert(1)</script>",
    "'; DROP TABLE feedback_feedback; --",
    "{{ 7*7 }}{% debug %}",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "\r\n\r\nSet-Cookie: a=b",
    "%s%n%x",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_taken_or_told_of_and_never_runs(client, text):
    page = tell(client, make_category(), text=text, follow=True, title=text[:300], where=text[:300])
    assert page.status_code == 200 and b"<script>alert" not in page.content
    if not Feedback.objects.exists():
        assert b"k-errors" in page.content and clean(text)[:50].encode() in page.content


@pytest.mark.parametrize(
    "field, value",
    [
        ("lat", "nan"),
        ("lat", "inf"),
        ("lat", "1e999"),
        ("lat", "61,68"),
        ("lat", "61.6; DROP"),
        ("lon", "400"),
        ("lat", "\x00"),
        ("shape", "[" * 5000),
        ("shape", '{"type": "Point", "coordinates": [1, 2]}'),
        ("shape", '{"type": "Polygon", "coordinates": [[[1e400, 2], [3, 4]]]}'),
        ("shape", '{"type": "LineString", "coordinates": "kuoppa"}'),
        ("spot", "999999999999,1,x"),
        ("sender_email", "not an address"),
        ("contact", "perhaps"),
        ("idempotency_key", "k" * 5000),
        ("held", "forged"),
        ("website", "http://spam.example"),
    ],
)
def test_a_field_of_the_wrong_sort_is_told_of_and_the_text_is_kept(client, field, value):
    page = tell(client, make_category(), text="Säilyy ruudulla", follow=True, **{field: value})
    assert page.status_code == 200
    assert "Säilyy ruudulla" in page.content.decode()
    if field in ("lat", "lon", "shape") and value not in ("61,68", "\x00"):
        assert not Feedback.objects.exists() and b"k-errors" in page.content


def test_swapped_latitude_and_longitude_are_noticed(client):
    page = tell(client, make_category(), lat="27.2723", lon="61.6886", follow=True)
    assert b"k-errors" in page.content and not Feedback.objects.exists()


def test_a_point_outside_the_city_is_asked_about_unless_the_subject_takes_it(client):
    tell(client, make_category(), lat="60.17", lon="24.94")
    assert not Feedback.objects.exists()
    tell(client, make_category("b", outside_city_ok=True), lat="60.17", lon="24.94")
    assert Feedback.objects.get().matter.lat == 60.17


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>", "image/svg+xml"),
        SimpleUploadedFile("x.jpg", b"<html><script>", "image/jpeg"),
        SimpleUploadedFile("x.jpg", b"\xff\xd8\xff broken", "image/jpeg"),
    ],
    ids=["svg", "html as jpeg", "broken"],
)
def test_a_bad_picture_is_told_of_by_name_and_the_good_one_is_held(client, file):
    page = tell(client, make_category(), photos=[picture("hyvä.jpg"), file], text="Kuvan kera")
    assert b"k-errors" in page.content and file.name.encode() in page.content
    assert "hyvä.jpg" in page.content.decode() and not Feedback.objects.exists()


def test_the_pages_of_a_letter_are_pictures_and_one_too_long_keeps_what_was_typed(client):
    page = tell(client, make_category(), photos=[upload(document(*["red"] * 7)), picture()], text="Kirje ohessa")
    told = page.content.decode()
    assert "Kirje ohessa" in told and "kirje.pdf" in told and not Feedback.objects.exists()
    tell(client, make_category("valot"), photos=[upload(document("red", "blue")), picture()], text="Kirje ohessa")
    assert Feedback.objects.get().matter.papers.count() == 3


def test_a_held_picture_comes_along_without_being_chosen_again(client):
    page = tell(client, make_category(), photos=[picture()], text="", follow=True)
    word = page.content.decode().split('name="held" value="')[1].split('"')[0]
    tell(client, Category.objects.get(), held=word, text="Nyt tekstin kera")
    assert Paper.objects.filter(matter=Feedback.objects.get().matter).count() == 1


def test_a_way_that_begins_with_a_picture_ends_in_a_feedback_with_it(client):
    category = make_category()
    begun = client.post(reverse("feedback:photo_first"), {"photos": picture(), "lat": "61.6886", "lon": "27.2723"})
    chosen = client.get(begun["Location"] + f"&laji=fault&aihe={category.code}")
    word = chosen.content.decode().split('name="held" value="')[1].split('"')[0]
    tell(client, category, held=word, lat="61.6886", lon="27.2723")
    assert Feedback.objects.get().matter.papers.count() == 1


def test_sent_twice_is_written_once(client):
    category = make_category()
    first, second = (tell(client, category, idempotency_key="a" * 32) for _ in range(2))
    assert first["Location"] == second["Location"] and Feedback.objects.count() == 1


def test_a_stale_form_gives_the_text_back():
    client = Client(enforce_csrf_checks=True)
    page = tell(client, make_category(), text="Tämä ei saa kadota")
    assert page.status_code == 403 and "Tämä ei saa kadota" in page.content.decode()


def test_many_from_one_network_are_asked_a_plain_question_and_lose_nothing(client, settings):
    settings.KUULU = {**settings.KUULU, "RATE": {**settings.KUULU["RATE"], "submit_per_hour": 1}}
    category = make_category()
    tell(client, category)
    page = tell(client, category, text="Toinen asia")
    assert b'name="sum"' in page.content and b"Toinen asia" in page.content and Feedback.objects.count() == 1
    asked = page.content.decode().split('name="asked" value="')[1].split('"')[0]
    from django.core import signing

    right = signing.loads(asked, salt="kuulu.feedback.question")["sum"]
    tell(client, category, text="Toinen asia", asked=asked, sum=right)
    assert Feedback.objects.count() == 2
    tell(client, category, text="Kolmas", asked=asked, sum=right)
    assert Feedback.objects.count() == 2


def test_similar_matters_nearby_are_shown_once_before_sending(client):
    category, here = make_category(), {"lat": "61.6886", "lon": "27.2723"}
    near = make_feedback(category=category, lat=61.6887, lon=27.2724, wishes_public=True, text="Kuoppa torilla")
    make_public(near)
    make_public(make_feedback(category=category, lat=61.75, lon=27.2724, wishes_public=True, text="Kuoppa kaukana"))
    page = tell(client, category, text="Kuoppa torin laidalla", looked="", **here)
    assert b"Kuoppa torilla" in page.content and b"Kuoppa kaukana" not in page.content
    assert Feedback.objects.count() == 2 and b'name="looked" value="1"' in page.content
    tell(client, category, text="Kuoppa torin laidalla", looked="1", **here)
    assert Feedback.objects.count() == 3


def test_a_phone_number_in_a_text_meant_for_all_is_pointed_out(client):
    page = tell(client, make_category(), text="Soita 040 123 4567", wishes_public="on", looked="")
    assert b'name="looked" value="1"' in page.content and not Feedback.objects.exists()
    tell(client, make_category("b"), text="Soita 040 123 4567", looked="")
    assert Feedback.objects.count() == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(
    st.sampled_from(["text", "title", "where", "lat", "lon", "shape", "spot", "contact", "shows_name", "sender_name",
                     "sender_email", "sender_phone", "answer_maara", "answer_lista", "answer_aika", "held", "looked",
                     "idempotency_key", "wishes_public", "laji", "aihe", "asked", "sum", "another"]),
    st.one_of(st.text(max_size=60), st.floats().map(str), st.integers().map(str), st.sampled_from(["yes", "no", "on"])),
))  # fmt: skip
def test_no_form_whatever_breaks_the_house(client, fields):
    category = make_category() if not Question.objects.exists() else Question.objects.first().category
    values = [{"key": "a", "names": {"fi": "A"}}]
    for order, (code, sort) in enumerate([("maara", "number"), ("lista", "multivaluelist"), ("aika", "datetime")], 1):
        defaults = {"data_type": sort, "order": order, "values": values}
        Question.objects.get_or_create(category=category, code=code, defaults=defaults)
    address = f"{reverse('feedback:new')}?laji=fault&aihe={category.code}"
    assert client.post(address, fields).status_code in (200, 302)
    assert (
        client.get(reverse("feedback:list"), {k: v.replace("\x00", "") for k, v in fields.items()}).status_code == 200
    )


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_key_are_one_feedback():
    category, faults = make_category(), []

    def send():
        try:
            faults.append(tell(Client(), category, idempotency_key="b" * 32).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert faults == [302] * 8 and Feedback.objects.count() == 1
