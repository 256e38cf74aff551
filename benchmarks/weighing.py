"""What Lighthouse says of the built site, and what its pages weigh: `python -m benchmarks.weighing [SITE]`, else site/.

Needs npm and fetches Lighthouse into a folder that is thrown away; no part of the tests: scores depend on the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from benchmarks.serving import Counting, chromium, served

ROOT = Path(__file__).parents[1]
_LIGHTHOUSE = "lighthouse@13"
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def pages(site: Path) -> dict[str, str]:
    """The front page and one article a direction, by path."""
    found = {"home": ""}
    for path in sorted((site / "articles").glob("*/index.html")):
        way = "ar" if '<html lang="ar"' in path.read_text("utf-8")[:300] else "en"
        found.setdefault(way, f"articles/{quote(path.parent.name)}/")
    return found


def scores(address: str, tool: Path) -> str:
    command = [str(tool), address, "--quiet", "--preset=desktop", "--output=json", f"--chrome-flags={_FLAGS}"]
    environment = os.environ | {"CHROME_PATH": chromium()}
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    report = json.loads(told)
    low = [
        name for name, audit in report["audits"].items()
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] in {"binary", "numeric"}
    ]  # fmt: skip
    rows = [f"{name} {round(100 * category['score'])}" for name, category in report["categories"].items()]
    return ", ".join(rows) + (f" (less than full: {', '.join(low)})" if low else "")


def weights(address: str, found: dict[str, str]) -> None:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium(), args=_FLAGS.split()[1:])
        for name, path in found.items():
            Counting.sent.clear()
            context = browser.new_context()
            page = context.new_page()
            page.goto(address + path, wait_until="load")
            page.evaluate("document.fonts.ready.then(() => document.fonts.size)")
            page.wait_for_timeout(5000)  # for what a script or a style asks for late
            context.close()
            fonts = sum(size for sent, size in Counting.sent if sent.endswith(".woff2"))
            total = sum(size for _, size in Counting.sent)
            print(f"{name}: {total / 1000:.1f} KB in {len(Counting.sent)} files, of which fonts {fonts / 1000:.1f} KB")
            for sent, size in sorted(Counting.sent, key=lambda row: -row[1])[:6]:
                print(f"    {size / 1000:.1f} {sent[-60:]}")
        browser.close()


def main(arguments: list[str]) -> int:
    site = Path(arguments[0]) if arguments else ROOT / "site"
    found = pages(site)
    with served(site) as address, tempfile.TemporaryDirectory() as folder:
        weights(address, found)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--prefix", folder, _LIGHTHOUSE], check=True)
        for name, path in found.items():
            print(f"{name}: {scores(address + path, Path(folder) / 'node_modules/.bin/lighthouse')}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
