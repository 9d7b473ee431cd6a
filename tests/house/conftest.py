"""The plugged-in tests need settings of their own; test_channels.py runs them in a process of their own."""

import os

collect_ignore = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == "tests.house.settings_with_wishes" else ["plugged"]
