"""The count at the desk: the files are given out, and what was done in the room is written down as minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kuulu.commons.people.doors import DeskRequest, desk_page

from ..actions import count as actions
from ..actions.weigh import NotNow
from ..ballot_box.closing import has_ended
from ..models import CountSession, Vote
from ..policy import may_read_vote, may_run
from ..queries.count import least_of_electorates, sessions_of
from ..queries.paper import account_of
from ..vocabulary import VoteState
from .minutes import LANGUAGES, minutes_pdf
from .paper import found_vote
from .paper_forms import CountForm
from .vote import as_file


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def count(request: DeskRequest, code: str) -> HttpResponse:
    """What to do step by step, and the form of what was done."""
    if request.method != "POST":
        return _page(request, found_vote(request, code, may_read_vote), CountForm())
    vote, form = found_vote(request, code, may_run), CountForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, vote, form, status=422)
    try:
        actions.write_session(vote, by=request.user, **form.arguments())
    except NotNow as why:
        form.add_error(None, str(why))
        return _page(request, vote, form, status=409)
    messages.success(
        request, _("The count is written down. Save the minutes, and let the people who counted sign them.")
    )
    return redirect("budgeting_desk:count", code)


def _page(request: DeskRequest, vote: Vote, form: CountForm, *, status: int = 200) -> HttpResponse:
    account = account_of(vote)
    context = {
        "round": vote.round, "vote": vote, "reads": True, "account": account, "sessions": sessions_of(vote),
        "electorates": least_of_electorates(vote, account),
        "has_ended": has_ended(vote.pk), "runs": may_run(request.user, vote.round), "form": form,
        "takes_session": vote.state in (VoteState.CLOSED, VoteState.COUNTED),
    }  # fmt: skip
    return render(request, "budgeting/desk/count.html", context, status=status)


@require_POST
@desk_page
def give_out(request: DeskRequest, code: str) -> HttpResponseBase:
    """The files of the count as one archive."""
    vote = found_vote(request, code, may_run)
    try:
        archive = actions.give_out(vote, by=request.user)
    except NotNow as why:
        messages.error(request, str(why))
        return redirect("budgeting_desk:count", code)
    answer = FileResponse(archive, as_attachment=True, filename=f"{vote.code}.zip", content_type="application/zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_GET
@desk_page
def minutes(request: DeskRequest, code: str, session: int) -> HttpResponse:
    """The minutes of a count in the asked language."""
    vote = found_vote(request, code, may_read_vote)
    found = CountSession.objects.filter(vote=vote, pk=session).first()
    language = request.GET.get("kieli", "fi")
    if found is None or language not in LANGUAGES:
        raise Http404
    return as_file(minutes_pdf(found, language), f"poytakirja-{vote.code}-{language}.pdf", "application/pdf")
