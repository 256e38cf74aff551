"""Find a Chromium for the browser tests, or get one; prints its path. Exits with 2 when there is none to be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """The browser named by CHROMIUM, else the first on PATH, else the one playwright keeps."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        path = engine.chromium.executable_path
    return path if Path(path).is_file() else None


def _try(*command: str) -> None:
    print("$", " ".join(command), file=sys.stderr)
    subprocess.run(command, check=False, stdout=sys.stderr)


def main() -> int:
    ways = [lambda: _try(sys.executable, "-m", "playwright", "install", "chromium")]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways.append(lambda: _try("sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"))
    while not (found := installed()) and ways:
        ways.pop(0)()
    print(
        found or "No Chromium. Install one (Debian: sudo apt install chromium) or name it: CHROMIUM=/path/to/chrome",
        file=sys.stdout if found else sys.stderr,
    )
    return 0 if found else 2


if __name__ == "__main__":
    sys.exit(main())
