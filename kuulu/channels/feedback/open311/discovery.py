"""Tells programs where the endpoints are, in which formats, since when, and where a key comes from."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.foundation import clock
from kuulu.foundation.languages import say

from ..models import Category
from .asked import Asked
from .times import told
from .wire import Reply

#: exactly so: clients compare the string
SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
FORMATS: Final = ["text/xml", "application/json"]
#: when what the endpoints answer was last changed by a release
RELEASED: Final = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def base(*, is_test: bool) -> str:
    """The full address of an endpoint, without a slash at its end."""
    return f"{settings.KUULU['BASE_URL'].rstrip('/')}/open311/{'test/' if is_test else ''}v2"


def changeset() -> dt.datetime:
    """When services or their definitions last changed; never in the future."""
    latest = Category.objects.aggregate(latest=Max("changed_at"))["latest"]
    return min(max(latest or RELEASED, RELEASED), clock.now())


def page_address() -> str:
    """The full address of the page where keys are asked for, in the active language."""
    return settings.KUULU["BASE_URL"].rstrip("/") + reverse("open311:page")


def discover(asked: Asked) -> Reply:
    """D1-D6: the discovery document, the same wherever it is asked for."""
    moment, contact = told(changeset()), settings.KUULU["CONTACT"]
    with translation.override(asked.language):
        where = _("Ask for a key at %(address)s: a test key at once, a production key after a look.")
        body = {
            "changeset": moment,
            "contact": f"{say(settings.KUULU['CITY'])}, {contact['email']}, {contact['phone']}",
            "key_service": where % {"address": page_address()},
            "endpoints": [_endpoint(moment, is_test=is_test) for is_test in (False, True)],
        }
    return Reply(root="discovery", body=body)


def _endpoint(moment: str, *, is_test: bool) -> dict[str, Any]:
    return {
        "specification": SPECIFICATION,
        "url": base(is_test=is_test),
        "changeset": moment,
        "type": "test" if is_test else "production",
        "formats": FORMATS,
    }
