"""What the desk gives out: exports of a list, figures by unit, monthly summaries as page and PDF, the block list."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.commons.matters.policy import READERS, WORKERS, seen_at_desk
from kuulu.commons.people import actions as people
from kuulu.commons.people.doors import DeskRequest, desk_page
from kuulu.commons.people.models import Person, Unit
from kuulu.commons.people.policy import has_duty, may_administer, units_of
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock
from kuulu.foundation.forms import KuuluForm

from ..actions.blocking import block, unblock
from ..actions.summaries import mark_read, record_effect
from ..exports import desk
from ..exports.summary_pdf import facts, summary_pdf
from ..models import Blocked, SummaryReading
from ..queries.desk import desk_list
from ..queries.summary import figures_by_unit, month_before, month_start, summary_of
from .lists import ListFilter

PER_PAGE = 100  #: rows of the block list
EXPORT_SECONDS = 300  #: after which an export that never ended no longer stops the next


@require_GET
@desk_page
def export(request: DeskRequest, form: str) -> HttpResponseBase:
    """The list as filtered, as CSV or XLSX; one at a time for each person, and written in the audit trail."""
    who, slot = request.user, f"feedback:export:{request.user.pk}"
    if not cache.add(slot, "1", EXPORT_SECONDS):
        messages.warning(request, _("Your earlier export is still being made. Try again in a moment."))
        return redirect("feedback_desk:list")
    wanted = ListFilter(request.GET).wanted(request.GET.get("view", "open"))
    personal = "henkilot" in request.GET and has_duty(who, *WORKERS, Duty.CLERK)
    people.audit(who, "exported", kind="feedback", reference="with senders" if personal else "")
    asked = desk_list(who, wanted)
    told = _until_done(desk.rows(asked, by=who, personal=personal), slot)
    name = f"kuulu-{clock.today():%Y-%m-%d}.{form}"
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            desk.csv_lines(desk.columns(personal=personal), told), "text/csv; charset=utf-8"
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    is_cut = asked.order_by()[: desk.MOST_ROWS + 1].count() > desk.MOST_ROWS
    book = desk.workbook(desk.columns(personal=personal), told, is_cut=is_cut)
    return FileResponse(book, as_attachment=True, filename=name)


def _until_done(told: Any, slot: str) -> Any:
    try:
        yield from told
    finally:
        cache.delete(slot)


@require_GET
@desk_page
def figures(request: DeskRequest) -> HttpResponse:
    """What waits at each unit, how long it has waited, and how promises were kept."""
    told = figures_by_unit(seen_at_desk(request.user))
    total = {name: sum(getattr(one, name) for one in told) for name in ("waiting", "late", "week", "month", "older")}
    return render(request, "feedback/desk/figures.html", {"rows": told, "total": total})


@require_GET
@desk_page
def summaries(request: DeskRequest) -> HttpResponse:
    """The months and units one may read of, the own ones first."""
    month, months = month_start(clock.today()), []
    for _n in range(12):
        months.append(month)
        month = month_before(month)
    readings = SummaryReading.objects.filter(person=request.user).select_related("unit")[:36]
    context = {"months": months, "units": _units(request.user), "readings": readings}
    return render(request, "feedback/desk/summaries.html", context)


def _units(who: Person) -> list[Unit]:
    mine = units_of(who, *READERS)
    units = Unit.objects.filter(is_active=True).select_related("committee")
    own = list(units if mine is None else units.filter(pk__in=mine))
    bodies = {unit.committee for unit in own if unit.committee}
    return sorted({*own, *bodies}, key=str)


def _asked(who: Person, code: str, month: str) -> tuple[Unit, dt.date]:
    """The unit and the month of the address. Raises Http404 for what is not this person's or has not begun."""
    unit = get_object_or_404(Unit, code=code)
    if unit not in _units(who) or not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
        raise Http404
    first = dt.date(int(month[:4]), int(month[5:]), 1)
    if first > clock.today():
        raise Http404
    return unit, first


class EffectForm(KuuluForm):
    """What a summary led to."""

    text = forms.CharField(
        label=gettext_lazy("What we do because of this feedback"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


@require_GET
@desk_page
def summary(request: DeskRequest, unit: str, month: str) -> HttpResponse:
    """One month of one unit or body; opening it is the proof of reading."""
    found, first = _asked(request.user, unit, month)
    mark_read(found, first, by=request.user)
    return _summary_page(request, found, first, EffectForm())


def _summary_page(
    request: DeskRequest, unit: Unit, month: dt.date, form: EffectForm, status: int = 200
) -> HttpResponse:
    told = summary_of(unit, month)
    context = {
        "summary": told,
        "facts": facts(told),
        "month": date_format(month, "F Y"),
        "code": f"{month:%Y-%m}",
        "readings": SummaryReading.objects.filter(unit=unit, month=month).select_related("person"),
        "form": form,
    }
    return render(request, "feedback/desk/summary.html", context, status=status)


@require_POST
@desk_page
def effect(request: DeskRequest, unit: str, month: str) -> HttpResponse:
    """The reader writes down what the summary led to."""
    found, first = _asked(request.user, unit, month)
    form = EffectForm(request.POST)
    if not form.is_valid():
        return _summary_page(request, found, first, form, status=422)
    record_effect(found, first, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, _("It was written down."))
    return redirect("feedback_desk:summary", unit, month)


@require_GET
@desk_page
def summary_as_pdf(request: DeskRequest, unit: str, month: str) -> HttpResponse:
    """The same as a PDF for a meeting's papers."""
    found, first = _asked(request.user, unit, month)
    mark_read(found, first, by=request.user)
    answer = HttpResponse(summary_pdf(summary_of(found, first)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="palaute-{found.code}-{month}.pdf"'
    return answer


class BlockForm(KuuluForm):
    """An address from which nothing is taken for a while."""

    address = forms.CharField(max_length=254, label=gettext_lazy("E-mail address or network address"))
    reason = forms.CharField(max_length=200, label=gettext_lazy("Why"))
    days = forms.IntegerField(min_value=1, max_value=365, initial=30, label=gettext_lazy("For how many days"))


@require_http_methods(["GET", "POST"])
@desk_page(who=may_administer)
def blocked(request: DeskRequest) -> HttpResponse:
    """The block list of the administrators; addresses are kept as digests and known by a hint."""
    form = BlockForm(request.POST if request.method == "POST" and "pois" not in request.POST else None)
    if request.method == "POST" and "pois" in request.POST:
        pois = request.POST["pois"]
        unblock(get_object_or_404(Blocked, pk=pois if pois.isdecimal() and len(pois) < 12 else 0), by=request.user)
        return redirect("feedback_desk:blocked")
    if form.is_valid():
        block(form.cleaned_data.pop("address"), by=request.user, **form.cleaned_data)
        messages.success(request, _("Nothing is taken from that address for now."))
        return redirect("feedback_desk:blocked")
    page = Paginator(Blocked.objects.select_related("by"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "rows": list(page), "page": page}
    return render(request, "feedback/desk/blocked.html", context, status=422 if form.errors else 200)
