"""A plain question asked of whoever sends very much, instead of locking out everybody behind the same address."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kuulu.foundation.limits import over_limit, visit_over_limit

SALT = "kuulu.feedback.question"
HOUR, DAY = 3600, 86_400
MAILS_A_DAY = 20  #: receipts to one address before the question is asked


def must_ask(request: HttpRequest, email: str) -> bool:
    """Whether this sending is one of so many that a question is due, and it has not been answered rightly."""
    rate = settings.KUULU["RATE"]
    many = visit_over_limit(request, "feedback", limit=rate["submit_per_hour"], seconds=HOUR)
    if browser := request.session.session_key:
        many = over_limit("feedback_by", browser, limit=rate["submit_per_session_hour"], seconds=HOUR) or many
    if email:
        many = over_limit("receipt", email.strip().lower(), limit=MAILS_A_DAY, seconds=DAY) or many
    return bool(many) and not _is_answered(request)


def new_question() -> dict[str, str]:
    """A small sum in words, and the signed word by which its answer is known."""
    one, other = secrets.randbelow(8) + 2, secrets.randbelow(8) + 2
    word = signing.dumps({"sum": one + other, "once": secrets.token_hex(4)}, salt=SALT)
    return {"text": _("How much is %(one)d plus %(other)d?") % {"one": one, "other": other}, "word": word}


def _is_answered(request: HttpRequest) -> bool:
    try:
        asked: dict[str, Any] = signing.loads(request.POST.get("asked", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        return False
    right = request.POST.get("sum", "").strip() == str(asked["sum"])
    return right and not over_limit("question", asked["once"], limit=1, seconds=HOUR)
