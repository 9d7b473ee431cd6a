"""The box of the test endpoint: kept apart from every matter, without anything personal, thrown away after a week."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from kuulu.commons.matters.actions.life import CROCKFORD
from kuulu.foundation import clock

from ..models import ApiKey, TestRequest

KEPT: Final = dt.timedelta(days=7)


def keep_trial(*, key: ApiKey, fields: dict[str, Any], marks: tuple[str, str]) -> TestRequest:
    """Keep a test report, once however often it is sent; `marks` are those of the minutes before and of these."""
    earlier = TestRequest.objects.filter(idempotency_key__in=marks).first()
    if earlier is not None:
        return earlier
    tail = "".join(secrets.choice(CROCKFORD) for _ in range(5))
    reference = f"{settings.KUULU['REFERENCE_PREFIX']}-TEST-{tail}"
    try:
        with transaction.atomic():
            return TestRequest.objects.create(reference=reference, api_key=key, fields=fields, idempotency_key=marks[1])
    except IntegrityError:
        if (earlier := TestRequest.objects.filter(idempotency_key=marks[1]).first()) is None:
            raise
        return earlier


def empty_trial_box() -> str:
    """Throw away test reports older than a week; how many, in words."""
    count, _ = TestRequest.objects.filter(made_at__lt=clock.now() - KEPT).delete()
    return f"{count} test reports thrown away"
