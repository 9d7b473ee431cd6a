"""Keys of outside programs at the desk: looked at, let in, set and closed by administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kuulu.commons.people.doors import desk_page
from kuulu.commons.people.models import Unit
from kuulu.commons.people.policy import may_administer
from kuulu.foundation.forms import KuuluForm

from ..actions.keys import SETTINGS, approve_key, change_key, close_key
from ..models import ApiKey
from ..queries.keys import keys_at_desk

MOST_KEYS = 500


class KeySettingsForm(KuuluForm):
    """What a key means."""

    name = forms.CharField(label=gettext_lazy("Name of the program"), max_length=120)
    posts_wish_public = forms.BooleanField(
        label=gettext_lazy("Its reports wish to be public after the check"), required=False
    )
    polls_by_update = forms.BooleanField(
        label=gettext_lazy("start_date and end_date mean the time of the last change"), required=False
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("The unit it works for"),
        help_text=gettext_lazy("A program with a unit may tell how the unit's matters go on."),
        queryset=Unit.objects.filter(is_active=True),
        required=False,
    )
    posts_per_hour = forms.IntegerField(label=gettext_lazy("Most reports in an hour"), min_value=1, max_value=100_000)


@require_GET
@desk_page(who=may_administer)
def keys(request: HttpRequest) -> HttpResponse:
    """Every key, those that wait for a look first."""
    return render(request, "feedback/desk/keys.html", {"rows": keys_at_desk()[:MOST_KEYS]})


@require_http_methods(["GET", "POST"])
@desk_page(who=may_administer)
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """One key: what it is for, and what may be done with it."""
    row = get_object_or_404(ApiKey.objects.select_related("unit"), pk=pk)
    initial = {name: getattr(row, name) for name in SETTINGS}
    form = KeySettingsForm(request.POST if "save" in request.POST else None, initial=initial)
    if request.method == "POST" and (done := _act(request, row, form)):
        messages.success(request, done)
        return redirect("feedback_desk:key", row.pk)
    context = {"row": row, "form": form}
    return render(request, "feedback/desk/key.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, row: ApiKey, form: KeySettingsForm) -> str:
    """Do what was asked; what was done in words, or nothing when it could not be."""
    by: Any = request.user
    if "approve" in request.POST:
        approve_key(row, by=by)
        return _("The key is in use, and its people have been told.")
    if "close" in request.POST:
        close_key(row, by=by)
        return _("The key is closed, and its people have been told.")
    if "save" in request.POST and form.is_valid():
        change_key(row, by=by, **form.cleaned_data)
        return _("The settings of the key were saved.")
    return ""
