"""The pages of a PDF come in as pictures: what can be seen of them, and nothing that runs, links or tells of its maker."""

import io

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image

from kuulu.commons.matters.papers import Refused, develop, develop_all, kind_of


def document(*pages, title="PLANTED-TITLE"):
    """A PDF with a coloured page for each colour, and a title and a link that must not come along."""
    body = "\n#pagebreak()\n".join(
        f'#page(fill: {colour})[#link("https://planted.example")[PLANTED]]' for colour in pages
    )
    return typst.compile(f'#set document(title: "{title}", author: "PLANTED-AUTHOR")\n{body}'.encode(), format="pdf")


def upload(data, name="kirje.pdf"):
    return SimpleUploadedFile(name, data, "application/pdf")


def seen(made):
    return Image.open(io.BytesIO(made.large))


def test_each_page_is_a_picture_in_its_order_and_nothing_else_comes_along():
    red, blue = develop_all(upload(document("red", "blue")))
    assert seen(red).getpixel((40, 40))[0] > 200 > 100 > seen(red).getpixel((40, 40))[2]
    assert seen(blue).getpixel((40, 40))[2] > 200
    for made in (red, blue):
        assert (seen(made).format, max(seen(made).size)) == ("JPEG", 2400) and max(made.width, made.height) == 2400
        assert b"PLANTED" not in made.large + made.small and b"planted" not in made.large + made.small


def test_a_picture_is_taken_as_before_and_a_document_where_only_a_picture_is_asked_is_not():
    out = io.BytesIO()
    Image.new("RGB", (64, 40), "red").save(out, "PNG")
    (one,) = develop_all(upload(out.getvalue()))
    assert (one.width, one.height) == (64, 40)
    with pytest.raises(Refused) as refused:
        develop(upload(document("red")))
    assert refused.value.reason == "kind"


def test_more_pages_than_pictures_may_be_sent_are_refused_in_words():
    with override("en"), pytest.raises(Refused, match="more than 6 pages") as refused:
        develop_all(upload(document(*["red"] * 7)))
    assert refused.value.reason == "pages"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        document("red")[:400],
        b"%PDF-1.4\n" + b"\x00\xff" * 5000,
        b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 99999999>>endobj trailer<</Root 1 0 R>>",
    ],
)
def test_a_broken_or_monstrous_document_is_refused(data):
    with pytest.raises(Refused) as refused:
        develop_all(upload(data))
    assert refused.value.reason in ("broken", "pixels", "pages")


def test_a_page_of_a_thousand_kilometres_is_made_as_small_as_any():
    monster = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 999999999 999999999]>>endobj trailer<</Root 1 0 R>>\n"
    )
    (made,) = develop_all(upload(monster))
    assert (made.width, made.height) == (2400, 2400)


@pytest.mark.parametrize("mark", [b"<script>", b"<html>", b"<svg ", b"#!/bin/sh", b"%PDF-"])
def test_a_document_that_wants_to_be_something_else_as_well_is_refused(mark):
    assert kind_of(b"%PDF-1.7\n" + mark) == "" and kind_of(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3") == "PDF"
