"""Where nothing can be written, the disk being full or the house being tended, everything can still be read."""

import pytest
from django.db import connection

from kuulu.channels.feedback.models import Feedback
from kuulu.channels.feedback.tests.factories import make_category, make_feedback
from kuulu.channels.feedback.tests.test_pages import tell
from kuulu.commons.matters.models import Step

PUBLIC = ["/fi/", "/sv/asiat/", "/en/haku/?q=kuoppa", "/fi/kartta/", "/fi/palaute/", "/fi/palaute/uusi/?laji=fault&aihe=kuopat", "/open311/v2/requests.json", "/api/v1/matters"]  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def category():
    category = make_category()
    make_feedback(public=True, category=category)
    return category


def pragma(text):
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchone()


@pytest.fixture
def closed_for_writing(category):
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if on_sqlite else "SET default_transaction_read_only = on")
    yield category
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF" if on_sqlite else "SET default_transaction_read_only = off")


def assert_readable(client):
    for address in PUBLIC:
        assert client.get(address).status_code == 200, address


@pytest.mark.once  # SQLite alone can be told how large it may grow
def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on_when_there_is_room(client, category, settings):
    settings.KUULU = {**settings.KUULU, "RATE": dict.fromkeys(settings.KUULU["RATE"], 1000)}
    roomy = pragma("PRAGMA max_page_count")[0]
    pragma(f"PRAGMA max_page_count = {pragma('PRAGMA page_count')[0]}")
    try:
        answers = [tell(client, category, text=f"{n} " + "Kuoppa. " * 450) for n in range(40)]
        assert_readable(client)
    finally:
        pragma(f"PRAGMA max_page_count = {roomy}")
    told = [answer.status_code for answer in answers]
    assert set(told) <= {302, 503} and told.count(503) > 10
    assert Feedback.objects.count() == 1 + told.count(302) == Step.objects.filter(verb="received").count()
    refused = answers[-1].content.decode()
    assert "39 Kuoppa. Kuoppa." in refused and 'lang="fi"' in refused
    assert tell(client, category, text="Kuoppa taas").status_code == 302


def test_a_database_open_for_reading_alone_is_read_and_what_was_typed_comes_back(client, closed_for_writing):
    assert_readable(client)
    answer = tell(client, closed_for_writing, text="Syvä kuoppa koulun edessä")
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "Syvä kuoppa koulun edessä" in answer.content.decode()


def test_while_the_house_is_tended_pages_say_so_and_what_was_typed_comes_back(client, category, settings):
    settings.KUULU = {**settings.KUULU, "READ_ONLY": True}
    assert_readable(client)
    assert "You can read everything, and send again in a while." in client.get("/en/palaute/").content.decode()
    answer = tell(client, category, text="Syvä kuoppa koulun edessä")
    page = answer.content.decode()
    assert answer.status_code == 503 and Feedback.objects.count() == 1
    assert "Syvä kuoppa koulun edessä" in page and "csrfmiddlewaretoken" not in page
    told = client.post("/open311/v2/requests.json", {"service_code": "kuopat"})
    assert told.status_code == 503 and told.json()[0]["code"] == 503
    settings.KUULU = {**settings.KUULU, "READ_ONLY": False}
    assert "You can read everything" not in client.get("/en/palaute/").content.decode()
