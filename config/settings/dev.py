"""For working on the house: debug pages, SQLite, mail shown in the terminal."""

from .base import *

DEBUG = True
SECRET_KEY = "only-for-development"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": SQLITE}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
KUULU_CACHE_PAGES = False
