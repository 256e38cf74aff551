"""A site full of payloads, opened page by page in Chromium as if it had no policy: does anything run or call home?"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from digest import pipeline
from digest.page.clean import clean
from digest.page.fields import scalar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "site"))

from reading import Site  # noqa: E402 - it lies beside the tests that share it
from watching import Watched, watched  # noqa: E402

A_PAGE = 20
STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in a month, the Taliban said"
KEYS = ("title", "outlet", "subtitle", "note", "stance", "reviewed_by", "description", "author", "translated_from")
LISTS = ("tags", "people", "places", "organisations", "authors")


def seed(payloads: Sequence[str], number: int) -> bytes:
    """A text with a payload as its title, in its byline and between its sentences."""
    first = clean(payloads[0])
    body = "\n\n".join(f"{STORY} on day {n}. {text}\n\n{text}" for n, text in enumerate(payloads))
    return f"{first} {number}\n\nBy {first}\n\n{body}\n".replace("\0", "").encode("utf-8", "replace")


def paste(payloads: Sequence[str], number: int) -> bytes:
    """A page as a hostile hand leaves it: payloads as its values, and in its body as they are."""
    values = [scalar(clean(text)[:300], flow=True) for text in payloads]
    rows = [f"{key}: {values[n % len(values)]}" for n, key in enumerate(KEYS)]
    rows += [f"{key}: [{', '.join(values)}]" for key in LISTS]
    rows.append(f"digest: {{seed: p{number:04}.txt, base: {'0' * 64}}}")
    body = "\n\n".join(f"{text}\n\nWord {text}" for text in payloads)
    text = "\n".join(["---", *rows, "---", "", "## Summary", "", f"- {payloads[-1]}", "", "## Text", "", body, ""])
    return text.replace("\0", "").encode("utf-8", "replace")


def project(payloads: Sequence[str], root: Path) -> int:
    """A project of these payloads below `root`; how many pages it has."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "seeds").mkdir()
    (root / "content" / "articles").mkdir()
    batches = [payloads[at : at + A_PAGE] for at in range(0, len(payloads), A_PAGE)]
    for number, batch in enumerate(batches):
        (root / "seeds" / f"{number:04}.txt").write_bytes(seed(batch, number))
        (root / "seeds" / f"p{number:04}.txt").write_bytes(f"Pasted {number}\n\n{STORY}, {number}.\n".encode())
        (root / "content" / "articles" / f"pasted-{number}.md").write_bytes(paste(batch, number))
    problems = pipeline.build(root / "seeds", root / "content").problems
    print("\n".join(map(str, problems)))
    return 2 * len(batches)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


def main(payloads: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        number = project(payloads, root)
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root / "site"))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=root, env=os.environ | {"SITE_URL": base}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            print("the site was not built:", done.stderr[-2000:])
            return 1
        found = _opened(Site(root / "site", root / "content", base))
        server.shutdown()
    print(
        f"site: {len(payloads)} payloads on {number} articles, {len(found.pages)} pages opened: {len(found.ran)} "
        f"scripts run, {len(found.active)} active attributes or tags, {len(found.outside)} requests to elsewhere"
    )
    wrong = [*found.ran, *found.active, *found.outside]
    print("\n".join(wrong[:30]))
    return len(wrong)


def _opened(site: Site) -> Watched:
    with sync_playwright() as engine:
        options = ["--disable-gpu", "--no-sandbox"] if os.geteuid() == 0 else ["--disable-gpu"]
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
        browser = engine.chromium.launch(executable_path=path, args=options)
        try:
            return watched(site, browser, policy=False)
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main(sys.stdin.read().split("\n\n")))
