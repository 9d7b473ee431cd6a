"""The thread tells what happened in the reader's language, and nobody more than they may know."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

import kuulu
from kuulu.commons.matters.actions import assign, hand_over, move, record
from kuulu.commons.matters.queries import thread
from kuulu.commons.matters.sentences import SENTENCES, sentence
from kuulu.foundation import registry

from .factories import make_chief, make_matter, make_person, make_unit

VALUES = {
    "unit": {"fi": "Kadut", "sv": "Gator", "en": "Streets"},
    "from": {"fi": "Puistot", "sv": "Parker", "en": "Parks"},
    "days": 5,
    "due": "2026-10-05",
    "into": "MLI-2026-7K3QF",
    "authority": {"fi": "Valtio", "en": "The state"},
    "category": "Valot",
    "text": {"fi": "Lamppu vaihdettiin", "en": "The lamp was changed"},
}
RECORDERS = {"record", "move", "_set_state"}


def verbs_in_the_code():
    """Every verb that the code writes, as a literal of a call to a recording function."""
    for file in Path(kuulu.__file__).parent.glob("**/*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for call in (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name not in RECORDERS:
                continue
            given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "verb")]
            for value in given if name == "record" else given[-1:]:
                yield from (
                    (part.value, f"{file.name}:{call.lineno}")
                    for part in ast.walk(value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.isidentifier()
                )


def test_every_verb_in_the_code_has_a_sentence():
    found = dict(verbs_in_the_code())
    assert {"received", "routed", "moved", "taken", "outcome", "hidden"} <= found.keys()
    assert {
        verb: where for verb, where in found.items() if verb not in SENTENCES and verb not in registry.verbs()
    } == {}


@pytest.mark.parametrize("language", ["fi", "fi-simple", "sv", "en"])
@pytest.mark.parametrize("verb", [*SENTENCES, *registry.verbs()])
def test_every_verb_is_said_with_and_without_its_values(verb, language):
    with translation.override(language):
        full, plain = sentence(verb, VALUES, by="Kadut"), sentence(verb, {})
    for said in (full, plain):
        assert said and "%(" not in said and "None" not in said and "{" not in said
    assert plain != "Something happened."


@pytest.mark.parametrize("values", [{"due": "not a day"}, {"due": 5}, {"text": ["x"]}, {"unit": {}, "from": None}])
def test_a_broken_value_makes_a_plain_sentence(values):
    for verb in (*SENTENCES, *registry.verbs()):
        assert sentence(verb, values)


@pytest.mark.django_db
def test_a_thread_names_units_and_never_persons():
    matter = make_matter(unit=make_unit())
    assign(matter, handler=make_person("hilla"), by=make_chief())
    with translation.override("en"):
        steps = thread(matter)
    assert [step.verb for step in steps] == ["received", "taken", "expected"]
    assert steps[1].title == "streets en took this in hand." and "Hilla" not in str(steps) + str(thread(matter))


@pytest.mark.django_db
def test_a_thread_ends_with_the_promise_until_it_is_answered():
    matter = make_matter(unit=make_unit())
    with translation.override("en"):
        assert "streets en" in thread(matter)[-1].title and thread(matter)[-1].is_coming
    move(matter, "answered", verb="answered", by=make_chief())
    assert not thread(matter)[-1].is_coming and thread(matter)[-1].is_current


@pytest.mark.django_db
def test_what_is_typed_between_sender_and_city_is_not_shown_to_all():
    matter = make_matter(public=True)
    record(matter, "added", note="Numeroni on 044 123 4567")
    record(matter, "asked", note="Mikä on osoitteenne?", by_staff=True)
    record(matter, "note", note="Sisäinen", by_staff=True, is_public=False)
    move(matter, "answered", verb="answered", by=make_chief(), note="Korjattu.")
    texts = {who: [s.text for s in thread(matter, **{who: True} if who else {}) if s.text] for who in WHO}
    assert texts[""] == ["Korjattu."]
    assert texts["for_opener"] == ["Numeroni on 044 123 4567", "Mikä on osoitteenne?", "Korjattu."]
    assert texts["for_staff"] == ["Numeroni on 044 123 4567", "Mikä on osoitteenne?", "Sisäinen", "Korjattu."]


WHO = ("", "for_opener", "for_staff")


@pytest.mark.django_db
def test_a_long_thread_takes_no_more_queries_than_a_short_one(django_assert_num_queries):
    matter = make_matter(unit=make_unit())
    for number in range(20):
        hand_over(matter, unit=make_unit(f"unit{number % 3}"), by=make_chief(), note=f"Syy {number}")
    matter.refresh_from_db()
    for options in ({}, {"for_staff": True}):
        with django_assert_num_queries(2 if not options else 1):
            assert len(thread(matter, **options)) == 22
