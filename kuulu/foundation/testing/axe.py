"""Asks axe-core for the accessibility faults of the page that a browser shows, with its CSP in force."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@cache
def _script() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, *, within: str = "") -> list[str]:
    """Each fault as one line: rule, what is wrong, and the first places; empty when there is none.

    `page` is Playwright's. The script is put in by the debugger's door (`evaluate`), so the page's CSP stays as it is.
    """
    page.evaluate(_script())
    found = page.evaluate(
        "([within, tags]) => axe.run(within || document, {runOnly: tags, resultTypes: ['violations']})",
        [within, TAGS],
    )
    return [_line(one) for one in found["violations"]]


def _line(fault: dict[str, Any]) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in fault["nodes"][:4])
    why = fault["nodes"][0].get("failureSummary", "").replace("\n", " ")[:300]
    return f"{fault['id']} ({fault['impact']}): {fault['help']} at {places}. {why}"
