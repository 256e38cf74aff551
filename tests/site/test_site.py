"""What readers see of the built site, in a real Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from reading import Reader, Site

pytestmark = pytest.mark.browser
CONTRAST = Path(__file__).with_name("contrast.js")
DIRECTION = "[document.documentElement.lang, document.body.dir]"
PLACES = ["", "about/", "browse/people/", "browse/timeline/", "browse/tags/", "browse/outlets/", "404.html"]


def search(page: Page, words: str) -> None:
    page.locator("label.md-header__button[for=__search]").dispatch_event("click")
    page.locator(".md-search__input").fill(words)
    page.keyboard.press("End")  # the search listens for keys, and a filled field has had none


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


@pytest.mark.parametrize(("words", "number"), [("Khalilzad", "004"), ("المفاوضات", "000")])
def test_the_search_finds_a_word(site: Site, reader: Reader, words: str, number: str) -> None:
    reader.page.goto(site.base)
    search(reader.page, words)
    first = reader.page.locator(".md-search-result__link").first
    expect(first).to_be_visible()
    found = reader.page.locator(".md-search-result__link").evaluate_all("links => links.map(a => a.href)")
    assert any(url.startswith(site.urls[number]) for url in found)


@pytest.mark.parametrize(
    ("words", "numbers", "title"),
    [("Karzai", ["000"], "Hamid Karzai — person"), ("الهند", ["000", "004"], "India — place")],
)
def test_a_name_finds_the_articles_of_both_languages(
    site: Site, reader: Reader, words: str, numbers: list[str], title: str
) -> None:
    reader.page.goto(site.base)
    search(reader.page, words)
    links = reader.page.locator(".md-search-result__link")
    expect(links.first).to_be_visible()
    found = [url.split("?")[0] for url in links.evaluate_all("links => links.map(a => a.href)")]
    assert {site.urls[number] for number in numbers} <= set(found)
    assert len([url for url in found[:2] if "/browse/" in url]) <= 1, "pages of names drown the articles"
    assert not [url for url in found if "/tags/" in url or "/outlets/" in url or "timeline" in url]
    titles = reader.page.locator(".md-search-result__item h1").all_inner_texts()
    assert title in titles


@pytest.mark.parametrize("words", ["افغانستان", "حركه طالبان"])
def test_names_are_found_without_their_hamza_and_in_loose_spelling(site: Site, reader: Reader, words: str) -> None:
    reader.page.goto(site.base)
    search(reader.page, words)
    expect(reader.page.locator(f".md-search-result__link[href^='{site.urls['000']}']").first).to_be_attached()


def test_a_name_without_a_page_leads_to_the_search(site: Site, reader: Reader) -> None:
    for url in site.urls.values():
        reader.page.goto(url, wait_until="networkidle")
        if reader.page.locator(".chip--search").count():
            break
    chip = reader.page.locator(".chip--search").first
    name = chip.inner_text()
    chip.click()
    expect(reader.page.locator(".md-search__input")).to_have_value(name)
    expect(reader.page.locator(".md-search-result__link").first).to_be_visible()


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


def test_hostile_titles_do_not_run_in_search_results(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base, wait_until="networkidle")
    search(reader.page, "onerror")
    expect(reader.page.locator(".md-search-result__link").first).to_be_visible()
    assert reader.page.evaluate("window.ran") is None
    assert reader.page.locator(".md-search-result :is(img, script)").count() == 0


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


def test_the_search_dialog_has_a_name(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base, wait_until="networkidle")
    assert reader.page.locator(".md-search").get_attribute("aria-label")


def test_both_colour_schemes_keep_text_readable(site: Site, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(site.urls["004"])
        low = page.evaluate(CONTRAST.read_text("utf-8"))
        context.close()
        assert low == [], scheme


def test_the_index_holds_each_article_once_and_words_alone(site: Site) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    assert len({doc["location"].split("#")[0] for doc in index["docs"] if doc["location"].startswith("articles/")}) == 5
    assert not [doc for doc in index["docs"] if "<script" in doc["title"] + doc["text"]]
