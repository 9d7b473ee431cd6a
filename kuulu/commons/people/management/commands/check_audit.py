"""Check that the audit trail is whole, and print its head to be written down elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.queries import check_chain


class Command(BaseCommand):
    help = "Check the hash chain of the audit trail; print its last digest."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError naming each broken place."""
        breaks = check_chain()
        if breaks:
            raise CommandError("\n".join(f"entry {found.entry_id}: {found.fault}" for found in breaks))
        last = AuditEntry.objects.order_by("-id").first()
        self.stdout.write(f"The trail is whole: {AuditEntry.objects.count()} entries.")
        if last:
            self.stdout.write(f"Last entry {last.id}: {last.digest}")
