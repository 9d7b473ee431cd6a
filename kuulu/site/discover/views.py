"""Pages for finding: all matters by words and filters, and my page."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kuulu.commons.matters.models import Matter
from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.limits import visit_over_limit
from kuulu.foundation.views import sorry

from .forms import FilterForm
from .queries import Wanted, count_up_to_cap, found, of_person
from .vocabulary import CAP, PAGE

PER_PAGE = 50  #: rows of a list on my page


class CappedPaginator(Paginator[Matter]):
    """Counts no further than the cap, so that a page costs the same in any city."""

    @property
    def count(self) -> int:
        if "_counted" not in self.__dict__:
            self.__dict__["_counted"] = min(count_up_to_cap(self.object_list), CAP)  # type: ignore[arg-type]
        return int(self.__dict__["_counted"])


@fresh_page
def matters(request: HttpRequest) -> HttpResponse:
    """All public matters: filters in the address, so that a list can be linked to and works without script."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    if wanted.words and (
        wait := visit_over_limit(request, "search", limit=settings.KUULU["RATE"]["search_per_minute"], seconds=60)
    ):
        response = sorry(request, 429)
        response["Retry-After"] = str(wait)
        return response
    page = CappedPaginator(found(wanted), PAGE).get_page(request.GET.get("page", "1")[:6])
    return render(
        request, "discover/matters.html",
        {"form": form, "page": page, "wanted": wanted, "is_filtered": wanted != Wanted(),
         "is_narrowed": replace(wanted, words="", sort=wanted.sort or "newest") != Wanted(), "is_capped": page.paginator.count >= CAP},
    )  # fmt: skip


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My page: my voices and their threads, what came of them, what I follow."""
    told = of_person(request.user)  # type: ignore[arg-type]
    for name, number in (("voices", "sivu"), ("followed", "seuratut")):
        told[name] = Paginator(told[name], PER_PAGE).get_page(request.GET.get(number, "1")[:6])
    return render(request, "discover/mine.html", told)
