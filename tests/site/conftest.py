"""The site as readers get it: built by `mkdocs build --strict` from a copy of the project, served on loopback."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from hosting import served
from reading import Reader, Site

from digest import pipeline

ROOT = Path(__file__).parents[2]
HOSTILE = """</title><img src=x onerror="window.ran=1"><script>window.ran=1</script>"""
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong


def _edit(page: Path) -> None:
    """What a hostile hand could do to a page: every value and the body carry markup that wants to run."""
    text = page.read_text("utf-8")
    value = "'" + HOSTILE.replace("'", "''") + "'"
    for name in ("title", "outlet"):
        text = re.sub(rf"(?m)^{name}: .*$", lambda _, name=name: f"{name}: {value}", text)
    for name in ("tags", "people", "places"):
        text = re.sub(rf"(?m)^{name}: .*$", lambda _, name=name: f"{name}: [{value}]", text)
    extra = f'note: {value}\nsubtitle: {value}\ntemplate: nowhere.html\nicon: "../../x"\ndescription: {value}\n'
    text = text.replace("---\n", "---\n" + extra, 1)
    body = f"\n\n### Heading {HOSTILE}\n\n{HOSTILE}\n\n[go](javascript:window.ran=1)\n\n"
    body += "word{: onmouseover=window.ran=1 }\n"
    page.write_text(text + body, "utf-8")


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project's folder and the address of its site: instant navigation asks for that, port and all, at build time."""
    root = tmp_path_factory.mktemp("project")
    with served(root / "site") as base:
        yield root, base


@pytest.fixture(scope="session")
def site(host: tuple[Path, str]) -> Site:
    """A copy of the project, built once, one page then edited by a hostile hand, and published."""
    root, base = host
    for name in ("seeds", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    pipeline.build(root / "seeds", root / "content")
    _edit(next(p for p in (root / "content/articles").glob("*.md") if "seed: 002" in p.read_text("utf-8")))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env=os.environ | QUIET | {"SITE_URL": base},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Site(root / "site", root / "content", base, _urls(root / "content/articles", base))


def _urls(articles: Path, base: str) -> dict[str, str]:
    numbers = {page: re.search(r"seed: (\d{3})", page.read_text("utf-8")) for page in articles.glob("*.md")}
    return {number[1]: f"{base}articles/{quote(page.stem)}/" for page, number in numbers.items() if number}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as tests/browser_setup.py finds it."""
    spec = importlib.util.spec_from_file_location("browser_setup", ROOT / "tests" / "browser_setup.py")
    assert spec
    assert spec.loader
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    path = setup.installed()
    if path is None:
        pytest.fail("no Chromium: run `python tests/browser_setup.py` first")
    options = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=path, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    # Without motion, what is measured is what stays, not a panel on its way out.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    found = Reader(page)
    page.on("request", lambda request: found.requests.append(request.url))
    page.on("console", lambda message: found.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    context.close()
