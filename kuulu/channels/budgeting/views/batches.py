"""What anybody reads of a batch, and the meeting's page on which a member of the council writes what it says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kuulu.commons.people.policy import is_person
from kuulu.foundation import clock
from kuulu.foundation.freshness import fresh_page

from .. import actions
from ..forms.batch import RecommendForm
from ..models import Batch, BatchItem, Round
from ..policy import may_recommend
from ..queries import batches as kept


def handled(one: Round) -> dict[str, Any]:
    """What the page of a rolling round tells of its batches and its money."""
    year = clock.today().year
    return {
        "batches": [(batch, len(kept.public_items(batch))) for batch in kept.batches_of(one)],
        "year": year,
        "left": kept.left(one, year),
    }


def _found(code: str, number: int) -> Batch:
    batch = kept.batch_numbered(code, number)
    if batch is None:
        raise Http404
    return batch


@require_safe
@fresh_page
def batch(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One batch: its days, and of each idea the price, what the council proposed and what was decided."""
    found = _found(code, number)
    items = kept.public_items(found)
    context = {
        "round": found.round,
        "batch": found,
        "items": items,
        "others": len(found.items.all()) - len(items),
        "granted": sum(item.granted_euros or 0 for item in found.items.all()),
    }
    return render(request, "budgeting/batch.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The meeting: a member of the council writes down what it says of each idea. No contact of a child is here."""
    found = _found(code, number)
    if not is_person(request.user):
        return redirect_to_login(request.get_full_path())
    if not may_recommend(request.user, found):
        raise PermissionDenied
    items = [item for item in kept.public_items(found) if item.is_standing or item.recommendation]
    if request.method != "POST":
        return _page(request, found, items)
    item = next((one for one in items if str(one.pk) == request.POST.get("item")), None)
    if item is None:
        raise Http404
    return _say(request, found, items, item)


def _say(request: HttpRequest, batch: Batch, items: list[BatchItem], item: BatchItem) -> HttpResponse:
    form = RecommendForm(request.POST, item=item)
    if form.is_valid():
        try:
            actions.recommend(item, by=request.user, **form.arguments())  # type: ignore[arg-type]
        except actions.NotNow as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("It is written down, and everybody who follows the idea hears of it."))
            return redirect("budgeting:meeting", batch.round.code, batch.number)
    return _page(request, batch, items, sent={item.pk: form}, status=422)


def _page(
    request: HttpRequest,
    batch: Batch,
    items: list[BatchItem],
    *,
    sent: dict[int, RecommendForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_now = batch.gathered_at is not None and batch.proposed_at is None
    lines = [
        {"item": item, "say": (sent or {}).get(item.pk) or (RecommendForm(item=item) if is_now and item.is_standing else None)}
        for item in items
    ]  # fmt: skip
    context = {
        "round": batch.round,
        "batch": batch,
        "lines": lines,
        "asked": sum(item.recommended_euros or 0 for item in batch.standing),
        "year": clock.today().year,
        "left": kept.left(batch.round, clock.today().year),
        "others": len(batch.standing) - sum(1 for item in items if item.is_standing),
    }
    return render(request, "budgeting/meeting.html", context, status=status)
