"""The room's set-up data for the back office: areas with their shapes, and the gazetteer's places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from kuulu.foundation.setup import SetupViewSet

from .models import Area, Place


class AreaSetup(SetupViewSet):
    model = Area
    name = "areas"
    menu_label = _("Areas")
    labels = {"shape": _("Borders (GeoJSON)")}
    form_fields = ["code", "names", "kind", "shape", "lat", "lon", "order"]
    list_display = ["__str__", "code", "kind", "order"]
    list_filter = ["kind"]


class PlaceSetup(SetupViewSet):
    model = Place
    name = "places"
    menu_label = _("Places and addresses")
    labels = {
        "name": _("Name in Finnish"),
        "name_sv": _("Name in Swedish"),
        "search": _("Other names to search by"),
        "address": _("Address"),
        "postcode": _("Postcode"),
        "outside_id": _("Number in another register"),
        "outside_type": _("Which register"),
    }
    list_display = ["name", "kind", "address", "area"]
    list_filter = ["kind"]
    search_fields = ["name", "address"]
    form_fields = [
        "kind",
        "name",
        "name_sv",
        "search",
        "address",
        "postcode",
        "lat",
        "lon",
        "area",
        "outside_id",
        "outside_type",
    ]


class PlacesSetup(ViewSetGroup):
    """Both under one entry of the menu."""

    menu_label = _("Places")
    menu_icon = "globe"
    menu_order = 220
    items = (AreaSetup, PlaceSetup)
