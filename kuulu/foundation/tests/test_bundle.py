"""The house's one sheet and one script: joined in order, small, kept by browsers by their version."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines

from kuulu.foundation import bundle
from kuulu.foundation.assets import DesignFinder

STYLE, SCRIPT = bundle.STYLE, bundle.SCRIPT


def read(path: str) -> str:
    return Path(finders.find(path)).read_text(encoding="utf-8")


def test_every_sheet_of_the_house_is_in_its_layer_and_in_order():
    layers = re.findall(r"^@layer (\w+) \{", read(STYLE), re.MULTILINE)
    order = ["reset", "tokens", "base", "layout", "components", "rooms", "print"]
    assert [layer for layer in order if layer in layers] == sorted(set(layers), key=order.index)
    sheets = [*settings.ROOT.glob("design/components/*/*.css"), *settings.ROOT.glob("kuulu/*/*/style/*.css")]
    assert layers.count("components") + layers.count("rooms") == len(sheets)


def test_braces_of_every_sheet_are_balanced():
    for layer, sheet in bundle._styles():
        text = sheet.read_text(encoding="utf-8")
        assert text.count("{") == text.count("}"), (layer, sheet)


def test_modules_stay_out_of_the_joined_script():
    script = read(SCRIPT)
    assert "htmx" in script and "data-opens" in script
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)


@pytest.mark.parametrize("path", [STYLE, SCRIPT])
def test_compressed_twins_lie_beside_the_joined_files(path: str):
    assert gzip.decompress(Path(finders.find(f"{path}.gz")).read_bytes()).decode() == read(path)
    assert finders.find(f"{path}.br")


def test_collecting_static_files_finds_the_joined_files_once():
    paths = [path for path, _ in DesignFinder().list([])]
    assert len(paths) == len(set(paths))
    assert {STYLE, SCRIPT, f"{STYLE}.br", "design/pictures/mark.svg"} <= set(paths)
    assert not [path for path in paths if path.endswith((".html", ".yaml"))]


def test_a_version_follows_the_content():
    tag = engines["django"].from_string("{% asset 'design/kuulu.css' %}").render()
    assert re.fullmatch(r"/static/design/kuulu\.css\?v=[0-9a-f]{10}", tag)
    assert bundle.version("design/no-such.css") == ""


@pytest.mark.parametrize(
    "path", ["design/../manage.py", "design/layouts/base.html", "../design/kuulu.css", "design/x.py"]
)
def test_nothing_but_styles_scripts_and_pictures_is_served(path: str):
    assert DesignFinder().find(path) is None


def test_browsers_keep_a_versioned_file_for_a_year(client):
    answer = client.get(f"/static/{STYLE}?v={bundle.version(STYLE)}", headers={"accept-encoding": "br"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"


def test_a_folder_that_cannot_be_written_breaks_no_page(settings, tmp_path):
    bundle._made.cache_clear()
    settings.VAR = tmp_path / "file"
    settings.VAR.write_text("not a folder")
    try:
        assert re.fullmatch("[0-9a-f]{10}", bundle.version(STYLE))
    finally:
        bundle._made.cache_clear()


def test_collecting_for_production_gathers_the_joined_and_compressed_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / STYLE).read_text(encoding="utf-8") == read(STYLE)
    assert (tmp_path / f"{SCRIPT}.br").exists() and (tmp_path / "vendor/source-sans-3-latin.woff2").exists()


def test_production_tells_the_version_of_what_was_collected(settings, tmp_path):
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = tmp_path, False
    (tmp_path / "design").mkdir()
    (tmp_path / STYLE).write_text("collected")
    assert bundle.version(STYLE) == hashlib.sha256(b"collected").hexdigest()[:10]
