"""Learn from earlier routing now, and print how well the newest month was guessed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kuulu.channels.feedback.actions.learn import train_routing


class Command(BaseCommand):
    """`kuulu train_routing`"""

    help = "Learn from earlier routing, and say how well the newest month was guessed."

    def handle(self, *args: Any, **options: Any) -> None:
        made = train_routing()
        if made is None:
            self.stdout.write("Nothing to learn from yet: no feedback has been answered.")
            return
        for name, value in made.figures.items():
            self.stdout.write(f"{name:>10}  {value}")
        self.stdout.write(f"{'digest':>10}  {made.digest}")
