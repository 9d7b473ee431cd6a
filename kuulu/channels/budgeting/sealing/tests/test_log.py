"""Whatever is done to a log is found, and the place is named."""

import copy
import hashlib

import pytest

from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.keys import is_signed, log_public_of, new_log_key, sign

pytestmark = pytest.mark.once

KEY = new_log_key()
RULES = "ab" * 32


def box(number):
    return hashlib.sha256(b"%d" % number).hexdigest()


def chained(parts):
    """Rows one after another, from their kinds."""
    rows, prev = [], log.FIRST
    for seq, (kind, tag, ver, digest) in enumerate(parts, 1):
        row, prev = log.next_row("koe", seq, prev, kind, tag=tag, ver=ver, box=digest)
        rows.append(row)
    return rows


def made():
    """A log in which a batch stands in no order of versions."""
    parts = [("open", "", 0, RULES)]
    parts += [("cast", f"{number:032x}", 1, box(number)) for number in range(20)]
    parts += [("cast", f"{3:032x}", 3, box(33)), ("cast", f"{3:032x}", 2, box(23)), ("paper", f"{4:032x}", 2, "")]
    parts += [("void", f"{5:032x}", 2, ""), ("paper", "f" * 32, 1, ""), ("close", "", 0, "")]
    return parts


ROWS = chained(made())
HEADS = [
    log.sign_head(KEY, "koe", log.tree_of([log.leaf_of(row) for row in ROWS[:size]])) for size in (1, 6, 14, len(ROWS))
]


def faults(rows=ROWS, heads=HEADS, **more):
    told = {"vote": "koe", "rules_hash": RULES, "log_key": log_public_of(KEY), **more}
    return log.faults_of(rows, heads, **told)


def first(rows=ROWS, heads=HEADS, **more):
    found = faults(rows, heads, **more)
    return (found[0].kind, found[0].place) if found else None


def kinds(rows, heads=()):
    return {(fault.kind, fault.place) for fault in faults(rows, list(heads))}


def test_a_whole_log_is_whole_and_the_highest_versions_are_chosen():
    assert faults() == []
    chosen = log.selected(ROWS)
    assert chosen[f"{3:032x}"]["box"] == box(33) and chosen[f"{4:032x}"]["kind"] == "paper" and len(chosen) == 21


@pytest.mark.parametrize("place", [2, 9, 20])
def test_a_changed_row_is_found_at_the_next(place):
    rows = copy.deepcopy(ROWS)
    rows[place - 1]["box"] = box(99)
    assert first(rows) == ("chain", place + 1)


@pytest.mark.parametrize("place", [2, 9, 20])
def test_a_row_taken_out_put_in_or_moved_is_found(place):
    out = ROWS[: place - 1] + ROWS[place:]
    assert first(out) == ("order", place)
    moved = [*ROWS[: place - 1], ROWS[place], ROWS[place - 1], *ROWS[place + 1 :]]
    assert first(moved) == ("order", place)
    replayed = [*ROWS[:place], ROWS[place - 1], *ROWS[place:]]
    assert first(replayed) == ("order", place + 1)


def test_a_log_that_was_cut_is_found_by_its_heads_and_by_its_end():
    assert first(ROWS[:-1], HEADS[:-1]) == ("cut", len(ROWS) - 1)
    assert ("cut", 10) in {(fault.kind, fault.place) for fault in faults(ROWS[:10], closed=False)}
    assert first(ROWS[:14], HEADS[:3], closed=False) is None


def test_a_log_rewritten_from_some_row_on_is_found_between_the_heads_that_saw_it():
    parts = made()
    parts[9] = ("cast", f"{8:032x}", 1, box(99))
    rows = chained(parts)
    assert first(rows) == ("rewritten", 7)
    own = [
        *HEADS[:2],
        *(log.sign_head(KEY, "koe", log.tree_of([log.leaf_of(row) for row in rows[:size]])) for size in (14, 27)),
    ]
    assert first(rows, own) is None  # only those who kept the head over 14 rows know better
    assert own[2]["root"] != HEADS[2]["root"]


def test_a_head_that_another_key_signed_or_that_stands_out_of_order_is_found():
    forged = {**HEADS[1], "signature": sign(new_log_key(), log.signed_text("koe", 6, HEADS[1]["root"])).hex()}
    assert first(heads=[HEADS[0], forged, *HEADS[2:]]) == ("signature", 6)
    assert first(heads=[HEADS[1], HEADS[0], *HEADS[2:]]) == ("head", 6)
    assert first(heads=HEADS[:-1]) == ("uncovered", 15)
    assert first(heads=[{"size": "1"}, *HEADS]) == ("head", 0)


@pytest.mark.parametrize(
    "part, fault",
    [
        (("cast", f"{2:032x}", 2, box(7)), ("copy", 27)),
        (("cast", f"{2:032x}", 1, box(50)), ("replay", 27)),
        (("cast", f"{2:032x}", 3, box(50)), ("missing", 27)),
        (("cast", f"{4:032x}", 3, box(50)), ("after", 27)),
        (("cast", f"{5:032x}", 3, box(50)), ("after", 27)),
        (("paper", f"{5:032x}", 3, ""), ("after", 27)),
        (("open", "", 0, RULES), ("open", 27)),
        (("close", "", 0, ""), ("close", 27)),
    ],
)
def test_a_row_that_may_not_be_is_named_though_the_chain_holds(part, fault):
    parts = made()
    parts.insert(26, part)
    assert fault in kinds(chained(parts))


def test_a_version_taken_out_is_missed_though_the_chain_was_made_anew():
    parts = [part for part in made() if part[3] != box(23)]
    assert ("missing", 22) in kinds(chained(parts))


def test_other_rules_and_another_vote_are_found():
    assert first(rules_hash="cd" * 32) == ("rules", 1)
    assert first(vote="muu")[0] == "vote"


@pytest.mark.parametrize(
    "change",
    [{"kind": "vote"}, {"tag": "x"}, {"ver": True}, {"box": ""}, {"v": 2}, {"extra": 1}, {"seq": "3"}, {"kind": []}],
)
def test_what_has_not_the_form_of_a_row_is_named(change):
    rows = copy.deepcopy(ROWS)
    rows[2] |= change
    assert first(rows) == ("form", 3) and len(faults(rows)) == 1


@pytest.mark.parametrize(
    "place, change",
    [
        (1, {"tag": "0" * 32}),
        (1, {"ver": 1}),
        (1, {"box": ""}),
        (24, {"box": box(1)}),
        (24, {"ver": 0}),
        (25, {"box": box(1)}),
        (25, {"tag": ""}),
        (27, {"box": box(1)}),
        (27, {"tag": "0" * 32}),
        (27, {"prev": "0"}),
    ],
)
def test_each_kind_has_a_form_of_its_own(place, change):
    rows = copy.deepcopy(ROWS)
    rows[place - 1] |= change
    assert first(rows) == ("form", place)


@pytest.mark.parametrize("change", [{"root": "x"}, {"root": None}, {"signature": "x"}, {"size": True}, {"size": None}])
def test_what_has_not_the_form_of_a_head_is_named(change):
    assert first(heads=[*HEADS[:2], {**HEADS[2], **change}, HEADS[3]]) == ("head", 6)


def test_an_hour_without_rows_has_a_head_too():
    assert faults(heads=[*HEADS[:2], HEADS[1], *HEADS[2:]]) == []


def test_a_promise_names_vote_envelope_and_day():
    text = log.promised_text("koe", box(1), "2026-05-04")
    assert is_signed(log_public_of(KEY), text, sign(KEY, text))
    assert not is_signed(log_public_of(KEY), log.promised_text("koe", box(1), "2026-05-05"), sign(KEY, text))


def naive(leaves):
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = max(2**power for power in range(20) if 2**power < len(leaves))
    return hashlib.sha256(b"\x01" + naive(leaves[:k]) + naive(leaves[k:])).digest()


def test_roots_are_those_of_rfc_6962():
    leaves = [hashlib.sha256(b"\0%d" % number).digest() for number in range(70)]
    for size in range(71):
        assert log.tree_of(leaves[:size]).root() == naive(leaves[:size])
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    known = [hashlib.sha256(b"\0" + bytes.fromhex(text)).digest() for text in inputs]
    assert log.tree_of([]).root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert log.tree_of(known[:1]).root().hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert log.tree_of(known).root().hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
