"""Hands the room's set-up to Wagtail, and keeps the trail of every set-up."""

from wagtail import hooks

from kuulu.foundation.setup import CHANGED

from .setup import UnitSetup, keep_trail

hooks.register(CHANGED, keep_trail)


@hooks.register("register_admin_viewset")
def units() -> UnitSetup:
    return UnitSetup()
