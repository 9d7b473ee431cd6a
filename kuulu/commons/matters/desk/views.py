"""The work list of the desk, and work on several matters at once."""

from __future__ import annotations

from typing import Any

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
from ..doors import BulkForm, asked, back_to, narrowed, shown_list, tell, view_links
from ..models import Matter
from ..policy import seen_at_desk
from ..queries.worklist import view_counts, work_list
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
    context = shown_list(
        request,
        filters=filters,
        shown=wanted.view,
        views=_views(request, filters, wanted.view),
        matters=work_list(request.user, wanted),
        row=_row,
        bulk=bulk,
        chosen=chosen,
    )
    context |= {
        "plates": [plate for plate in registry.plates() if plate.desk_start],
        "doors": registry.desk_doors(request.user),
    }
    return render(request, "matters/desk/work.html", context, status=status)


def _views(request: DeskRequest, filters: WorkFilter, shown: str) -> list[dict[str, Any]]:
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
    return view_links(words, view_counts(request.user), shown=shown, kept=narrowed(request, filters))


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
