"""Reads `attribute[CODE]` of a posted report: the answers to the questions of its service."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from django.utils.translation import gettext as _

from kuulu.foundation.languages import say
from kuulu.foundation.text import clean

from ..models import Category, Question
from ..vocabulary import DataType
from .asked import Asked
from .times import read, told

NAMES: Final = re.compile(r"attribute\[([^\[\]]{1,80})\](\[\d{0,3}\])?", re.IGNORECASE)
LONGEST: Final = {DataType.STRING: 400, DataType.TEXT: 4000}


def given_values(asked: Asked) -> dict[str, list[str]]:
    """Code -> its non-empty values, whether sent as `attribute[C]`, again and again, or as `attribute[C][]`."""
    given: dict[str, list[str]] = {}
    for name, values in asked.posted().items():
        if found := NAMES.fullmatch(name):
            kept = [text for value in values if (text := clean(value))]
            given.setdefault(found.group(1), []).extend(kept)
    return {code: list(dict.fromkeys(values)) for code, values in given.items() if values}


def read_answers(asked: Asked, category: Category, faults: list[str]) -> dict[str, Any]:
    """The answers to what the service asks; what is missing, unknown or unfit goes to `faults`, by its code."""
    given = given_values(asked)
    questions = {question.code: question for question in category.questions.all()}
    unknown = _("attribute[%(code)s] is not asked by this service.")
    faults += [unknown % {"code": code} for code in given if code not in questions]
    read_ones: dict[str, Any] = {}
    for code, question in questions.items():
        if not question.is_asked:
            continue
        if code in given:
            _read_one(question, given[code], read_ones, faults)
        elif question.is_required:
            words = {"code": code, "name": say(question.names)}
            faults.append(_("attribute[%(code)s] is missing: %(name)s") % words)
    return read_ones


def _read_one(question: Question, values: list[str], read_ones: dict[str, Any], faults: list[str]) -> None:
    try:
        read_ones[question.code] = READERS[DataType(question.data_type)](question, values)
    except (ValueError, OverflowError):
        words = {"code": question.code, "kind": question.get_data_type_display()}
        faults.append(_("attribute[%(code)s] does not fit. It must be: %(kind)s.") % words)


def _single(values: list[str]) -> str:
    if len(values) != 1:
        raise ValueError(values)
    return values[0]


def _words(question: Question, values: list[str]) -> str:
    text = _single(values)
    if question.data_type == DataType.STRING:
        text = clean(text, lines=False)
    if len(text) > LONGEST[DataType(question.data_type)]:
        raise ValueError(text)
    return text


def _number(question: Question, values: list[str]) -> str:
    text = _single(values).replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", text, re.ASCII) or not math.isfinite(float(text)):
        raise ValueError(text)
    return text


def _moment(question: Question, values: list[str]) -> str:
    return told(read(_single(values)))


def _keys(question: Question) -> set[str]:
    return {str(value["key"]) for value in question.values}


def _one_key(question: Question, values: list[str]) -> str:
    return _many_keys(question, [_single(values)])[0]


def _many_keys(question: Question, values: list[str]) -> list[str]:
    if not set(values) <= _keys(question):
        raise ValueError(values)
    return values


READERS: Final = {
    DataType.STRING: _words,
    DataType.TEXT: _words,
    DataType.NUMBER: _number,
    DataType.DATETIME: _moment,
    DataType.ONE: _one_key,
    DataType.MANY: _many_keys,
}
