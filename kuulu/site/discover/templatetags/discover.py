"""One matter in the list beside the map."""

from __future__ import annotations

from typing import Any

from django import template

from kuulu.commons.matters.models import Matter
from kuulu.foundation.components.matter import address_of
from kuulu.foundation.languages import html_lang

register = template.Library()


@register.inclusion_tag("discover/_map_item.html")
def map_item(matter: Matter) -> dict[str, Any]:
    """A matter with its stage, area and day, and the button that shows it on the map."""
    return {"matter": matter, "href": address_of(matter), "lang": html_lang(matter.language or "fi")}
