"""Posters are made of the round's own settings, in each size and language, and a screen reader reads them (S217)."""

import io

import pypdfium2
import pytest

from kuulu.channels.budgeting.desk.posters import SIZES

from .factories import make_round, make_staff, make_unit, words

pytestmark = pytest.mark.django_db
MM_PER_POINT = 25.4 / 72


@pytest.fixture
def desk(client):
    client.force_login(make_staff(make_unit()))
    return client


def poster(desk, size, language="en"):
    reply = desk.get(f"/{language}/desk/budjetti/kierros/small-2027/juliste/{size}.pdf")
    assert reply["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(io.BytesIO(reply.content)), reply.content


@pytest.mark.parametrize("size", SIZES)
def test_each_size_is_one_sheet_of_that_size_with_what_when_and_who_decides(desk, size):
    make_round(invitations=words("Tell which small thing it is used for."))
    made, content = poster(desk, size)
    (sheet,) = list(made)
    assert tuple(round(points * MM_PER_POINT) for points in sheet.get_size()) == SIZES[size]
    text = " ".join(sheet.get_textpage().get_text_range().split())
    for told in ("Tell your idea", "Small investments", "100,000 euros", "Decides: Committee", "/kierros/small-2027/"):
        assert told in text, told
    assert b"pdfuaid" in content


def test_while_one_can_vote_the_poster_asks_to_vote(desk):
    make_round(phases={"ideas": (-30, -20), "ballot": (-1, 10)})
    made, _content = poster(desk, "a4")
    text = made[0].get_textpage().get_text_range()
    assert "Vote" in text and "Tell your idea" not in text and "aanesta" in text


def test_a_round_that_is_over_offers_no_poster_and_unknown_sizes_are_not_there(desk):
    make_round(phases={"ideas": (-30, -20), "ballot": (-10, -5)})
    assert "Posters to print" not in desk.get("/en/desk/budjetti/kierros/small-2027/").content.decode()
    assert desk.get("/en/desk/budjetti/kierros/small-2027/juliste/a9.pdf").status_code == 404
