"""A person or a code becomes one mark, over all doors."""

import datetime as dt
import itertools
import re
import secrets

import pytest
import time_machine
from django.core.serializers import serialize
from django.db import IntegrityError, transaction

from kuulu.channels.budgeting.ballot_box import paper
from kuulu.channels.budgeting.ballot_box.admission import Refused
from kuulu.channels.budgeting.ballot_box.tests.votes import box, draft_vote, give, make_electorate, make_staff
from kuulu.channels.budgeting.eligibility import codes, tags
from kuulu.channels.budgeting.eligibility.entitle import NotEntitled, age_at, entitle_code, entitle_person
from kuulu.channels.budgeting.eligibility.tests.votes import open_vote
from kuulu.channels.budgeting.keyfiles import NoKey
from kuulu.channels.budgeting.models import Code, CodeBatch, Entitlement, Envelope, Mark
from kuulu.channels.budgeting.queries.votes import entitled_by_door, marks_without_right
from kuulu.channels.budgeting.vocabulary import Door, VoteLevel

pytestmark = pytest.mark.django_db
WHO = "131052-308T"
DOORS = (Door.IDENTIFICATION, Door.DESK, Door.LETTER, Door.REGISTER)


def refused(why):
    return pytest.raises(NotEntitled, match=f"^{why}$")


def through(door, electorate, letter):
    """The person comes in by a door."""
    if door == Door.LETTER:
        return entitle_code(electorate.vote_id, letter)
    return entitle_person(electorate, WHO, door=door)


@pytest.mark.parametrize("first, later", list(itertools.permutations(DOORS, 2)))
def test_two_doors_lead_to_one_mark_and_the_later_is_told_what_was_found(first, later):
    """V-DOORS: each pair in both orders; one ballot counts."""
    vote = open_vote()
    electorate = make_electorate(vote)
    letter = codes.print_letters(electorate, [WHO])[1][WHO]
    one, other = through(first, electorate, letter), through(later, electorate, letter)
    assert one.is_new and not other.is_new and other.source == one.source == first
    assert one.tag == other.tag and Entitlement.objects.count() == 1
    give(vote, 0, tag=one.tag)
    assert give(vote, 0, tag=other.tag).version == 2 and Mark.objects.count() == 1


def test_whoever_took_paper_at_the_desk_cannot_vote_by_identification():
    vote = open_vote()
    electorate = make_electorate(vote)
    paper.hand_out(vote.pk, tag=entitle_person(electorate, WHO, door=Door.DESK).tag, idem="desk")
    found = entitle_person(electorate, WHO, door=Door.IDENTIFICATION)
    assert found.source == Door.DESK
    with pytest.raises(Refused, match="paper"):
        give(vote, 0, tag=found.tag, box=box())
    assert Envelope.objects.count() == 1


def test_what_is_kept_tells_neither_person_nor_code_and_another_key_gives_another_tag():
    vote = open_vote()
    electorate = make_electorate(vote)
    _batch, printed = codes.print_codes(electorate, 5)
    letter = codes.print_letters(electorate, [WHO])[1][WHO]
    entitle_person(electorate, WHO, door=Door.DESK)
    entitle_code(vote.pk, printed[0])
    kept = serialize("json", [*Entitlement.objects.all(), *Code.objects.all(), *CodeBatch.objects.all()])
    for secret in (WHO, letter, *printed):
        assert secret not in kept and secret.replace("-", "") not in kept
    key = tags.read_key(vote)
    assert tags.tag_of(key, vote.code, WHO) != tags.tag_of(secrets.token_bytes(32), vote.code, WHO)
    assert tags.tag_of(key, "another", WHO) != tags.tag_of(key, vote.code, WHO)


def test_after_the_key_is_destroyed_nobody_is_found_and_no_new_key_is_made():
    vote = open_vote()
    electorate = make_electorate(vote)
    entitle_person(electorate, WHO, door=Door.DESK)
    assert tags.destroy_key(vote) and not tags.destroy_key(vote)
    with pytest.raises(NoKey):
        entitle_person(electorate, WHO, door=Door.DESK)
    with pytest.raises(NoKey):
        tags.make_key(vote)


def test_a_key_lost_after_codes_were_printed_is_not_replaced_in_silence():
    electorate = make_electorate(draft_vote())
    codes.print_codes(electorate, 1)
    tags.destroy_key(electorate.vote)
    with pytest.raises(NoKey):
        codes.print_codes(electorate, 1)


def test_a_key_file_is_read_by_its_owner_alone_and_made_once(settings):
    from pathlib import Path

    vote = draft_vote()
    assert tags.make_key(vote) == tags.make_key(vote) == tags.read_key(vote)
    (file,) = Path(settings.KUULU["VOTE_KEYS"]["tags"]).iterdir()
    assert file.stat().st_mode & 0o777 == 0o600 and file.stat().st_size == 32


def test_the_auditor_sees_marks_without_right_and_how_many_came_by_each_door():
    vote = open_vote()
    electorate = make_electorate(vote)
    codes_printed = codes.print_codes(electorate, 2)[1]
    found = [entitle_person(electorate, WHO, door=Door.DESK), *(entitle_code(vote.pk, one) for one in codes_printed)]
    for one in found[:2]:
        give(vote, 0, tag=one.tag)
    assert marks_without_right(vote) == []
    give(vote, 0, tag="f" * 32)
    assert marks_without_right(vote) == ["f" * 32]
    assert entitled_by_door(vote) == {("all", "desk"): 1, ("all", "code"): 2}


# --- codes -------------------------------------------------------------------------------------------------------


def test_a_code_has_sixty_bits_each_of_which_is_drawn_by_lot():
    """V-CODE: over many codes each of the 60 bits is as often 0 as 1, and no code comes twice."""
    many = [codes.new_code() for _ in range(4000)]
    assert len(set(many)) == 4000 and all(re.fullmatch(r"\w{4}-\w{4}-\w{5}", code) for code in many)
    letters = [code.replace("-", "")[:12] for code in many]
    numbers = [sum(codes.ALPHABET.index(c) << 5 * at for at, c in enumerate(code)) for code in letters]
    ones = [sum(number >> bit & 1 for number in numbers) for bit in range(60)]
    assert all(1800 < count < 2200 for count in ones)  # six deviations


def test_each_wrong_letter_and_each_two_changed_about_are_noticed():
    code = codes.new_code()
    letters = code.replace("-", "")
    assert codes.tidy(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code
    wrong = [letters[:at] + c + letters[at + 1 :] for at in range(13) for c in codes.ALPHABET if c != letters[at]]
    for a, b in itertools.combinations(range(13), 2):
        if letters[a] != letters[b]:
            swapped = list(letters)
            swapped[a], swapped[b] = swapped[b], swapped[a]
            wrong.append("".join(swapped))
    for typed in (*wrong, letters[:-1], letters + "0", letters[:-1] + "U", ""):
        with pytest.raises(codes.Mistyped):
            codes.tidy(typed)


def test_a_code_opens_its_own_mark_again_and_a_voided_one_nothing():
    vote = open_vote(level=VoteLevel.CODES)
    batch, printed = codes.print_codes(make_electorate(vote), 3, by=make_staff())
    first = entitle_code(vote.pk, printed[0])
    assert first.is_new and entitle_code(vote.pk, printed[0]).tag == first.tag
    assert entitle_code(vote.pk, printed[1]).tag != first.tag
    assert codes.void_batch(batch) == sorted(Entitlement.objects.values_list("tag", flat=True))
    for code in printed:
        with refused("void"):
            entitle_code(vote.pk, code)
    with refused("unknown"):
        entitle_code(vote.pk, codes.new_code())
    with refused("mistyped"):
        entitle_code(vote.pk, "K7F2")


def test_codes_are_kept_once_and_in_no_order_of_printing():
    vote = draft_vote()
    _batch, printed = codes.print_codes(make_electorate(vote), 40)
    key = tags.read_key(vote)
    kept = list(Code.objects.order_by("id").values_list("code_hmac", flat=True))
    told = [tags.digest_of(key, vote.code, code) for code in printed]
    assert sorted(kept) == sorted(told) and kept != told
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.create(batch=_batch, vote=vote, code_hmac=told[0], tag="0" * 32)


# --- levels, doors, ages -----------------------------------------------------------------------------------------


def test_each_level_and_each_electorate_has_its_own_doors():
    vote = open_vote(level=VoteLevel.CODES)
    electorate = make_electorate(vote)
    with refused("level"):
        entitle_person(electorate, WHO, door=Door.DESK)
    with refused("level"):
        entitle_code(vote.pk, codes.print_letters(electorate, [WHO])[1][WHO])


def test_a_door_that_the_electorate_has_not_is_refused():
    electorate = make_electorate(open_vote(), doors=[Door.DESK])
    for door in (Door.IDENTIFICATION, Door.CODE):
        with refused("door"):
            entitle_person(electorate, WHO, door=door)
    with refused("door"):
        entitle_code(electorate.vote_id, codes.print_codes(electorate, 1)[1][0])
    assert not Entitlement.objects.exists()


def test_nobody_is_entitled_while_the_vote_is_not_open():
    electorate = make_electorate(draft_vote())
    (code,) = codes.print_codes(electorate, 1)[1]
    with refused("state"):
        entitle_code(electorate.vote_id, code)


@pytest.mark.parametrize(
    "born, may", [("2011-05-03", True), ("2011-05-04", True), ("2011-05-05", False), ("2030-01-01", False)]
)
@pytest.mark.parametrize("moment", ["2026-05-03T21:30:00Z", "2026-05-04T22:30:00Z"])
def test_age_is_counted_at_the_stated_day_whatever_the_clock_says(born, may, moment):
    """V-AGE: a birthday a day before, on and after it; midnight in Helsinki is not midnight in UTC."""
    with time_machine.travel(moment):
        electorate = make_electorate(open_vote(), least_age=15, age_on=dt.date(2026, 5, 4))
        told = {"door": Door.DESK, "birthday": dt.date.fromisoformat(born)}
        if may:
            assert entitle_person(electorate, WHO, **told).is_new
        else:
            with refused("age"):
                entitle_person(electorate, WHO, **told)


def test_an_age_that_is_not_told_or_too_high_is_refused():
    electorate = make_electorate(open_vote(), least_age=13, most_age=17, age_on=dt.date(2026, 5, 4))
    with refused("birthday"):
        entitle_person(electorate, WHO, door=Door.DESK)
    with refused("age"):
        entitle_person(electorate, WHO, door=Door.DESK, birthday=dt.date(2008, 5, 4))
    assert entitle_person(electorate, WHO, door=Door.DESK, birthday=dt.date(2008, 5, 5)).is_new


@pytest.mark.parametrize(
    "day, age", [("2023-02-27", 14), ("2023-02-28", 15), ("2023-03-01", 15), ("2024-02-28", 15), ("2024-02-29", 16)]
)
def test_who_was_born_on_the_leap_day_fills_years_on_the_last_of_february(day, age):
    assert age_at(dt.date(2008, 2, 29), dt.date.fromisoformat(day)) == age
