"""Read delivery reports from a Maildir, or one from standard input, and note which addresses they came back from."""

from __future__ import annotations

import mailbox
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kuulu.commons.people.actions.notices import bounce_of
from kuulu.commons.people.adapters.reports import failures_in


class Command(BaseCommand):
    help = "Read mail that came back: every new message of MAILDIR (then marked as seen), or one from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("maildir", nargs="?", default="-", help="the box; standard input without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reports on mail that we did not send are counted and otherwise left alone."""
        if options["maildir"] == "-":
            ours, others = self.read(sys.stdin.buffer.read())
        else:
            ours, others = self.read_box(options["maildir"])
        self.stdout.write(f"came back: {ours}, not ours: {others}")

    def read_box(self, folder: str) -> tuple[int, int]:
        """Every message in the box that was not read before."""
        ours = others = 0
        box = mailbox.Maildir(folder, create=False)
        for key in list(box.keys()):
            message = box[key]
            if message.get_subdir() == "cur" and "S" in message.get_flags():
                continue
            mine, foreign = self.read(message.as_bytes())
            ours, others = ours + mine, others + foreign
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
        return ours, others

    @staticmethod
    def read(raw: bytes) -> tuple[int, int]:
        known = [bounce_of(failure.message_id, failure.email) for failure in failures_in(raw)]
        return sum(known), len(known) - sum(known)
