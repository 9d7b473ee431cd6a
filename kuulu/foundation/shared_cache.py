"""Django's database cache with a counter that is exact over several processes; for cities without a cache server."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class SharedDatabaseCache(DatabaseCache):
    """Counts under a lock, since Django's own `incr` reads and then writes."""

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a counter. Raises ValueError when it is not there."""
        alias = router.db_for_write(self.cache_model_class)
        with transaction.atomic(using=alias):
            if connections[alias].vendor == "postgresql":
                with connections[alias].cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self.make_key(key, version=version)])
            return super().incr(key, delta=delta, version=version)
