"""The pictures in docs/screens/: `python docs/screens.py [ADDRESS]` looks at a site that is served there.

Desktop, phone, dark and Arabic, and how a page prints; JPEG, each below 150 KB.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/screens"
LARGEST = 150_000  # bytes of a picture


def _articles() -> dict[str, str]:
    """An English and an Arabic article, each the longest of its language."""
    pages = sorted((ROOT / "content/articles").glob("*.md"), key=lambda page: page.stat().st_size)
    return {
        code: f"articles/{quote(p.stem)}/"
        for code in ("en", "ar")
        for p in pages
        if f"\nlang: {code}\n" in p.read_text("utf-8")
    }


def _shot(page: Page, name: str) -> None:
    """As sharp as the limit allows."""
    for quality in (90, 80, 70, 60, 45):
        data = page.screenshot(type="jpeg", quality=quality)
        if len(data) <= LARGEST:
            break
    (OUT / f"{name}.jpg").write_bytes(data)


def _open(browser: Browser, address: str, *, width: int, scheme: str, media: str = "screen") -> Page:
    height = {1440: 1000, 390: 844}.get(width, 1120)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=2 if width < 500 else 1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.emulate_media(media="print" if media == "print" else "screen")
    page.goto(address, wait_until="networkidle")
    page.reload(wait_until="networkidle")  # a face that came late is there now
    return page


def main(site: str) -> None:
    OUT.mkdir(exist_ok=True)
    articles = _articles()
    places = {"home": "", "article": articles["en"], "arabic": articles["ar"], "list": "browse/articles/",
              "places": "browse/places/", "timeline": "browse/timeline/", "404": "404.html"}  # fmt: skip
    spec = importlib.util.spec_from_file_location("browser_setup", ROOT / "tests/browser_setup.py")
    assert spec
    assert spec.loader
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=setup.installed(), args=["--no-sandbox", "--disable-gpu"])
        for name, place in places.items():
            for kind, width, scheme in (("desktop", 1440, "light"), ("dark", 1440, "dark"), ("phone", 390, "light")):
                page = _open(browser, site + place, width=width, scheme=scheme)
                _shot(page, f"{name}-{kind}")
                page.context.close()
        for name, place in (
            ("lit", articles["en"] + "#s.3"),
            ("print", articles["en"]),
            ("print-arabic", articles["ar"]),
        ):
            media = "print" if "print" in name else "screen"
            page = _open(browser, site + place, width=794 if media == "print" else 1440, scheme="light", media=media)
            _shot(page, name)
            page.context.close()
        page = _open(browser, site + articles["en"], width=1440, scheme="light")
        page.locator("details.made > summary").click()
        page.locator("details.made").evaluate("fold => fold.scrollIntoView()")
        _shot(page, "made")
        for name, code, words in (("search", "en", "Taliban"), ("search-arabic", "ar", "المفاوضات")):
            page = _open(browser, site + articles[code], width=1440, scheme="light")
            page.keyboard.press("/")
            page.locator(".finder-field").fill(words)
            page.locator(f'.finder[data-answers="{words}"]').wait_for()
            _shot(page, name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/")
