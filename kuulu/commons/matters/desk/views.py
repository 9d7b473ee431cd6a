"""The work list of the desk, and work on several matters at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation import registry
from kuulu.foundation.languages import say

from ..actions.bulk import Done, in_bulk
from ..models import Matter
from ..policy import seen_at_desk
from ..queries.worklist import CAP, PER_PAGE, CappedPaginator, Wanted, punctuality_of, view_counts, work_list
from .forms import BulkForm, WorkFilter

REMEMBERED = "desk_order"  #: key in the session under which an official's order is kept


@require_GET
@desk_page
def work(request: DeskRequest) -> HttpResponse:
    """What waits for an answer, over all channels."""
    return show(request, BulkForm(), set())


def show(request: DeskRequest, bulk: BulkForm, chosen: set[str], status: int = 200) -> HttpResponse:
    """The list as filtered, with the form for bulk work as it stands."""
    filters = WorkFilter(_asked(request))
    wanted = filters.wanted(request.GET.get("view", "open"))
    page = CappedPaginator(work_list(request.user, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "wanted": wanted,
        "views": _views(request, wanted),
        "page": page,
        "rows": [_row(matter) for matter in page],
        "punctuality": punctuality_of(request.user),
        "bulk": bulk,
        "chosen": chosen,
        "cap": CAP,
        "plates": [plate for plate in registry.plates() if plate.desk_start],
        "doors": registry.desk_doors(request.user),
        "here": request.get_full_path(),
    }
    return render(request, "matters/desk/work.html", context, status=status)


def _asked(request: DeskRequest) -> dict[str, str]:
    """The filters of the address; the order is remembered from one visit to the next."""
    asked = {key: value for key, value in request.GET.items() if key in WorkFilter.base_fields}
    if asked.get("order"):
        request.session[REMEMBERED] = asked["order"][:20]
    return {"order": request.session.get(REMEMBERED, "due"), **asked}


def _views(request: DeskRequest, wanted: Wanted) -> list[dict[str, Any]]:
    counts = view_counts(request.user)
    words = {
        "open": _("All open"),
        "mine": _("Mine"),
        "late": _("Late"),
        "soon": _("Due in two days"),
        "triage": _("Without a unit"),
        "check": _("Wait for a check"),
        "ended": _("Ended"),
        "all": _("Everything"),
    }
    kept = {name: value for name, value in request.GET.items() if name in ("words", "kind", "area", "unit") and value}
    return [
        {
            "text": text,
            "href": "?" + urlencode({"view": view, **kept}),
            "is_current": view == wanted.view,
            "count": _said(counts.get(view)),
            "is_bad": view == "late" and bool(counts["late"]),
        }
        for view, text in words.items()
    ]


def _said(count: int | None) -> str:
    if count is None:
        return ""
    return _("over {cap}").format(cap=CAP) if count > CAP else str(count)


def _row(matter: Matter) -> dict[str, Any]:
    kind = registry.kinds().get(matter.kind)
    address = kind.desk_address(matter) if kind and kind.desk_address else ""
    return {"matter": matter, "href": address, "kind": say(kind.name) if kind else matter.kind}


@require_POST
@desk_page
def bulk(request: DeskRequest) -> HttpResponse:
    """One verb for the ticked matters; says what was done and what could not be."""
    form, chosen = BulkForm(request.POST), set(request.POST.getlist("chosen")[:100])
    if not chosen:
        form.add_error(None, _("Choose at least one."))
    if not form.is_valid():
        return show(request, form, chosen, status=422)
    rows = seen_at_desk(request.user).filter(reference__in=[one for one in chosen if len(one) <= 20])
    tell(
        request, in_bulk(form.cleaned_data["verb"], rows.select_related("unit", "area"), by=request.user, **form.more())
    )
    return redirect(back_to(request, reverse("desk:work")))


def back_to(request: DeskRequest, otherwise: str) -> str:
    """Where the official came from, when it is an address of this house."""
    wanted = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") else otherwise


def tell(request: DeskRequest, report: Done) -> None:
    """What became of bulk work, in words."""
    count = len(report.done)
    if count:
        words = ngettext("Done to {count} matter.", "Done to {count} matters.", count)
        messages.success(request, words.format(count=count))
    for reference, why in report.refused[:10]:
        messages.warning(request, f"{reference}: {why or _('You may not do this to it.')}")
