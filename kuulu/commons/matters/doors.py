"""What every list at the desk shares, whichever channel's: its orders, the form for bulk work, the way back."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuulu.commons.people.actions import audit
from kuulu.commons.people.doors import DeskRequest
from kuulu.commons.people.models import Unit
from kuulu.commons.people.policy import has_duty
from kuulu.foundation.forms import KuuluForm

from .actions.bulk import Done
from .models import Matter
from .policy import WORKERS
from .queries.worklist import CAP, PER_PAGE, CappedPaginator, punctuality_of, units_to_move_to

ORDER_WORDS = (
    ("due", gettext_lazy("Due first")),
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("changed", gettext_lazy("Changed lately")),
    ("concerns", gettext_lazy("Concerns most people")),
)
BULK_VERBS = (
    ("take", gettext_lazy("Take to me")),
    ("move", gettext_lazy("Move to a unit")),
    ("close", gettext_lazy("Close with a reason")),
)


class BulkForm(KuuluForm):
    """One verb for the ticked matters. A channel with verbs of its own adds them and the fields they need."""

    ids = "bulk_%s"

    verb = forms.ChoiceField(choices=BULK_VERBS, label=gettext_lazy("Do to the chosen ones"))
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=gettext_lazy("Unit"), to_field_name="code")
    reason = forms.CharField(
        required=False,
        max_length=2000,
        label=gettext_lazy("Reason, which the senders read"),
        widget=forms.Textarea({"rows": 2}),
    )
    #: verb -> the field it needs besides the matters
    needs: dict[str, str] = {"move": "unit", "close": "reason"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_move_to()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        if kept.get("verb") == "move" and not kept.get("unit"):
            self.add_error("unit", _("Choose the unit."))
        if kept.get("verb") == "close" and not kept.get("reason"):
            self.add_error("reason", _("Say why, in a sentence the sender can read."))
        return kept

    def more(self) -> dict[str, Any]:
        """What the chosen verb needs besides the matters."""
        name = self.needs.get(self.cleaned_data["verb"])
        return {name: self.cleaned_data[name]} if name else {}


def shown_list(
    request: DeskRequest,
    *,
    filters: KuuluForm,
    shown: str,
    views: list[dict[str, Any]],
    matters: QuerySet[Matter],
    row: Callable[[Matter], dict[str, Any]],
    bulk: BulkForm,
    chosen: set[str],
) -> dict[str, Any]:
    """What `matters/desk/list.html` shows. `row` gives matter, href and kind; `chosen` are the references ticked.

    Whoever looks for words among private matters leaves an entry in the trail: how many were shown, not the words.
    """
    page = CappedPaginator(matters, PER_PAGE).get_page(request.GET.get("page"))
    if filters.cleaned_data.get("words"):
        audit(request.user, "list", kind="matter", result=str(len(page)))
    return {
        "filters": filters,
        "is_narrowed": bool(narrowed(request, filters)),
        "shown": shown,
        "views": views,
        "page": page,
        "rows": [row(matter) for matter in page],
        "bulk": bulk,
        "may_work": has_duty(request.user, *WORKERS),
        "chosen": chosen,
        "punctuality": punctuality_of(request.user),
        "cap": CAP,
        "here": request.get_full_path(),
    }


def narrowed(request: DeskRequest, filters: KuuluForm) -> dict[str, str]:
    """The filters of the address but the order."""
    names = {*filters.base_fields} - {"order"}
    return {name: str(value) for name, value in request.GET.items() if name in names and value}


def view_links(
    words: Mapping[str, str], counts: Mapping[str, int], *, shown: str, kept: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The views beside a list: their words, addresses with the filters kept, and counts where something was counted."""
    return [
        {
            "code": view,
            "text": text,
            "href": "?" + urlencode({"view": view, **kept}),
            "is_current": view == shown,
            "count": said(counts.get(view)),
            "is_bad": view == "late" and bool(counts["late"]),
        }
        for view, text in words.items()
    ]


def asked(request: DeskRequest, names: Container[str], *, remembered: str) -> dict[str, str]:
    """The filters of the address; the order is kept in the session under `remembered` from one visit to the next."""
    filters = {key: str(value) for key, value in request.GET.items() if key in names}
    if filters.get("order"):
        request.session[remembered] = filters["order"][:20]
    return {"order": request.session.get(remembered, "due"), **filters}


def said(count: int | None) -> str:
    """A capped count in words; nothing where nothing was counted."""
    if count is None:
        return ""
    return _("over {cap}").format(cap=CAP) if count > CAP else str(count)


def back_to(request: DeskRequest, otherwise: str) -> str:
    """Where the official came from, when it is an address of this house."""
    wanted = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") else otherwise


def tell(request: DeskRequest, report: Done, words: str) -> None:
    """What became of bulk work: `words` with {count} for what was done, and why the rest was not."""
    if report.done:
        messages.success(request, words.format(count=len(report.done)))
    for reference, why in report.refused[:10]:
        messages.warning(request, f"{reference}: {why or _('You may not do this to it.')}")
