"""Which resource answers what, by the methods of HTTP."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from .asked import FORMATS, Asked
from .contract import contract
from .discovery import discover
from .faults import usual
from .posting import post
from .requests import one, several
from .services import definition, services
from .tokens import token
from .updates import post_update, updates
from .wire import Reply

Handler = Callable[..., Reply]

#: a resource's name -> method -> who answers
LISTS: Final[dict[str, dict[str, Handler]]] = {
    "discovery": {"GET": discover},
    "services": {"GET": services},
    "requests": {"GET": several, "POST": post},
    "servicerequestupdates": {"GET": updates, "POST": post_update},
}
#: a resource's name -> who answers for one of it, by its code or number
SINGLES: Final[dict[str, dict[str, Handler]]] = {
    "services": {"GET": definition},
    "requests": {"GET": one},
    "tokens": {"GET": token},
}


def _methods(asked: Asked) -> dict[str, Handler]:
    """The methods at an address. Raises Fault 404 where there is nothing, or not in that format."""
    if asked.parts == ("openapi",) and asked.form == "json":
        return {"GET": contract}
    if asked.form in FORMATS and len(asked.parts) == 1 and asked.parts[0] in LISTS:
        return LISTS[asked.parts[0]]
    if asked.form in FORMATS and len(asked.parts) == 2 and asked.parts[0] in SINGLES and asked.parts[1]:
        return {name: partial(handler, code=asked.parts[1]) for name, handler in SINGLES[asked.parts[0]].items()}
    raise usual(404)


def allowed(asked: Asked) -> list[str]:
    """The methods that the address takes, HEAD and OPTIONS among them."""
    methods = _methods(asked)
    return [*(["GET", "HEAD"] if "GET" in methods else []), *(["POST"] if "POST" in methods else []), "OPTIONS"]


def route(asked: Asked) -> Handler:
    """Who answers. Raises Fault 404, or 405 with the methods that are taken."""
    method = "GET" if asked.method == "HEAD" else asked.method
    handler = _methods(asked).get(method)
    if handler is None:
        raise usual(405, Allow=", ".join(allowed(asked)))
    return handler
