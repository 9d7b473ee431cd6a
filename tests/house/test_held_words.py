"""What the house holds of somebody is told to that person in words, not in the codes of the machine."""

import re

import pytest
from django.test import Client

from kuulu.commons.people.queries.own import subject_of
from kuulu.foundation import personal

pytestmark = pytest.mark.django_db


def test_every_kind_and_field_of_what_is_held_has_words(small_city):
    items = personal.gather(subject_of(small_city.people["resident"]))
    assert items
    codes = {(item.kind, name) for item in items for name in item.content}
    assert {code for code in codes if not personal.word_for(f"{code[0]}.{code[1]}", code[1])} == set()
    assert {item.kind for item in items if not personal.word_for(item.kind)} == set()


def test_ones_own_data_are_read_without_codes_and_machine_times(small_city):
    client = Client()
    client.force_login(small_city.people["resident"])
    html = client.get("/en/oma/tiedot/").content.decode()
    told = re.search(r"<main.*</main>", html, re.DOTALL).group()
    assert "Everybody can see it</dt><dd>No<" in told
    assert re.findall(r"\d{4}-\d\d-\d\d[T ]\d\d|>(?:True|False|None|received|at_once)<", told) == []
