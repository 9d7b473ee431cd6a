"""Destroy the envelopes, marks and keys of a published vote, once two people have agreed to it at the desk."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kuulu.channels.budgeting.actions.destroy_vote import destroy_vote
from kuulu.channels.budgeting.actions.weigh import NotNow
from kuulu.channels.budgeting.models import Vote


class Command(BaseCommand):
    help = (
        "Destroy the envelopes, marks, codes and keys of the published vote CODE, as one person asked and another "
        "approved at the desk. Log, ballots and result stay. Prints the certificate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the code of the vote")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when there is no such vote, or two people have not agreed."""
        vote = Vote.objects.select_related("round__unit").filter(code=options["code"]).first()
        if vote is None:
            raise CommandError(f"There is no vote {options['code']}.")
        try:
            told = destroy_vote(vote)
        except NotNow as why:
            raise CommandError(str(why)) from None
        self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
