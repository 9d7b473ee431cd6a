"""One way to write a value as bytes, so that everybody gets the same hash of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces in UTF-8; equals RFC 8785 for texts, whole numbers, lists and maps.

    Raises ValueError for text that is not Unicode (a lone surrogate).
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read_canonical(content: bytes) -> Any:
    """The value that was written so. Raises ValueError for bytes that `canonical` would not have written."""
    try:
        value = json.loads(content)
        again = canonical(value)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if again != content:
        raise ValueError("not written in the canonical way")
    return value


def sha256(content: bytes) -> str:
    """SHA-256 (FIPS 180-4) in 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def is_hex(text: Any, digits: int) -> bool:
    """Whether a text is so many hexadecimal digits, in small letters."""
    return isinstance(text, str) and len(text) == digits and set(text) <= set("0123456789abcdef")


def lines_of(rows: list[Any]) -> bytes:
    """Rows as lines of canonical JSON, each ended by a line feed."""
    return b"".join(canonical(row) + b"\n" for row in rows)


def read_lines(content: bytes) -> list[Any]:
    """The rows of such a file. Raises ValueError naming the line that was not written so."""
    rows = list[Any]()
    for number, line in enumerate(content.split(b"\n")[:-1] if content else [], 1):
        try:
            rows.append(read_canonical(line))
        except ValueError as fault:
            raise ValueError(f"line {number}: {fault}") from None
    if content and not content.endswith(b"\n"):
        raise ValueError(f"line {len(rows) + 1}: the file is cut off")
    return rows
