"""Tells as JSON what a drill's database holds; run as a process of its own, after the storm."""

import json
import os
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.drill.settings")


def main() -> None:
    import django

    django.setup()
    from django_tasks_db.models import DBTaskResult

    from kuulu.channels.feedback.models import Feedback
    from kuulu.commons.matters.models import Step
    from kuulu.commons.people.models import Notice
    from kuulu.foundation.models import DeadLetter

    told = {
        "references": list(Feedback.objects.values_list("matter__reference", flat=True)),
        "texts": list(Feedback.objects.values_list("text", flat=True)),
        "first_steps": Step.objects.filter(verb="received").count(),
        "receipts": Counter(Notice.objects.filter(kind="feedback_receipt").values_list("state", flat=True)),
        "open_tasks": DBTaskResult.objects.exclude(status__in=["SUCCESSFUL", "FAILED"]).filter(run_after__year=9999).count(),
        "dead_letters": DeadLetter.objects.count(),
    }  # fmt: skip
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
