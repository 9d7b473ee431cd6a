"""Every pair of colours that meet in the house can be read, by day and by night (WCAG 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

DECLARED = re.compile(r"(--[\w-]+):\s*([^;]+);")
GROUNDS = ("--ground", "--surface", "--surface-quiet", "--surface-warm")
DEEP = ("--surface-deep", "--surface-deeper")

#: text colour, what it stands on
TEXTS = [
    *[(text, ground) for text in ("--text", "--text-quiet", "--link", "--link-hover") for ground in GROUNDS],
    *[(text, deep) for text in ("--text-on-deep", "--text-on-deep-quiet", "--link-on-deep") for deep in DEEP],
    *[
        (tone, ground)
        for tone in ("--good", "--bad", "--note", "--accent-text")
        for ground in ("--ground", "--surface")
    ],
    *[("--text", f"--{tone}-surface") for tone in ("good", "bad", "note", "open")],
    ("--action-text", "--action"),
    ("--action-text", "--action-hover"),
    ("--open-text", "--open"),
    ("--good", "--good-surface"),
    ("--bad", "--bad-surface"),
    ("--note", "--note-surface"),
    ("--link", "--note-surface"),
    ("--accent-text", "--open-surface"),
]
#: borders of controls, rings and focus, what they stand on
CONTROLS = [
    *[("--line-control", ground) for ground in ("--ground", "--surface", "--surface-quiet")],
    *[("--action", ground) for ground in ("--ground", "--surface")],
    *[("--focus", ground) for ground in GROUNDS],
    ("--text-on-deep", "--surface-deep"),
    ("--text-on-deep-quiet", "--surface-deep"),
    ("--open", "--surface-deep"),
]


def sheet(name: str) -> str:
    return (settings.ROOT / "design/tokens" / name).read_text(encoding="utf-8")


def tokens(scheme: str) -> dict[str, str]:
    """Every token's value in a scheme; the dark one says only what differs."""
    light, dark = sheet("semantic.css").split("@media (prefers-color-scheme: dark)")
    known = dict(DECLARED.findall(sheet("primitive.css"))) | dict(DECLARED.findall(light))
    return known | dict(DECLARED.findall(dark.split("@media")[0])) if scheme == "dark" else known


def colour(name: str, known: dict[str, str]) -> str:
    value = known[name].strip()
    while value.startswith("var("):
        value = known[value[4:-1]].strip()
    return value


def light_of(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((light_of(one), light_of(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_black_on_white_is_counted_as_21():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text, ground", TEXTS)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str):
    known = tokens(scheme)
    assert contrast(colour(text, known), colour(ground, known)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edge, ground", CONTROLS)
def test_a_control_stands_out_from_its_ground(scheme: str, edge: str, ground: str):
    known = tokens(scheme)
    assert contrast(colour(edge, known), colour(ground, known)) >= 3


def test_only_the_primitive_sheet_has_bare_colours():
    sheets = [*settings.ROOT.glob("design/**/*.css"), *settings.ROOT.glob("kuulu/*/*/style/*.css")]
    bare = [
        f"{file.name}: {found}"
        for file in sheets
        if file.name not in {"primitive.css", "print.css"}
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", file.read_text(encoding="utf-8"))
    ]
    assert bare == []


def test_every_colour_that_a_sheet_uses_is_a_token():
    known = tokens("dark")
    sheets = [*settings.ROOT.glob("design/**/*.css"), *settings.ROOT.glob("kuulu/*/*/style/*.css")]
    own = {name for file in sheets for name in re.findall(r"(--[\w-]+):", file.read_text(encoding="utf-8"))}
    used = {name for file in sheets for name in re.findall(r"var\((--[\w-]+)\)", file.read_text(encoding="utf-8"))}
    assert used - own - set(known) == set()
