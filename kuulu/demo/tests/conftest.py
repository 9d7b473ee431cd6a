"""Installs the demo for its own tests; the suite's settings leave it out as production does."""

import pytest


@pytest.fixture
def demo(settings, tmp_path, db):
    settings.KUULU_DEMO = True
    settings.KUULU_DEMO_MAIL = tmp_path / "mail"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INSTALLED_APPS = ["kuulu.demo", *settings.INSTALLED_APPS]
    settings.ROOT_URLCONF = "kuulu.demo.tests.urls"
    settings.EMAIL_BACKEND = "kuulu.demo.mail.Mailbox"
    provider = {"id": "demo", "server_url": "http://testserver/demo/idp", "client_id": "kuulu", "secret": "shh"}
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False, "OIDC_TEST_CODES": True, "OIDC": [provider]}
    return settings
