"""The room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kuulu.commons.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from . import checks
        from .accounts import remember_proof

        del checks
        authenticator_added.connect(remember_proof, dispatch_uid="people.remember_proof")
