"""Hands the room's set-up to Wagtail, and keeps what hangs on a changed row."""

from typing import Any

from wagtail import hooks

from kuulu.commons.matters.models import Matter
from kuulu.foundation.setup import CHANGED

from .models import Category
from .setup import FeedbackSetup


@hooks.register("register_admin_viewset")
def feedback_setup() -> FeedbackSetup:
    return FeedbackSetup()


@hooks.register(CHANGED)
def keep_topics(instance: Any, by: Any, verb: str) -> None:
    """A category with a new code keeps its feedback findable by it."""
    if isinstance(instance, Category) and verb == "changed":
        Matter.objects.filter(feedback__category=instance).exclude(topic=instance.code).update(topic=instance.code)
