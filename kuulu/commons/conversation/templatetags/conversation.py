"""`{% conversation matter %}`: what is said about a matter, for any page that shows one, also a cached one."""

from __future__ import annotations

from typing import Any

from django import template

from kuulu.commons.matters.models import Matter

from ..policy import may_comment
from ..queries import talk
from ..queries.talk import count_shown

register = template.Library()


@register.inclusion_tag("conversation/desk/_door.html")
def conversation_at_desk(matter: Matter) -> dict[str, Any]:
    """A link to answer what is said about a matter, with how much that is; nothing where it is not talked about."""
    return {"matter": matter, "count": count_shown(matter)} if may_comment(matter) else {}


@register.inclusion_tag("conversation/_conversation.html")
def conversation(matter: Matter, level: int = 2) -> dict[str, Any]:
    """The first comments with their answers and a link to say more; nothing where the kind is not talked about.

    Three queries. Knows nothing of the visitor, so that the page may be kept for all.
    """
    if not may_comment(matter):
        return {}
    return {"matter": matter, "talk": talk(matter), "level": level}
