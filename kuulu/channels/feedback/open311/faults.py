"""What goes wrong for a client, as one list of sentences that its user may read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .wire import Reply


class Fault(Exception):
    """An answer that is not the wished one: an HTTP status and one sentence for each thing wrong."""

    def __init__(self, status: int, *sentences: str, **headers: str) -> None:
        super().__init__(status)
        self.status = status
        self.sentences = sentences
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def reply(self) -> Reply:
        body = [{"code": self.status, "description": sentence} for sentence in self.sentences]
        return Reply(root="errors", body=body, status=self.status, headers=self.headers, is_private=True)


def usual(status: int, **headers: str) -> Fault:
    """The fault that needs no more telling than its status."""
    words = {
        400: _("The request could not be understood. Check its address and parameters."),
        403: _("The API key is missing or not valid."),
        404: _("There is nothing at this address. The discovery document lists what there is."),
        405: _("This address does not take requests of this kind."),
        429: _("Too many requests. Wait a while and send again."),
        503: _("The service cannot answer just now. Try again in a moment."),
    }
    broken = _("Something went wrong with us. What you sent may not have been received: send it again a little later.")
    return Fault(status, words.get(status, broken), **headers)
