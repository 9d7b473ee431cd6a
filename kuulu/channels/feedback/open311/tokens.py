"""Tokens: every report here has its number at once, so a token is that number and is ready as soon as asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from . import trial
from .asked import Asked
from .faults import Fault
from .finding import single
from .keys import count_miss, key_of
from .requests import may_ask
from .wire import Reply


def token(asked: Asked, code: str) -> Reply:
    """T1: a list of one with the number that belongs to a token. Raises Fault 404."""
    if asked.is_test:
        reference = trial.find(code).reference
    else:
        matter = single(code)
        if matter is None or not may_ask(matter, key_of(asked)):
            count_miss(asked)
            raise Fault(404, _("There is no token “%(code)s”.") % {"code": code[:30]})
        reference = matter.reference
    return Reply(root="service_requests", body=[{"service_request_id": reference, "token": reference}], is_private=True)
