"""Puts the demo's two doors into the foot of every page, so that nobody takes the demo for the city's service."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kuulu.foundation import ways


def doors(request: HttpRequest) -> dict[str, Any]:
    """The foot's ways and the demo's own after them."""
    own = [
        {"name": _("Demo: enter as somebody"), "address": reverse("demo:enter")},
        {"name": _("Demo: letters sent"), "address": reverse("demo:mail")},
    ]
    return {"footer_ways": [*ways.footer(), *own]}
