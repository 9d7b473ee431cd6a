"""What somebody is about to tell the city, before it is written down, and what is still wrong with it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuulu.commons.people.models import Person
from kuulu.commons.places.models import Place
from kuulu.foundation.languages import say

from ..models import ApiKey, Category, Question
from ..queries.blocked import is_blocked
from ..vocabulary import DataType, FeedbackKind, Placing, Source

BLOCKED = gettext_lazy("We cannot take this here just now. You can phone us or visit the service desk.")
LONGEST_TEXT = 10_000  #: characters


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything a sender may say, whichever way it came in. Coordinates are WGS 84 degrees."""

    kind: str
    category: Category
    text: str
    title: str = ""
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    place: Place | None = None
    shape: dict[str, Any] | None = None  #: GeoJSON LineString or Polygon
    answers: Mapping[str, Any] = field(default_factory=dict)  #: question code -> answer
    sender_name: str = ""
    sender_email: str = ""
    sender_phone: str = ""
    shows_name: bool = False
    wishes_public: bool = False
    source: str = Source.WEB
    language: str = "fi"
    thanked: str = ""
    api_key: ApiKey | None = None
    device_id: str = ""
    account_id: str = ""
    media_urls: Sequence[str] = ()  #: addresses of pictures kept elsewhere
    entered_by: Person | None = None
    outside_reference: str = ""
    hands_over: bool = False  #: let the category's authority outside the city have it at once
    with_contact: bool = False  #: the sender's contact details may go along

    @property
    def has_place(self) -> bool:
        return self.lat is not None or self.place is not None or self.shape is not None or bool(self.address.strip())


def faults_of(draft: Draft) -> dict[str, str]:
    """What is wrong, field -> sentence; empty when the draft may be sent."""
    faults: dict[str, str] = {}
    text = draft.text.strip()
    if draft.kind not in FeedbackKind.values:
        faults["kind"] = _("Choose what you want to tell.")
    if not draft.category.is_active:
        faults["category"] = _("This subject is no longer in use. Choose another.")
    if len(text) < max(1, draft.category.shortest_text):
        faults["text"] = _("Tell in a few words what it is about.")
    elif len(text) > LONGEST_TEXT:
        faults["text"] = _("The text is too long: at most %(limit)s characters.") % {"limit": LONGEST_TEXT}
    if draft.category.placing == Placing.REQUIRED and not draft.has_place:
        faults["place"] = _("Tell where this is: an address, a place name or a point on the map.")
    if not _is_point_or_nothing(draft.lat, draft.lon):
        faults["place"] = _("That is not a place on the map.")
    if is_blocked(draft.sender_email):
        faults["sender_email"] = str(BLOCKED)
    return {**faults, **_faulty_answers(draft)}


def _is_point_or_nothing(lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None:
        return lat is None and lon is None
    return math.isfinite(lat) and math.isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180


def _faulty_answers(draft: Draft) -> dict[str, str]:
    faults = {}
    for question in draft.category.questions.all():
        answer = draft.answers.get(question.code)
        if answer in (None, "", []):
            if question.is_required and question.is_asked:
                faults[f"answer_{question.code}"] = _("Answer the question: %(name)s") % {"name": say(question.names)}
        elif not _fits(question, answer):
            faults[f"answer_{question.code}"] = _("The answer does not fit the question: %(name)s") % {
                "name": say(question.names)
            }
    return faults


def _fits(question: Question, answer: Any) -> bool:
    keys = {str(value.get("key")) for value in question.values}
    if question.data_type == DataType.MANY:
        chosen = answer if isinstance(answer, list | tuple) else [answer]
        return all(str(key) in keys for key in chosen)
    if isinstance(answer, list | tuple | dict):
        return False
    if question.data_type == DataType.ONE:
        return str(answer) in keys
    return question.data_type != DataType.NUMBER or _is_number(answer)


def _is_number(answer: Any) -> bool:
    try:
        return math.isfinite(float(str(answer).replace(",", ".")))
    except ValueError:
        return False
