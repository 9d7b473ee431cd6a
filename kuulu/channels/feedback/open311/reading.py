"""Reads a posted report into a draft: everything checked, and all that is wrong told in one answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from kuulu.commons.places.models import Place
from kuulu.commons.places.queries import inside_city
from kuulu.foundation.languages import say

from ..actions import Draft
from ..models import ApiKey, Category
from ..vocabulary import FeedbackKind, Placing, Source
from . import answers
from .asked import Asked
from .faults import Fault
from .services import service

LONGEST_TEXT: Final = 4000  #: characters of a description
#: parameter -> most characters
LENGTHS: Final = {
    "title": 200,
    "address_string": 200,
    "first_name": 60,
    "last_name": 60,
    "phone": 40,
    "email": 254,
    "device_id": 120,
    "account_id": 120,
    "service_object_id": 120,
    "service_object_type": 200,
}
FILE_NAMES: Final = re.compile(r"media(\[\]|\d{0,2})")
DECIMAL: Final = re.compile(r"[+-]?\d{1,3}([.,]\d{1,20})?")


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report that may be written down: the draft, its pictures, and what the draft has no room for."""

    draft: Draft
    files: list[UploadedFile] = field(default_factory=list)
    service_object: tuple[str, str] = ("", "")


def read_report(asked: Asked, key: ApiKey) -> Report:
    """The posted report. Raises Fault 400 with every fault, or 404 for an unknown service."""
    code = asked.value("service_code")
    if not code:
        raise Fault(400, _("service_code is missing."), *_faults_without_service(asked))
    category = service(code)
    faults: list[str] = []
    text = _text(asked, category, faults)
    fields = {name: _field(asked, name, faults) for name in LENGTHS}
    _check_email(fields["email"], faults)
    point, place = _where(asked, category, fields, faults)
    given = answers.read_answers(asked, category, faults)
    files, addresses = _media(asked, category, faults)
    if faults:
        raise Fault(400, *faults)
    draft = Draft(
        kind=FeedbackKind.FAULT,
        category=category,
        text=text or say(category.names, asked.language),
        title=fields["title"],
        lat=point[0],
        lon=point[1],
        address=fields["address_string"],
        place=place,
        answers=given,
        sender_name=f"{fields['first_name']} {fields['last_name']}".strip(),
        sender_email=fields["email"],
        sender_phone=fields["phone"],
        wishes_public=key.posts_wish_public,
        source=Source.API,
        language=asked.language,
        api_key=key,
        device_id=fields["device_id"],
        account_id=fields["account_id"],
        media_urls=addresses,
    )
    about = (fields["service_object_id"], fields["service_object_type"])
    return Report(draft=draft, files=files, service_object=about)


def _faults_without_service(asked: Asked) -> list[str]:
    has_place = asked.value("lat", "long", "address_string", "address_id")
    return [] if has_place else [_place_missing()]


def _place_missing() -> str:
    return _("Tell where: lat and long, address_string or address_id.")


def _text(asked: Asked, category: Category, faults: list[str]) -> str:
    text = asked.value("description", lines=True)
    if len(text) > LONGEST_TEXT:
        faults.append(_("description may be %(limit)s characters at most.") % {"limit": LONGEST_TEXT})
    elif len(text) < category.shortest_text and (text or category.shortest_text > 1):
        faults.append(_("description must be at least %(limit)s characters.") % {"limit": category.shortest_text})
    return text


def _field(asked: Asked, name: str, faults: list[str]) -> str:
    value = asked.value(name)
    if len(value) > LENGTHS[name]:
        faults.append(_("%(name)s may be %(limit)s characters at most.") % {"name": name, "limit": LENGTHS[name]})
        return ""
    return value


def _check_email(email: str, faults: list[str]) -> None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        faults.append(_("email is not an e-mail address."))


def _where(
    asked: Asked, category: Category, fields: dict[str, str], faults: list[str]
) -> tuple[tuple[float | None, float | None], Place | None]:
    """The point and the known place of the report; what is missing or wrong goes to `faults`."""
    before = len(faults)
    point = _point(asked, category, faults)
    place = _place(asked, fields, faults)
    has_place = point != (None, None) or place is not None or fields["address_string"]
    if not has_place and len(faults) == before and category.placing != Placing.NONE:
        faults.append(_place_missing())
    return point, place


def _point(asked: Asked, category: Category, faults: list[str]) -> tuple[float | None, float | None]:
    lat_text, lon_text = asked.value("lat"), asked.value("long")
    if not lat_text and not lon_text:
        return None, None
    if not lat_text or not lon_text:
        faults.append(_("lat and long belong together: give both."))
        return None, None
    if not (DECIMAL.fullmatch(lat_text) and DECIMAL.fullmatch(lon_text)):
        faults.append(_("lat and long must be decimal degrees (WGS 84), such as 61.6886 and 27.2723."))
        return None, None
    lat, lon = float(lat_text.replace(",", ".")), float(lon_text.replace(",", "."))
    if (fault := _misplaced(lat, lon, category)) is not None:
        faults.append(fault)
        return None, None
    return lat, lon


def _misplaced(lat: float, lon: float, category: Category) -> str | None:
    """What is wrong with a point: impossible, swapped, or outside the city where the service works in it only."""
    if not _is_inside(lat, lon) and _is_inside(lon, lat):
        return _("The point is not in %(city)s. Are lat and long swapped?") % {"city": say(settings.KUULU["CITY"])}
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return _("lat must be from -90 to 90 and long from -180 to 180.")
    if not category.outside_city_ok and not _is_inside(lat, lon):
        return _("The point is not in %(city)s.") % {"city": say(settings.KUULU["CITY"])}
    return None


def _is_inside(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180 and inside_city(lat, lon)


def _place(asked: Asked, fields: dict[str, str], faults: list[str]) -> Place | None:
    """The place meant by an address_id of ours, or by the id of a service point in an outside register."""
    object_id, object_type = fields["service_object_id"], fields["service_object_type"]
    if bool(object_id) != bool(object_type):
        faults.append(_("service_object_id and service_object_type belong together: give both."))
    if address_id := asked.value("address_id"):
        found = Place.objects.filter(pk=int(address_id)).first() if re.fullmatch(r"[0-9]{1,9}", address_id) else None
        if found is None:
            faults.append(_("There is no address_id of that name."))
        return found
    if object_id and object_type:
        return Place.objects.filter(outside_id=object_id, outside_type=object_type).first()
    return None


def _media(asked: Asked, category: Category, faults: list[str]) -> tuple[list[UploadedFile], list[str]]:
    """The pictures sent along, or else the addresses of some; files win."""
    sent = asked.request.FILES
    files = [file for name in sent if FILE_NAMES.fullmatch(name) for file in sent.getlist(name)]
    limit = settings.KUULU["UPLOADS"]["count"]
    if files and not category.takes_photos:
        faults.append(_("This service takes no pictures."))
    addresses = [] if files else asked.values("media_url", "media_url[]")
    if max(len(files), len(addresses)) > limit:
        faults.append(_("At most %(limit)s pictures can be sent.") % {"limit": limit})
    if not all(is_web_address(one) for one in addresses):
        faults.append(_("media_url must be a web address of at most 500 characters."))
    return files, addresses


def is_web_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except (ValidationError, ValueError):
        return False
    return len(text) <= 500
