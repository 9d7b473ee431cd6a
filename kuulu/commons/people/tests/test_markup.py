"""What every page of the room owes a reader in its markup: one h1, no step left out, nothing inline, no id twice."""

import pytest
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.actions import audit, make_secret_link, notify
from kuulu.commons.people.models import Notice, Person, Role
from kuulu.foundation import clock
from kuulu.foundation.models import DeadLetter
from kuulu.foundation.testing.pages import faults_of

pytestmark = pytest.mark.django_db
OPEN = ["account_login", "account_signup", "people:data"]
OWN = [
    "people:settings", "people:notices", "people:data", "people:second_factor", "account_email",
    "account_logout", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "usersessions_list",
    "socialaccount_connections",
]  # fmt: skip
DESK = ["house:start", "house:people", "house:trail", "house:work", "house:outbox", "house:add"]


@pytest.fixture
def chief(db):
    person = Person.objects.create_user("chief@example.org", name="Pirkko Päällikkö")
    Role.objects.create(person=person, duty="administrator")
    notify(kind="step", key="1", subject="It moved", text="Words", link="/en/", person=person)
    Notice.objects.create(email="a@b.fi", kind="step", key="2", subject="S", text="T", state="failed")
    DeadLetter.objects.create(task="kuulu.x", error="E", failed_at=clock.now())
    audit(person, "read", kind="person", reference=str(person.uuid))
    return person


def look(client, address, code="en"):
    with translation.override(code):
        said = client.get(address() if callable(address) else reverse(address))
    assert said.status_code == 200, said
    assert faults_of(said.content.decode()) == []


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_are_sound(client, name):
    for code in ("fi", "fi-simple", "sv", "en"):
        look(client, name, code)


@pytest.mark.parametrize("name", OWN + DESK)
def test_own_pages_and_the_desk_are_sound(client, chief, name):
    client.force_login(chief)
    look(client, name)


def test_pages_by_a_link_are_sound(client, chief):
    client.force_login(chief)
    look(client, lambda: reverse("house:person", args=[chief.uuid]))
    token = make_secret_link(purpose="own_data", subject="own_data", days=1, email="a@b.fi", once=True)
    look(client, lambda: reverse("people:data_link", args=[token]))


@pytest.mark.parametrize("name", ["account_login", "account_signup", "people:data"])
@pytest.mark.parametrize(
    "typed", ["", "no address", "a\x00b@example.org", "x" * 100_000, "\u202eevil@example.org", "😀"]
)
def test_a_wrong_address_is_explained_and_never_breaks_the_page(client, name, typed):
    with translation.override("en"):
        said = client.post(reverse(name), {"login": typed, "email": typed, "old_enough": "on"})
    assert said.status_code in (200, 302, 400)
    assert said.status_code == 302 or faults_of(said.content.decode()) == []
