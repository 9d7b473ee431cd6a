"""Writing the audit trail: who of the staff read personal data or changed anything."""

from __future__ import annotations

from django.db import connection, transaction

from kuulu.foundation import clock

from ..models import AuditEntry, Person
from ..policy import Someone, duty_names, is_person, roles_of
from ..queries.audit import link_of

#: PostgreSQL's number for the lock under which entries are chained, held until the transaction ends
TRAIL_LOCK = 0x4B55_554C


@transaction.atomic
def audit(by: Someone, verb: str, *, kind: str, reference: str = "", result: str = "done") -> AuditEntry:
    """Write one entry at the end of the trail. Call it last in a transaction: others wait for the end of the trail.

    `reference` names the thing (a matter's reference, a person's uuid), never a name or an address.
    """
    if "@" in reference:
        raise ValueError("The audit trail takes references, not addresses.")
    _hold_the_end()
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = AuditEntry(
        at=clock.now(),
        person_uuid=by.uuid if isinstance(by, Person) else None,
        duty=duty_names(roles_of(by)) if is_person(by) else "",
        verb=verb[:40],
        kind=kind[:40],
        reference=reference[:60],
        result=result[:20],
        previous=last or "",
    )
    entry.digest = link_of(entry)
    entry.save(force_insert=True)
    return entry


def _hold_the_end() -> None:
    """On SQLite the transaction is IMMEDIATE and alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TRAIL_LOCK])
