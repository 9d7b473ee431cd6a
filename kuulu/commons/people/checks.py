"""Checks at start: staff prove a second factor, and identity providers are named whole and reached safely."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Warning, register

from .identity import providers


@register()
def providers_are_whole(**kwargs: Any) -> list[Error]:
    """One error for a provider that lacks something or is not reached by https."""
    try:
        found = providers()
    except TypeError as fault:
        return [Error(f"KUULU_OIDC: {fault}", hint="See kuulu.commons.people.identity.Provider.", id="people.E002")]
    near = ("http://127.0.0.1", "http://localhost")
    return [
        Error(f"KUULU_OIDC: {one.id} must be reached by https.", id="people.E003")
        for one in found
        if not one.server_url.startswith(("https://", *near))
    ]


@register(deploy=True)
def staff_prove_a_second_factor(**kwargs: Any) -> list[Error | Warning]:
    """Only the demo, which production refuses, may do without."""
    found: list[Error | Warning] = []
    if not settings.KUULU.get("SECOND_FACTOR", True) and not apps.is_installed("kuulu.demo"):
        found.append(Error('KUULU["SECOND_FACTOR"] is off: staff could enter with one factor.', id="people.E001"))
    if not settings.KUULU.get("DIGEST_KEY") and not apps.is_installed("kuulu.demo"):
        found.append(Warning("KUULU_DIGEST_KEY is not set: digests would not outlive SECRET_KEY.", id="people.W001"))
    return found
