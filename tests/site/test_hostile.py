"""Hostile words everywhere a scraped text or an editor can put them: in the built site nothing of it runs or calls home."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from hosting import served
from reading import Reader, Site, search
from watching import Watched, watched

from digest import pipeline

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
RUN = "window.ran=1"
# One of each way in: tags, attributes, schemes, templates, Markdown's own doors, entities, directions, YAML.
PAYLOADS = (
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}><a xlink:href=x>", f"</title><script>{RUN}//",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>", f"<a href=javascript:{RUN}>x</a>", f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>", f"<input autofocus onfocus={RUN}>", f"<math><mtext><style><img src onerror={RUN}>",
    "<img src=//elsewhere.example/a.png>", "<link rel=stylesheet href=//elsewhere.example/a.css>",
    "<meta http-equiv=refresh content='0;url=//elsewhere.example'>", "<base href=//elsewhere.example>",
    "<style>@import '//elsewhere.example/b.css'</style>", "<form action=//elsewhere.example><button>x</button></form>",
    f"[a](javascript:{RUN})", f"![x](y){{: onerror={RUN} }}", f"![x](y){{: onload='{RUN}' }}", f"word{{: onmouseover={RUN} }}",
    f"<javascript:{RUN}>", f"[a]: javascript:{RUN}", "![a](//elsewhere.example/c.png)", f"*[a]: <b onclick={RUN}>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;img src=x onerror={RUN}&#62;", f"[a](&#106;avascript:{RUN})",
    "{{ config.__class__ }}", "{% import 'os' as os %}{{ os.system('touch ran') }}", "${7*7} #{7*7} <%= 7*7 %>",
    f"' onmouseover={RUN} x='", f'" autofocus onfocus={RUN} x="', f"`<script>{RUN}</script>`", f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>", f"\u202e<script>{RUN}</script>", f"\x00<\x00script>{RUN}</script>", "!!python/object/apply:os.system [ls]",
)  # fmt: skip
STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in a month, the Taliban said"


def seed(payload: str, number: int) -> str:
    """A text whose title, outlet, byline, names and paragraphs all carry the payload."""
    return (
        f"{payload} and the talks of {number}\n\nBy {payload}\n\nOutlet: {payload}\n\nOctober 12, 2018\n\n"
        f"{STORY} on day {number}. {payload}\n\n{payload}\n\nZalmay Khalilzad {payload} said so. {STORY}.\n\n"
        f"- {payload}\n\nThis article was first published by {payload}.\n"
    )


def edit(path: Path, payload: str) -> None:
    """A page as a hostile hand leaves it: the payload in every value and pasted into the body as it is."""
    value = json.dumps(payload)
    rows = [f"{name}: {value}" for name in ("title", "outlet", "subtitle", "note", "stance", "reviewed_by", "description")]
    rows += [f"{name}: [{value}, Doha]" for name in ("tags", "people", "places", "organisations", "authors")]
    digest = next(row for row in path.read_text("utf-8").splitlines() if row.startswith("digest:"))
    body = f"## Summary\n\n- {payload}\n\n## Text\n\n{payload}\n\nWords {payload}\n\n### {payload}\n\n!!! note \"{payload}\"\n    x\n"
    path.write_text("\n".join(["---", *rows, digest, "---", "", body]), "utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of hostile seeds, half of its pages then edited by hostile hands."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "seeds").mkdir()
    for number, payload in enumerate(PAYLOADS):
        (root / "seeds" / f"{number:02}.txt").write_text(seed(payload.replace("\x00", ""), number), "utf-8")
    assert not pipeline.build(root / "seeds", root / "content").problems
    for number, path in enumerate(sorted((root / "content" / "articles").glob("*.md"))):
        if number % 2:
            edit(path, PAYLOADS[number])
    with served(root / "site") as base:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=root, env=os.environ | QUIET | {"SITE_URL": base}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert not list(root.rglob("ran"))
        yield Site(root / "site", root / "content", base)


@pytest.fixture(scope="module", params=[False, True], ids=["cleaned alone", "with the policy"])
def seen(hostile: Site, browser: Browser, request: pytest.FixtureRequest) -> Watched:
    """Every page of the site opened: once as if there were no policy, once under it."""
    return watched(hostile, browser, policy=request.param)


def test_every_page_was_opened(hostile: Site, seen: Watched) -> None:
    assert len(seen.pages) == len(list(hostile.folder.rglob("*.html"))) > len(PAYLOADS) + 8


def test_nothing_runs(seen: Watched) -> None:
    assert seen.ran == []


def test_nothing_active_is_on_a_page(seen: Watched) -> None:
    assert seen.active == []


def test_nothing_is_asked_from_elsewhere(seen: Watched) -> None:
    assert seen.outside == []


def test_no_error_is_reported(seen: Watched) -> None:
    assert seen.errors == []


def test_titles_are_words_in_search_results(hostile: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(hostile.base)
    for words in ("talks", "onerror", "script"):
        assert search(page, words).count() > 0
        page.locator(".finder summary").click()
        expect(page.locator(".finder option").nth(1)).to_be_attached()
        assert page.evaluate("window.ran") is None
        inside = page.locator(".finder :is(script, img, iframe, svg, style, b, [onerror], [onload], [onclick])")
        assert inside.count() == 0
    assert [url for url in reader.requests if not url.startswith((hostile.base, "data:", "blob:"))] == []
    assert reader.errors == []


def test_the_policy_alone_would_stop_a_script(hostile: Site, reader: Reader) -> None:
    """What runs because somebody put it into the built files is stopped by the browser, and told."""
    home = (hostile.folder / "index.html").read_text("utf-8")
    (hostile.folder / "broken.html").write_text(home.replace("</body>", f"<script>{RUN}</script><b onclick=x></b></body>"))
    reader.page.goto(f"{hostile.base}broken.html")
    assert reader.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in reader.errors)
    (hostile.folder / "broken.html").unlink()
