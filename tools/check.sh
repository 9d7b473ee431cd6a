#!/usr/bin/env bash
# Style, types, import contracts, migrations and messages: what a machine can see without running a test.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=config.settings.test
say() { printf '\033[1m• %s\033[0m\n' "$*"; }
say "Style"; .venv/bin/ruff check --quiet . && .venv/bin/ruff format --quiet --check .
say "Types"; .venv/bin/mypy --no-error-summary kuulu config
say "Import contracts"; told=$(.venv/bin/lint-imports --no-logo 2>&1) || { echo "$told"; exit 1; }; tail -n 1 <<<"$told"
say "Django's own checks and migrations"; .venv/bin/python manage.py check --fail-level WARNING; .venv/bin/python manage.py makemigrations --check --dry-run
say "Messages"; .venv/bin/python tools/messages.py check
