"""How a matter goes on in another channel at its sender's wish, with a link both ways."""

from __future__ import annotations

from django.db import transaction

from kuulu.foundation import registry

from ..models import Carrying, Matter
from ..queries.carried import origin_of
from .life import record


@transaction.atomic
def carry_on(matter: Matter, *, token: str) -> Carrying | None:
    """Link a new matter to the one its sender began from (`queries.carry_token`), once; the sender is told.

    None when there is no such matter any more, or the new one was linked before.
    """
    origin = origin_of(token)
    if origin is None or origin.pk == matter.pk:
        return None
    made, is_new = Carrying.objects.get_or_create(matter=matter, defaults={"origin": origin})
    if not is_new:
        return None
    there, back = (registry.kinds().get(one.kind) for one in (matter, origin))
    record(origin, "carried_on", values={"carrying": made.pk, "way": dict(there.name) if there else ""})
    record(matter, "carried_from", values={"carrying": made.pk, "way": dict(back.name) if back else ""})
    return made
