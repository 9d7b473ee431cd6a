"""Hands the room's set-up to Wagtail."""

from wagtail import hooks

from .setup import PlacesSetup


@hooks.register("register_admin_viewset")
def places_setup() -> PlacesSetup:
    return PlacesSetup()
