"""A voter finds the own ballot among the published ones, and the code is told to nobody."""

import csv
import json
import re
import shutil
import subprocess

import pytest
from django.conf import settings as house

from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.sealing.rules import Mode
from kuulu.channels.budgeting.vocabulary import BallotKind

from .published import held
from .voting import BASE

OWN = f"{BASE}aanestys/oma/"
NODE = shutil.which("node", path=f"{house.ROOT}/.venv/bin") or shutil.which("node")
SCRIPT = house.ROOT / "design" / "ballot"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


@pytest.mark.django_db
def test_without_script_two_letters_show_the_ballots_that_begin_so(client, tmp_path):
    made = held(tmp_path).published()
    code, said = next(iter(made.meant.items()))
    page = client.get(f"{OWN}?alku={code[:2].lower()}").content.decode()
    shown = dict(re.findall(r'<code>([\w-]{19})</code></th><td><ol class="k-list">(.*?)</ol>', page))
    assert set(shown) == {one for one in made.meant if one.startswith(code[:2])}
    assert re.findall(r"<li>(\d)\.", shown[code]) == sorted(said)


@pytest.mark.django_db
def test_of_more_that_is_typed_only_two_letters_are_read_and_the_field_takes_no_more(client, tmp_path):
    made = held(tmp_path).published()
    code = next(iter(made.meant))
    page = client.get(f"{OWN}?alku={code}").content.decode()
    assert f'value="{code[:2]}" maxlength="2"' in page
    field = re.search(r'<input[^>]*id="own-code"[^>]*>', page)[0]
    assert "name=" not in field  # what has no name is sent by no form
    for wrong in ("", "K", "UN", "?!"):
        assert 'id="loytyi"' not in client.get(OWN, {"alku": wrong}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "mode, said", [(Mode.MARKS, "python3 verify_ballots.py . --code"), (Mode.TOTALS, "Only the sums")]
)
def test_where_ballots_are_not_whole_the_page_says_how_else(client, tmp_path, mode, said):
    made = held(tmp_path, mode=mode).published()
    page = client.get(f"{OWN}?alku={next(iter(made.meant))[:2]}").content.decode()
    assert said in page and 'id="loytyi"' not in page


def in_node(folder, body):
    """What the page's own functions say of a published folder."""
    for name in ("lookup.js", "codes.js"):
        shutil.copy(SCRIPT / name, folder / name)
    (folder / "package.json").write_text('{"type": "module"}')
    start = "import * as page from './lookup.js'; import fs from 'node:fs';"
    start += "const rows = page.rowsOf(fs.readFileSync(process.argv[2], 'utf8'));"
    (folder / "ask.mjs").write_text(f"{start}\nconsole.log(JSON.stringify({body}));")
    words = [NODE, "ask.mjs", folder / "out" / "ballots.csv"]
    return json.loads(subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [BallotKind.APPROVAL, BallotKind.POINTS, BallotKind.RANKING])
def test_the_pages_script_finds_every_whole_ballot_as_it_was_meant(tmp_path, kind):
    made = held(tmp_path, voters=20, ballot=kind)
    codes = list(made.meant)
    found = in_node(tmp_path, f"{json.dumps(codes)}.map((code) => page.ballotsOf(rows, code))")
    for code, ballots in zip(codes, found, strict=True):
        (ballot,) = ballots
        given = {one["name"]: one["given"] for one in ballot["choices"]}
        said = made.meant[code]
        points = (
            {name: str(number) for name, number in said.items()} if isinstance(said, dict) else dict.fromkeys(said, "")
        )
        assert ballot["valid"] and given == points
        if kind == BallotKind.RANKING:
            assert list(given) == said


@pytest.mark.django_db
def test_the_pages_script_finds_all_own_marks_and_nobody_elses(tmp_path):
    made = held(tmp_path, voters=20, mode=Mode.MARKS)
    codes = [*made.meant, "0000-0000-0000-0000"]
    ask = f"await Promise.all({json.dumps(codes)}.map((code) => page.marksOf(rows, code, 'small-2027', ['1', '2', '3', '4'])))"
    *found, none = in_node(tmp_path, ask)
    assert none == []
    for code, marks in zip(made.meant, found, strict=True):
        assert sorted(mark["name"] for mark in marks) == sorted(made.meant[code])
    rows = list(csv.reader((made.out / "ballots.csv").open()))
    assert sum(map(len, found)) < len(rows) - 1  # those on paper are nobody's to find


@pytest.mark.once
def test_a_code_is_read_however_it_is_typed(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ballots.csv").write_text("code,source,choices,valid\n")
    typed = ["k7f2 9qxd-4mtr 8wza", "KOIL-0000-0000-0000", "K7F2-9QXD-4MTR", "K7F2-9QXD-4MTR-8WZU", ""]
    found = in_node(tmp_path, f"{json.dumps(typed)}.map(page.tidy)")
    assert found == ["K7F2-9QXD-4MTR-8WZA", "K011-0000-0000-0000", "", "", ""]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", [Mode.FULL, Mode.MARKS])
def test_v_code_the_code_leaves_the_browser_in_no_request(live_server, browser, tmp_path, mode):
    """V-CODE: with script on, the page that looks up a ballot sends no code, nor a part of it."""
    made = held(tmp_path, voters=12, mode=mode).published()
    code, said = next(iter(made.meant.items()))
    sent, context = [], browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data}"))
    page.goto(f"{live_server.url}{OWN}")
    assert not page.locator("#by-letters").is_visible()
    page.fill("#own-code", code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_selector("#own-told li")
    shown = page.locator("#own-told li").all_inner_texts()
    assert sorted(text.split(".")[0] for text in shown) == sorted(said)
    page.fill("#own-code", "0000-0000-0000-0000")
    page.click("#own-look")
    page.wait_for_selector("text=There is no ballot with this code")
    context.close()
    assert any("ballots.csv" in one for one in sent)
    assert not any(part in one.upper() for one in sent for part in (code, code.replace("-", ""), code[:9], code[-9:]))
