"""The way that begins with a picture: it is cleaned and held, and the rest is told after it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kuulu.foundation import uploads

from ..forms.first_photo import FirstPhotoForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photo_first(request: HttpRequest) -> HttpResponse:
    """Take pictures, and perhaps a place that the device read from them, and go on to the subject."""
    many = uploads.too_many(request)
    form = FirstPhotoForm(request.POST or None, None if many else request.FILES or None)
    if many and form.is_bound:
        form.add_error("photos", str(uploads.TOO_MANY))
    if request.method == "POST" and form.is_valid():
        held = [row["word"] for row in form.pictures.hold()]
        carried = urlencode({"kuva": held, **form.point()}, doseq=True)
        return HttpResponseRedirect(f"{reverse('feedback:new')}?{carried}")
    return render(request, "feedback/photo_first.html", {"form": form})
