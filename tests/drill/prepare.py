"""Makes a drill's tables and the key its clients post with; run as a process of its own."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.drill.settings")


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from kuulu.channels.feedback.actions.keys import ask_for_key
    from kuulu.channels.feedback.models import ApiKey
    from kuulu.channels.feedback.tests.factories import make_category
    from kuulu.channels.feedback.vocabulary import KeyKind, KeyState

    call_command("migrate", verbosity=0, interactive=False)
    make_category("kuopat", placing="none")
    key, secret = ask_for_key(kind=KeyKind.TEST, name="drill", email="drill@example.org")
    ApiKey.objects.filter(pk=key.pk).update(kind=KeyKind.PRODUCTION, state=KeyState.ACTIVE, posts_per_hour=10**9)
    print(secret)  # noqa: T201


if __name__ == "__main__":
    main()
