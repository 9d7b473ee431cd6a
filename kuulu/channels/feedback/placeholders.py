"""The grammar of ready texts: `{reference}` and `{unit}` are filled in, every other brace stays as it was typed.

Own grammar on purpose: text typed by people is never given to `str.format` or to a template engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

NAMES: Final = ("reference", "unit")
_PLACEHOLDER = re.compile(r"\{(" + "|".join(NAMES) + r")\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in, once: what is filled in is not looked at again."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
