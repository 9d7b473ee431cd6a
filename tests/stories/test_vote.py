"""We voted: from a printed code to a receipt that we checked ourselves, in a real browser."""

import json
import re
import subprocess
import sys

import pytest
import time_machine

from kuulu.channels.budgeting.ballot_box import closing, writer
from kuulu.channels.budgeting.ballot_box.export import export
from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.models import Envelope
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.envelope import unseal
from kuulu.channels.budgeting.sealing.publication import publish
from kuulu.channels.budgeting.sealing.rules import Limits
from kuulu.channels.budgeting.tests.voting import START, VOTE_KEY, open_vote, print_codes, sheets_of
from kuulu.channels.budgeting.vocabulary import VoteLevel
from kuulu.foundation.testing.axe import violations
from tests.stories.people import Somebody

KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Voter(Somebody):
    """Somebody with a sheet of paper on which a code stands."""

    def __init__(self, *args, script=True, **kwargs):
        super().__init__(*args, script=script, **kwargs)
        self.script = script

    def comes_by_the_picture(self, code):
        """As the camera opens it: the code stands after #."""
        self.sent = []
        self.page.on("request", lambda request: self.sent.append(f"{request.url} {request.post_data or ''}"))
        self.goes_to(f"{START}#{code}")
        field = self.page.get_by_label("Code", exact=True)
        if not field.input_value():
            field.fill(code)
        self.presses("Open my ballot")

    def finds_no_barrier(self):
        if not self.script:  # axe needs it, and the markup is the same
            return
        assert violations(self.page) == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def marks(self, *titles):
        for title in titles:
            self.page.get_by_role("checkbox", name=title).check()
        if self.script:
            self.page.get_by_text(re.compile(r"Chosen: [1-9]")).wait_for()  # the page's script is at work
        self.page.get_by_role("button", name="Look once more").click()
        self.page.get_by_role("heading", name="Is this your vote?").wait_for()
        for title in titles:
            self.sees(title)

    def casts(self):
        self.presses("Cast this ballot")
        self.page.get_by_role("heading", name="Your ballot is in the box").wait_for()
        return self.page.locator("code.budgeting-hash").first.inner_text(), self.page.locator(
            "#tracking-code"
        ).inner_text()


@pytest.fixture
def vote(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")
    return open_vote(VoteLevel.CODES, least_votes=1)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_we_voted_with_a_printed_code_and_checked_it_ourselves(browser, live_server, vote, tmp_path, script):
    voter = Voter(browser, live_server.url, script=script, width=320)
    code = print_codes(vote)[0]
    voter.comes_by_the_picture(code)
    voter.finds_no_barrier()
    voter.marks("Swing", "Tree")
    voter.finds_no_barrier()
    first = voter.casts()
    voter.finds_no_barrier()
    voter.page.get_by_role("link", name="Change my vote").click()
    voter.sees("You have voted already")
    voter.marks("Pier")
    envelope, tracking = voter.casts()
    assert (envelope, tracking) != first
    voter.sees("Pier")
    writer.write(vote.pk)
    voter.page.get_by_role("link", name="Look whether it is there").click()
    voter.sees("It is in the log")

    new = Envelope.objects.get(version=2)
    assert unseal(VOTE_KEY, vote.code, bytes(new.box))[0] == tracking
    _told_to_nobody(voter, code, script)
    _counts_as_cast(vote, tmp_path, envelope, tracking)
    assert first[1] not in (tmp_path / "count/out/ballots.csv").read_text()


def _told_to_nobody(voter, code, script):
    """With script nothing that left the browser told a choice; the code of the paper stood in no address."""
    assert any("choice=" in one for one in voter.sent) is not script
    assert not any(code in one.split(" ")[0].split("#")[0] for one in voter.sent)


def _counts_as_cast(vote, tmp_path, envelope, tracking):
    with time_machine.travel(vote.closes_at):
        assert closing.close_if_due(vote.pk)
    folder = tmp_path / "count"
    export(vote.pk, folder)
    strip(folder)
    open_boxes(folder, sheets_of(vote.code)[:2])
    publish(folder, folder / "out", limits=Limits(rare_percent=100, least_electorate=0))
    words = ["--language", "en", "--envelope", envelope, "--code", tracking]
    command = [sys.executable, "-I", str(folder / "out/verify_ballots.py"), str(folder / "out"), *words]
    done = subprocess.run(command, capture_output=True, text=True, env={})
    assert done.returncode == 0, done.stdout + done.stderr
    names = json.loads(vote.rules)["names"]
    assert any(next(iter(name.values())) == "Pier" for name in names.values())


def test_whoever_marks_too_much_hears_it_at_once_and_what_is_marked_stays_on_the_device(browser, live_server, vote):
    voter = Voter(browser, live_server.url, width=320)
    code = print_codes(vote)[0]
    voter.comes_by_the_picture(code)
    for title in ("Swing", "Tree", "Pier", "Bench"):
        voter.page.get_by_role("checkbox", name=title).check()
    voter.page.get_by_text("Chosen: 4").wait_for()
    voter.page.get_by_role("button", name="Look once more").click()
    voter.page.get_by_text("Choose at most 3. You chose 4.").wait_for()
    assert voter.page.evaluate("document.activeElement.id") == "ballot-faults"
    voter.finds_no_barrier()
    voter.page.get_by_role("checkbox", name="Pier").uncheck()
    voter.page.reload()
    voter.page.wait_for_function("document.getElementById('so-far').textContent === 'Chosen: 3'")
    assert not voter.page.get_by_role("checkbox", name="Pier").is_checked()
    voter.marks()
    voter.casts()
    voter.presses("I am ready: clear this device")
    assert not [one for one in voter.page.evaluate(KEPT) if one.startswith("kuulu")]
    assert not any("choice=" in one for one in voter.sent)


def test_one_votes_by_the_keyboard_alone(browser, live_server, vote):
    voter = Voter(browser, live_server.url)
    voter.goes_to(START)
    page, keys = voter.page, voter.page.keyboard
    page.get_by_label("Code", exact=True).focus()
    keys.type(print_codes(vote)[0].lower().replace("-", ""))
    with page.expect_navigation():
        keys.press("Enter")
    page.get_by_text("Chosen: 0").wait_for()
    page.get_by_role("checkbox", name="Tree").focus()
    keys.press("Space")
    _tabs_to(page, "Look once more")
    keys.press("Enter")
    page.get_by_role("heading", name="Is this your vote?").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    _tabs_to(page, "Cast this ballot")
    with page.expect_navigation():
        keys.press("Enter")
    page.get_by_role("heading", name="Your ballot is in the box").wait_for()


def _tabs_to(page, name):
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")
