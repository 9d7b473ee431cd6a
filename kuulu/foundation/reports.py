"""Error reports and log lines that carry nothing personal: no bodies, no form fields, no local values, no secrets."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NothingPersonal(SafeExceptionReporterFilter):
    """Hides every posted value and every local variable from an error report."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request else {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]


#: what is taken out of a log line, and what stands in its place
SECRETS = (
    (re.compile(r"[^\s@/<>\"'(]+@[^\s@/<>\"')]+\.\w+"), "[e-mail]"),
    (re.compile(r"\b[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-Y]\b"), "[identity code]"),
    (re.compile(r"\?\S*"), "?[query]"),
    (re.compile(r"[\w-]{20,}"), "[secret]"),
    (re.compile(r"\+?\d[\d ]{7,}\d"), "[number]"),
)


def without_secrets(text: str) -> str:
    """The text without e-mail addresses, identity codes, query strings, secret links and telephone numbers."""
    for pattern, word in SECRETS:
        text = pattern.sub(word, text)
    return text


class JsonLines(logging.Formatter):
    """One JSON object a line; of an exception its kind and where it arose, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": without_secrets(record.getMessage()),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
        return json.dumps(line, ensure_ascii=False)
