"""The project's own papers: publiccode.yml is valid, links lead somewhere, what README promises is in the Makefile."""

import re
import runpy
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NEEDED = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)


def test_publiccode_says_what_the_standard_asks():
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert told["publiccodeYmlVersion"] == "0.4" and not set(NEEDED) - set(told)
    assert told["legal"]["license"] == "MIT" and told["maintenance"]["contacts"]
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150 and 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"] and all(len(feature) <= 100 for feature in words["features"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#\s]+)", page.read_text()):
        if not target.startswith(("http", "mailto:")):
            assert (page.parent / target).exists(), target


def test_reference_pages_say_what_the_code_says():
    reference = runpy.run_path(str(ROOT / "tools" / "reference.py"))
    assert reference["stale"]() == [], "run `make reference`"


@pytest.mark.parametrize("guide", sorted(ROOT.glob("docs/guides/*.md")), ids=lambda guide: guide.stem)
def test_code_in_guides_stands_in_the_house(guide):
    code = [f.read_text() for folder in ("kuulu", "tests") for f in (ROOT / folder).rglob("*.py")]
    for example in re.findall(r"```python\n(.*?)```", guide.read_text(), re.S):
        assert any(example in file for file in code), example


def test_every_field_of_the_plate_says_what_it_means():
    rows = re.findall(r"^\| `(\w+)` \| .*? \| (.*?) \|", (ROOT / "docs/reference/plate.md").read_text(), re.M)
    assert len(rows) > 30 and [name for name, meaning in rows if not meaning.strip()] == []


def test_commands_that_pages_name_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for page in PAGES:
        named = set(re.findall(r"^\s{4}make ([a-z-]+)|`make ([a-z-]+)", page.read_text(), re.M))
        assert {one or other for one, other in named} <= targets, page
