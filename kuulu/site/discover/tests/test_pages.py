"""A resident reads lists and the own page."""

import pytest

from kuulu.commons.matters.actions import open_matter, publish
from kuulu.commons.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return Person.objects.create_superuser("chief@example.org")


@pytest.fixture
def shown(chief):
    matter = open_matter(kind="feedback", title="Kuoppa kadussa")
    publish(matter, by=chief)
    return matter


def test_the_list_shows_the_public_one_and_a_change_at_once(client, shown, chief):
    assert shown.title in client.get("/fi/asiat/").content.decode()
    other = open_matter(kind="feedback", title="Toinen kuoppa")
    publish(other, by=chief)
    assert other.title in client.get("/fi/asiat/").content.decode()


@pytest.mark.parametrize(
    "query",
    ["page=999999999", "page=-1", "page=x", "kind=x", "area=%27", "since=eilen", "q=%22", "sort=id", "stage=withdrawn"],
)
def test_an_unknown_filter_never_breaks_the_list(client, shown, query):
    assert client.get(f"/fi/asiat/?{query}").status_code == 200


@pytest.mark.usefixtures("early_in_the_hour")
def test_one_person_searching_without_end_is_asked_to_wait(client, shown, settings):
    settings.KUULU = {**settings.KUULU, "RATE": {**settings.KUULU["RATE"], "search_per_minute": 2}}
    answers = [client.get(f"/fi/haku/?q=kuoppa{n}").status_code for n in range(3)]
    assert answers == [200, 200, 429]


def test_my_page_shows_what_i_sent_private_ones_too(client):
    me = Person.objects.create_user("me@example.org")
    mine = open_matter(kind="feedback", title="Oma asiani", by=me)
    client.force_login(me)
    assert mine.title in client.get("/fi/oma/").content.decode()


def test_my_page_asks_a_visitor_to_sign_in(client):
    assert client.get("/fi/oma/").status_code == 302


def test_the_list_takes_at_most_ten_queries(client, shown, chief, django_assert_max_num_queries):
    for n in range(25):
        publish(open_matter(kind="feedback", title=f"Asia {n}"), by=chief)
    with django_assert_max_num_queries(10):
        client.get("/fi/asiat/?q=kuoppa")


@pytest.mark.parametrize(
    "query,is_open", [("", False), ("q=kuoppa", False), ("stage=received", True), ("q=x&sort=concerns", True)]
)
def test_filters_are_folded_away_until_one_is_used_and_words_are_always_there(client, shown, query, is_open):
    page = client.get(f"/en/asiat/?{query}").content.decode()
    fold = page.index('<details class="k-filter-fold"')
    assert page[fold:].split(">")[0].endswith(" open") == is_open
    assert page.index('name="q"') < fold < page.index('name="stage"') < page.index("</details>", fold)


def test_my_page_reaches_everything_i_have_sent(client):
    me = Person.objects.create_user("me@example.org")
    for n in range(52):
        open_matter(kind="feedback", title=f"Asia numero {n}.", by=me)
    client.force_login(me)
    pages = [client.get(f"/en/oma/?sivu={n}").content.decode() for n in (1, 2)]
    assert all(any(f"Asia numero {n}." in page for page in pages) for n in range(52))
    assert "?sivu=2" in pages[0]
