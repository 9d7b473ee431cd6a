"""Dates are written as people here write them, in every language."""

import datetime as dt

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize("language", ["fi", "fi-simple", "sv", "en"])
def test_a_short_date_begins_with_the_day(language: str):
    with translation.override(language):
        assert date_format(dt.date(2026, 11, 3), "SHORT_DATE_FORMAT") == "3.11.2026"
