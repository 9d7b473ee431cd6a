"""Pictures made for tests: those that carry what must not come along, and those made to harm."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageCms, PngImagePlugin

PLANTED = b"PLANTED"
GPS_IFD, EXIF_IFD = 0x8825, 0x8769
HEIC = (Path(__file__).parent / "pictures" / "gps.heic").read_bytes()


def picture(size: tuple[int, int] = (64, 40), mode: str = "RGB") -> Image.Image:
    """Red, with a blue corner at the top left."""
    made = Image.new("RGB", size, (200, 30, 30))
    made.paste((20, 20, 200), (0, 0, size[0] // 3, size[1] // 3))
    return made.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    """EXIF with place, device, owner, serial number and maker's note."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    for tag, name in ((0x010F, "MAKE"), (0x0110, "MODEL"), (0x013B, "ARTIST"), (0x010E, "TITLE"), (0x0131, "SOFT")):
        tags[tag] = f"PLANTED-{name}"
    tags.get_ifd(GPS_IFD).update({1: "N", 2: (61.0, 41.0, 18.9), 3: "E", 4: (27.0, 16.0, 20.3), 29: "PLANTED-DATE"})
    tags.get_ifd(EXIF_IFD).update({0xA431: "PLANTED-SERIAL", 0x927C: b"PLANTED-MAKER-NOTE", 0x9286: b"PLANTED-WORD"})
    return tags.tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description GPS="61.68" creator="PLANTED-XMP"/></x:xmpmeta>'


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


SEGMENTS = {
    "xmp": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP),
    "xmp_long": segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 40 + XMP),
    "iptc": segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x10\x1c\x02\x50\x00\x0bPLANTED-BYL\x00"),
    "mpf": segment(0xE2, b"MPF\x00MM\x00*\x00\x00\x00\x08\x00\x00PLANTED-MPF"),
    "flir": segment(0xE1, b"FLIR\x00\x01\x00\x00PLANTED-HEAT"),
    "jumbf": segment(0xEB, b"JP\x00\x00PLANTED-C2PA"),
    "comment": segment(0xFE, b"PLANTED-COMMENT"),
    "adobe": segment(0xEC, b"Ducky\x00PLANTED-DUCKY"),
    "app15": segment(0xEF, b"PLANTED-APP15"),
    "samsung": segment(0xE4, b"Samsung\x00PLANTED"),
}


def thumbnail_inside() -> bytes:
    """EXIF whose own small picture has its own EXIF."""
    small = with_segments(saved(picture((16, 10))), SEGMENTS["comment"])
    head = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 0) + struct.pack("<I", 14)
    first = (
        struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(small))
    )
    return segment(0xE1, b"Exif\x00\x00" + head + first + b"\x00\x00\x00\x00" + small)


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes() + PLANTED


def png_words() -> PngImagePlugin.PngInfo:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "PLANTED-AUTHOR")
    words.add_text("Comment", "PLANTED-ZIPPED", zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add(b"tIME", b"\x07\xea\x09\x1e\x0c\x00\x00")
    words.add(b"prVt", b"PLANTED-CHUNK", after_idat=True)
    return words


def telling() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of pictures that carry place, device, owner, small pictures or a colour profile: at least 40."""
    for turn in range(1, 9):
        yield f"jpeg_exif_turned_{turn}", saved(picture(), exif=exif(turn))
        yield f"webp_exif_turned_{turn}", saved(picture(), "WEBP", exif=exif(turn), xmp=XMP)
        yield f"png_exif_turned_{turn}", saved(picture(), "PNG", exif=exif(turn), pnginfo=png_words())
    for name, part in SEGMENTS.items():
        yield f"jpeg_{name}", with_segments(saved(picture(), exif=exif()), part)
    yield "jpeg_all", with_segments(saved(picture(), exif=exif(6)), *SEGMENTS.values())
    yield "jpeg_thumbnail", with_segments(saved(picture()), thumbnail_inside())
    yield "jpeg_profile", saved(picture(), icc_profile=profile(), comment=b"PLANTED-COMMENT")
    yield "jpeg_grey", saved(picture(mode="L"), exif=exif())
    yield "jpeg_print_colours", saved(picture(mode="CMYK"), exif=exif(), icc_profile=profile())
    yield "jpeg_film_behind", saved(picture(), exif=exif()) + b"\x00\x00\x00\x18ftypmp42PLANTED-FILM" * 20
    for mode in ("RGBA", "LA", "P", "1", "L", "I;16"):
        image = picture(mode=mode) if mode != "I;16" else Image.new("I;16", (64, 40), 40_000)
        yield f"png_{mode}", saved(image, "PNG", exif=exif(), pnginfo=png_words())
    yield "png_profile", saved(picture(), "PNG", icc_profile=profile())
    yield "webp_profile", saved(picture(mode="RGBA"), "WEBP", icc_profile=profile(), exif=exif(), lossless=True)
    yield "heic_gps", HEIC


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of(width: int, height: int, *chunks: bytes, lines: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b"")
    )


def bomb(side: int) -> bytes:
    """A PNG of some kilobytes that unfolds to side × side pixels."""
    return png_of(side, side, lines=b"\x00" * (side // 8 + 1) * side)


SCRIPT = b"<script>window.__x=1</script>"

#: files that are no picture, or none that is taken, whatever they call themselves
OTHER_FILES: dict[str, bytes] = {
    "empty": b"",
    "one_byte": b"\xff",
    "nothing_but_zeros": b"\x00" * 5000,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.__x=1"/>',
    "svg_with_head": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "svg_after_mark": b"\xef\xbb\xbf<svg onload=alert(1)>",
    "html": b"<!DOCTYPE html><html>" + SCRIPT,
    "php": b"<?php system($_GET['x']); ?>",
    "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "program": b"\x7fELF" + b"\x00" * 500,
    "windows_program": b"MZ" + b"\x00" * 500,
    "gif_and_script": b"GIF89a/*" + b"\x00" * 40 + b"*/=1;window.__x=1",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (r) file",
    "avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf" + b"\x00" * 200,
    "film": b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 500,
    "heic_only_head": HEIC[:40] + b"\xff" * 3000,
    "heic_brand_alone": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "jpeg_only_head": b"\xff\xd8\xff\xe0" + b"A" * 4000,
}


def other_pictures() -> Iterator[tuple[str, bytes]]:
    """Whole pictures of kinds that are not taken."""
    film = [picture((64, 40), "P").rotate(turn) for turn in range(60)]
    yield "gif", saved(picture(mode="P"), "GIF")
    yield "gif_film_of_many", saved(picture(mode="P"), "GIF", save_all=True, append_images=film)
    yield "bmp", saved(picture(), "BMP")
    yield "tiff", saved(picture(), "TIFF")
    yield "ico", saved(picture((16, 16)), "ICO")


def two_in_one(jpeg: bytes, png: bytes) -> Iterator[tuple[str, bytes]]:
    """Pictures that are a page or a program too."""
    yield "jpeg_and_page", with_segments(jpeg, segment(0xFE, SCRIPT))
    yield "jpeg_and_pdf", with_segments(jpeg, segment(0xFE, b"\n%PDF-1.5\n"))
    yield "jpeg_and_php", with_segments(jpeg, segment(0xFE, b"<?php phpinfo(); ?>"))
    yield "png_and_page", png[:33] + chunk(b"tEXt", b"x\x00" + SCRIPT) + png[33:]


def unfolding(jpeg: bytes, png: bytes) -> Iterator[tuple[str, bytes]]:
    """Small files that unfold, or say they do, to more than memory holds; and those without a pixel."""
    yield "bomb_20000", bomb(20_000)
    yield "bomb_8000", bomb(8_000)
    yield "bomb_said_only", png_of(2**31 - 1, 2**31 - 1)
    yield "wide", png_of(2**30, 1, lines=b"\x00" * 10)
    yield "no_pixels", png_of(0, 0)
    yield "jpeg_said_huge", jpeg.replace(struct.pack(">HH", 200, 300), struct.pack(">HH", 65_500, 65_500), 1)
    yield "png_word_bomb", png[:33] + chunk(b"zTXt", b"x\x00\x00" + zlib.compress(b"a" * 80_000_000, 9)) + png[33:]
    yield "png_profile_bomb", png[:33] + chunk(b"iCCP", b"x\x00\x00" + zlib.compress(b"a" * 80_000_000)) + png[33:]


def broken(**whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Pictures cut short (at a share of their bytes, but after the head), and those with wrong insides."""
    heads = {"png": 12, "webp": 16, "jpeg": 4, "heic": 16}
    for share in (2, 40, 75):
        for name, content in whole.items():
            yield f"{name}_cut_at_{share}", content[: max(heads[name], len(content) * share // 100)]
    yield "png_wrong_sums", whole["png"][:45] + bytes(b ^ 0xFF for b in whole["png"][45:])
    yield "webp_wrong_inside", whole["webp"][:16] + b"\xff" * (len(whole["webp"]) - 16)


def hostile() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of files that must be refused: at least 30."""
    jpeg, png, webp = saved(picture((300, 200))), saved(picture((300, 200)), "PNG"), saved(picture(), "WEBP")
    yield from OTHER_FILES.items()
    yield from other_pictures()
    yield from two_in_one(jpeg, png)
    yield from unfolding(jpeg, png)
    yield from broken(png=png, webp=webp, jpeg=jpeg, heic=HEIC)
