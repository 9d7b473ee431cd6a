"""Areas of the city and named places in it. Coordinates are WGS 84 degrees (EPSG:4326)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuulu.foundation.models import Named

from .vocabulary import AreaKind, PlaceKind


class Area(Named):
    """A part of the city with a shape: an area board's area, a district, a postcode."""

    kind = models.CharField(max_length=20, choices=AreaKind.choices, default=AreaKind.BOARD)
    #: GeoJSON geometry, Polygon or MultiPolygon, [lon, lat]
    shape = models.JSONField(default=dict, blank=True)
    lat = models.FloatField(null=True, blank=True)  # a point to label it at
    lon = models.FloatField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    changed_at = models.DateTimeField(auto_now=True)  # by which kept shapes know that they are old

    class Meta:
        ordering = ["order", "code"]


class Place(models.Model):
    """A row of the gazetteer: an address, a street, a place name, or a service point people name."""

    kind = models.CharField(max_length=20, choices=PlaceKind.choices)
    name = models.CharField(max_length=150)
    name_sv = models.CharField(max_length=150, blank=True)
    #: what a search looks in: lower case, without diacritics lost; every name and the postcode
    search = models.CharField(max_length=400, db_index=True)
    address = models.CharField(max_length=150, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    #: id of a service point in an outside register (PTV, Open311 service_object_id)
    outside_id = models.CharField(max_length=100, blank=True)
    outside_type = models.CharField(max_length=100, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)  # by which a kept index knows that it is old

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="place_on_earth",
            ),
            models.UniqueConstraint(fields=["kind", "name", "address"], name="place_once"),
        ]

    def __str__(self) -> str:
        return self.name
