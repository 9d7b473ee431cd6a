"""For `make demo`: Mikkeli on SQLite behind a production server, on this machine only."""

from pathlib import Path

from .base import *

DEBUG = False
VAR = Path(env.str("KUULU_VAR", default=str(VAR)))
VAR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR / "demo-media"
STATIC_ROOT = VAR / "static"  # stays empty: the finders serve
STATIC_ROOT.mkdir(exist_ok=True)
_secret = VAR / "demo-secret"
if not _secret.exists():
    import secrets

    _secret.write_text(secrets.token_urlsafe(50))
SECRET_KEY = _secret.read_text()
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"http://127.0.0.1:{PORT}", f"http://localhost:{PORT}"]
INSTALLED_APPS = ["kuulu.demo", *INSTALLED_APPS]
KUULU_DEMO = True
KUULU_DEMO_MAIL = VAR / "demo-mail"
DATABASES = {"default": {**SQLITE, "NAME": VAR / "demo.sqlite3"}}
EMAIL_BACKEND = "kuulu.demo.mail.Mailbox"
_address = f"http://127.0.0.1:{PORT}"
KUULU = {
    **KUULU,
    "BASE_URL": _address,
    "SECOND_FACTOR": False,
    "VOTE_KEYS": {"tags": str(VAR / "demo-keys" / "tags"), "log": str(VAR / "demo-keys" / "log")},
    "OIDC_TEST_CODES": True,
    "OIDC": [
        {
            "id": "demo",
            "names": {
                "fi": "Vahva tunnistus (demo)",
                "fi-simple": "Tunnistus (demo)",
                "sv": "Stark identifiering (demo)",
                "en": "Strong identification (demo)",
            },
            "server_url": f"{_address}/demo/idp",
            "client_id": "kuulu",
            "secret": "only-for-the-demo",
            "scope": "openid profile",
            "method": "demo",
            "sign_in": True,
        }
    ],
}
WAGTAILADMIN_BASE_URL = KUULU["BASE_URL"]
CONTEXT_PROCESSORS.append("kuulu.demo.context.doors")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"err": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["err"], "level": "ERROR"},
        "kuulu": {"handlers": ["err"], "level": "WARNING"},
    },
}
