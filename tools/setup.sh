#!/usr/bin/env bash
# Brings a fresh checkout to life: Python packages from hashed locks, browser packages from the npm lock, messages.
# Everything lands in this folder (.venv, node_modules); nothing is installed on the machine. Safe to run again.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '\033[1m• %s\033[0m\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
started=$SECONDS

# Networks that look into TLS have their own authority among the system's: believe the system.
export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true} UV_PYTHON_DOWNLOADS=never
authorities=/etc/ssl/certs/ca-certificates.crt
[ ! -r $authorities ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$authorities}

python=${PYTHON:-}
for candidate in python3.11 python3.12 python3.13 python3; do
  [ -z "$python" ] && command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$candidate
done
[ -n "$python" ] || stop "Kuulu needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"
"$python" -c 'import ensurepip, venv' 2>/dev/null || stop "Python's venv module is missing. On Debian: apt-get install python3-venv"

if ! .venv/bin/uv --version >/dev/null 2>&1; then
  say "Making a virtual environment"
  "$python" -m venv --clear .venv
  .venv/bin/pip install --quiet --require-hashes -r requirements/uv.txt || stop "Could not fetch packages. Is the network there?"
fi
say "Installing Python packages (hashed lock, about half a minute the first time)"
.venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes requirements/uv.txt requirements/dev.txt
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site/kuulu.pth"
printf '#!%s/.venv/bin/python\nfrom kuulu.foundation.console import main\nmain()\n' "$PWD" > .venv/bin/kuulu
chmod +x .venv/bin/kuulu

say "Installing browser packages (npm lock)"
if ! command -v npm >/dev/null || ! node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null; then
  say "No Node 20 here: taking the one that comes as a Python package"
  .venv/bin/uv pip install --quiet --require-hashes -r requirements/node.txt
  export PATH="$PWD/.venv/bin:$PATH"
fi
NPM_CONFIG_UPDATE_NOTIFIER=false npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
npm run --silent join

say "Compiling the four languages"
.venv/bin/python tools/messages.py compile
touch .venv/.ok
say "Installed in $(( SECONDS - started )) s. Next: make demo (look at it), make test-fast (work on it)."
