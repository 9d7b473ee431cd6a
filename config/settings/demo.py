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
KUULU = {**KUULU, "BASE_URL": f"http://127.0.0.1:{PORT}", "SECOND_FACTOR": False, "OIDC_TEST_CODES": True}
WAGTAILADMIN_BASE_URL = KUULU["BASE_URL"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
