"""Batches of a rolling round at the desk: which there are, one as a meeting and as a decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation import clock

from .. import actions
from ..forms.batch import OpenBatchForm, PriceForm, RecommendForm, RulingForm
from ..models import Batch, BatchItem, Round
from ..policy import may_price, may_read_batches, may_recommend, may_rule, may_run, may_see_proposer
from ..queries import batches as kept
from ..vocabulary import RoundKind

Sent = dict[str, Any]  #: forms that came back wrong, by their verb and item


def _rolling(code: str) -> Round:
    rows = Round.objects.shown().select_related("unit", "decides").filter(kind=RoundKind.ROLLING)
    one = rows.filter(code=code[:60]).first()
    if one is None:
        raise Http404
    return one


def _found(request: DeskRequest, code: str, number: int) -> tuple[Batch, list[BatchItem]]:
    """A batch and the items that this member of staff may see. Raises Http404 where there is nothing to see."""
    batch = kept.batch_numbered(code, number)
    rows = kept.items_for(request.user, batch) if batch else []
    if batch is None or not (rows or may_read_batches(request.user, batch.round)):
        raise Http404
    return batch, rows


@require_GET
@desk_page
def batches(request: DeskRequest, code: str) -> HttpResponse:
    """The batches of a round, the money that is left, and ideas that wait too long."""
    return _list(request, _rolling(code))


def _list(request: DeskRequest, one: Round, *, form: OpenBatchForm | None = None, status: int = 200) -> HttpResponse:
    reads, runs, rows = may_read_batches(request.user, one), may_run(request.user, one), kept.batches_of(one)
    last = rows[0].council.code if rows else None
    context = {
        "round": one,
        "rows": [(batch, kept.items_for(request.user, batch)) for batch in rows],
        "waiting": kept.waiting_long(one) if reads else [],
        "year": clock.today().year,
        "left": kept.left(one, clock.today().year),
        "form": form or (OpenBatchForm(initial={"council": last}) if runs else None),
    }
    return render(request, "budgeting/desk/batches.html", context, status=status)


@require_POST
@desk_page
def open_batch(request: DeskRequest, code: str) -> HttpResponse:
    """Tell of a new batch with its days."""
    one, form = _rolling(code), OpenBatchForm(request.POST)
    if not form.is_valid():
        return _list(request, one, form=form, status=422)
    try:
        batch = actions.open_batch(one, by=request.user, **form.cleaned_data)
    except actions.NotNow as why:
        form.add_error(None, str(why))
        return _list(request, one, form=form, status=422)
    messages.success(request, _("Residents see its days now."))
    return redirect("budgeting_desk:batch", code, batch.number)


@require_GET
@desk_page
def batch(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """One batch: a meeting's table, prices, what the council says, the decision."""
    found, rows = _found(request, code, number)
    return _page(request, found, rows)


def _page(
    request: DeskRequest, batch: Batch, rows: list[BatchItem], *, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    sent, who, is_open = sent or {}, request.user, not batch.is_decided and batch.proposed_at is None
    recommends, rules = may_recommend(who, batch), may_rule(who, batch.round)
    lines = []
    for item in rows:
        works, sums = is_open and item.is_standing, batch.gathered_at is not None
        lines.append(
            {
                "item": item,
                "reach": getattr(item.proposal, "reach", None) if may_see_proposer(who, item.proposal) else None,
                "price": sent.get(f"hinta-{item.pk}")
                or (PriceForm(item=item) if works and may_price(who, item) else None),
                "say": sent.get(f"kanta-{item.pk}")
                or (RecommendForm(item=item) if works and sums and recommends else None),
            }
        )
    may_decide = rules and batch.proposed_at is not None and not batch.is_decided
    context = {
        "round": batch.round,
        "batch": batch,
        "lines": lines,
        "runs": may_run(who, batch.round),
        "may_propose": recommends and batch.state == "recommended",
        "asked": sum(item.recommended_euros or 0 for item in batch.standing),
        "year": clock.today().year,
        "left": kept.left(batch.round, clock.today().year),
        "form": sent.get("paata") or (RulingForm(batch=batch) if may_decide else None),
    }
    return render(request, "budgeting/desk/batch.html", context, status=status)


@require_POST
@desk_page
def act(request: DeskRequest, code: str, number: int, verb: str) -> HttpResponse:
    """Gather, price, write down what the council says, propose, decide; what is wrong comes back as it was typed."""
    found, rows = _found(request, code, number)
    if verb in PLAIN:
        return _plainly(request, found, verb)
    if verb == "paata":
        form: Any = RulingForm(request.POST, batch=found)
        return _try(request, found, rows, verb, form, lambda told: actions.decide_batch(found, by=request.user, **told))
    item = next((one for one in rows if str(one.pk) == request.POST.get("item")), None)
    if verb not in OF_ITEMS or item is None:
        raise Http404
    kind, do = OF_ITEMS[verb]
    form = kind(request.POST, item=item)
    return _try(request, found, rows, f"{verb}-{item.pk}", form, lambda told: do(item, by=request.user, **told))


def _plainly(request: DeskRequest, batch: Batch, verb: str) -> HttpResponse:
    try:
        PLAIN[verb](batch, by=request.user)
        messages.success(request, _("It is done, and everybody who follows these ideas hears of it."))
    except actions.NotNow as why:
        messages.error(request, str(why))
    return redirect("budgeting_desk:batch", batch.round.code, batch.number)


def _try(
    request: DeskRequest, batch: Batch, rows: list[BatchItem], name: str, form: Any, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    if form.is_valid():
        try:
            do(form.arguments())
        except actions.NotNow as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("It is written down, and everybody who follows the idea hears of it."))
            return redirect("budgeting_desk:batch", batch.round.code, batch.number)
    fresh = kept.batch_numbered(batch.round.code, batch.number) or batch  # as it is, not as the form wished
    mine = {item.pk for item in rows}
    return _page(request, fresh, [item for item in fresh.items.all() if item.pk in mine], sent={name: form}, status=422)


PLAIN: Final[dict[str, Callable[..., Any]]] = {"keraa": actions.gather, "esita": actions.propose_batch}
OF_ITEMS: Final[dict[str, tuple[Any, Callable[..., Any]]]] = {
    "hinta": (PriceForm, actions.price),
    "kanta": (RecommendForm, actions.recommend),
}
