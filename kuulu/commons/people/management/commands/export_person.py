"""Write out all that the house holds of a person, for a request by letter or at the desk."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kuulu.commons.people.actions import audit
from kuulu.commons.people.models import Person
from kuulu.commons.people.queries.own import subject_of
from kuulu.foundation import personal


class Command(BaseCommand):
    help = "Print as JSON what is held of EMAIL; the trail notes that it was done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the person, with an account or without")

    def handle(self, *args: Any, **options: Any) -> None:
        """An address without an account has its own things too."""
        email = options["email"].strip().lower()
        person = Person.objects.filter(email=email).first()
        subject = subject_of(person) if person else personal.Subject(emails=frozenset({email}))
        items = [asdict(item) for item in personal.gather(subject)]
        audit(None, "export", kind="person", reference=str(person.uuid) if person else "")
        self.stdout.write(json.dumps(items, ensure_ascii=False, indent=2, default=str))
