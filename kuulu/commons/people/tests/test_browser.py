"""In a real browser with the strict policy in force: signing in by code, a security key, and what axe says."""

import os

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.actions import audit, notify
from kuulu.commons.people.models import Person, Role
from kuulu.foundation.testing.axe import violations

from .test_accounts import code_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("KUULU_SHOTS")


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": True}
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # plain http on this machine
    with translation.override("en"):
        yield


@pytest.fixture
def chief():
    person = Person.objects.create_user("chief@example.org", name="Pirkko Päällikkö", language="en")
    Role.objects.create(person=person, duty="administrator")
    notify(kind="step", key="1", subject="It moved", text="Words", link="/en/", person=person)
    audit(person, "read", kind="person", reference=str(person.uuid))
    return person


@pytest.fixture
def faults(page):
    """What the browser complained of, the content policy's refusals among it."""
    said = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: said.append(str(one)))
    return said


def sign_in(page, live_server, person, then):
    page.goto(f"{live_server.url}{reverse('account_login')}?next={then}")
    assert violations(page) == []
    page.get_by_label("Email").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_load_state()
    assert violations(page) == []
    page.locator("input[name=code]").fill(code_in(mail.outbox[-1]))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()


def with_security_key(page):
    """A security key that the browser believes in."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_a_clerk_signs_in_sets_up_a_security_key_and_the_desk_opens(page, live_server, chief, faults):
    with_security_key(page)
    sign_in(page, live_server, chief, reverse("house:start"))
    page.goto(live_server.url + reverse("house:start"))
    assert page.url.split("?")[0].endswith(reverse("people:second_factor"))
    page.get_by_role("link", name="A security key").click()
    page.locator("input[name=name]").fill("My key")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    page.goto(live_server.url + reverse("house:start"))
    assert page.get_by_role("heading", name="The house", exact=True).is_visible()
    assert faults == []


@pytest.mark.parametrize(
    "name", ["people:settings", "people:notices", "people:data", "mfa_index", "house:start", "house:trail", "house:people"]
)  # fmt: skip
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_overflows(page, live_server, chief, settings, client, name, width):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    client.force_login(chief)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + reverse(name))
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name.replace(':', '-')}-{width}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
