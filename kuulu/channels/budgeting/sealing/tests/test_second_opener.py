"""A second opener, in JavaScript and written apart, gives the same file to the byte, or stops where the first would."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuulu.channels.budgeting.sealing import ceremony
from kuulu.channels.budgeting.sealing.canonical import canonical
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import INSIDE, SUITE, X25519PublicKey
from kuulu.channels.budgeting.sealing.keys import new_vote_key, public_of, split
from kuulu.channels.budgeting.sealing.sheets import text_of

from .made import SHEETS, VOTE_KEY, held, tag

OPENER = Path(ceremony.__file__).with_name("open_boxes.mjs")
ROOT = OPENER.parents[4]
NODE = shutil.which("node", path=str(ROOT / ".venv" / "bin")) or shutil.which("node")
pytestmark = pytest.mark.once
CODE = "K7F2-9QXD-4MTR-8WZA"


def sealed(inside: bytes, *, vote: str = "koe-2026", padding: bytes = b"") -> bytes:
    """An envelope with anything at all in it."""
    padded = (len(inside).to_bytes(2, "big") + inside + padding).ljust(INSIDE, b"\0")
    return SUITE.encrypt(
        padded, X25519PublicKey.from_public_bytes(public_of(VOTE_KEY)), info=f"kuulu-vote-1|{vote}".encode()
    )


def ballot(choices, code=CODE) -> bytes:
    return canonical({"code": code, "choices": choices})


def second(vote, *words, sheets=SHEETS[:2]):
    """What the second opener does."""
    files = []
    for at, sheet in enumerate(sheets):
        files.append(vote.folder / f"sheet-{at}.txt")
        files[-1].write_text(text_of(sheet) if not isinstance(sheet, str) else sheet)
    return subprocess.run([NODE, OPENER, vote.folder, *files, *words], capture_output=True, text=True)


def both(vote, sheets=SHEETS[:2]):
    """The files of the first and of the second opener."""
    strip(vote.folder)
    paper = vote.folder / "paper.json"
    paper.write_text(json.dumps(vote.paper))
    open_boxes(vote.folder, sheets, paper=paper.read_bytes())
    done = second(vote, "--paper", paper, sheets=sheets)
    assert done.returncode == 0, done.stderr
    return (vote.folder / "ballots.csv").read_bytes(), (vote.folder / "ballots-second.csv").read_bytes()


@pytest.mark.parametrize("kind", ["approval", "knapsack", "points", "ranking"])
@pytest.mark.parametrize("sheets", [SHEETS[:2], SHEETS[1:], SHEETS[::-2]], ids=["AB", "BC", "CA"])
def test_both_openers_write_the_same_file(tmp_path, kind, sheets):
    first, other = both(held(tmp_path / "count", kind), sheets)
    assert first == other and first.count(b"\n") > 140 and b"UNREAD-0001" in first and b"PAPER-0001" in first


#: what somebody might seal who means no good
STRANGE = {
    "approval": [
        ballot([]), ballot(["katos", "katos"]), ballot(["unknown"]), ballot("katos"), ballot([1]), ballot({"katos": 1}),
        ballot(None), ballot([["katos"]]), ballot(["katos"], "no code"), ballot(["katos"], CODE.lower()),
        ballot(["katos"], CODE + "\n"), ballot(["ka\u0000tos"]), ballot(["\u20ac\U0001f600"]), ballot(["__proto__"]), b"", b"[]",
        b"{", b'{"choices":["katos"],"code":"K7F2-9QXD-4MTR-8WZA"} ', b'{"choices": [],"code":"K7F2-9QXD-4MTR-8WZA"}',
        b'{"code":"K7F2-9QXD-4MTR-8WZA","choices":[]}', b'{"choices":[],"choices":[],"code":"K7F2-9QXD-4MTR-8WZA"}',
        b'{"choices":["\\ud800"],"code":"K7F2-9QXD-4MTR-8WZA"}', b'\xff{"choices":[],"code":"K7F2-9QXD-4MTR-8WZA"}',
        b'\xef\xbb\xbf{"choices":[],"code":"K7F2-9QXD-4MTR-8WZA"}', b'{"choices":["k\\u0061tos"],"code":"K7F2-9QXD-4MTR-8WZA"}',
        canonical({"choices": ["katos"], "code": CODE, "more": 1}), canonical({"choices": ["katos"], "code": 7}),
        ballot([[[[[[[[[["deep"]]]]]]]]]]), b'{"choices":' + b"[" * 400 + b"]" * 400 + b',"code":"K7F2-9QXD-4MTR-8WZA"}',
    ],
    "points": [
        ballot({"katos": 1.0}), ballot({"katos": 1.5}), ballot({"katos": 1e22}), ballot({"katos": 1e16}),
        ballot({"katos": 1e-7}), ballot({"katos": 0.0001}), ballot({"katos": -0.0}), ballot({"katos": -1}),
        ballot({"katos": 0}), ballot({"katos": 10**9}), ballot({"katos": 10**9 + 1}), ballot({"katos": 10**300}),
        ballot({"katos": True}), ballot({"katos": "1"}), ballot({"katos": None}), ballot({"katos": float("nan")}),
        ballot({"katos": float("-inf")}), ballot({"katos": 6, "penkki": 4}), ballot({"katos": 7}), ballot(["katos"]),
        ballot({"katos": 6, "penkki": 5}), ballot({"\uffff": 1, "\U0001f600": 1}), ballot({}),
        b'{"choices":{"katos":1e1},"code":"K7F2-9QXD-4MTR-8WZA"}', b'{"choices":{"katos":-0},"code":"K7F2-9QXD-4MTR-8WZA"}',
        b'{"choices":{"katos":01},"code":"K7F2-9QXD-4MTR-8WZA"}', b'{"choices":{"katos":1,"katos":1},"code":"K7F2-9QXD-4MTR-8WZA"}',
    ],
}  # fmt: skip
STRANGE["ranking"] = STRANGE["approval"]


@pytest.mark.parametrize("kind", list(STRANGE))
def test_both_openers_take_and_refuse_the_same_however_strange(tmp_path, kind):
    vote = held(tmp_path / "count", kind, voters=12)
    end = vote.rows.pop()
    boxes = [sealed(inside) for inside in STRANGE[kind]]
    boxes += [
        sealed(ballot(["katos"]), vote="other"),
        sealed(ballot(["katos"]), padding=b"\1"),
        bytes(1071) + b"\1",
        b"\xff" * 1072,
    ]
    boxes.append(
        SUITE.encrypt(
            b"\xff" * INSIDE, X25519PublicKey.from_public_bytes(public_of(VOTE_KEY)), info=b"kuulu-vote-1|koe-2026"
        )
    )
    for number, box in enumerate(boxes):
        vote.cast(tag(1000 + number), box=box)
    assert end["kind"] == "close"
    vote.row("close")
    vote.heads.clear()
    vote.head()
    first, other = both(vote.write())
    assert first == other and f"{CODE}#2".encode() in first


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=4)
    | st.sampled_from(["katos", "penkki", "puu"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3) | st.sampled_from(["katos", "puu"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(JSON, min_size=30, max_size=60), st.sampled_from(["approval", "points", "ranking"]))
def test_both_openers_agree_on_whatever_is_sealed(tmp_path_factory, said, kind):
    vote = held(tmp_path_factory.mktemp("vote") / "count", kind, voters=4)
    vote.rows.pop()
    for number, choices in enumerate(said):
        try:
            inside = ballot(choices, new_code())
        except UnicodeEncodeError:
            continue
        if len(inside) <= INSIDE - 2:
            vote.cast(tag(1000 + number), box=sealed(inside))
    vote.row("close")
    vote.heads.clear()
    vote.head()
    first, other = both(vote.write())
    assert first == other


def spoiled(name, change):
    """A folder in which a file was changed after `strip`."""

    def spoil(folder):
        (folder / name).write_bytes(change((folder / name).read_bytes()))

    return spoil


SPOILED = {
    "the chain breaks at row 9": spoiled("log.jsonl", lambda log: log.replace(b'"seq":9,', b'"seq":8,')),
    "not what the log selects": spoiled("boxes.bin", lambda boxes: boxes[1072:]),
    "cut off": spoiled("boxes.bin", lambda boxes: boxes[1:]),
    "not those that the log fixed": spoiled("rules.json", lambda rules: rules.replace(b'"max":4', b'"max":5')),
}


@pytest.mark.parametrize("said", list(SPOILED))
def test_the_second_opener_stops_at_a_folder_that_was_changed(tmp_path, said):
    vote = held(tmp_path / "count", voters=12)
    strip(vote.folder)
    SPOILED[said](vote.folder)
    done = second(vote)
    assert done.returncode == 1 and said in done.stderr and not (vote.folder / "ballots-second.csv").exists()


def test_wrong_sheets_open_nothing(tmp_path):
    vote = held(tmp_path / "count", voters=12)
    strip(vote.folder)
    lines = text_of(SHEETS[1]).splitlines()
    row = next(at for at, line in enumerate(lines) if line.startswith("BC2"))
    lines[row] = lines[row][:-1] + ("0" if lines[row][-1] != "0" else "1")
    other = split(new_vote_key(), "koe-2026")
    for sheets, told in (
        ((SHEETS[0], SHEETS[0]), "both sheets are those of one holder"),
        ((SHEETS[0], "\n".join(lines)), "line BC2 is missing or mistyped"),
        ((SHEETS[0], other[1]), "of another vote or key"),
    ):
        done = second(vote, sheets=sheets)
        assert done.returncode == 1 and told in done.stderr


def test_the_second_opener_uses_only_what_node_brings():
    lines = [line for line in OPENER.read_text().splitlines() if line.startswith("import")]
    assert sorted(line.split('"')[1] for line in lines) == ["node:crypto", "node:fs", "node:path"]
    assert "import(" not in OPENER.read_text() and "require(" not in OPENER.read_text()
