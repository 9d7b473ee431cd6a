"""Erase a person from every room on a request by letter or at the desk, or again after a restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kuulu.commons.people.actions.rights import erase_again, erase_own, stones
from kuulu.commons.people.models import Person
from kuulu.commons.people.queries.own import subject_of
from kuulu.foundation.personal import Subject


class Command(BaseCommand):
    help = (
        "Erase EMAIL from every room. After restoring a back-up, --again FILE erases once more whoever stands in a "
        "list that --stones printed before the restore."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "email", nargs="?", default="", help="the address of the person, with an account or without"
        )
        parser.add_argument("--reason", default="request", help="one word for the audit trail (request)")
        parser.add_argument("--stones", action="store_true", help="print the list of erasures; it holds no address")
        parser.add_argument("--again", metavar="FILE", help="such a list, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError without an address or a list."""
        if options["stones"]:
            self.stdout.write("\n".join(stones()))
        elif options["again"]:
            source = sys.stdin.read() if options["again"] == "-" else Path(options["again"]).read_text()
            self.stdout.write(f"Erased again: {erase_again(source.split())}")
        elif options["email"]:
            self._erase(options["email"].strip().lower(), options["reason"])
        else:
            raise CommandError("Whom? Give an e-mail address.")

    def _erase(self, email: str, reason: str) -> None:
        person = Person.objects.filter(email=email).first()
        subject = subject_of(person) if person else Subject(emails=frozenset({email}))
        for word in erase_own(subject, reason=reason):
            self.stdout.write(word)
