"""What a form of the house does with what people type."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from kuulu.foundation.forms import KuuluForm, TrapField


class Tell(KuuluForm):
    acts_once = True
    title = forms.CharField(max_length=20, help_text="A few words")
    text = forms.CharField(widget=forms.Textarea(), max_length=50)
    kinds = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    number = forms.IntegerField(required=False)
    email = forms.EmailField(required=False)
    trap = TrapField()


GOOD = {"title": "Lamp", "text": "Out"}


def render(template: str, **context: object) -> str:
    with translation.override("en"):
        return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("a\x00b\x07c", "abc"),
        ("\ud800half", "half"),
        ("one\r\ntwo", "one two"),
        ("\u202egnorw", "gnorw"),
        ("  e\u0301  ", "\u00e9"),
        ("👩‍🚒 עברית", "👩‍🚒 עברית"),
    ],
)
def test_typed_text_is_made_safe_to_keep(typed: str, kept: str):
    form = Tell({**GOOD, "title": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == kept


def test_long_texts_keep_their_lines():
    assert Tell({**GOOD, "text": "one\r\ntwo"}).is_valid()
    form = Tell({**GOOD, "text": "one\r\ntwo"})
    form.is_valid()
    assert form.cleaned_data["text"] == "one\ntwo"


def test_too_long_a_text_is_refused_and_given_back_whole():
    long = "x" * 1_000_000
    form = Tell({**GOOD, "text": long})
    assert not form.is_valid()
    assert long in render("{% field form.text %}", form=form)


def test_a_text_without_a_limit_of_its_own_has_one():
    class Free(KuuluForm):
        line = forms.CharField()

    assert not Free({"line": "x" * 201}).is_valid()
    assert Free({"line": "x" * 200}).is_valid()


@pytest.mark.parametrize("number", ["9" * 5000, "2147483648", "-99999999999", "1e400", "NaN", "१२\x00"])
def test_a_number_no_database_holds_is_an_error_and_no_crash(number: str):
    form = Tell({**GOOD, "number": number})
    assert form.is_valid() == (number == "१२\x00")


def test_more_choices_than_a_person_makes_are_not_read():
    form = Tell({**GOOD, "kinds": ["a"] * 100_000})
    form.is_valid()
    assert len(form.cleaned_data.get("kinds", [])) <= 200


def test_what_a_program_writes_in_the_trap_stops_the_form():
    assert not Tell({**GOOD, "trap": "buy"}).is_valid()
    assert 'tabindex="-1"' in render("{% field form.trap %}", form=Tell())


def test_each_new_form_has_its_own_key_and_a_sent_one_keeps_it():
    first, second = (Tell()["idempotency_key"].value() for _ in range(2))
    assert first != second and len(first) == 32
    form = Tell({**GOOD, "idempotency_key": first})
    assert form.is_valid() and form.cleaned_data["idempotency_key"] == first


def test_a_field_is_tied_to_its_label_hint_and_error():
    html = render("{% field form.title %}", form=Tell({"text": "x"}))
    assert 'for="id_title"' in html and 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html and 'aria-invalid="true"' in html


def test_optional_fields_say_so_and_needed_ones_do_not():
    assert "(optional)" in render("{% field form.email %}", form=Tell())
    assert "(optional)" not in render("{% field form.title %}", form=Tell())


def test_the_browser_is_told_what_an_address_is_for():
    assert 'autocomplete="email"' in render("{% field form.email %}", form=Tell())


def test_the_summary_links_each_error_to_its_field():
    html = render("{% error_summary form %}", form=Tell({"email": "no"}))
    assert html.count("<a href=") == 3 and 'href="#id_email"' in html and "autofocus" in html
    assert render("{% error_summary form %}", form=Tell(GOOD)).strip() == ""


def test_what_was_typed_as_markup_is_shown_as_text():
    form = Tell({"title": "<script>alert(1)</script>", "text": "</textarea><b>"})
    html = render("{% error_summary form %}{% for one in form %}{% field one %}{% endfor %}", form=form)
    assert "<script>" not in html and "</textarea><b>" not in html
