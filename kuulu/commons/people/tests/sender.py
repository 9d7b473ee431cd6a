"""A sender for tests in a process of its own: sends the notices it is told, until it is done or killed."""

from __future__ import annotations

import json
import sys

if __name__ == "__main__":
    from django.conf import settings

    told = json.loads(sys.argv[1])
    settings.DATABASES["default"].update(told["database"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", told["port"]
    import django

    django.setup()
    from kuulu.commons.people.actions.notices import send

    for number in told["notices"]:
        send(number)
