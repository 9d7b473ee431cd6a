"""The moderators' queue: several comments shown or hidden at once, reports and appeals looked at."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.commons.people.doors import acting, desk_page
from kuulu.foundation.text import personal_hints

from .actions import hide, keep, settle_appeal, show
from .forms import HINTS, HideForm, SettleForm
from .models import Comment
from .policy import may_settle_appeal, moderates
from .queries import queue as queue_of
from .queries import queue_counts
from .queries.queue import one
from .vocabulary import Queue

PER_PAGE = 50


@desk_page(who=moderates)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits: for a check, because of a report, because of an appeal."""
    return _queue(request, HideForm(), set())


def _queue(request: HttpRequest, form: HideForm, chosen: set[str], status: int = 200) -> HttpResponse:
    asked = request.GET.get("jono", "")
    which = Queue(asked) if asked in Queue.values else Queue.WAITING
    page = Paginator(queue_of(request.user, which), PER_PAGE).get_page(request.GET.get("page", "1")[:6])
    counts = queue_counts(request.user)
    context: dict[str, Any] = {
        "which": which,
        "queues": [
            {"href": f"{reverse('conversation_desk:queue')}?jono={one}", "text": one.label, "count": counts[one],
             "is_current": one == which} for one in Queue
        ],
        "page": page,
        "rows": [_row(comment) for comment in page],
        "form": form,
        "chosen": chosen,
    }  # fmt: skip
    return render(request, "conversation/desk/queue.html", context, status=status)


def _row(comment: Comment) -> dict[str, Any]:
    hints = personal_hints(f"{comment.writer_name}\n{comment.text}")
    return {
        "comment": comment,
        "hints": [HINTS[hint] for hint in hints],
        "flags": comment.open_flags,  # type: ignore[attr-defined]
    }


@desk_page(who=moderates)
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Show, hide or keep the chosen comments; those of others' units are passed over."""
    chosen = {word for word in request.POST.getlist("chosen")[:PER_PAGE] if _is_uuid(word)}
    verb, form = request.POST.get("verb", ""), HideForm(request.POST)
    if verb == "hide" and not form.is_valid():
        return _queue(request, form, chosen, status=422)
    done = sum(_act_on(request, verb, uuid, form) for uuid in sorted(chosen))
    messages.success(request, ngettext("%(n)s comment done.", "%(n)s comments done.", done) % {"n": done})
    asked = request.POST.get("jono", "")
    return redirect(f"{reverse('conversation_desk:queue')}?jono={asked if asked in Queue.values else Queue.WAITING}")


def _is_uuid(word: str) -> bool:
    try:
        return bool(uuids.UUID(word))
    except ValueError:
        return False


def _act_on(request: HttpRequest, verb: str, uuid: str, form: HideForm) -> bool:
    comment, by = one(request.user, uuid), acting(request)
    if comment is None:
        return False
    if verb == "show":
        return show(comment, by=by)
    if verb == "keep":
        return keep(comment, by=by)
    if verb == "hide":
        return hide(comment, by=by, **form.cleaned_data)
    return False


@desk_page(who=moderates)
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """An appeal: what was written, why it was hidden and by whom, what the writer says; and the decision."""
    comment = one(request.user, uuid)
    if comment is None or not hasattr(comment, "appeal"):
        raise Http404
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            settle_appeal(
                comment.appeal, is_right=sent["decision"] == "show", answer=sent["answer"], by=acting(request)
            )
        except PermissionDenied:
            messages.error(request, _("You hid this yourself: another moderator decides."))
        return redirect(f"{reverse('conversation_desk:queue')}?jono={Queue.APPEALS}")
    may = may_settle_appeal(request.user, comment)
    return render(request, "conversation/desk/settle.html", {"comment": comment, "form": form, "may_settle": may})
