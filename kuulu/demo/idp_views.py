"""The identity provider's addresses below /demo/idp/."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import idp


@require_safe
def discovery(request: HttpRequest) -> JsonResponse:
    return JsonResponse(idp.discovery())


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    return JsonResponse(idp.keys())


@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Ask who the tester wants to be, and send them back with a code."""
    asked = request.GET.dict()
    if fault := idp.faults_of(asked):
        return render(request, "demo/idp.html", {"fault": fault}, status=400)
    if request.method != "POST":
        return render(request, "demo/idp.html", {"people": idp.PEOPLE})
    back = {"state": asked.get("state", "")}
    if idp.somebody(request.POST.get("sub", "")):
        back["code"] = idp.make_code(asked, request.POST["sub"])
    else:
        back["error"] = "access_denied"
    join = "&" if "?" in asked["redirect_uri"] else "?"
    return HttpResponseRedirect(f"{asked['redirect_uri']}{join}{urlencode(back)}")


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """Exchange a code for tokens (RFC 6749, 4.1.3)."""
    client_id, secret = _client(request)
    tokens = idp.exchange(request.POST.dict(), client_id, secret)
    if tokens is None:
        return JsonResponse({"error": "invalid_grant"}, status=400)
    return JsonResponse(tokens, headers={"Cache-Control": "no-store"})


def _client(request: HttpRequest) -> tuple[str, str]:
    given = request.headers.get("Authorization", "")
    if not given.startswith("Basic "):
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        name, _, secret = base64.b64decode(given[6:]).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(name), unquote(secret)


@require_safe
def userinfo(request: HttpRequest) -> JsonResponse:
    """Claims for an access token (OpenID Connect Core, 5.3)."""
    claims = idp.userinfo(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if claims is None:
        return JsonResponse({"error": "invalid_token"}, status=401)
    return JsonResponse(claims)
