"""What readers see of the built site, in a real Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from reading import Reader, Site

pytestmark = pytest.mark.browser
CONTRAST = Path(__file__).with_name("contrast.js")
DIRECTION = "[document.documentElement.lang, document.body.dir]"
PLACES = ["", "about/", "browse/people/", "browse/timeline/", "browse/tags/", "browse/outlets/", "404.html"]


def test_an_arabic_page_runs_from_right_to_left(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["000"])
    assert reader.page.evaluate(DIRECTION) == ["ar", "rtl"]
    assert "أعلنت" in reader.page.locator("h1").inner_text()
    assert reader.page.locator(".facts dt").first.inner_text() == "المصدر"


def test_an_english_page_runs_from_left_to_right(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["004"])
    assert reader.page.evaluate(DIRECTION) == ["en", "ltr"]
    assert reader.page.locator("h1").count() == 1


def test_instant_navigation_carries_language_and_direction(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.urls["004"])
    page.evaluate("window.stayed = true")
    page.locator(".sections a").first.click()
    expect(page.locator(".cards")).to_be_visible()
    page.locator(".card[lang=ar] a").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert page.evaluate(DIRECTION) == ["ar", "rtl"]
    page.locator(".sections a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate(DIRECTION) == ["en", "ltr"]
    assert page.evaluate("window.stayed"), "the page was loaded anew: this did not test instant navigation"


@pytest.mark.parametrize("place", [*PLACES, "000", "001", "003", "004"])
def test_nothing_leaves_the_host_nothing_fails_nothing_overflows(site: Site, reader: Reader, place: str) -> None:
    reader.page.goto(site.urls.get(place, site.base + place), wait_until="networkidle")
    assert [url for url in reader.requests if not url.startswith((site.base, "data:"))] == []
    assert reader.errors == []
    for width in (320, 390, 1280):
        reader.page.set_viewport_size({"width": width, "height": 800})
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_arabic_font_travels_only_where_arabic_stands(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base + "about/", wait_until="networkidle")
    assert not [url for url in reader.requests if "naskh" in url]
    reader.page.goto(site.urls["000"], wait_until="networkidle")
    assert [url for url in reader.requests if "naskh" in url]


def test_lines_are_comfortable_to_read(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["003"], wait_until="networkidle")
    letters = reader.page.evaluate("""async () => {
        await document.fonts.ready
        return [...document.querySelectorAll(".article > p")].filter(p => p.innerText.length > 400).map(p => {
            const range = document.createRange()
            range.selectNodeContents(p)
            const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top))).size
            return p.innerText.length / (lines - 0.5)
        })
    }""")
    assert letters
    assert 60 <= sum(letters) / len(letters) <= 75


def test_hostile_values_are_words_not_markup(site: Site, reader: Reader) -> None:
    page = reader.page
    for place in (site.urls["002"], site.base, *(site.base + place for place in PLACES), site.urls["001"]):
        page.goto(place, wait_until="networkidle")
        assert page.evaluate("window.ran") is None, place
        assert page.locator("article :is(script, [onerror], [onmouseover], a[href^=javascript])").count() == 0, place
    page.goto(site.urls["002"])
    assert "onerror" in page.locator("h1").inner_text()
    assert "<script>" in page.title()
    assert page.locator(".names .chip").filter(has_text="onerror").count() >= 2


def test_the_making_of_a_page_shows_its_cuts_and_the_untouched_seed(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.urls["004"])
    fold = page.locator("details.made")
    assert not fold.evaluate("fold => fold.open")
    fold.locator("summary").click()
    expect(fold.get_by_text("2,500 $")).to_be_visible()
    seed = fold.locator("a").first.get_attribute("href")
    body = page.request.get(page.evaluate("href => new URL(href, location).href", seed)).body()
    original = site.content.parent / "seeds" / "004_e0560194a152c4eb.txt"
    assert body == original.read_bytes()


def test_unknown_values_are_said_plainly(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["001"])
    assert "outlet unknown" in reader.page.locator(".facts").inner_text()
    reader.page.goto(site.base)
    assert "date unknown" in reader.page.locator(".cards").inner_text()


def test_the_front_page_says_what_site_it_is_and_lets_only_a_dated_story_lead(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base)
    assert reader.page.locator("h1").inner_text() == "Annotated Digest"
    first = reader.page.locator(".card").first.inner_text()
    assert reader.page.locator(".cards--lead").count() == (0 if "date unknown" in first or "التاريخ" in first else 1)


def test_arabic_entries_of_an_english_list_run_from_right_to_left(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base + "browse/timeline/")
    entry = reader.page.locator(".browse li", has_text="أعلنت")
    assert entry.evaluate("item => getComputedStyle(item).direction") == "rtl"
    assert "التاريخ" in entry.inner_text() or "2" in entry.inner_text()


def test_the_foot_of_an_arabic_page_says_that_it_is_english(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["000"])
    foot = reader.page.locator(".md-copyright")
    assert [foot.get_attribute("lang"), foot.get_attribute("dir")] == ["en", "ltr"]


def test_the_making_of_an_arabic_page_speaks_arabic(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["000"])
    assert "توقيع المصدر بعد الجملة الأخيرة" in (reader.page.locator("details.made").text_content() or "")


def test_both_colour_schemes_keep_text_readable(site: Site, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(site.urls["004"])
        low = page.evaluate(CONTRAST.read_text("utf-8"))
        context.close()
        assert low == [], scheme
