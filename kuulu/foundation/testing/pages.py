"""What every page owes a reader, looked at in its markup and in a browser; for the tests of all rooms."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    """Gathers what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.lang = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "html":
            self.lang = known.get("lang") or ""
        if (
            tag == "script"
            and "src" not in known
            and known.get("type") not in {"application/json", "application/ld+json"}
        ):
            self.faults.append("inline script")
        if tag == "style" or "style" in known:
            self.faults.append(f"inline style in <{tag}>")
        self.faults += [f"{name} in <{tag}>" for name in known if name.startswith("on")]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if known.get("id"):
            self.ids.append(str(known["id"]))


def faults_of(html: str) -> list[str]:
    """What is wrong in a page's markup: inline script or style, not one h1, levels left out, an id used twice."""
    reader = _Reader()
    reader.feed(html)
    wrong = list(reader.faults)
    if not reader.lang:
        wrong.append("no lang on <html>")
    if reader.headings.count(1) != 1:
        wrong.append(f"{reader.headings.count(1)} h1")
    steps = zip(reader.headings, reader.headings[1:], strict=False)
    wrong += [f"h{later} straight after h{earlier}" for earlier, later in steps if later > earlier + 1]
    wrong += [f"id {one} twice" for one in sorted({one for one in reader.ids if reader.ids.count(one) > 1})]
    title, heading = _text(html, "title"), _text(html, "h1")
    if heading and heading not in title:
        wrong.append(f"the title {title!r} lacks the heading {heading!r}")
    return wrong


def _text(html: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.group(1))).strip() if found else ""


def compressed_size(content: bytes) -> int:
    """Bytes that a text takes on its way, compressed as any server does."""
    return len(gzip.compress(content))


def scrolls_sideways(page: Any) -> bool:
    """Whether the page in the browser is wider than its window (WCAG 1.4.10)."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def small_targets(page: Any, least: int = 24) -> list[str]:
    """What can be pressed and is smaller than `least` CSS pixels each way, links inside text left out (WCAG 2.5.8)."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter((e) => e.checkVisibility() && !e.closest('p, dd, .k-trap, .k-skip') && !e.matches('.k-skip'))
        .filter((e) => { const box = (e.closest('label') || e).getBoundingClientRect();  // a label presses too
            return box.width > 1 && (box.height < least || box.width < least); })
        .map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 30)}`)""",
        least,
    )


def unseen_focus(page: Any, presses: int = 12) -> list[str]:
    """Press Tab from the top; what took the focus without showing it, or could not be seen at all."""
    lost = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
            const s = getComputedStyle(e), box = e.getBoundingClientRect();
            const shown = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
            return shown && box.width > 0 ? '' : `${e.tagName} ${e.className}`; }"""
        )
        if told:
            lost.append(told)
    return lost


@contextmanager
def visit(browser: Any, address: str, *, width: int = 1280, scheme: str = "light", **more: Any) -> Iterator[Any]:
    """A page open in a window of that width and colour scheme; `forced_colors="active"`, `java_script_enabled=False` …"""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB", **more
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(address)
    try:
        yield page
    finally:
        context.close()
