"""Every test of the house shares one plugin."""

pytest_plugins = ["kuulu.foundation.testing.plugin"]
