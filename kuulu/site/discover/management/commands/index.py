"""`kuulu index`: build the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from kuulu.site.discover.actions import index_all


class Command(BaseCommand):
    help = "Build the search index and the map's grid anew from all public matters."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{index_all()} matters are in the index.")
