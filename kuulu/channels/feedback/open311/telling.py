"""What is told of a request: the fields of the specification, and those of its extensions when they are asked for."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from kuulu.commons.matters import sentences
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.queries import paper_address
from kuulu.commons.matters.vocabulary import OPEN_STAGES
from kuulu.foundation import clock
from kuulu.foundation.languages import say

from ..models import Feedback
from . import history
from .finding import METRES_A_DEGREE
from .times import told

YES: Final = frozenset({"true", "1", "yes", "on", "all"})
NO: Final = frozenset({"false", "0", "no", "off", "none"})
EXTENSIONS: Final[dict[str, tuple[str, ...]]] = {
    "citysdk": ("title", "detailed_status", "media_urls", "service_object_id", "service_object_type"),
    "media": ("media_urls",),
}
ALL_EXTENSIONS: Final = (*EXTENSIONS["citysdk"], "log", "notes", "attributes")
POSTCODE: Final = re.compile(r"\b\d{5}\b")


def extensions_asked(values: list[str]) -> frozenset[str] | None:
    """The names of the extended attributes that are asked for; None when none are wanted at all (E1)."""
    names = [value.lower() for value in values]
    if not names or all(name in NO for name in names):
        return None
    if any(name in YES for name in names):
        return frozenset(ALL_EXTENSIONS)
    wanted = {one for name in names for one in EXTENSIONS.get(name, (name,))}
    return frozenset(wanted & set(ALL_EXTENSIONS))


def tell(
    matter: Matter,
    *,
    in_full: bool = True,
    extended: frozenset[str] | None = None,
    near: tuple[float, float, float] | None = None,
) -> dict[str, Any]:
    """One request as everybody may read it; not `in_full` while staff has not checked it: no free text, no pictures.

    Nothing of the sender is ever among these fields.
    """
    feedback: Feedback = matter.feedback
    main = feedback.joined_to.matter if feedback.joined_to else matter
    is_open = main.stage in OPEN_STAGES
    moment = matter.told_at  # type: ignore[attr-defined]
    row: dict[str, Any] = {
        "service_request_id": matter.reference,
        "status": "open" if is_open else "closed",
        "status_notes": status_notes(matter, in_full=in_full),
        "service_name": say(feedback.category.names) or feedback.category.code,
        "service_code": feedback.category.code,
        "description": feedback.shown_text if in_full else "",
        "agency_responsible": say(main.unit.names) if main.unit else "",
        "service_notice": service_notice(main),
        "requested_datetime": told(matter.opened_at),
        "updated_datetime": told(moment),
        "expected_datetime": told(main.due_at or _promised(main, feedback)),
        "address": matter.address if in_full else "",
        "address_id": str(matter.place_id or ""),
        "zipcode": _postcode(matter) if in_full else "",
        "lat": matter.lat,
        "long": matter.lon,
        "media_url": next(iter(media_urls(matter)), None) if in_full else None,
    }
    if near is not None and matter.lat is not None and matter.lon is not None:
        row["distance"] = _distance(matter.lat, matter.lon, near)
    if extended is not None:
        row["extended_attributes"] = _extended(matter, extended, in_full=in_full)
    return row


def status_notes(matter: Matter, *, in_full: bool = True) -> str:
    """The last that was publicly said of it; of a joined one, of the one that it goes on with."""
    main = matter.feedback.joined_to
    if main is None:
        return history.last_word(matter, in_full=in_full)
    into = main.matter.reference if main.matter.is_public else ""
    joined = sentences.sentence("joined", {"into": into})
    return f"{joined} {history.last_word(main.matter, in_full=in_full and main.matter.is_public)}".strip()


def service_notice(matter: Matter) -> str:
    """What may be expected next of an open one."""
    if matter.stage not in OPEN_STAGES or matter.due_at is None:
        return ""
    unit = say(matter.unit.names) if matter.unit else ""
    if matter.due_at < clock.now():
        return sentences.late_promise(unit)
    return sentences.promise(matter.due_at, unit)


def _promised(matter: Matter, feedback: Feedback) -> Any:
    return clock.add_working_days(matter.opened_at, feedback.category.promise_days)


def _postcode(matter: Matter) -> str:
    if matter.place and matter.place.postcode:
        return matter.place.postcode
    found = POSTCODE.search(matter.address)
    return found.group() if found else ""


def media_urls(matter: Matter) -> list[str]:
    """The addresses of the checked pictures, the first one first."""
    root = settings.KUULU["BASE_URL"].rstrip("/")
    return [f"{root}{paper_address(paper)}" for paper in matter.public_papers]  # type: ignore[attr-defined]


def _distance(lat: float, lon: float, near: tuple[float, float, float]) -> float:
    """Metres to the asked point, measured as the filter does."""
    north = (lat - near[0]) * METRES_A_DEGREE
    east = (lon - near[1]) * METRES_A_DEGREE * math.cos(math.radians(near[0]))
    return round(math.hypot(north, east), 1)


def _extended(matter: Matter, names: frozenset[str], *, in_full: bool) -> dict[str, Any]:
    feedback: Feedback = matter.feedback
    made: dict[str, Callable[[], Any]] = {
        "title": lambda: matter.title if in_full else "",
        "detailed_status": lambda: history.detailed_status(matter),
        "media_urls": lambda: media_urls(matter) if in_full else [],
        "service_object_id": lambda: feedback.service_object_id,
        "service_object_type": lambda: feedback.service_object_type,
        "log": lambda: history.log(matter, in_full=in_full),
        "notes": lambda: history.notes(matter, in_full=in_full),
        "attributes": lambda: _attributes(feedback) if in_full else [],
    }
    return {name: make() for name, make in made.items() if name in names}


def _attributes(feedback: Feedback) -> list[dict[str, str]]:
    """Answers to the questions that are marked public, and no others (E4)."""
    told_ones = []
    for question in feedback.category.told_questions:  # type: ignore[attr-defined]
        answer = feedback.answers.get(question.code)
        if not question.is_public or answer in (None, "", []):
            continue
        names = {str(value.get("key")): say(value.get("names")) for value in question.values}
        chosen = [str(one) for one in (answer if isinstance(answer, list) else [answer])]
        label = say(question.names) or _("Answer")
        value = ", ".join(names.get(one, one) for one in chosen)
        told_ones.append({"label": label, "name": question.code, "value": value, "code": ",".join(chosen)})
    return told_ones
