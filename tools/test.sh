#!/usr/bin/env bash
# Everything CI runs: checks, tests on SQLite and on PostgreSQL, and the browser's journeys.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
started=$SECONDS

if ! command -v chromium >/dev/null; then
  if [ "$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo=sudo; else sudo=none; fi
  if [ "$sudo" != none ] && command -v apt-get >/dev/null; then
    say "Installing Chromium for the browser tests"
    $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium >/dev/null
  fi
fi
browser=1
if ! command -v chromium >/dev/null; then
  [ -z "${CI:-}" ] || { echo "CI needs Chromium and could not install it." >&2; exit 1; }
  browser=; say "SKIPPED: no Chromium here and no right to install it (apt-get install chromium), so no browser tests."
fi

say "Checks";               tools/check.sh
say "Tests on SQLite";      .venv/bin/python -m pytest -q -n 2 -m "not browser"
say "Tests on PostgreSQL";  .venv/bin/python tools/with_postgres.py -- .venv/bin/python -m pytest -q -n 2 -m "not browser and not once"
if [ -n "$browser" ]; then say "The browser's journeys"; .venv/bin/python -m pytest -q -n 3 -m browser; fi

say "All green in $(( (SECONDS - started) / 60 )) min $(( (SECONDS - started) % 60 )) s. Next: make demo, or read CONTRIBUTING.md."
