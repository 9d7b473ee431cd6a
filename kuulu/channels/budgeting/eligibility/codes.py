"""Printed one-time codes of 60 bits: twelve letters and one to check them, `K7F2-9QXD-4MTRA`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from ..models.entitlement import Code, CodeBatch, Electorate, Entitlement
from ..sealing.codes import ALPHABET, CLEAR
from ..vocabulary import Door
from . import tags

BITS: Final = 60
LETTERS: Final = BITS // 5


class Mistyped(ValueError):
    """No code: too short, too long, a letter that is none, or one letter wrong."""


def new_code() -> str:
    """A fresh code as it is printed."""
    number = secrets.randbits(BITS)
    letters = "".join(ALPHABET[number >> 5 * at & 31] for at in range(LETTERS))
    return _shown(letters + ALPHABET[_double(_folded(letters))])


def _shown(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _double(value: int) -> int:
    """Twice a value in the field of 32 elements."""
    return (value << 1) ^ (0b100101 if value & 16 else 0)


def _folded(letters: str) -> int:
    """Nought for a whole code; any one wrong letter and any two changed about give something else."""
    value = 0
    for letter in letters:
        value = _double(value) ^ ALPHABET.index(letter)
    return value


def tidy(typed: str) -> str:
    """A code as it is printed, out of what somebody typed. Raises Mistyped."""
    letters = typed.upper().translate(CLEAR)
    if len(letters) != LETTERS + 1 or not set(letters) <= set(ALPHABET) or _folded(letters):
        raise Mistyped
    return _shown(letters)


@transaction.atomic
def print_codes(electorate: Electorate, size: int, *, by: Person | None = None) -> tuple[CodeBatch, list[str]]:
    """Codes that belong to nobody before they are drawn; they are told this once and only digests are kept."""
    batch = _batch(electorate, Door.CODE, size, by)
    codes = [new_code() for _ in range(size)]
    _keep(batch, [(code, code) for code in codes])
    return batch, codes


@transaction.atomic
def print_letters(
    electorate: Electorate, person_keys: Iterable[str], *, by: Person | None = None
) -> tuple[CodeBatch, dict[str, str]]:
    """A code for each person of the register, to be posted; it leads to the same mark as the person's other doors."""
    codes = {person_key: new_code() for person_key in person_keys}
    batch = _batch(electorate, Door.LETTER, len(codes), by)
    _keep(batch, [(code, person_key) for person_key, code in codes.items()])
    return batch, codes


def _batch(electorate: Electorate, door: Door, size: int, by: Person | None) -> CodeBatch:
    tags.make_key(electorate.vote)
    return CodeBatch.objects.create(vote=electorate.vote, electorate=electorate, source=door, size=size, printed_by=by)


def _keep(batch: CodeBatch, codes: Iterable[tuple[str, str]]) -> None:
    key, vote = tags.read_key(batch.vote), batch.vote
    rows = [
        Code(
            batch=batch,
            vote=vote,
            code_hmac=tags.digest_of(key, vote.code, code),
            tag=tags.tag_of(key, vote.code, person_key),
        )
        for code, person_key in codes
    ]
    Code.objects.bulk_create(sorted(rows, key=lambda row: row.code_hmac), batch_size=500)


@transaction.atomic
def void_batch(batch: CodeBatch) -> list[str]:
    """No code of the batch opens a door any more; the tags that came in by it before, for four eyes to look at."""
    CodeBatch.objects.filter(pk=batch.pk, voided_at__isnull=True).update(voided_at=clock.now())
    came = Entitlement.objects.filter(vote=batch.vote_id, source=batch.source, tag__in=batch.codes.values("tag"))
    return sorted(came.values_list("tag", flat=True))
