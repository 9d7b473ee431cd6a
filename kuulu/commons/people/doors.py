"""The door to the desk: staff come in, others are asked to sign in or kindly turned away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from .models import Person
from .policy import Someone, is_person, is_staff

View = Callable[..., Any]


class DeskRequest(HttpRequest):
    """A request that has come through the door: somebody of the staff asks. Only type checkers look at it."""

    user: Person


def desk_page(view: View | None = None, *, who: Callable[[Someone], bool] = is_staff) -> Any:
    """Let in only those whom `who` lets; a visitor is asked to sign in first. Nothing of the desk is ever cached."""

    def guard(inner: View) -> View:
        @wraps(inner)
        @never_cache
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not who(request.user):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    return guard(view) if view is not None else guard


def acting(request: HttpRequest) -> Person:
    """The member of staff who acts. Raises PermissionDenied for anybody else."""
    if not is_person(request.user):
        raise PermissionDenied
    return request.user
