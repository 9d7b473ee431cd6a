"""The test settings with a throwaway channel installed, and nothing else changed."""

from config.settings.test import *

INSTALLED_APPS = [*INSTALLED_APPS, "tests.house.wishes"]  # noqa: F405
