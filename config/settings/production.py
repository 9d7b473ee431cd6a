"""For a city: everything from the environment, and no start where something needed for safety is missing.

Every variable is described in docs/operate/settings.md; a test keeps the two alike.
"""

from pathlib import Path
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .content_policy import content_policy

DEBUG = env.bool("KUULU_DEBUG", default=False)
SECRET_KEY = env.str("KUULU_SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("KUULU_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("KUULU_HOSTS", default=[])
_address = env.str("KUULU_ADDRESS", default=f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "")
CSRF_TRUSTED_ORIGINS = [_address] if _address else []
WAGTAILADMIN_BASE_URL = _address
VAR = Path(env.str("KUULU_VAR", default=str(VAR)))

# --- Proxies -------------------------------------------------------------------------------------
_proxies = env.int("KUULU_TRUSTED_PROXIES", default=-1)
if _proxies > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready)$"]
SECURE_HSTS_SECONDS = env.int("KUULU_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("KUULU_HSTS_WHOLE_DOMAIN", default=True)

# --- Cookies: bound to this host by their name ----------------------------------------------------
SESSION_COOKIE_NAME = "__Host-kuulu"
CSRF_COOKIE_NAME = "__Host-kuulu-csrf"
LANGUAGE_COOKIE_NAME = "__Host-kuulu-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# --- Database ------------------------------------------------------------------------------------
_seconds = env.int("KUULU_STATEMENT_SECONDS", default=10)  # `kuulu work` and other commands say 60 or 0 themselves
_database = env.str("DATABASE_URL", default="")
if _database.startswith("sqlite"):
    DATABASES = {"default": {**SQLITE, "NAME": env.db_url_config(_database)["NAME"]}}
elif _database:
    _found = env.db_url_config(_database)
    _found["HOST"] = unquote(str(_found["HOST"]))  # a socket's folder is written %2Fvar%2Frun%2Fpostgresql
    _limits = f"-c statement_timeout={_seconds}s -c lock_timeout=2s -c idle_in_transaction_session_timeout=60s"
    _found["OPTIONS"] = {**_found.get("OPTIONS", {}), "options": _limits, "connect_timeout": 5}
    DATABASES = {"default": {**_found, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}
else:
    DATABASES = {}

# --- Shared cache: Redis where there is one, else the database ---------------------------------------
if _redis := env.str("KUULU_REDIS_URL", default=""):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis}

# --- Mail -----------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("KUULU_SMTP_HOST", default="localhost")
EMAIL_PORT = env.int("KUULU_SMTP_PORT", default=587)
EMAIL_HOST_USER = env.str("KUULU_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("KUULU_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("KUULU_SMTP_STARTTLS", default=True)
EMAIL_USE_SSL = env.bool("KUULU_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("KUULU_MAIL_FROM", default=f"kuulu@{(ALLOWED_HOSTS or ['localhost'])[0]}")
ADMINS = [("", address) for address in env.list("KUULU_ADMINS", default=[])]

# --- Static files compressed once, their version in the address; papers on disk or in a bucket -----------------------
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = Path(env.str("KUULU_PAPERS", default=str(VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644},  # gathered by one user, served by another
    },
}
if _bucket := env.str("KUULU_S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _bucket,
            "endpoint_url": env.str("KUULU_S3_ADDRESS", default="") or None,
            "region_name": env.str("KUULU_S3_REGION", default="") or None,
            "access_key": env.str("KUULU_S3_KEY", default="") or None,
            "secret_key": env.str("KUULU_S3_SECRET", default="") or None,
            "default_acl": "private",
            "querystring_auth": True,
            "querystring_expire": 300,
            "file_overwrite": False,
        },
    }
FILE_UPLOAD_PERMISSIONS = 0o640
WHITENOISE_MAX_AGE = 600

# --- The city --------------------------------------------------------------------------------------
_geocoder = env.str("KUULU_GEOCODER", default="")
KUULU = {
    **KUULU,
    "BASE_URL": _address,
    "TRUSTED_PROXIES": max(_proxies, 0),
    "READ_ONLY": env.bool("KUULU_READ_ONLY", default=False),
    "REFERENCE_PREFIX": env.str("KUULU_REFERENCE_PREFIX", default=KUULU["REFERENCE_PREFIX"]),
    "JURISDICTION": env.str("KUULU_JURISDICTION", default=KUULU["JURISDICTION"]),
    "CONTACT": {
        "email": env.str("KUULU_CONTACT_EMAIL", default=KUULU["CONTACT"]["email"]),
        "phone": env.str("KUULU_CONTACT_PHONE", default=KUULU["CONTACT"]["phone"]),
    },
    "EMERGENCY": {"general": "112", "duty": env.str("KUULU_DUTY_PHONE", default=KUULU["EMERGENCY"]["duty"])},
    "TILES": env.str("KUULU_TILES", default=""),
    "TILES_ATTRIBUTION": env.str("KUULU_TILES_SOURCE", default=""),
    "CITY_SHAPES": env.str("KUULU_CITY_SHAPES", default=""),
    "GEOCODER": f"kuulu.commons.places.adapters.{'pelias.Pelias' if _geocoder else 'gazetteer.Gazetteer'}",
    "GEOCODER_HTTP": {
        **KUULU["GEOCODER_HTTP"],
        "url": _geocoder,
        "key": env.str("KUULU_GEOCODER_KEY", default=""),
        "key_header": env.str("KUULU_GEOCODER_KEY_HEADER", default=KUULU["GEOCODER_HTTP"]["key_header"]),
    },
    "VOTE_KEYS": {
        "tags": env.str("KUULU_TAG_KEYS", default=str(VAR / "keys" / "tags")),
        "log": env.str("KUULU_LOG_KEYS", default=str(VAR / "keys" / "log")),
    },
    "BACKUP": env.str("KUULU_BACKUP", default=""),
    "UPLOADS": {
        **KUULU["UPLOADS"],
        "per_hour": env.int("KUULU_UPLOADS_PER_HOUR", default=KUULU["UPLOADS"]["per_hour"]),
        "day_bytes": 1_000_000 * env.int("KUULU_UPLOADS_ALARM_MEGABYTES", default=2000),
    },
    "BACKUP_BUCKET": env.bool("KUULU_BACKUP_BUCKET", default=True),
    "BACKUP_RECIPIENTS": env.list("KUULU_BACKUP_RECIPIENTS", default=[]),
    "BACKUP_SECRET_KEY": env.str("KUULU_BACKUP_SECRET_KEY", default=""),
    "HEALTH_TOKEN": env.str("KUULU_HEALTH_TOKEN", default=""),
}

CONTENT_SECURITY_POLICY = content_policy(KUULU["TILES"])

# --- Logs: one JSON object a line, nothing personal in it --------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kuulu.foundation.reports.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": env.str("KUULU_LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"handlers": ["out"], "propagate": False}},
}

# --- What must not start ----------------------------------------------------------------------------
_OVERRIDES = set(env.list("KUULU_ACCEPT", default=[]))
_faults = {
    "debug": (DEBUG, "KUULU_DEBUG is on: error pages would show the inside of the house."),
    "secret": (
        len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "only-for" in SECRET_KEY or SECRET_KEY.startswith("django-insecure"),
        "KUULU_SECRET_KEY is missing, short or a known one. Make one: kuulu new_secret",
    ),
    "hosts": (
        not ALLOWED_HOSTS or any(host in ("*", "") or host.startswith((".", "*")) for host in ALLOWED_HOSTS),
        "KUULU_HOSTS must name every host, without * or a leading dot.",
    ),
    "address": (not _address.startswith("https://"), "KUULU_ADDRESS must begin with https://."),
    "database": (not DATABASES, "DATABASE_URL is missing."),
    "sqlite": (_database.startswith("sqlite"), "DATABASE_URL names SQLite: fine for one machine only; accept it by name."),
    "proxies": (
        _proxies < 0,
        "KUULU_TRUSTED_PROXIES is missing: how many proxies of your own stand before Kuulu? 0 when it stands alone.",
    ),
    "backup": (not KUULU["BACKUP"], "KUULU_BACKUP is missing: the folder that backups are written to."),
    "demo": ("kuulu.demo" in INSTALLED_APPS, "kuulu.demo lets anybody in as anybody."),
}  # fmt: skip
_NEVER_ACCEPTED = {"debug", "secret", "hosts", "address", "database", "demo"}
if _wrong := [
    f"{name}: {words}"
    for name, (is_wrong, words) in _faults.items()
    if is_wrong and (name not in _OVERRIDES or name in _NEVER_ACCEPTED)
]:
    raise ImproperlyConfigured(
        "Kuulu does not start in production like this:\n  "
        + "\n  ".join(_wrong)
        + "\nSee docs/operate/settings.md. A fault that may be accepted is accepted by name: KUULU_ACCEPT=proxies,backup"
    )
