"""The sender closes the own page: on this device, or to everybody who has a link to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kuulu.commons.people import link_doors
from kuulu.foundation import cookies

from .. import actions
from ..vocabulary import RECEIPT_COOKIE
from .own import own_feedback


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the page here; with `links`, stop every link as well and mail a new one to the sender's address."""
    feedback = own_feedback(request, request.POST.get("numero", ""))
    link_doors.close_door(request, feedback.matter.reference)
    if "links" not in request.POST:
        messages.success(request, _("The page is closed on this device."))
    elif actions.stop_links(feedback):
        messages.success(request, _("The links work no more. We sent you a new one by e-mail."))
    else:
        messages.success(request, _("The links work no more."))
    response = redirect("feedback:list")
    cookies.take_back(response, RECEIPT_COOKIE)
    return response
