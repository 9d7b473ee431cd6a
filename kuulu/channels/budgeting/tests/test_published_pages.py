"""Anybody reads what was published of a vote, saves it to the byte, and sees why each proposal won or not."""

import io
import json
import re
import subprocess
import sys
import zipfile
from fractions import Fraction

import pytest

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions.publish_vote import explain
from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.models import Proposal
from kuulu.channels.budgeting.queries.explained import reasons_of
from kuulu.channels.budgeting.queries.published import published_of
from kuulu.channels.budgeting.sealing.rules import Mode
from kuulu.channels.budgeting.vocabulary import BallotKind, CountingRule
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_chief, make_staff, words
from .published import held
from .voting import BASE, TITLES

pytestmark = pytest.mark.django_db
PAGE, FILES = f"{BASE}aanestys/tulos/", f"{BASE}aanestys/julkaisu/"
SHARES = {"rule": CountingRule.EQUAL_SHARES}


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def result(made):
    return json.loads((made.out / "result.json").read_bytes())


def test_before_the_publication_there_is_no_such_page(client, tmp_path):
    held(tmp_path, voters=6)
    for address in (PAGE, f"{FILES}log.jsonl", f"{FILES}kaikki.zip", f"{BASE}aanestys/oma/", f"{BASE}raportti/"):
        assert client.get(address).status_code == 404


WHY = {Mode.FULL: "Every ballot is published", Mode.MARKS: "Every mark is published", Mode.TOTALS: "Only the sums"}


@pytest.mark.parametrize("mode", list(Mode))
def test_the_page_says_what_is_published_and_why_and_what_the_rule_takes(client, tmp_path, mode):
    made = held(tmp_path, mode=mode).published()
    page = read(client, PAGE)
    assert WHY[mode] in page and "python3 verify_ballots.py . --language en" in page
    told = result(made)
    names = {str(one.number): one.matter.title for one in Proposal.objects.select_related("matter")}
    taken = re.findall(r"\d+\. (\w+)</a></li>", page)
    assert taken == [names[number] for number in told["winners"]]
    assert f"Together they cost {told['spent'] // 100:,}" in page
    assert ("Look for your own ballot" in page) == (mode is not Mode.TOTALS)
    assert f"{BASE}aanestys/tulos/" in read(client, BASE)


def test_every_file_is_served_to_the_byte_and_found_again_by_its_hash(client, tmp_path):
    made = held(tmp_path, voters=8).published()
    page = read(client, PAGE)
    for name, content in made.files().items():
        answer = client.get(FILES + name)
        assert answer.content == content and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "html" not in answer.headers["Content-Type"] and answer.headers["ETag"].strip('"') in page
        assert client.get(FILES + name, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(f"{FILES}envelopes.bin").status_code == 404


def test_a_stranger_saves_all_and_finds_it_in_order_with_one_command(client, tmp_path):
    made = held(tmp_path).published()
    answer = client.get(f"{FILES}kaikki.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="small-2027.zip"'
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path / "saved")
    words = [sys.executable, "-I", "verify_ballots.py", ".", "--language", "en", "--code", next(iter(made.meant))]
    done = subprocess.run(words, cwd=tmp_path / "saved", env={}, capture_output=True, text=True)
    assert done.returncode == 0 and "All that can be checked is right." in done.stdout
    assert client.get(f"{FILES}kaikki.zip").content == answer.content


RULES = {
    "equal shares": (BallotKind.APPROVAL, CountingRule.EQUAL_SHARES),
    "points": (BallotKind.POINTS, CountingRule.GREEDY),
    "equal shares of points": (BallotKind.POINTS, CountingRule.EQUAL_SHARES),
    "ranking": (BallotKind.RANKING, CountingRule.GREEDY),
    "votes": (BallotKind.APPROVAL, CountingRule.GREEDY),
}


@pytest.mark.parametrize("ballot, rule", list(RULES.values()), ids=list(RULES))
def test_each_rule_has_its_result_page_with_a_reason_for_each_proposal(client, tmp_path, ballot, rule):
    made = held(tmp_path, ballot=ballot, rule=rule).published()
    page, told = read(client, f"{BASE}tulos/"), result(made)
    rows = re.findall(
        r'<tr><th scope="row"><a [^>]*>(\d)\. \w+</a></th><td>(\d+)</td><td>[\d,]+</td><td>(\w+ ?\w*)</td><td>([^<]+)</td>',
        page,
    )
    assert {number: int(votes) for number, votes, *_ in rows} == told["votes"]
    assert {number for number, _votes, taken, _why in rows if taken == "Taken"} == set(told["winners"])
    assert len(rows) == len(TITLES) and all(why.strip() for *_, why in rows)
    assert ("Who paid what" in page) == (rule == CountingRule.EQUAL_SHARES)


def test_what_supporters_paid_makes_up_the_cost(client, tmp_path):
    made = held(tmp_path, **SHARES).published()
    reasons, votes = reasons_of(published_of(made.vote.round)), result(made)["votes"]
    assert reasons.paid
    for paid in reasons.paid:
        assert paid.supporters == votes[paid.number] and paid.full + paid.short <= paid.supporters
        assert abs(Fraction(paid.full * paid.most + paid.short_sum) - paid.cost) <= paid.full + 1  # cents are rounded
    page = read(client, f"{BASE}tulos/")
    assert page.count('class="k-chart__bar"') == len(reasons.paid)


def test_until_the_reasons_are_counted_the_page_says_so(client, tmp_path, monkeypatch):
    monkeypatch.setattr("kuulu.channels.budgeting.actions.publish_vote.count_reasons", lambda published: 1 / 0)
    made = held(tmp_path, **SHARES).published()
    assert read(client, f"{BASE}tulos/").count("The reason is being counted.") == len(TITLES)
    monkeypatch.undo()
    explain.call(made.vote.pk)
    assert "The reason is being counted." not in read(client, f"{BASE}tulos/")
    explain.call(made.vote.pk)  # a second time it does nothing
    assert json.loads(client.get(f"{FILES}reasons.json").content)["paid"]


def test_with_marks_alone_the_winners_are_told_and_why_no_reason_is(client, tmp_path):
    made = held(tmp_path, mode=Mode.MARKS, **SHARES).published()
    page = read(client, f"{BASE}tulos/")
    assert page.count("<td>Taken</td>") == len(result(made)["winners"])
    assert page.count("The ballots are not published whole") == len(TITLES)


def test_a_decision_is_held_against_what_was_published(tmp_path):
    made = held(tmp_path, **SHARES).published()
    winners = {one.pk for one in Proposal.objects.all() if str(one.number) in result(made)["winners"]}
    others = [one.pk for one in Proposal.objects.all() if one.pk not in winners][:1]
    with pytest.raises(actions.NotNow, match="eroaa tuloksesta"):
        actions.decide(made.vote.round, chosen=others, by=make_chief(), decided_on=clock.today())
    assert actions.decide(made.vote.round, chosen=winners, by=make_chief(), decided_on=clock.today())


COMPARISON = "/en/desk/budjetti/kierros/small-2027/aanestys/saantovertailu/"


def test_the_working_group_sees_other_rules_marked_as_not_official(client, tmp_path):
    made = held(tmp_path).published()
    client.force_login(make_staff(None, Duty.AUDITOR))
    page = read(client, COMPARISON)
    assert "This is not the official result" in page and page.count("(not official)") == 3
    official = [cells.split("<td>")[2] for cells in re.findall(r'<tr><th scope="row" lang="fi">(.*?)</tr>', page)]
    assert sum(cell.startswith("Taken") for cell in official) == len(result(made)["winners"])
    client.force_login(make_staff(None, Duty.MODERATOR))
    assert client.get(COMPARISON).status_code == 403


def test_without_whole_ballots_nothing_is_compared(client, tmp_path):
    held(tmp_path, mode=Mode.TOTALS).published()
    client.force_login(make_staff(None, Duty.AUDITOR))
    assert "only where whole ballots are published" in read(client, COMPARISON)


def test_small_groups_are_hidden_on_the_page_and_in_the_file(client, tmp_path):
    held(tmp_path, voters=4, papers=0).published()
    page, told = read(client, PAGE), json.loads(client.get(f"{FILES}turnout.json").content)
    assert "hidden" in page and told["voted"]["cells"] == [["hidden"]] and told["voted"]["total"] == 4


def test_turnout_is_told_by_electorate_and_door(client, tmp_path):
    held(tmp_path, voters=12).published()
    told = json.loads(client.get(f"{FILES}turnout.json").content)
    assert (told["voted"]["cells"], told["voted"]["doors"], told["least"]) == ([[12]], ["code"], 5)
    assert "<td>12</td><td>12</td>" in read(client, PAGE)


def test_the_report_of_a_decided_round_tells_sum_turnout_chosen_and_late(client, tmp_path):
    made, chief = held(tmp_path, voters=12).published(), make_chief()
    winners = [one.pk for one in Proposal.objects.all() if str(one.number) in result(made)["winners"]]
    actions.decide(made.vote.round, chosen=winners, by=chief, decided_on=clock.today(), texts=words("Agreed"))
    first = Proposal.objects.select_related("matter", "round__unit").get(pk=winners[0])
    day = clock.today()
    actions.tell_progress(first, by=chief, texts=words("Ordered"), expected_on=day, spent_euros=700)
    late = {"expected_on": day.replace(year=day.year + 1), "delay_reasons": words("Snow came early")}
    actions.tell_progress(first, by=chief, texts=words("Waits"), spent_euros=900, **late)
    page = read(client, f"{BASE}raportti/")
    facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    assert facts["Voters"] == "12" and facts["Money of the round, in euros"] == "15,000"
    assert facts["Used so far, in euros"] == "900" and facts["Later than first told"] == "1"
    assert facts["Chosen"] == str(len(winners)) and "Snow came early" in page and "Who took part" in page
