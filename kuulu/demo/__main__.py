"""`make demo`: Mikkeli's participation platform on this machine, from nothing to an open door."""

from __future__ import annotations

import argparse
import os
import sys

from . import start
from .server import Tree, web_command, worker_command


def main(argv: list[str] | None = None) -> int:
    """Prepare, serve, stay. Exit code 0 after Ctrl-C, 1 when the demo could not start or a part of it died."""
    options = _options(argv)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    os.environ["PORT"] = str(options.port)
    if not options.prepare_only and not start.port_is_free(options.port):
        _say(f"Port {options.port} is in use. Perhaps the demo runs already; else: make demo PORT={options.port + 1}")
        return 1
    if options.fresh:
        start.clear()
    if not start.is_told() and not _prepared():
        return 1
    return 0 if options.prepare_only else serve(options.port)


def _prepared() -> bool:
    """Whether tables and contents could be made; else says what to do."""
    was_there = start.DATABASE.exists()
    try:
        start.prepare()
    except KeyboardInterrupt:
        _say("Stopped before the demo was ready. Run it again and it goes on from there.")
        return False
    except Exception as fault:
        if not was_there:
            raise
        _say(f"The old demo could not be brought up to date ({type(fault).__name__}: {fault}).")
        _say("Tell it anew: make demo FRESH=1")
        return False
    return True


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kuulu.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--fresh", action="store_true", help="throw the demo's contents away and tell them anew")
    parser.add_argument("--prepare-only", action="store_true", help="make the tables and contents, then end")
    return parser.parse_args(argv)


def serve(port: int) -> int:
    """Begin web and worker, tell when the door is open, and stay until asked to end."""
    tree = Tree(port)
    tree.heed_signals()
    tree.begin("web", web_command(port), str(start.ROOT))
    tree.begin("worker", worker_command(), str(start.ROOT))
    try:
        if tree.wait_until_ready():
            _say(_open_door(port))
        code = tree.watch()
        _say("Closing the demo." if code == 0 else f"The {tree.dead()} process died, so the demo ends. Run it again.")
        return code
    finally:
        tree.end()


def _open_door(port: int) -> str:
    """What a newcomer needs to know, in lines."""
    address = f"http://127.0.0.1:{port}"
    rows = [
        ("", f"Kuulu is open at {address}"),
        ("Enter as", f"{address}/demo/ without passwords: {_roles()}"),
        ("Vote", f"{address}/demo/ has codes on paper for the vote that is open now"),
        ("Letters", f"{address}/demo/mail shows every letter the house sends"),
        ("Identity", f"{address}/demo/idp is the provider of strong identification, with invented people"),
        ("Desk", f"{address}/fi/desk/ after entering as staff; set-up at {address}/cms/ as the administrator"),
        ("Programs", f"{address}/open311/v2/services.json and {address}/open311/v2/discovery.json"),
        ("Next", "tell the city something, enter as its handler, answer, read the letter; then CONTRIBUTING.md"),
        ("Stop", "Ctrl-C"),
    ]
    if (days := start.days_old()) > 14:
        rows.append(("Age", f"these contents are {days} days old; make demo FRESH=1 tells them anew"))
    return "\n" + "\n".join(f"  {name:<9} {text}" for name, text in rows) + "\n"


def _roles() -> str:
    """Every duty one can enter as, in a line's words; known without starting the house."""
    return (
        "resident, member of a body, handler of each unit, supervisor, preparer, decider, moderator, communications, "
        "clerk, translator, administrator, auditor"
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
