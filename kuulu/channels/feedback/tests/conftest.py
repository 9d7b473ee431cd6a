"""What the tests of feedback share with those of people: a real mail server."""

from kuulu.commons.people.tests.conftest import postbox

__all__ = ["postbox"]
