"""The words of the room: kinds of area and place, and where the city lies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    BOARD = "board", _("Area with an area board")
    DISTRICT = "district", _("District")
    POSTCODE = "postcode", _("Postcode area")


class PlaceKind(models.TextChoices):
    ADDRESS = "address", _("Address")
    STREET = "street", _("Street")
    NAME = "name", _("Place name")
    SERVICE = "service", _("Service point")
