"""The test settings without the channels that KUULU_WITHOUT names."""

import os

from config.settings.test import *

_out = os.environ["KUULU_WITHOUT"].split(",")
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in _out]  # noqa: F405
