"""The words of the room: kinds of area and place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    BOARD = "board", _("Area with an area board")
    CENTRE = "centre", _("City centre area, without an area board")
    DISTRICT = "district", _("District")
    POSTCODE = "postcode", _("Postcode area")

    @classmethod
    def whole_city(cls) -> tuple[str, ...]:
        """The kinds that together cover the city once; districts and postcodes lie over them."""
        return (cls.BOARD, cls.CENTRE)


class PlaceKind(models.TextChoices):
    ADDRESS = "address", _("Address")
    STREET = "street", _("Street")
    NAME = "name", _("Place name")
    SERVICE = "service", _("Service point")
