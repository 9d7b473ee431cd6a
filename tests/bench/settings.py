"""The demo's settings without the demo, for measuring: a production server, no debug, pages cached as in production."""

import os

from config.settings.base import *

DEBUG = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "only-for-measuring-on-this-machine-nothing-secret-here"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WHITENOISE_USE_FINDERS = True
_where = os.environ.get("KUULU_BENCH_DATABASE", "")
if _where.startswith("postgres"):
    DATABASES = {"default": {**env.db_url_config(_where), "CONN_MAX_AGE": 600}}
    DATABASES["default"]["HOST"] = DATABASES["default"]["HOST"].replace("%2F", "/")
else:
    DATABASES = {"default": {**SQLITE, "NAME": _where or VAR / "bench.sqlite3"}}
KUULU = {**KUULU, "SECOND_FACTOR": False, "RATE": dict.fromkeys(KUULU["RATE"], 10**9)}
