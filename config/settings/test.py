"""For tests: SQLite in a file unless KUULU_TEST_DATABASE names PostgreSQL."""

from .base import *

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
_database = env.str("KUULU_TEST_DATABASE", default="")
if _database:
    DATABASES = {"default": {**env.db_url_config(_database), "OPTIONS": {}}}
    if "%2F" in DATABASES["default"]["HOST"]:
        DATABASES["default"]["HOST"] = DATABASES["default"]["HOST"].replace("%2F", "/")
else:
    DATABASES = {
        "default": {
            **SQLITE,
            "NAME": ":memory:",
            "OPTIONS": {
                **SQLITE["OPTIONS"],
                "init_command": "PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
            },
        }
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default", "mail"],
    }
}
MEDIA_ROOT = VAR / "test-media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
KUULU = {**KUULU, "BASE_URL": "http://testserver", "SECOND_FACTOR": False, "OIDC_TEST_CODES": True}
