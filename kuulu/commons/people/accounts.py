"""How allauth behaves in this house: who it takes somebody for, how its mail goes, and what it does not keep."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import Provider, ProviderAccount
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from kuulu.foundation.languages import current
from kuulu.foundation.middleware import client_address

from . import identity
from .actions.notices import notify
from .keys import seal, unseal
from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail code; mail through the house's outbox, so that a mail server away breaks no page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        notify(
            kind="account",
            key=f"account:{uuid.uuid4()}",
            subject=message.subject,
            text=str(message.body),
            email=email,
            language=current(),
            asked=True,
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only this host's own addresses, whatever else the house trusts for forms."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})

    def pre_login(self, request: HttpRequest, user: Person, **more: Any) -> Any:
        """Whoever wrote the code from the mail has proved the address, also of an account made at the desk."""
        records = get_authentication_records(request, user)
        if records and records[-1]["method"] == "code" and records[-1].get("email") == user.email:
            EmailAddress.objects.get_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )
        return super().pre_login(request, user, **more)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.language = current()
        return super().save_user(request, user, form, commit)


class HouseProvider(Provider):
    """A provider as allauth sees it; the way there and back is the house's own, see `views.sign_in`.

    It knows somebody by the provider's `sub` only, and keeps nothing else that the provider tells.
    """

    id = "openid_connect"
    account_class = ProviderAccount

    @property
    def name(self) -> str:
        return self.app.name

    def get_login_url(self, request: HttpRequest, **query: Any) -> str:
        asked = {name: value for name in ("process", "next") if (value := query.get(name))}
        address = reverse("people:provider_sign_in", args=[self.app.provider_id])
        return f"{address}?{urlencode(asked)}" if asked else address

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"email": email} if isinstance(email := data.get("email"), str) else {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address that a provider tells is proved here by a code like any other."""
        return []


class SocialAdapter(DefaultSocialAccountAdapter):
    """Providers come from the house's settings; no account is ever joined by its e-mail address."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        apps = [_app_of(found) for found in identity.providers() if found.sign_in]
        return [
            app
            for app in apps
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def list_providers(self, request: HttpRequest) -> list[Any]:
        return [HouseProvider(request, app=app) for app in self.list_apps(request)]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        return HouseProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: the form asks the age, and whether the address is right."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False

    def is_email_verified(self, provider: Any, email: str) -> bool:
        return False


def _app_of(provider: identity.Provider) -> SocialApp:
    return SocialApp(
        provider=HouseProvider.id, provider_id=provider.id, name=provider.name, client_id=provider.client_id
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie sealed."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)


def remember_proof(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **more: Any) -> None:
    """Whoever has just set up a second factor has proved it in this session."""
    if authenticator.type != "recovery_codes":
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )
