# Kuulu's commands. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON_BIN := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never

help: ## list the commands
	@echo "Kuulu: make a city's people heard. First: make demo"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.ok: requirements/dev.txt requirements/uv.txt package-lock.json tools/setup.sh
	@tools/setup.sh

setup: .venv/.ok ## install everything into this folder

demo: .venv/.ok ## the whole platform with Mikkeli's demo at http://127.0.0.1:8000 (PORT=8001, FRESH=1 to tell it anew)
	@$(PYTHON_BIN) -m kuulu.demo $(if $(PORT),--port $(PORT)) $(if $(FRESH),--fresh)

run: .venv/.ok ## a development server with debug pages
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(PYTHON_BIN) manage.py migrate --verbosity 0
	@DJANGO_SETTINGS_MODULE=config.settings.dev $(PYTHON_BIN) manage.py runserver $(or $(PORT),8000)

test: .venv/.ok ## everything CI runs
	@tools/test.sh

test-fast: .venv/.ok ## SQLite, no browser: the inner loop
	@$(PYTHON_BIN) -m pytest -q -n 2 -m "not browser and not postgres"

test-pg: .venv/.ok ## the same on a real PostgreSQL
	@$(PYTHON_BIN) tools/with_postgres.py -- $(PYTHON_BIN) -m pytest -q -n 2 -m "not browser and not once"

e2e: .venv/.ok ## the browser's journeys
	@$(PYTHON_BIN) -m pytest -q -m browser

check: .venv/.ok ## style, types, contracts, migrations, messages
	@tools/check.sh

messages: .venv/.ok ## gather new texts into the four languages
	@$(PYTHON_BIN) tools/messages.py gather

reference: .venv/.ok ## make docs/reference and docs/rooms anew from the code
	@$(PYTHON_BIN) tools/reference.py write

bench: .venv/.ok ## measure pages as ratios to a trivial one, and counts of votes
	@$(PYTHON_BIN) -m tests.bench

drill: .venv/.ok ## kill, load and restore drills, on SQLite and on PostgreSQL
	@KUULU_DRILL=big $(PYTHON_BIN) -m pytest -q -rP tests/drill tests/house/test_backup.py
	@KUULU_DRILL=big $(PYTHON_BIN) tools/with_postgres.py -- $(PYTHON_BIN) -m pytest -q -rP tests/drill/test_kill.py tests/drill/test_writers.py tests/drill/test_ballots.py tests/house/test_backup.py

lock: ## compile the hashed locks anew
	@for f in uv node base dev; do .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --override requirements/overrides.in requirements/$$f.in -o requirements/$$f.txt; done

.PHONY: help setup demo run test test-fast test-pg e2e check messages reference bench drill lock
