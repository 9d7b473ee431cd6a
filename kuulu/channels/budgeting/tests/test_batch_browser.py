"""The pages of a rolling round in a real browser at 320 pixels: clean to axe, never sideways, every target big enough."""

import pytest

from kuulu.channels.budgeting import actions
from kuulu.foundation.testing.axe import violations
from kuulu.foundation.testing.pages import scrolls_sideways, small_targets

from .factories import make_chief
from .rolling import DESK, PAGE, decide, idea, items, member, proposed, runner, told_batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEEN = (
    PAGE, f"{PAGE}ehdota/", f"{PAGE}kasittely/1/", f"{PAGE}kasittely/2/", f"{PAGE}kasittely/3/kokous/", DESK, f"{DESK}1/",
    f"{DESK}2/", f"{DESK}3/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def every_state():
    """A decided batch, one that waits for its decision, one in a meeting with a new and an old idea."""
    decide(proposed(1_000, 2_000, titles="Done"))
    proposed(3_000, titles="Proposed")
    idea("New", days=101, reach="school", reach_line="Class 3A")
    idea("Priced", euros=500)
    batch = told_batch()
    actions.gather(batch)
    told_batch(closes=5, meets=9)
    return batch


def enter(page, live_server, client, person):
    client.force_login(person)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_viewport_size({"width": 320, "height": 700})


def wrong_on(page):
    wrong = [f"small: {one}" for one in small_targets(page)]
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    wrong += ["scrolls sideways"] if scrolls_sideways(page) else []
    return wrong + violations(page)


def test_every_page_of_a_handling_fits_a_phone_and_is_clean_to_axe(page, live_server, client, every_state):
    enter(page, live_server, client, make_chief())
    found = {}
    for address in SEEN:
        answer = page.goto(live_server.url + address)
        assert answer.status == 200, address
        if wrong := wrong_on(page):
            found[address] = wrong
    assert found == {}


def test_a_member_writes_down_what_the_council_says_by_keys_alone(page, live_server, client, every_state):
    enter(page, live_server, client, member())
    page.goto(f"{live_server.url}{PAGE}kasittely/3/kokous/")
    key = next(item.pk for item in items(every_state) if item.priced_euros == 500)
    page.locator(f"#idea-{key} summary").focus()
    page.keyboard.press("Enter")
    page.locator(f"#idea-{key} input[value=support]").focus()
    page.keyboard.press("Space")
    page.locator(f"#idea-{key} button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#idea-{key} >> text=500 euros")
    assert next(item for item in items(every_state) if item.pk == key).recommendation == "support"


def test_the_meeting_prints_its_table_and_none_of_its_forms(page, live_server, client, every_state):
    enter(page, live_server, client, runner())
    page.set_viewport_size({"width": 900, "height": 1200})
    page.goto(f"{live_server.url}{DESK}3/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.locator("table form").first.is_visible() and "Class 3A" in page.locator("table").inner_text()
    page.emulate_media(media="print")
    assert "500" in page.locator("table").inner_text() and "Class 3A" not in page.locator("table").inner_text()
    assert not any(form.is_visible() for form in page.locator("table form").all())
