"""The people of the stories: each acts through pages only, in the words of what they do."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.test import Client


class Somebody:
    """A person with a browser window of their own."""

    def __init__(self, browser: Any, house: str, *, width: int = 390, script: bool = True) -> None:
        self.house = house
        self.window = browser.new_context(
            locale="fi-FI", viewport={"width": width, "height": 844}, java_script_enabled=script
        )
        self.page = self.window.new_page()
        self.page.set_default_timeout(10_000)

    def goes_to(self, address: str) -> int:
        """Open a page of the house; its status."""
        return self.page.goto(f"{self.house}{address}" if address.startswith("/") else address).status

    def sees(self, words: str) -> None:
        """The words stand on the page."""
        assert words in self.page.locator("main").inner_text(), words

    def presses(self, name: str) -> None:
        """Press the button of that name and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()


class Resident(Somebody):
    """Somebody who lives in the city and has no account."""

    number = own_page = ""

    def tells_of(self, text: str, *, where: str, category: str) -> None:
        """Send a feedback that others may read."""
        self.goes_to(f"/en/palaute/uusi/?laji=fault&aihe={category}")
        self.page.locator("textarea[name=text]").fill(text)
        self.page.locator("input[name=where]").fill(where)
        self.page.locator("input[name=wishes_public]").check()
        self.page.locator("input[name=contact][value=no]").check()
        self.presses("Send")
        self.number = re.search(r"MLI-\d{4}-[0-9A-Z]{5}", self.page.locator("main").inner_text()).group()
        self.own_page = self.page.locator("a[href*='/palaute/oma/']").first.get_attribute("href")

    def propose(self, title: str, text: str, *, where: str, group: str) -> None:
        """Send a proposal to the round that takes ideas, beginning at the front page of the channel."""
        self.goes_to("/en/budjetti/")
        self.page.get_by_role("link", name="Make a proposal").first.click()
        for name, words in (("title", title), ("text", text), ("where", where), ("group_name", group)):
            self.page.locator(f"[name={name}]").fill(words)
        self.presses("Send")
        self.number = re.search(r"MLI-\d{4}-[0-9A-Z]{5}", self.page.locator("main").inner_text()).group()
        self.own_page = self.page.locator("a[href*='/budjetti/oma/']").first.get_attribute("href")

    def reads_the_answer(self, words: str) -> None:
        """Open the own page by the link on the receipt; the secret then leaves the address."""
        self.goes_to(self.own_page)
        assert self.page.url.split("?")[0].endswith("/en/palaute/oma/"), self.page.url
        self.sees(words)

    def says_it_was_not_put_right(self) -> None:
        """Open the matter again."""
        self.page.locator("form:has-text('No, open it again') textarea").fill("The lamp is still dark.")
        self.presses("No, open it again")


class Official(Somebody):
    """Somebody of the unit, signed in."""

    def __init__(self, browser: Any, house: str, person: Any, **kwargs: Any) -> None:
        super().__init__(browser, house, width=1280, **kwargs)
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        self.window.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house}])

    def opens(self, number: str) -> None:
        """Open a feedback at the desk."""
        assert self.goes_to(f"/en/desk/palaute/{number}/") == 200

    def answers(self, words: str) -> None:
        """Send an answer in the sender's language."""
        self.page.locator("textarea[name=vastaa-en]").first.fill(words)
        self.presses("Send the answer")

    def makes_it_public(self) -> None:
        """Press publish, which stands folded beside the text that was checked."""
        form = self.page.locator("form[action$='/julkaise/']").first
        form.locator("xpath=ancestor::details").last.locator("summary").first.click()
        with self.page.expect_navigation():
            form.locator("button").first.click()

    def opens_proposal(self, number: str) -> None:
        """Open a proposal at the desk."""
        assert self.goes_to(f"/en/desk/budjetti/{number}/") == 200

    def does(self, title: str, button: str, **fields: Any) -> None:
        """Unfold one thing to do, fill it in and send it."""
        self._fill_and_send(self.page.locator(f"details.k-act:has(summary:text-is('{title}'))"), button, fields)

    def writes_the_decision_down(self, chosen: str, *, day: str, section: str) -> None:
        """Write down on a round's page what the body decided, with what was chosen."""
        act = self.page.locator("details.k-act:has(summary:text-is('Write down the decision'))")
        act.locator("summary").click()
        act.get_by_label(chosen).check()
        act.locator("summary").click()
        self._fill_and_send(act, "Write down the decision", {"decided_on": day, "section": section})

    def _fill_and_send(self, act: Any, button: str, fields: dict[str, Any]) -> None:
        act.locator("summary").click()
        for name, value in fields.items():
            field = act.locator(f"[name='{name}'], [name$='-{name}']")
            if value is True:
                field.check()
            elif field.count() > 1:
                act.locator(f"[name$='-{name}'][value='{value}']").check()
            else:
                field.fill(value)
        with self.page.expect_navigation():
            act.get_by_role("button", name=button, exact=True).click()
