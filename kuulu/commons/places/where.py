"""A place as typed in a form of any channel: words first, a point of the map, a line or an area, or no place at all."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Place
from .queries import Hit, find, inside_city

KEEP = "words"  #: the choice that keeps what was typed without a point
CHOSEN = re.compile(r"(-?\d{1,3}\.\d{6}),(-?\d{1,3}\.\d{6}),(\d{1,9})")  #: Hit.value
MOST_CORNERS = 200


class PointField(forms.FloatField):
    """Degrees; NaN and infinity are refused by Django's own field."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "min_value": -180, "max_value": 180, **kwargs})


class ShapeField(forms.CharField):
    """A GeoJSON LineString or Polygon of at most 200 corners on the earth, or nothing."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        try:
            shape = json.loads(str(value)[:20_000])
            return {"type": shape["type"], "coordinates": _corners(shape)}
        except (ValueError, TypeError, KeyError, LookupError, RecursionError):
            raise ValidationError(_("That line or area cannot be read. Draw it again, or tell the place in words."))

    def validate(self, value: Any) -> None:
        """Nothing more: `to_python` has looked at it."""

    def run_validators(self, value: Any) -> None:
        """None: a shape has no length in characters."""

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value) if isinstance(value, dict) else value


def _corners(shape: dict[str, Any]) -> list[Any]:
    if shape["type"] not in ("LineString", "Polygon"):
        raise ValueError(shape["type"])
    rings = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
    if not (1 <= len(rings) <= 5 and 2 <= sum(len(ring) for ring in rings) <= MOST_CORNERS):
        raise ValueError(shape["type"])
    made = [[[float(lon), float(lat)] for lon, lat, *_ in ring] for ring in rings]
    if not all(_on_earth(lon, lat) for ring in made for lon, lat in ring):
        raise ValueError(shape["type"])
    return made[0] if shape["type"] == "LineString" else made


def _on_earth(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def place_fields(*, required: bool) -> dict[str, forms.Field]:
    """The fields by which a place is told."""
    where = forms.CharField(
        label=_("Address, place name or your own words"),
        help_text=_("For example “Raatihuoneenkatu 6”, “Urpola manor” or “by the third bench of the shore path”."),
        required=required,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    spot = forms.ChoiceField(label=_("Which place do you mean?"), required=False, widget=forms.RadioSelect, choices=[])
    return {"where": where, "spot": spot, "lat": PointField(), "lon": PointField(), "shape": ShapeField(required=False)}


class Where:
    """Reads the place fields of a bound form and finds what they mean."""

    def __init__(self, cleaned: dict[str, Any], spot: str, *, outside_city_ok: bool = False) -> None:
        self.spot, self.outside_city_ok = spot, outside_city_ok
        self.words: str = cleaned.get("where") or ""
        self.lat: float | None = cleaned.get("lat")
        self.lon: float | None = cleaned.get("lon")
        self.shape: dict[str, Any] | None = cleaned.get("shape")
        self.place: Place | None = None
        self.choices: list[Hit] = []

    def find(self) -> None:
        """Settle the point. Raises ValidationError: half a point, outside the city, or several places fit."""
        if self.lat is not None or self.lon is not None:
            self._check_point()
        elif self.shape is None and self.words and self.spot != KEEP:
            self._look_up()

    def _check_point(self) -> None:
        if self.lat is None or self.lon is None or abs(self.lat) > 90:
            raise ValidationError(_("That is not a place on the map. Choose it again, or tell it in words."))
        self.place = self._chosen_place()
        if self.outside_city_ok or inside_city(self.lat, self.lon):
            return
        if abs(self.lon) <= 90 and inside_city(self.lon, self.lat):
            raise ValidationError(_("Latitude and longitude seem to be the wrong way round. Choose the place again."))
        raise ValidationError(_("That point is outside the city. Choose another, or tell the place in words."))

    def _chosen_place(self) -> Place | None:
        """The place of the radio button that set the point, when the point is still there."""
        match = CHOSEN.fullmatch(self.spot)
        if match is None or (float(match[1]), float(match[2])) != (self.lat, self.lon):
            return None
        return Place.objects.filter(pk=int(match[3])).first()

    def _look_up(self) -> None:
        hits = find(self.words, 6)
        chosen = [hit for hit in hits if hit.value == self.spot] or self._plain_match(hits)
        if chosen:
            self._take(chosen[0])
        elif hits:
            self.choices = hits
            raise ValidationError(_("More than one place fits. Choose the right one below."))

    def _plain_match(self, hits: list[Hit]) -> list[Hit]:
        same = [hit for hit in hits if hit.name.casefold() == self.words.casefold()]
        return same if len(same) == 1 else hits if len(hits) == 1 else []

    def _take(self, hit: Hit) -> None:
        self.lat, self.lon = hit.lat, hit.lon
        if hit.place_id is not None:
            self.place = Place.objects.filter(pk=hit.place_id).first()


def spot_choices(hits: list[Hit]) -> list[tuple[str, str]]:
    """The places that fit, and last the words as they are."""
    named = [(hit.value, f"{hit.name}, {hit.detail}" if hit.detail else hit.name) for hit in hits]
    return [*named, (KEEP, str(_("None of these: keep my words as they are")))]


class PlacedForm(forms.Form):
    """What a form with `place_fields` shares: one point found for them, and faults told at the field that is seen."""

    where: Where | None = None

    def read_place(self, cleaned: dict[str, Any], *, outside_city_ok: bool = False) -> None:
        """Find the place that the fields mean and keep it in `where`; called by `clean`."""
        if "where" not in self.fields or {"lat", "lon", "shape"} & set(self.errors):
            self._lift_place_errors()
            return
        if cleaned.get("lat") is not None or cleaned.get("shape") is not None:
            self.errors.pop("where", None)
            cleaned.setdefault("where", "")
        self.where = Where(cleaned, str(self.data.get("spot", ""))[:80], outside_city_ok=outside_city_ok)
        self.errors.pop("spot", None)
        try:
            self.where.find()
        except ValidationError as fault:
            self.add_error("where", fault)
        if self.where.choices:
            self.fields["spot"].choices = spot_choices(self.where.choices)  # type: ignore[attr-defined]

    def _lift_place_errors(self) -> None:
        """What is wrong with a hidden field is told at the visible one."""
        for name in ("lat", "lon", "shape"):
            if self.errors.pop(name, None):
                words = _("That is not a place on the map. Choose it again, or tell it in words.")
                if "where" not in self.errors:
                    self.add_error("where", words)
