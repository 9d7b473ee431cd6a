"""Hands the room's set-up to Wagtail."""

from wagtail import hooks

from .setup import FeedbackSetup


@hooks.register("register_admin_viewset")
def feedback_setup() -> FeedbackSetup:
    return FeedbackSetup()
