"""The map component as tags: `{% map_picker form ... %}` in a form, `{% map_view ... %}` for points with their list."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kuulu.foundation.channel import STAGES
from kuulu.foundation.templatetags.design import asset, stage_words

from .. import base_map

register = template.Library()


def _config(**more: Any) -> dict[str, Any]:
    """What every map's script must know; addresses of our own origin but for the tiles of the settings."""
    city = settings.KUULU
    return {
        "library": asset("vendor/maplibre-gl.mjs"),
        "worker": asset("vendor/maplibre-gl-worker.mjs"),
        "sheet": asset("vendor/maplibre-gl.css"),
        "module": asset("design/components/map/map.js"),
        "base": f"{reverse('places_base')}?v={base_map.version()}",
        "around": reverse("places_around"),
        "tiles": city["TILES"],
        "attribution": city["TILES_ATTRIBUTION"],
        "centre": city["CENTRE"],
        "bounds": city["BOUNDS"],
        **more,
    }


def _map_words() -> dict[str, str]:
    return {
        "Map.Title": _("Map"),
        "NavigationControl.ZoomIn": _("Zoom in"),
        "NavigationControl.ZoomOut": _("Zoom out"),
        "Popup.Close": _("Close"),
        "Marker.Title": _("Point on the map"),
        "AttributionControl.ToggleAttribution": _("Show the sources of the map"),
        "CooperativeGesturesHandler.WindowsHelpText": _("Use Ctrl and the wheel to zoom the map"),
        "CooperativeGesturesHandler.MacHelpText": _("Use ⌘ and the wheel to zoom the map"),
        "CooperativeGesturesHandler.MobileHelpText": _("Use two fingers to move the map"),
    }


def _picker_words() -> dict[str, Any]:
    return {
        "map": _map_words(),
        "failed": _("The map cannot be shown on this device. Write the address or tell the place in words."),
        "set": _("The point is set: %s."),
        "outside": _("This point is outside the city. Choose another, or tell the place in words."),
        "cleared": _("The point was removed."),
        "corner": _("Corner %s added."),
        "undone": _("The last corner was removed. Corners left: %s."),
        "finished": _("The shape is ready. You can go on."),
        "needsTwo": _("A line needs at least two corners."),
        "needsThree": _("An area needs at least three corners."),
        "line": _("A line drawn on the map"),
        "area": _("An area drawn on the map"),
        "locating": _("Asking your device where you are …"),
        "notLocated": _("Your device did not tell where you are. Write the address instead."),
    }


def _view_words() -> dict[str, Any]:
    return {
        "map": _map_words(),
        "failed": _("The map cannot be shown on this device. The list tells the same."),
        "away": _("The points could not be fetched. The list tells the same."),
        "inView": _("Shown in this view: %s"),
        "capped": _("Shown in this view: %s of the newest ones"),
        "stages": {code: stage_words(code) for code in STAGES},
    }


def _field(form: Any, name: str) -> Any:
    return form[name] if name and name in form.fields else None


@register.inclusion_tag("components/map/picker.html")
def map_picker(
    form: Any,
    *,
    search: str = "where",
    choice: str = "spot",
    lat: str = "lat",
    lon: str = "lon",
    shape: str = "shape",
    drawing: bool = False,
) -> dict[str, Any]:
    """A place in a form: the named fields of `form`, words first, and a map that fills the same fields.

    `search` and `choice` are the visible fields (text, radios of what was found); `lat`, `lon`, `shape` are hidden.
    `drawing` offers a line or an area as well.
    """
    fields = {"search": search, "choice": choice, "lat": lat, "lon": lon, "shape": shape}
    has_shape = drawing and _field(form, shape) is not None
    return {
        "uid": f"map_{form.prefix or 'place'}",
        "fields": fields,
        "search": _field(form, search),
        "choice": _field(form, choice),
        "hidden": [bound for name in (lat, lon, shape) if (bound := _field(form, name)) is not None],
        "has_shape": has_shape,
        "script": asset("design/components/map/picker.js"),
        "config": json.dumps(_config(fields=fields, words=_picker_words()), default=str),
    }


@register.inclusion_tag("components/map/map.html")
def map_view(
    *,
    source: str = "",
    beside: str = "",
    list_source: str = "",
    point: tuple[float, float] | None = None,
    shape: dict[str, Any] | None = None,
    frame: Any = None,
    steps: dict[str, int] | None = None,
    title: str = "",
) -> dict[str, Any]:
    """A map to look at: points from the address `source` (see README), one `point` (lat, lon) or `shape`, or areas.

    `beside` is the id of the list that tells the same in words, `list_source` where it is fetched anew when the map
    is moved (htmx fragment, with `bbox`); `frame` is [[west, south], [east, north]];
    `steps` colours areas: code -> 0 to 5.
    """
    own = {
        "source": source,
        "list": beside,
        "listSource": list_source,
        "point": point,
        "shape": shape,
        "frame": frame,
        "steps": steps,
    }
    return {
        "title": title or _("Map"),
        "script": asset("design/components/map/view.js"),
        "config": json.dumps(_config(**own, words=_view_words()), default=str),
    }
