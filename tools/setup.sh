#!/usr/bin/env bash
# Brings a fresh checkout to life: Python packages from hashed locks, browser packages from the npm lock, messages.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\033[1m• %s\033[0m\n' "$*"; }

python=${PYTHON:-}
for candidate in python3.11 python3.12 python3.13 python3; do
  [ -z "$python" ] && command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && python=$candidate
done
if [ -z "$python" ]; then
  echo "Kuulu needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv" >&2; exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1
fi

if [ ! -x .venv/bin/uv ]; then
  say "Making a virtual environment"
  "$python" -m venv .venv
  .venv/bin/pip install --quiet --require-hashes -r requirements/uv.txt
fi
say "Installing Python packages (hashed lock, about half a minute the first time)"
UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes requirements/uv.txt requirements/dev.txt
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site/kuulu.pth"
printf '#!%s/.venv/bin/python\nfrom kuulu.foundation.console import main\nmain()\n' "$PWD" > .venv/bin/kuulu
chmod +x .venv/bin/kuulu

say "Installing browser packages (npm lock)"
if ! command -v npm >/dev/null; then
  say "No Node here: taking the one that comes as a Python package"
  UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install --quiet --require-hashes -r requirements/node.txt
  export PATH="$PWD/.venv/bin:$PATH"
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null

say "Compiling the four languages"
.venv/bin/python tools/messages.py compile
touch .venv/.ok
