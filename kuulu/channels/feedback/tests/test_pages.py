"""Feedback through its addresses, without script: choose, tell, receipt, own page, public page."""

import re

import pytest
from django.urls import reverse

from kuulu.channels.feedback.models import Feedback

from .factories import make_category, make_feedback

pytestmark = pytest.mark.django_db


def tell(client, category, follow=False, **fields):
    """Send the form as a browser without script does."""
    typed = {"text": "Syvä kuoppa ajoradalla", "contact": "no", "shows_name": "no", "looked": "1", **fields}
    kind = typed.pop("kind", "fault")
    address = f"{reverse('feedback:new')}?laji={kind}&aihe={category.code}"
    return client.post(address, {"laji": kind, "aihe": category.code, **typed}, follow=follow)


def test_the_first_page_asks_for_kind_and_subject_without_script(client):
    make_category()
    page = client.get("/en/palaute/uusi/")
    assert page.status_code == 200 and b'value="kuopat"' in page.content
    assert client.get("/en/palaute/uusi/?laji=fault&jatka=1").content.count(b"k-errors") > 0


@pytest.mark.parametrize("words", ["kuoppa", "kuopat", "reikä", "monttu", "kuopta", "pothole"])
def test_a_subject_is_found_by_residents_own_words_and_with_a_slip(client, words):
    make_category(synonyms={"fi": "reikä, monttu, routavaurio"})
    make_category("kirjasto", names={"fi": "Kirjasto", "en": "Library"})
    page = client.get("/en/palaute/uusi/", {"haku": words}).content
    assert b'value="kuopat"' in page and b'value="kirjasto"' not in page


def test_a_told_feedback_ends_in_a_receipt_with_its_number(client):
    page = tell(client, make_category(), follow=True)
    feedback = Feedback.objects.get()
    assert feedback.matter.reference.encode() in page.content and page.redirect_chain[-1][1] == 302


def test_the_link_of_the_receipt_opens_the_own_page_and_leaves_the_address(client):
    page = tell(client, make_category(), follow=True)
    link = re.search(rb'href="http://testserver(/[^"]+/oma/[^"]+/)"', page.content)[1].decode()
    client.cookies.clear()
    own = client.get(link, follow=True)
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert own.status_code == 200 and token not in own.redirect_chain[-1][0] and token.encode() not in own.content


def test_a_stranger_sees_no_own_page_and_no_receipt(client):
    reference = make_feedback().matter.reference
    for name in ("own", "receipt"):
        assert client.get(reverse(f"feedback:{name}"), {"numero": reference}).status_code == 404


def test_a_public_one_stands_in_the_list_and_at_its_own_address(client):
    feedback = make_feedback(public=True, text="Keinu on rikki")
    address = reverse("feedback:detail", args=[feedback.matter.reference])
    assert b"Keinu on rikki" in client.get(reverse("feedback:list")).content
    assert b"Keinu on rikki" in client.get(address).content


@pytest.mark.parametrize("name", ["list", "thanks", "figures", "new", "photo_first", "own"])
@pytest.mark.parametrize("language", ["fi", "selko", "sv", "en"])
def test_every_page_opens_empty_in_every_language(client, name, language):
    address = reverse(f"feedback:{name}").replace("/fi/", f"/{language}/", 1)
    assert client.get(address).status_code == 200
