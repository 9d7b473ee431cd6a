"""How surely the city knows who acts, for one purpose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kuulu.foundation import clock

from ..models import Identification, Person
from ..policy import Someone, is_person
from ..vocabulary import PROOF_MINUTES, Level

#: session key under which a visitor's proofs lie: purpose -> [id, seconds since 1970]
PROOFS = "people.proofs"


def proof_of(
    purpose: str, *, person: Someone = None, session: Mapping[str, Any] | None = None
) -> Identification | None:
    """The identification that counts here: the account's own, or the one this visitor just gave."""
    if is_person(person):
        own = Identification.objects.filter(person=person, purpose=purpose).order_by("-level").first()
        if own is not None:
            return own
    kept = (session or {}).get(PROOFS, {}).get(purpose)
    if not kept or clock.now() - dt.datetime.fromtimestamp(kept[1], dt.UTC) > dt.timedelta(minutes=PROOF_MINUTES):
        return None
    return Identification.objects.filter(pk=kept[0], purpose=purpose).first()


def level_of(purpose: str, *, person: Someone = None, session: Mapping[str, Any] | None = None) -> Level:
    """The level for one purpose; an account alone stands for a proved e-mail address."""
    proof = proof_of(purpose, person=person, session=session)
    if proof is not None:
        return Level(proof.level)
    return Level.EMAIL if isinstance(person, Person) and is_person(person) and person.email else Level.NONE
