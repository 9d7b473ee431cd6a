"""The feedback list of the desk, bulk work on it, and the triage of those without a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from kuulu.commons.matters.actions.bulk import in_bulk
from kuulu.commons.matters.doors import (
    BULK_VERBS,
    ORDER_WORDS,
    BulkForm,
    asked,
    back_to,
    narrowed,
    shown_list,
    tell,
    view_links,
)
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.policy import WORKERS, seen_at_desk
from kuulu.commons.matters.queries.worklist import (
    ORDERS,
    VIEWS,
    CappedPaginator,
    Wanted,
    units_to_move_to,
)
from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.commons.people.policy import has_duty, may_administer
from kuulu.commons.people.vocabulary import Duty
from kuulu.commons.places.models import Area
from kuulu.foundation import registry
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import say

from ..exports.desk import MOST_ROWS
from ..models import Category
from ..policy import may_enter_on_behalf
from ..queries.desk import OWN_VIEWS, WantedFeedback, desk_counts, desk_list
from ..queries.suggestion import suggestions
from ..vocabulary import KIND, FeedbackKind, Priority, Source

VERBS = (
    *BULK_VERBS,
    ("priority", gettext_lazy("Set the priority")),
    ("shortlist", gettext_lazy("Put on my short list")),
)
REMEMBERED = "feedback_desk_order"


class ListFilter(KuuluForm):
    """Filters of the feedback list. What cannot be read is left out: a list is shown in any case."""

    words = forms.CharField(required=False, max_length=100, label=gettext_lazy("Words or number"))
    category = forms.ChoiceField(required=False, label=gettext_lazy("Category"))
    about = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))
    area = forms.ChoiceField(required=False, label=gettext_lazy("Area"))
    unit = forms.ChoiceField(required=False, label=gettext_lazy("Unit"))
    source = forms.ChoiceField(required=False, label=gettext_lazy("Came by"))
    order = forms.ChoiceField(required=False, label=gettext_lazy("Order"), choices=ORDER_WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers: dict[str, list[tuple[str, Any]]] = {
            "category": [(one.code, str(one)) for one in Category.objects.all()],
            "about": list(FeedbackKind.choices),
            "area": [(one.code, str(one)) for one in Area.objects.filter(kind="board")],
            "unit": [(one.code, str(one)) for one in units_to_move_to()],
            "source": list(Source.choices),
        }
        for name, choices in offers.items():
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def wanted(self, view: str) -> WantedFeedback:
        """The filters as the query takes them."""
        self.full_clean()
        kept = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        order = kept.pop("order")
        common = Wanted(
            view="all" if view in OWN_VIEWS else view if view in VIEWS else "open",
            order=order if order in ORDERS else "due",
            area=kept["area"],
            unit=kept["unit"],
            words=kept["words"],
        )
        shown = view if view in (*VIEWS, *OWN_VIEWS) else "open"
        return WantedFeedback(
            common=common, view=shown, category=kept["category"], about=kept["about"], source=kept["source"]
        )


class FeedbackBulkForm(BulkForm):
    """One verb for the ticked feedbacks: those of every matter, and feedback's own."""

    verb = forms.ChoiceField(choices=VERBS, label=gettext_lazy("Do to the chosen ones"))
    priority = forms.TypedChoiceField(
        choices=Priority.choices,
        coerce=int,
        required=False,
        empty_value=Priority.NORMAL.value,  # type: ignore[arg-type]  # the stubs know text only
        label=gettext_lazy("Priority, when set"),
    )
    field_order = ("verb", "unit", "priority", "reason")
    needs = {**BulkForm.needs, "priority": "priority"}


@require_GET
@desk_page
def listing(request: DeskRequest) -> HttpResponse:
    """Feedbacks that wait for the official's units."""
    return show(request, FeedbackBulkForm(), set())


def show(request: DeskRequest, bulk: BulkForm, chosen: set[str], status: int = 200) -> HttpResponse:
    """The list as filtered, with the form for bulk work as it stands."""
    filters = ListFilter(asked(request, ListFilter.base_fields, remembered=REMEMBERED))
    wanted = filters.wanted(request.GET.get("view", "open"))
    context = shown_list(
        request,
        filters=filters,
        shown=wanted.view,
        views=_views(request, filters, wanted.view),
        matters=desk_list(request.user, wanted),
        row=_row,
        bulk=bulk,
        chosen=chosen,
    )
    context |= {
        "query": request.GET.urlencode(),
        "doors": registry.desk_doors(request.user),
        "may_administer": may_administer(request.user),
        "may_enter": may_enter_on_behalf(request.user),
        "most_in_a_workbook": MOST_ROWS,
        "may_export_senders": has_duty(request.user, *WORKERS, Duty.CLERK),
    }
    return render(request, "feedback/desk/list.html", context, status=status)


def _views(request: DeskRequest, filters: ListFilter, shown: str) -> list[dict[str, Any]]:
    words = {
        "open": _("All open"),
        "mine": _("Mine"),
        "late": _("Late"),
        "urgent": _("High priority"),
        "replied": _("The sender has added"),
        "check": _("Wait for a check"),
        "triage": _("Without a unit"),
        "thanks": _("Thanks to pass on"),
        "deliver": _("To deliver to an authority"),
        "shortlist": _("My short list"),
        "ended": pgettext("matters", "Ended"),
        "all": _("Everything"),
    }
    links = view_links(words, desk_counts(request.user), shown=shown, kept=narrowed(request, filters))
    return [{**one, "href": reverse("feedback_desk:triage")} if one["code"] == "triage" else one for one in links]


def _row(matter: Matter) -> dict[str, Any]:
    address = reverse("feedback_desk:matter", args=[matter.reference])
    return {"matter": matter, "href": address, "kind": say(matter.feedback.category.names)}


@require_POST
@desk_page
def bulk(request: DeskRequest) -> HttpResponse:
    """One verb for the ticked feedbacks; says what was done and what could not be."""
    form, chosen = FeedbackBulkForm(request.POST), set(request.POST.getlist("chosen")[:100])
    if not chosen:
        form.add_error(None, _("Choose at least one."))
    if not form.is_valid():
        return show(request, form, chosen, status=422)
    rows = _chosen(request, chosen)
    report = in_bulk(form.cleaned_data["verb"], rows, by=request.user, **form.more())
    tell(request, report, ngettext("Done to {count} feedback.", "Done to {count} feedbacks.", len(report.done)))
    return redirect(back_to(request, reverse("feedback_desk:list")))


def _chosen(request: DeskRequest, references: set[str]) -> list[Matter]:
    safe = [one for one in references if len(one) <= 20]
    rows = seen_at_desk(request.user).filter(kind=KIND, reference__in=safe)
    return list(rows.select_related("unit", "area", "feedback", "feedback__category"))


@require_GET
@desk_page
def triage(request: DeskRequest) -> HttpResponse:
    """Those that no rule brought to a unit, with what the past suggests; a person confirms with one press."""
    wanted = WantedFeedback(common=Wanted(view="triage", order="oldest"), view="triage")
    page = CappedPaginator(desk_list(request.user, wanted), 20).get_page(request.GET.get("page"))
    rows = [
        {"matter": matter, "feedback": matter.feedback, "suggestions": suggestions(matter.feedback)} for matter in page
    ]
    context = {"page": page, "rows": rows, "units": list(units_to_move_to()), "here": request.get_full_path()}
    return render(request, "feedback/desk/triage.html", context)
