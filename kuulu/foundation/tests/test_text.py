"""What a text may tell of a private person is noticed, and ordinary words are left in peace."""

import time

import pytest

from kuulu.foundation.text import has_identity_code, personal_hints


@pytest.mark.parametrize("code", ["131052-308T", "131052A308T", "010594Y9032"])
def test_a_valid_identity_code_is_noticed(code):
    assert has_identity_code(f"Naapurin tunnus on {code}, sanoi hän.")


@pytest.mark.parametrize("text", ["131052-308S", "990152-308T", "131052-308TT", "Kaava 131052-308", "2026-09-30"])
def test_what_only_looks_like_an_identity_code_is_left_in_peace(text):
    assert not has_identity_code(text)


@pytest.mark.parametrize(
    "text, hints",
    [
        ("Soita 044 123 4567", ("phone",)),
        ("Soita +358 15 194 1234", ("phone",)),
        ("Kirjoita maija@example.org", ("email",)),
        ("Auto ABC-123 seisoi tiellä", ("plate",)),
        ("131052-308T, 0441234567", ("identity_code", "phone")),
        ("Kuoppa tiellä 62, 30.9.2026 klo 12.30, Savilahdenkatu 10 A 5", ()),
        ("Diaarinumero MliDno-2016-1982 ja viite MLI-2026-7K3QF", ()),
        ("Kustannus 400 000 euroa ja 30 000 vuodessa", ()),
    ],
)
def test_hints(text, hints):
    assert personal_hints(text) == hints


def test_a_text_made_to_be_slow_is_not():
    started = time.process_time()
    personal_hints("0" + " 1" * 100_000 + "a.b" * 50_000 + "@" * 50_000)
    assert time.process_time() - started < 2
