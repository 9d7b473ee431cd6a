"""Truths about the whole house that every room keeps."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils.functional import Promise

from kuulu.foundation.personal import holdings

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [config for config in apps.get_app_configs() if config.name.startswith("kuulu.")]
PYTHON = [f for f in (ROOT / "kuulu").rglob("*.py") if "migrations" not in f.parts]
HEADINGS = ("## Purpose", "## Words", "## Rules", "## Who may", "## What it never does")
FORBIDDEN = {"utils", "helpers", "common", "misc", "manager", "data", "info"}
#: models whose names and addresses are those of the city or of another authority
NOT_OF_PEOPLE = {"foundation.JobRun", "foundation.DerivedCheck", "people.Unit", "places.Place", "feedback.Authority"}
#: libraries that speak with other machines
CLIENTS = {"httpx", "requests", "urllib.request", "http.client", "smtplib"}
#: how something is counted or drawn, in plain Python
PURE = (
    "kuulu/channels/feedback/learning.py",
    "kuulu/commons/places/geometry.py",
    "kuulu/commons/matters/darkroom.py",
)
#: fields that tell of a person wherever they stand
TELLING = re.compile(r"(email|phone|sender_|writer_name|^name$|person|opened_by|handler|^by$|_by$)")


def test_import_contracts_are_kept():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_every_room_tells_of_itself_in_the_fixed_order(room):
    text = (Path(room.path) / "README.md").read_text()
    places = [text.find(heading) for heading in HEADINGS]
    assert -1 not in places and places == sorted(places)


def test_every_module_opens_with_one_sentence():
    mute = [
        str(f.relative_to(ROOT)) for f in PYTHON if f.stat().st_size and not ast.get_docstring(ast.parse(f.read_text()))
    ]
    assert [f for f in mute if not f.endswith("__init__.py")] == []


def test_no_file_has_a_forbidden_name():
    assert [str(f) for f in PYTHON if f.stem in FORBIDDEN] == []


def test_every_file_fits_in_the_hand():
    long = {str(f.relative_to(ROOT)): n for f in PYTHON if (n := f.read_text().count("\n")) > 400}
    assert long == {}


def _functions(files):
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield f"{file.relative_to(ROOT)}:{node.name}", node.end_lineno - node.lineno + 1


def test_every_function_fits_in_the_hand():
    code = [file for file in PYTHON if "tests" not in file.parts]
    assert {name: n for name, n in _functions(code) if n > 40} == {}


def test_every_test_fits_in_the_hand():
    tests = [file for file in (*PYTHON, *(ROOT / "tests").rglob("*.py")) if "tests" in file.parts]
    assert {name: n for name, n in _functions(tests) if n > 30} == {}
    assert {str(file.relative_to(ROOT)): n for file in tests if (n := file.read_text().count("\n")) > 300} == {}


def _imported(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_only_adapters_call_other_machines():
    allowed = {"adapters", "demo", "tests", "testing"}
    callers = [
        str(file.relative_to(ROOT)) for file in PYTHON if not allowed & {*file.parts} and CLIENTS & {*_imported(file)}
    ]
    assert callers == ["kuulu/foundation/outgoing.py"]


@pytest.mark.parametrize("path", PURE)
def test_what_only_counts_knows_no_framework(path):
    assert [name for name in _imported(ROOT / path) if name.startswith("django")] == []


def _telling_fields():
    for room in ROOMS:
        for model in room.get_models():
            names = [f.name for f in model._meta.get_fields() if not f.auto_created and TELLING.search(f.name)]
            if names and model._meta.label not in NOT_OF_PEOPLE:
                yield model._meta.label, names


@pytest.mark.parametrize(
    "label, names", list(_telling_fields()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_field_that_tells_of_a_person_is_declared(label, names):
    declared = {name for holding in holdings() if holding.model == label for name in holding.fields}
    assert set(names) <= declared, f"{label} does not declare {set(names) - declared} in its room's personal.py"


def test_heavy_libraries_are_not_loaded_at_start():
    probe = "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; print([m for m in ('numpy','openpyxl','pyproj','shapely','simplemma','PIL.Image','typst','holidays') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"DJANGO_SETTINGS_MODULE": "config.settings.test", "PATH": "", "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() in ("[]", "['PIL.Image']"), done.stdout + done.stderr[-800:]


def _tracked():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    return [
        ROOT / n
        for n in names
        if n and (ROOT / n).is_file() and (ROOT / n).suffix not in {".png", ".jpg", ".mo", ".pdf"}
    ]


def test_nothing_names_a_registry_or_a_machine():
    hosts = re.compile(
        "|".join(
            [
                "pypi" + r"\.org",
                "registry" + r"\.npmjs",
                "files" + r"\.pythonhosted",
                "deb" + r"\.debian\.org",
                "/work" + "/",
                "/root" + "/",
            ]
        )
    )
    hits = [str(f.relative_to(ROOT)) for f in _tracked() if hosts.search(f.read_text(errors="ignore"))]
    assert hits == []


def test_nothing_is_left_for_later():
    marks = re.compile("TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + "Error")
    hits = [
        str(f.relative_to(ROOT))
        for f in _tracked()
        if f.suffix in {".py", ".html", ".js", ".css"} and marks.search(f.read_text(errors="ignore"))
    ]
    assert hits == []


def test_no_request_dictionary_reaches_a_queryset():
    bad = re.compile(r"\.(filter|exclude|annotate|order_by|update)\(\*\*?request\.")
    assert [str(f) for f in PYTHON if bad.search(f.read_text())] == []


def test_only_named_views_do_without_the_forgery_token():
    named = {"kuulu/channels/feedback/open311", "kuulu/demo", "kuulu/commons/people"}
    found = [str(f.relative_to(ROOT)) for f in PYTHON if "csrf_exempt" in f.read_text() and "tests" not in f.parts]
    assert [f for f in found if not any(f.startswith(name) for name in named)] == []


def test_every_declaration_of_personal_data_is_told_in_every_language():
    words = [word for holding in holdings() for word in (holding.purpose, holding.ground, holding.kept)]
    assert [word for word in words if not isinstance(word, Promise)] == []
