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
    if not start.is_told():
        start.prepare()
    return 0 if options.prepare_only else serve(options.port)


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
    address = f"http://127.0.0.1:{port}"
    rows = [
        ("", f"Kuulu is open at {address}"),
        ("Enter as", f"{address}/demo/  (no passwords)"),
        ("Mail", f"{address}/demo/mail  (every letter the house sends)"),
        ("Desk", f"{address}/fi/desk/  (after entering as staff)"),
        ("Stop", "Ctrl-C"),
    ]
    return "\n" + "\n".join(f"  {name:<9} {text}" for name, text in rows) + "\n"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
