"""Following, hearing of new matters, feeds and "this concerns me too", through the address like a visitor."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from kuulu.commons.matters.actions import follow, hide, publish, record
from kuulu.commons.matters.models import Following, Subscription
from kuulu.commons.people.models import Notice
from kuulu.commons.places.models import Area

from .factories import make_chief, make_matter, make_person

pytestmark = pytest.mark.django_db
COOKIE = "kuulu_visitor"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def matter():
    return make_matter(public=True)


def follow_page(matter):
    return reverse("matters:follow", args=[matter.reference])


def path_in(mail, page):
    return re.search(rf"http://testserver(/\S*{page}\S*)", mail.body)[1]


def test_an_address_follows_only_after_the_link_in_its_mail(client, matter, mailoutbox):
    assert client.post(follow_page(matter), {"email": "Resident@Example.org"}).status_code == 200
    record(matter, "outcome", by_staff=True)
    assert Following.objects.get().confirmed_at is None and len(mailoutbox) == 1
    confirm = path_in(mailoutbox[0], "vahvista")
    assert client.get(confirm).status_code == 200 and Following.objects.get().confirmed_at is None
    assert client.post(confirm).status_code == 200 and Following.objects.get().confirmed_at
    assert client.post(confirm).status_code == 404
    record(matter, "outcome", by_staff=True)
    assert [mail.to for mail in mailoutbox] == [["resident@example.org"]] * 2


def test_one_button_from_any_mail_ends_it(client, matter, mailoutbox):
    follow(matter, email="r@example.org", confirmed=True)
    record(matter, "outcome", by_staff=True)
    stop = path_in(mailoutbox[0], "seuraa/lopeta")
    assert client.get(stop).status_code == 200 and Following.objects.exists()
    assert client.post(stop).status_code == 200 and not Following.objects.exists()
    assert client.get(stop).status_code == 200


@pytest.mark.parametrize("token", ["x", "MTIz:1abc:def", "a" * 300])
def test_a_made_up_link_stops_and_confirms_nothing(client, matter, token):
    Following.objects.create(matter=matter, email="r@example.org")
    for name in ("stop", "confirm", "unsubscribe", "confirm_subscription"):
        assert client.post(reverse(f"matters:{name}", args=[token])).status_code == 404
    assert Following.objects.get().confirmed_at is None


def test_a_link_for_one_thing_does_not_open_another(client, matter, mailoutbox):
    client.post(follow_page(matter), {"email": "r@example.org"})
    token = path_in(mailoutbox[0], "vahvista").rstrip("/").rsplit("/", 1)[1]
    assert client.post(reverse("matters:confirm_subscription", args=[token])).status_code == 404


def test_an_account_follows_and_stops_with_one_button(client, matter):
    client.force_login(make_person())
    client.post(follow_page(matter), {"verb": "follow"})
    client.post(follow_page(matter), {"verb": "follow"})
    matter.refresh_from_db()
    assert matter.followings.count() == 1 == matter.followers_count
    client.post(follow_page(matter), {"verb": "stop"})
    matter.refresh_from_db()
    assert matter.followings.count() == 0 == matter.followers_count


def test_a_private_matter_has_no_page_to_follow_from(client):
    private = make_matter()
    for name in ("follow", "concern", "matter_feed"):
        assert client.get(reverse(f"matters:{name}", args=[private.reference])).status_code == 404


def test_the_opener_stops_and_begins_again_to_hear_of_the_own_private_matter(client):
    opener = make_person("opener")
    private = make_matter(by=opener)
    client.force_login(opener)
    client.post(follow_page(private), {"verb": "stop"})
    record(private, "outcome", by_staff=True)
    client.post(follow_page(private), {"verb": "follow"})
    record(private, "outcome", by_staff=True)
    assert Notice.objects.filter(person=opener, kind="step").count() == 1
    client.force_login(make_chief())
    assert client.get(follow_page(private)).status_code == 404


def test_a_program_that_fills_every_field_follows_nothing(client, matter):
    client.post(follow_page(matter), {"email": "r@example.org", "website": "http://x"})
    assert not Following.objects.exists()


@pytest.mark.usefixtures("early_in_the_hour")
def test_one_address_is_not_flooded_with_confirmations(client, matter, mailoutbox):
    answers = [client.post(follow_page(matter), {"email": "r@example.org"}).status_code for _ in range(12)]
    assert answers[-1] == 429 and len(mailoutbox) == 1


def test_concern_is_one_button_and_a_cookie_only_then(client, matter):
    page = reverse("matters:concern", args=[matter.reference])
    assert COOKIE not in client.get(page).cookies
    assert COOKIE in client.post(page).cookies
    client.post(page)
    matter.refresh_from_db()
    assert matter.concerns_count == 1
    client.cookies[COOKIE] = client.cookies[COOKIE].value + "x"
    client.post(page)
    matter.refresh_from_db()
    assert matter.concerns_count == 2, "a forged cookie is a new visitor"
    client.post(page, {"verb": "take_back"})
    matter.refresh_from_db()
    assert matter.concerns_count == 1


def test_new_matters_are_told_to_whom_they_fit(client, mailoutbox):
    area = Area.objects.create(code="ristiina", names={"fi": "Ristiina"})
    page = reverse("matters:subscriptions")
    client.post(page, {"email": "all@example.org", "cadence": "at_once"})
    client.post(page, {"email": "area@example.org", "cadence": "at_once", "area": area.pk})
    client.post(page, {"email": "kind@example.org", "cadence": "at_once", "kind": "feedback", "words": "Keinu"})
    client.post(page, {"email": "unproved@example.org", "cadence": "at_once"})
    for mail in mailoutbox[:3]:
        assert client.post(path_in(mail, "uudet/vahvista")).status_code == 200
    mailoutbox.clear()
    make_matter(public=True, title="Uusi keinu", summary="rantaan")
    make_matter(public=True, title="Kuoppa", area=area)
    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "all@example.org",
        "all@example.org",
        "area@example.org",
        "kind@example.org",
    ]
    client.post(path_in(mailoutbox[-1], "uudet/lopeta"))
    assert Subscription.objects.count() == 3


def test_a_matter_published_again_is_not_new(client, mailoutbox):
    person = make_person()
    Subscription.objects.create(person=person, cadence="at_once", confirmed_at=make_matter().opened_at)
    matter = make_matter(public=True)
    hide(matter, by=make_chief(), note="Syy")
    publish(matter, by=make_chief())
    assert Notice.objects.filter(kind="new_matter").count() == 1


def test_an_account_ends_only_its_own_subscriptions(client):
    other = Subscription.objects.create(
        person=make_person("other"), cadence="daily", confirmed_at=make_matter().opened_at
    )
    client.force_login(make_person())
    page = reverse("matters:subscriptions")
    client.post(page, {"cadence": "weekly", "words": "valo"})
    assert client.get(page).status_code == 200 and Subscription.objects.count() == 2
    client.post(page, {"end": other.pk})
    client.post(page, {"end": "9" * 30})
    assert Subscription.objects.filter(pk=other.pk).exists()
    client.post(page, {"end": Subscription.objects.get(words="valo").pk})
    assert Subscription.objects.count() == 1


def entries(answer):
    return [entry.find(f"{ATOM}title").text for entry in ET.fromstring(answer.content).iter(f"{ATOM}entry")]


def test_the_feed_has_public_matters_by_kind_area_and_words(client):
    area = Area.objects.create(code="ristiina", names={"fi": "Ristiina"})
    make_matter(title="Salainen")
    make_matter(public=True, title="Valo", area=area)
    make_matter(public=True, title="Kuoppa & <b>")
    page = "/fi/syote/asiat.atom"
    assert entries(client.get(page)) == ["Kuoppa & <b>", "Valo"]
    assert entries(client.get(page + "?area=ristiina&kind=feedback")) == ["Valo"]
    assert entries(client.get(page + "?words=kuoppa")) == ["Kuoppa & <b>"]
    assert entries(client.get(page + "?kind=nothing")) == entries(client.get(page + "?area=x&stage=y")) == []


def test_a_feed_asked_for_again_is_not_sent_again_until_something_changes(client, matter):
    page = reverse("matters:matter_feed", args=[matter.reference])
    first = client.get(page)
    assert first["Content-Type"].startswith("application/atom+xml")
    assert client.get(page, headers={"If-None-Match": first["ETag"]}).status_code == 304
    record(matter, "outcome", values={"text": {"fi": "Valmis"}}, by_staff=True)
    changed = client.get(page, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and "Valmis" in entries(changed)[0]


@pytest.mark.advisory("CVE-2024-27090")
def test_a_hidden_matter_leaves_the_feeds_at_once(client, matter):
    assert entries(client.get("/fi/syote/asiat.atom"))
    hide(matter, by=make_chief(), note="Syy")
    assert entries(client.get("/fi/syote/asiat.atom")) == []
    assert client.get(reverse("matters:matter_feed", args=[matter.reference])).status_code == 404


def test_pages_cost_the_same_for_many_as_for_one(client, matter, django_assert_max_num_queries):
    for number in range(30):
        make_matter(public=True, title=f"Asia {number}")
        record(matter, "outcome", by_staff=True)
    for page in ("/fi/syote/asiat.atom", reverse("matters:matter_feed", args=[matter.reference]), follow_page(matter)):
        with django_assert_max_num_queries(6):
            assert client.get(page).status_code == 200
