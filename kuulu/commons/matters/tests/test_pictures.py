"""Pictures are made anew: only what can be seen comes in, and what is made to harm does not."""

import io
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from kuulu.commons.matters import papers
from kuulu.commons.matters.papers import Refused, develop, kind_of

from . import corpus

TELLING, HOSTILE = dict(corpus.telling()), dict(corpus.hostile())
#: how many bytes of PNG, WebP and JPEG know nothing but pixels
FORBIDDEN = (corpus.PLANTED, b"Exif", b"xmpmeta", b"ICC_PROFILE", b"ICCP", b"EXIF", b"8BIM", b"MPF\x00", b"Photoshop")


def upload(data, name="kuva.jpg"):
    return SimpleUploadedFile(name, data)


def test_the_corpora_are_large_enough():
    assert len(TELLING) >= 40 and len(HOSTILE) >= 30


@pytest.mark.parametrize("name", TELLING)
def test_nothing_but_pixels_comes_along(name):
    made = develop(upload(TELLING[name]))
    for data in (made.large, made.small):
        assert not [mark for mark in FORBIDDEN if mark in data]
        opened = Image.open(io.BytesIO(data))
        assert not opened.getexif() and not {"icc_profile", "exif", "xmp", "comment", "photoshop"} & opened.info.keys()
    assert Image.open(io.BytesIO(made.large)).format == "JPEG" and Image.open(io.BytesIO(made.small)).format == "WEBP"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_turned_upright(kind, turn):
    """The blue corner is where the eighth of turns says, and the sides have changed places for 5 to 8."""
    made = develop(upload(TELLING[f"{kind}_exif_turned_{turn}"]))
    opened = Image.open(io.BytesIO(made.large))
    width, height = opened.size
    assert (width, height) == ((64, 40) if turn < 5 else (40, 64))
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[turn]
    red, _green, blue = opened.getpixel((3 + corner[0] * (width - 7), 3 + corner[1] * (height - 7)))
    assert blue > 120 > red


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_harm_is_refused_with_a_kind_word(name):
    with pytest.raises(Refused) as refused:
        develop(upload(HOSTILE[name]))
    assert len(refused.value.message) > 20 and refused.value.reason in ("empty", "kind", "pixels", "broken")


def test_a_large_picture_comes_out_at_2400_pixels_and_a_small_one_at_480():
    made = develop(upload(corpus.saved(corpus.picture((5000, 3000)))))
    assert (made.width, made.height) == (2400, 1440)
    assert Image.open(io.BytesIO(made.small)).size == (480, 288)


def test_a_large_file_is_refused_before_it_is_read():
    class Heavy:
        size = 13 * 1024 * 1024

        def read(self, *args):
            pytest.fail("was read")

    with pytest.raises(Refused) as refused:
        develop(Heavy())
    assert refused.value.reason == "bytes"


def test_a_file_that_lies_about_its_size_is_refused_as_well():
    file = upload(corpus.saved(corpus.picture()) + b"\x00" * 13 * 1024 * 1024)
    file.size = 10
    with pytest.raises(Refused):
        develop(file)


def test_the_word_of_refusal_comes_in_the_readers_language(settings):
    with override_settings(LANGUAGE_CODE="en"), pytest.raises(Refused) as refused:
        develop(upload(b"GIF89a" + b"\x00" * 50))
    assert refused.value.message


@pytest.mark.parametrize("name", ["../../x.jpg", "/etc/passwd", "a" * 300 + ".jpg", "con.jpg", "x.jpg\x00.html"])
def test_the_kind_is_told_by_bytes_and_never_by_name(name):
    assert kind_of(corpus.saved(corpus.picture())) == "JPEG"
    file = upload(corpus.saved(corpus.picture()))
    file.name = name
    assert develop(file).width == 64


def test_the_darkroom_has_little_memory_little_time_and_no_secrets(monkeypatch):
    asked = {}
    real = subprocess.run
    monkeypatch.setattr(papers.subprocess, "run", lambda *a, **k: asked.update(k) or real(*a, **k))
    develop(upload(corpus.saved(corpus.picture())))
    assert asked["env"] == {} and asked["timeout"] <= 30
    limits = "import resource, sys; sys.path.insert(0, sys.argv[1]); import darkroom; darkroom.fence(300_000_000)\n"
    greedy = limits + "try:\n bytearray(400_000_000)\nexcept MemoryError: print('none')\n"
    done = real([papers.sys.executable, "-c", greedy, str(papers.DARKROOM.parent)], capture_output=True, text=True)
    assert done.stdout.strip() == "none"


def test_areas_of_a_picture_are_made_unrecognisable():
    image = Image.effect_noise((300, 200), 100).convert("RGB")
    made = papers.cover(corpus.saved(image), [(0, 0, 50, 100)])
    opened = Image.open(io.BytesIO(made.large)).convert("L")
    left, right = (len(set(opened.crop(box).get_flattened_data())) for box in ((10, 10, 30, 30), (200, 10, 220, 30)))
    assert left < right / 2
