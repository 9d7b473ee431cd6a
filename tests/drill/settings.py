"""Production's ways on this machine: a real server, a real worker, a real mail server, a database in a file."""

import os
from pathlib import Path

from config.settings.base import *

DEBUG = False
VAR = Path(os.environ["KUULU_DRILL_FOLDER"])
SECRET_KEY = "only-for-drills-on-this-machine-nothing-secret-here"
ALLOWED_HOSTS = ["127.0.0.1"]
STATIC_ROOT, MEDIA_ROOT = VAR / "static", VAR / "media"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
_where = os.environ.get("KUULU_DRILL_DATABASE", "")
if _where:
    DATABASES = {"default": {**env.db_url_config(_where), "OPTIONS": {"connect_timeout": 2}}}
    DATABASES["default"]["HOST"] = DATABASES["default"]["HOST"].replace("%2F", "/")
else:
    DATABASES = {"default": {**SQLITE, "NAME": VAR / "drill.sqlite3"}}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ.get("KUULU_DRILL_SMTP", "0")), 5
KUULU = {**KUULU, "RATE": dict.fromkeys(KUULU["RATE"], 10**9), "BASE_URL": "http://127.0.0.1"}
KUULU["VOTE_KEYS"] = {"tags": str(VAR / "keys" / "tags"), "log": str(VAR / "keys" / "log")}
