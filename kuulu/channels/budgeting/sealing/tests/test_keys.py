"""Any two of three holders open a vote, one does not, and what was mistyped is named."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuulu.channels.budgeting.sealing.codes import from_letters, new_code, read_hash, show_hash, tidy_code, to_letters
from kuulu.channels.budgeting.sealing.envelope import Unopenable, unseal
from kuulu.channels.budgeting.sealing.keys import Sheet, WrongShares, join, new_vote_key, public_of, split
from kuulu.channels.budgeting.sealing.rehearsal import new_rehearsal, rehearse
from kuulu.channels.budgeting.sealing.sheets import Mistyped, read_sheet, text_of

pytestmark = pytest.mark.once

KEY = new_vote_key()
SHEETS = split(KEY, "koe-2026")
#: of no key, and always the same: one mistyping in 65 536 would pass the check of a line
FIXED = [
    Sheet(holder, "koe-2026", "0" * 16, {pair: bytes(range(at, at + 32)) for at, pair in enumerate(pairs)})
    for holder, pairs in (("A", ("AB", "AC")), ("B", ("AB", "BC")), ("C", ("AC", "BC")))
]


@pytest.mark.parametrize("pair", list(itertools.permutations(range(3), 2)))
def test_any_two_sheets_typed_from_paper_make_up_the_key(pair):
    one, other = (read_sheet(text_of(SHEETS[at])) for at in pair)
    assert join(one, other, public_of(KEY)).private_bytes_raw() == KEY.private_bytes_raw()


def test_one_holder_alone_does_not():
    with pytest.raises(WrongShares, match="both sheets are those of holder B"):
        join(SHEETS[1], SHEETS[1], public_of(KEY))
    whole = KEY.private_bytes_raw()
    for sheet in SHEETS:
        first, second = sheet.halves.values()
        assert whole not in (first, second, bytes(a ^ b for a, b in zip(first, second, strict=True)))


def test_each_split_is_another():
    assert split(KEY, "koe-2026")[0].halves != SHEETS[0].halves


def test_sheets_of_another_vote_key_or_split_are_told_from_each_other():
    other = new_vote_key()
    with pytest.raises(WrongShares, match="of the vote koe-2026, the other of muu"):
        join(SHEETS[0], split(KEY, "muu")[1], public_of(KEY))
    with pytest.raises(WrongShares, match="the sheet of holder B is of the key"):
        join(SHEETS[0], split(other, "koe-2026")[1], public_of(KEY))
    with pytest.raises(WrongShares, match="two different splits"):
        join(SHEETS[0], split(KEY, "koe-2026")[1], public_of(KEY))


@pytest.mark.parametrize("number", range(8))
def test_a_mistyped_line_is_named(number):
    lines = text_of(FIXED[2]).splitlines()
    at = [place for place, line in enumerate(lines) if line[:2] in ("AC", "BC")][number]
    name, letters = lines[at].split()
    for place in (0, 7, 18):
        wrong = letters[:place] + ("7" if letters[place] != "7" else "8") + letters[place + 1 :]
        changed = [*lines[:at], f"{name} {wrong}", *lines[at + 1 :]]
        with pytest.raises(Mistyped, match=f"line {name} is mistyped"):
            read_sheet("\n".join(changed))


def test_a_line_that_is_missing_swapped_or_of_another_sheet_is_named():
    text, other = text_of(FIXED[0]), text_of(FIXED[1])
    lines, others = text.splitlines(), other.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("AB2"))
    there = next(line for line in others if line.startswith("AB2"))
    with pytest.raises(Mistyped, match="line AB2 is missing"):
        read_sheet("\n".join(lines[:at] + lines[at + 1 :]))
    with pytest.raises(Mistyped, match="line AB2 is mistyped, or stands on the sheet of another"):
        read_sheet("\n".join([*lines[:at], there, *lines[at + 1 :]]))
    with pytest.raises(Mistyped, match="line AB1"):
        read_sheet(text.replace("AB1", "AB9").replace("AB2", "AB1").replace("AB9", "AB2"))
    with pytest.raises(Mistyped, match="“holder:” is missing"):
        read_sheet("\n".join(line for line in lines if "holder" not in line))
    with pytest.raises(Mistyped, match="none of a sheet: 'nonsense'"):
        read_sheet(text + "\nnonsense")


def test_before_a_vote_two_holders_find_the_codes_of_test_envelopes_and_others_do_not():
    file, codes = new_rehearsal(public_of(KEY), "koe-2026")
    assert len(codes) == 10 and rehearse(file, SHEETS[1:]) == rehearse(file, SHEETS[::2]) == codes
    other = new_vote_key()
    with pytest.raises(WrongShares):
        rehearse(file, split(other, "koe-2026")[:2])
    with pytest.raises(Unopenable):
        unseal(KEY, "koe-2026", bytes.fromhex(json.loads(file)["boxes"][0]))


def test_how_somebody_types_does_not_matter():
    lines = [
        line if ":" in line or "#" in line else line.lower().replace("-", " ")
        for line in text_of(SHEETS[0]).splitlines()
    ]
    assert read_sheet("\ufeff" + "\r\n".join(f"  {line} " for line in lines)) == SHEETS[0]


@given(content=st.binary(min_size=1, max_size=40))
def test_letters_tell_the_bytes(content):
    letters = to_letters(content)
    assert from_letters(letters.lower().replace("0", "o").replace("1", "l"), len(content)) == content


def test_tracking_codes_and_hashes_are_read_as_people_type_them():
    codes = {new_code() for _ in range(200)} | {new_code("kesä") for _ in range(200)}
    assert len(codes) == 400 and all(tidy_code(code.lower().replace("-", " ")) == code for code in codes)
    assert tidy_code("k7f2 9qxd4mtr-8wza") == "K7F2-9QXD-4MTR-8WZA"
    for wrong in ("K7F2", "K7F2-9QXD-4MTR-8WZU", ""):
        with pytest.raises(ValueError):
            tidy_code(wrong)
    digest = "3f7a09c2" * 8
    assert show_hash(digest).startswith("3F7A-09C2-") and read_hash(show_hash(digest)) == digest
