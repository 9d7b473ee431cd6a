"""Develops one picture, or one page of a PDF, in a process of its own: bytes in, a plain JPEG and a small WebP out, nothing of the rest.

Run as a script with nothing of the house imported, so that it starts fast and a picture made to harm finds no
database, no secret and little memory. Reads the picture from standard input; the form of the answer is in `_answer`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from typing import Any

MEMORY = 1536 * 1024 * 1024  #: bytes of address space
SECONDS = 12  #: of processor time
LARGE = 2400  #: pixels on the longer side
PAGE_SCALE = 4.0  #: pixels to a point of a PDF at most, 288 to an inch
SMALL = 480


class Bad(Exception):
    """The picture cannot be developed; the word says why: `broken` or `pixels`."""


def fence(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Bound this process: memory, time, no files written, no children, no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def open_picture(data: bytes, kind: str, pixels: int) -> Any:
    """The picture, not yet decoded, read only as the kind its first bytes told. Raises Bad."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = pixels
    if kind == "HEIF":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    picture = Image.open(io.BytesIO(data), formats=(kind,))
    if picture.width * picture.height > pixels:
        raise Bad("pixels")
    if kind == "JPEG":
        picture.draft("RGB", (LARGE, LARGE))
    picture.load()
    return picture


def open_page(data: bytes, number: int) -> tuple[Any, int]:
    """A page of a PDF (from 0) as a picture on white, without what only a reader would run, and how many pages there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[number]
    scale = min(LARGE / max(page.get_size()), PAGE_SCALE)
    return page.render(scale=scale, may_draw_forms=True).to_pil(), len(document)


def in_plain_colours(picture: Any) -> Any:
    """The picture as eight-bit sRGB without transparency; a profile it carries is applied, then left behind."""
    from PIL import Image

    profile = picture.info.get("icc_profile")
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "P") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        sheet = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(sheet, picture).convert("RGB")
    picture = _through_profile(picture, profile) if profile else picture
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _through_profile(picture: Any, profile: bytes) -> Any:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except Exception:  # a broken or foreign profile: the colours as they are
        return picture


def fit(picture: Any, side: int) -> Any:
    """The picture no larger than `side` pixels either way."""
    if max(picture.size) <= side:
        return picture
    share = side / max(picture.size)
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, reducing_gap=2.0)


def cover(picture: Any, areas: list[list[float]]) -> Any:
    """Make areas unrecognisable: each `[x, y, width, height]` in per cent becomes a few flat squares."""
    for x, y, width, height in areas:
        left, top = int(picture.width * x / 100), int(picture.height * y / 100)
        right = min(picture.width, left + max(1, round(picture.width * width / 100)))
        bottom = min(picture.height, top + max(1, round(picture.height * height / 100)))
        part = picture.crop((left, top, right, bottom))
        squares = (min(6, part.width), min(6, part.height))
        picture.paste(part.resize(squares, 4).resize(part.size, 0), (left, top))
    return picture


def pixels_only(picture: Any) -> Any:
    """A new picture of the same pixels: nothing that hung on the old one comes along."""
    from PIL import Image

    return Image.frombytes("RGB", picture.size, picture.tobytes())


def develop(
    data: bytes, kind: str, *, pixels: int, areas: list[list[float]], page: int = 0
) -> tuple[Any, int, bytes, bytes]:
    """The picture's size, of how many pages it is one, its JPEG and its small WebP. Raises Bad."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore")
    try:
        picture, pages = open_page(data, page) if kind == "PDF" else (open_picture(data, kind, pixels), 1)
        upright = ImageOps.exif_transpose(picture) or picture
        clean = cover(pixels_only(in_plain_colours(fit_first(upright))), areas)
    except Image.DecompressionBombError:
        raise Bad("pixels") from None
    large, small = io.BytesIO(), io.BytesIO()
    clean.save(large, "JPEG", quality=84, progressive=True, optimize=True)
    fit(clean, SMALL).save(small, "WEBP", quality=76, method=3)
    return clean.size, pages, large.getvalue(), small.getvalue()


def fit_first(picture: Any) -> Any:
    """Make a large picture small before its colours are worked on; palettes are turned to colours first."""
    profile = picture.info.get("icc_profile")
    if picture.mode in ("P", "PA", "1"):
        picture = picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    smaller = fit(picture, LARGE)
    if profile:
        smaller.info["icc_profile"] = profile
    return smaller


def _answer(head: dict[str, Any], *parts: bytes) -> None:
    """One line of JSON that tells the lengths, then the parts one after another."""
    sys.stdout.buffer.write(json.dumps({**head, "lengths": [len(part) for part in parts]}).encode() + b"\n")
    for part in parts:
        sys.stdout.buffer.write(part)


def main() -> None:
    """Develop what comes in. Any fault of the picture is told as one word."""
    order = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    fence()
    try:
        size, pages, *files = develop(data, **order)
    except Bad as fault:
        _answer({"fault": str(fault)})
    except MemoryError:
        _answer({"fault": "pixels"})
    except Exception:
        _answer({"fault": "broken"})
    else:
        _answer({"width": size[0], "height": size[1], "pages": pages}, *files)


if __name__ == "__main__":
    main()
