"""Letters and digits that people copy by hand: tracking codes, lines of a key on paper, hashes in groups."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

#: Crockford's base32: no I, L, O and U
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: a tracking code: 80 bits
CODE: Final = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", re.ASCII)
CODE_BYTES: Final = 10
CLEAR: Final = str.maketrans("OIL", "011", "- \t")


def grouped(text: str, size: int = 4) -> str:
    """A text in groups of some letters with dashes between."""
    return "-".join(text[at : at + size] for at in range(0, len(text), size))


def to_letters(content: bytes) -> str:
    """Bytes as Crockford base32 in groups of four; five bits a letter, padded with zero bits at the end."""
    bits = len(content) * 8
    letters = -(-bits // 5)
    number = int.from_bytes(content, "big") << (letters * 5 - bits)
    return grouped("".join(ALPHABET[number >> 5 * (letters - 1 - at) & 31] for at in range(letters)))


def from_letters(text: str, size: int) -> bytes:
    """So many bytes out of letters as people type them: small or large, O for 0, I and L for 1, dashes or none.

    Raises ValueError for another length and for letters that are not of the alphabet.
    """
    clean = text.upper().translate(CLEAR)
    if len(clean) != -(-size * 8 // 5):
        raise ValueError("too short or too long")
    number = 0
    for letter in clean:
        if (value := ALPHABET.find(letter)) < 0:
            raise ValueError(f"{letter!r} is no letter of a code")
        number = number << 5 | value
    number, rest = divmod(number, 1 << (len(clean) * 5 - size * 8))
    if rest:
        raise ValueError("the last letter is wrong")
    return number.to_bytes(size, "big")


def new_code(word: str = "") -> str:
    """A tracking code of 80 bits, such as `K7F2-9QXD-4MTR-8WZA`.

    A word of the voter's own is mixed in, so that nobody can hand two voters the same code.
    """
    return to_letters(hashlib.sha256(secrets.token_bytes(32) + word.encode()).digest()[:CODE_BYTES])


def tidy_code(text: str) -> str:
    """A tracking code as it is printed, out of what somebody typed. Raises ValueError."""
    return to_letters(from_letters(text, CODE_BYTES))


def show_hash(digest: str) -> str:
    """An envelope's hash for people: `3F7A-09C2-…`, sixteen groups."""
    return grouped(digest.upper())


def read_hash(text: str) -> str:
    """The 64 hexadecimal digits out of such groups. Raises ValueError."""
    digest = re.sub(r"[\s-]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError("not the hash of an envelope")
    return digest
