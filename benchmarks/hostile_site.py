"""A site full of payloads, opened page by page in Chromium as if it had no policy: does anything run or call home?

Every payload stands in a seed's text, in a title, an outlet, a tag and a person of a seed and of a page that an editor
wrote, and pasted into such a page's body. What was built is then read (feeds, indexes), opened, navigated and searched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from playwright.sync_api import Browser, Page, sync_playwright

from digest import pipeline
from digest.page import markup
from digest.page.clean import clean
from digest.page.fields import scalar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "site"))

from hosting import served  # noqa: E402
from reading import Site  # noqa: E402 - it lies beside the tests that share it
from watching import Visit, Watched, watched  # noqa: E402

A_PAGE, SHARD = 30, 600
STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in a month, the Taliban said"
KEYS = ("subtitle", "note", "stance", "reviewed_by", "description", "author", "translated_from", "credit")
LISTS = ("places", "organisations", "authors")
_LONGEST = 200  # characters of a payload in a value


def values(payloads: Sequence[str]) -> list[str]:
    """Payloads as values of the front matter, some of them in each."""
    short = [clean(text)[:_LONGEST] for text in payloads]
    return [" ¦ ".join(short[at : at + A_PAGE // 3]) for at in range(0, len(short), A_PAGE // 3)]


def seed(payloads: Sequence[str], number: int) -> bytes:
    """A text with payloads as its title, its outlet, in its byline, as its names and between its sentences."""
    first, *more = values(payloads)
    body = "\n\n".join(f"{STORY} on day {n}. {text}\n\n{text}" for n, text in enumerate(payloads))
    names = "\n\n".join(f"Zalmay {text} Khalilzad of {text} said so in Kabul." for text in (first, *more))
    head = f"{first} {number}\n\nBy {first}\n\nOutlet: {first}\n\nSource: {first}"
    return f"{head}\n\n{body}\n\n{names}\n\nThis article was first published by {first}.\n".replace("\0", "").encode(
        "utf-8", "replace"
    )


def paste(payloads: Sequence[str], before: Sequence[str], number: int) -> bytes:
    """A page as a hostile hand leaves it: payloads as its values, and in its body as they are.

    It shares its lists with the page `before`: a name that two pages know has a page of its own.
    """
    every, former = (scalar(" ¦ ".join(values(texts)), flow=True) for texts in (payloads, before))
    mine = [scalar(text, flow=True) for text in values(payloads)]
    rows = [f"{key}: {every}" for key in ("title", "outlet")]
    rows += [f"{key}: [{every}, {former}]" for key in ("tags", "people")]
    rows += [f"{key}: {mine[n % len(mine)]}" for n, key in enumerate(KEYS)]
    rows += [f"{key}: [{mine[n % len(mine)]}]" for n, key in enumerate(LISTS)]
    rows.append(f"digest: {{seed: p{number:04}.txt, base: {'0' * 64}}}")
    body = "\n\n".join(f"{text}\n\nWord {text}" for text in payloads)
    text = "\n".join(["---", *rows, "---", "", "## Summary", "", f"- {payloads[-1]}", "", "## Text", "", body, ""])
    return text.replace("\0", "").encode("utf-8", "replace")


def project(payloads: Sequence[str], root: Path) -> int:
    """A project of these payloads below `root`; how many articles it has."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "seeds").mkdir()
    (root / "content" / "articles").mkdir()
    batches = [payloads[at : at + A_PAGE] for at in range(0, len(payloads), A_PAGE)]
    for number, batch in enumerate(batches):
        (root / "seeds" / f"{number:04}.txt").write_bytes(seed(batch, number))
        (root / "seeds" / f"p{number:04}.txt").write_bytes(f"Pasted {number}\n\n{STORY}, {number}.\n".encode())
        page = paste(batch, batches[number - 1], number)
        (root / "content" / "articles" / f"pasted-{number}.md").write_bytes(page)
    problems = pipeline.build(root / "seeds", root / "content").problems
    print("\n".join(map(str, problems)), end="\n" * bool(problems))
    return 2 * len(batches)


# -- what was built, read as files ------------------------------------------------------------------------------------

# Elements and keys whose text is HTML for who reads them; any other text is shown as it is.
_AS_HTML = frozenset(["content_html", "description", "encoded", "text"])


def examined(site: Path) -> tuple[int, list[str]]:
    """How many feeds, indexes and data files there are, and what is active or broken in them."""
    found: list[str] = []
    paths = [path for path in sorted(site.rglob("*")) if path.suffix in (".xml", ".json", ".atom", ".rss", ".svg")]
    for path in paths:
        where = path.relative_to(site).as_posix()
        try:
            pieces = list(_xml(path) if path.suffix != ".json" else _json(json.loads(path.read_bytes()), ""))
        except (ET.ParseError, ValueError) as error:
            found.append(f"{where}: {error}")
            continue
        found += [f"{where}: {what}" for text in pieces for what, _ in markup.faults_of_html(text)]
    return len(paths), found


def _xml(path: Path) -> Iterator[str]:
    """The HTML in a feed, and every element with its attributes as if it stood in a page."""
    for element in ET.parse(path).iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in _AS_HTML or element.get("type") in ("html", "xhtml", "text/html"):
            yield element.text or ""
        handlers = any(key.lower().startswith("on") for key in element.attrib)
        if handlers or name in ("script", "iframe", "object", "embed"):
            yield "<script>"


def _json(data: object, key: str) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _json(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _json(value, key)
    elif isinstance(data, str) and key in _AS_HTML:
        yield data


# -- what was built, in the browser ----------------------------------------------------------------------------------


def searched(page: Page, site: Site, words: Sequence[str], visit: Visit) -> int:
    """Types each of `words` into the site's search and looks at what it shows; how many results that were."""
    shown = 0
    for word in words:
        page.goto(f"{site.base}?q={word}", wait_until="load")
        page.locator(f".finder[data-answers='{word}']").wait_for(timeout=60_000)
        shown += page.locator(".finder-list a").count()
        visit.look(f"search for {word}")
    return shown


_FOLLOW = """to => {
  const link = document.createElement("a");
  link.href = to;
  document.body.append(link);
  link.click();
}"""


def navigated(page: Page, site: Site, visit: Visit, number: int) -> int:
    """Goes from page to page by links, as instant navigation does it; how many pages came without a reload."""
    addresses = [path.parent.relative_to(site.folder).as_posix() for path in sorted(site.folder.rglob("*/index.html"))]
    page.goto(site.base, wait_until="load")
    page.evaluate("window.stayed = true")
    stayed = 0
    for address in addresses[:: max(1, len(addresses) // number)]:
        page.evaluate(_FOLLOW, f"/{address}/")
        page.wait_for_url(lambda url, address=address: url.rstrip("/").endswith(quote(address)), wait_until="load")
        page.wait_for_timeout(150)
        stayed += bool(page.evaluate("window.stayed === true"))
        visit.look(f"{address} (navigated)")
        page.evaluate("window.stayed = true")
    return stayed


def main(payloads: Sequence[str]) -> int:
    """A site for every `SHARD` payloads: lists stay short, and what one site shows is told at once."""
    shards = [payloads[at : at + SHARD] for at in range(0, len(payloads), SHARD)]
    return sum(_one_site(shard) for shard in shards)


def _one_site(payloads: Sequence[str]) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        number = project(payloads, root)
        print(f"  {number} articles of {len(payloads)} payloads after {time.monotonic() - began:.0f} s", flush=True)
        with served(root / "site") as base:
            done = subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--quiet"],
                cwd=root, env=os.environ | {"SITE_URL": base}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                print("the site was not built:", done.stderr[-2000:])
                return 1
            site = Site(root / "site", root / "content", base)
            pages = len(list(site.folder.rglob("*.html")))
            print(f"  {pages} pages after {time.monotonic() - began:.0f} s", flush=True)
            files, wrong = examined(site.folder)
            found = _opened(site)
    print(
        f"site: {len(payloads)} payloads on {number} articles, {len(found.pages)} pages opened, {found.said}; "
        f"{files} feeds and data files read: {len(found.ran)} scripts run, {len(found.active) + len(wrong)} active "
        f"attributes or tags, {len(found.outside)} requests to elsewhere ({time.monotonic() - began:.0f} s)"
    )
    wrong += [*found.ran, *found.active, *found.outside]
    print("\n".join(wrong[:30]))
    return len(wrong)


def _opened(site: Site) -> Watched:
    with sync_playwright() as engine:
        options = ["--disable-gpu", "--no-sandbox"] if os.geteuid() == 0 else ["--disable-gpu"]
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
        browser = engine.chromium.launch(executable_path=path, args=options)
        try:
            found = watched(site, browser, policy=False, until="domcontentloaded")
            found.said = _walked(site, browser, found)
        finally:
            browser.close()
    return found


def _walked(site: Site, browser: Browser, found: Watched) -> str:
    with Visit(site, browser, found, policy=False) as visit:
        stayed = navigated(visit.page, site, visit, 12)
        shown = searched(visit.page, site, ("script", "onerror", "javascript", "Doha", "img"), visit)
    return f"{stayed} by instant navigation, {shown} search results"


if __name__ == "__main__":
    sys.exit(main(sys.stdin.read().split("\n\n")))
