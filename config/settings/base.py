"""What is the same everywhere. Secrets and addresses come from the environment in production only."""

from pathlib import Path
from typing import Any

import environ
from django.conf import locale
from django.utils.translation import gettext_lazy as _

from .content_policy import content_policy

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
env = environ.Env()

INSTALLED_APPS = [
    "kuulu.foundation",
    "kuulu.commons.people",
    "kuulu.commons.places",
    "kuulu.commons.matters",
    "kuulu.commons.conversation",
    "kuulu.channels.feedback",
    "kuulu.channels.budgeting",
    "kuulu.site.discover",
    "kuulu.site.pages",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "kuulu.foundation.middleware.DoorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kuulu.foundation.middleware.HeadersMiddleware",
    "kuulu.foundation.middleware.BackOfficeMiddleware",
    "kuulu.foundation.freshness.FreshPages",
    "kuulu.site.discover.api.OpenDataMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kuulu.foundation.i18n.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kuulu.commons.people.middleware.StaffDoor",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "kuulu.foundation.context.house",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "design"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": CONTEXT_PROCESSORS,
            "builtins": ["kuulu.foundation.templatetags.design", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Languages ---------------------------------------------------------------------------------
LANGUAGE_CODE = "fi"
LANGUAGES = [
    ("fi", _("Finnish")),
    ("fi-simple", _("Plain Finnish")),
    ("sv", _("Swedish")),
    ("en", _("English")),
]
locale.LANG_INFO["fi-simple"] = {
    "bidi": False,
    "code": "fi-simple",
    "name": "Plain Finnish",
    "name_local": "selkosuomi",
    "fallback": ["fi"],
}
LOCALE_PATHS = [ROOT / "kuulu" / "locale"]
LANGUAGE_COOKIE_NAME = "kuulu_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
FORMAT_MODULE_PATH = ["kuulu.foundation.formats"]

# --- Static files and papers -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "kuulu.foundation.assets.DesignFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kuulu.foundation.assets.NodePackageFinder",
]
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/papers/"
#: our own sheets are asked for by version, fonts and pictures never change: browsers keep them for a year
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(design/kuulu\.(css|js)|design/pictures/|vendor/.*\.woff2)"
WHITENOISE_MAX_AGE = 3600
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Caches: pages per process, the shared one for what all processes know -----------------------------------
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kuulu_cache",
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
KUULU_CACHE_PAGES = True

# --- Background work ---------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

# --- Sign-in -----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "kuulu.commons.people.backends.Duties",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kuulu.commons.people.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "kuulu.commons.people.accounts.SocialAdapter"
MFA_ADAPTER = "kuulu.commons.people.accounts.SecondFactorAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "kuulu.commons.people.forms.SignupForm"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Kuulu"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kuulu.foundation.views.stale_form"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Security ----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = content_policy()
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # HeadersMiddleware sets X-Frame-Options, with embeds in mind
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_HANDLERS = [
    "kuulu.foundation.uploads.BoundedFiles",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Wagtail: the back office for content and set-up ---------------------------------------------
WAGTAIL_SITE_NAME = "Kuulu"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- The city ------------------------------------------------------------------------------------
KUULU: dict[str, Any] = {
    "CITY": {"fi": "Mikkeli", "fi-simple": "Mikkeli", "sv": "S:t Michel", "en": "Mikkeli"},
    "CITY_GENITIVE": {
        "fi": "Mikkelin",
        "fi-simple": "Mikkelin",
        "sv": "S:t Michels",
        "en": "Mikkeli's",
    },
    "REFERENCE_PREFIX": "MLI",
    "JURISDICTION": "mikkeli.fi",
    "BASE_URL": "http://127.0.0.1:8000",
    "CONTACT": {"email": "osallisuus@example.fi", "phone": "015 000 000"},
    "EMERGENCY": {"general": "112", "duty": "015 000 112"},
    "BOUNDS": (
        61.05,
        26.60,
        62.20,
        28.10,
    ),  # south, west, north, east: points outside are asked about
    "CENTRE": (61.6886, 27.2723),
    "TILES": "",  # style address or raster template; empty draws our own shapes
    "TILES_ATTRIBUTION": "",
    "CITY_SHAPES": "",  # folder of areas.json, water.json, ways.json, places.json; empty is the demo city's
    "GEOCODER": "kuulu.commons.places.adapters.gazetteer.Gazetteer",  # or ...pelias.Pelias
    "GEOCODER_HTTP": {"url": "", "key": "", "key_header": "digitransit-subscription-key", "timeout": 2.5},
    "TRUSTED_PROXIES": 0,
    "READ_ONLY": False,  # while the house is tended: everything can be read and nothing sent
    "DIGEST_KEY": env.str("KUULU_DIGEST_KEY", default=""),  # for digests that must outlive SECRET_KEY
    "UPLOADS": {
        "bytes": 12 * 1024 * 1024,
        "pixels": 50_000_000,
        "count": 6,
        "per_hour": 60,  # files from one network address
        "day_bytes": 2_000_000_000,  # of all files in a day, before administrators are told; 0 for never
    },
    "RATE": {"submit_per_hour": 200, "submit_per_session_hour": 20, "search_per_minute": 120},
    "COMMENTS_MODERATION": "before",  # or "after": shown at once; pictures and identity codes wait all the same
    "VOTE_KEYS": {"tags": str(VAR / "keys" / "tags"), "log": str(VAR / "keys" / "log")},  # folders, never in a backup
    "VOTE_KEPT_DAYS": 90,  # after its publication, before a vote's envelopes, marks and keys may be destroyed
    "DUTY": {"GRACE_DAYS": 5},  # working days from a missed promise to the next escalation, and to the new day told
    "FEEDBACK": {
        "CHECK": "before",  # a check of its own before publishing; or "with_answer": whoever answers may publish as well
        "PROVE_ADDRESS_BEFORE_PUBLISHING": True,  # a sender who gave an address proves it before staff checks
        "LINK_DAYS": 400,  # how long the sender's secret link opens the own page
        "ASK_IF_FIXED_DAYS": 14,  # after closing, the sender is asked once whether it was put right; 0 for never
        "REOPEN_DAYS": 30,  # how long after closing the sender may open it again
        "CONTACT_MONTHS": 12,  # after closing, the sender's contact details are removed
    },
    "ROUTING": {"ROUTES_ALONE": False},  # whether a sure guess of the unit needs no person; never in danger
    "OPEN311": {"window_days": 90, "page_size": 1000, "strict_jurisdiction": True},
    "SECOND_FACTOR": True,  # staff prove a second factor; only the demo may say no
    "OIDC": env.json("KUULU_OIDC", default=[]),  # see kuulu.commons.people.identity.Provider
    "OIDC_TEST_CODES": False,  # whether identity codes with individual numbers 900-999 count
    "OIDC_STRONG_LEVELS": [
        "http://ftn.ficora.fi/2017/loa2",
        "http://ftn.ficora.fi/2017/loa3",
        "substantial",
        "high",
    ],
    "OIDC_CODE_CLAIMS": ["national_id_num", "nationalIdentificationNumber", "urn:oid:1.2.246.21"],
    "EXISTING_SERVICE": "https://mikkeli.asiointi.fi/eFeedback/",
}
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = "Kuulu <kuulu@example.fi>"
DEFAULT_EXCEPTION_REPORTER_FILTER = "kuulu.foundation.reports.NothingPersonal"

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "kuulu.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",  # 32 MB of pages, files read through memory
    },
    "CONN_MAX_AGE": 600,
}
