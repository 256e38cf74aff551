#!/bin/sh
# Sets up .venv from requirements/$1.lock and puts this project into it, editable. Safe to run again.
set -eu
lock="requirements/$1.lock"
python="${PYTHON:-python3}"

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "$python is missing or older than 3.11. Install Python 3.11 or newer, or name one: make site PYTHON=/path/to/python3.12" >&2
  exit 2
}

if [ ! -x .venv/bin/pip ]; then
  rm -rf .venv
  "$python" -m venv .venv || {
    # Debian keeps venv in a package of its own.
    rm -rf .venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq python3-venv
      "$python" -m venv .venv
    else
      echo "python3 cannot make a virtual environment. On Debian and Ubuntu: sudo apt install python3-venv" >&2
      exit 2
    fi
  }
fi

.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
