"""The work list of the desk, and work on several matters at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.foundation import registry
from kuulu.foundation.languages import say

from ..actions.bulk import in_bulk
from ..doors import BulkForm, asked, back_to, said, tell
from ..models import Matter
from ..policy import seen_at_desk
from ..queries.worklist import CAP, PER_PAGE, CappedPaginator, Wanted, punctuality_of, view_counts, work_list
from .forms import WorkFilter

REMEMBERED = "desk_order"  #: key in the session under which an official's order is kept


@require_GET
@desk_page
def work(request: DeskRequest) -> HttpResponse:
    """What waits for an answer, over all channels."""
    return show(request, BulkForm(), set())


def show(request: DeskRequest, bulk: BulkForm, chosen: set[str], status: int = 200) -> HttpResponse:
    """The list as filtered, with the form for bulk work as it stands."""
    filters = WorkFilter(asked(request, WorkFilter.base_fields, remembered=REMEMBERED))
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


def _views(request: DeskRequest, wanted: Wanted) -> list[dict[str, Any]]:
    counts = view_counts(request.user)
    words = {
        "open": _("All open"),
        "mine": _("Mine"),
        "late": _("Late"),
        "soon": _("Due in two days"),
        "triage": _("Without a unit"),
        "check": _("Wait for a check"),
        "ended": pgettext("matters", "Ended"),
        "all": _("Everything"),
    }
    kept = {name: value for name, value in request.GET.items() if name in ("words", "kind", "area", "unit") and value}
    return [
        {
            "text": text,
            "href": "?" + urlencode({"view": view, **kept}),
            "is_current": view == wanted.view,
            "count": said(counts.get(view)),
            "is_bad": view == "late" and bool(counts["late"]),
        }
        for view, text in words.items()
    ]


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
    rows = rows.select_related("unit", "area")
    report = in_bulk(form.cleaned_data["verb"], rows, by=request.user, **form.more())
    tell(request, report, ngettext("Done to {count} matter.", "Done to {count} matters.", len(report.done)))
    return redirect(back_to(request, reverse("desk:work")))
