"""Requests that were made: the list, and one by its number."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import Stage, Visibility
from kuulu.foundation import freshness

from ..models import ApiKey
from . import trial
from .asked import Asked
from .discovery import base
from .faults import Fault
from .finding import find, of_key, single
from .keys import count_miss, key_of
from .telling import extensions_asked, tell
from .wanted import Wanted, read_wanted
from .wire import Reply


def several(asked: Asked) -> Reply:
    """R1-R12: the published requests that are asked for, newest first."""
    if asked.is_test:
        return trial.several(asked)
    changed, key = freshness.last_change(), key_of(asked)
    wanted = read_wanted(asked, by_update=bool(key and key.polls_by_update))
    page = find(wanted)
    extended = extensions_asked(asked.listed("extensions"))
    rows = [tell(matter, extended=extended, near=wanted.near) for matter in page.rows]
    headers = page_headers(asked, wanted, page.count)
    return Reply(root="service_requests", body=rows, headers=headers, changed=changed, is_private=key is not None)


def page_headers(asked: Asked, wanted: Wanted, count: int) -> dict[str, str]:
    """R5: how much there is, and where the pages before and after are."""
    pages = max(1, -(-count // wanted.size))
    headers = {"X-Result-Count": str(count), "X-Page-Count": str(pages), "X-Page-Size": str(wanted.size)}
    if wanted.page < pages:
        headers["X-Next-Page-URL"] = _page_address(asked, wanted, wanted.page + 1)
    if wanted.page > 1:
        headers["X-Previous-Page-URL"] = _page_address(asked, wanted, min(wanted.page - 1, pages))
    return headers


def _page_address(asked: Asked, wanted: Wanted, page: int) -> str:
    """The same question for another page. The key stays out of it; what it meant is said in plain parameters."""
    renamed = {"start_date": "updated_after", "end_date": "updated_before"} if wanted.by_update else {}
    pairs = [
        (renamed.get(name, name), value)
        for name, values in asked.request.GET.lists()
        if name not in ("page", "api_key")
        for value in values
    ]
    return f"{base(is_test=asked.is_test)}/requests.{asked.form}?{urlencode([*pairs, ('page', str(page))])}"


def one(asked: Asked, code: str) -> Reply:
    """I1 and P11: one request; while it waits for its check without free text, and a private one to its own key."""
    if asked.is_test:
        return trial.one(asked, code)
    generation, matter, key = freshness.last_change(), single(code), key_of(asked)
    if matter is None or not may_ask(matter, key):
        count_miss(asked)
        raise Fault(404, _("There is no service request “%(code)s”.") % {"code": code[:30]})
    is_own = key is not None and of_key(matter, key.pk, key.unit_id)
    extended = extensions_asked(asked.listed("extensions"))
    row = tell(matter, in_full=matter.is_public or is_own, extended=extended)
    changed = max(filter(None, (generation, matter.changed_at)))
    return Reply(root="service_requests", body=[row], changed=changed, is_private=key is not None)


def may_ask(matter: Matter, key: ApiKey | None) -> bool:
    """Whether one asked for alone answers at all: never a withdrawn one, a private one to its own key only."""
    if matter.stage == Stage.WITHDRAWN:
        return False
    if matter.visibility in (Visibility.PUBLIC, Visibility.WAITING):
        return True
    return key is not None and of_key(matter, key.pk, key.unit_id)
