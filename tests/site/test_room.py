"""How the site reads: sentences that lead to their place, names to their pages, a list that works either way."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Route, expect
from reading import Reader, Site

pytestmark = pytest.mark.browser
LIT = "() => getComputedStyle(document.querySelector('.said:target')).backgroundColor"
SHIFTS = """window.moved = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.moved += entry.value }).observe({ type: "layout-shift", buffered: true })"""
# Frame by frame until it holds; a policy that forbids eval forbids the engine's own way of waiting.
UNTIL = """new Promise((done, failed) => {{
  let left = 1800
  const look = () => ({}) ? done() : left-- ? requestAnimationFrame(look) : failed(new Error("it never came to hold"))
  look()
}})"""
# The browser paints, and gives up waiting for its faces.
WITHOUT = "(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity) + 200 < performance.now()"
CAME = "file => file.name.endsWith('woff2') && file.responseEnd"
# Whether a word is set in a face of the site.
WIDE = """face => {
  const word = document.body.appendChild(Object.assign(document.createElement("span"), { textContent: "mwilمفاوضات" }))
  Object.assign(word.style, { position: "absolute", fontFamily: `"${face}", monospace`, fontSize: "99px" })
  const own = word.getBoundingClientRect().width
  word.style.fontFamily = "monospace"
  const none = word.getBoundingClientRect().width
  word.remove()
  return own !== none
}"""
# Transferred bytes of an article with everything that its first view loads, fonts included.
BUDGET = {"004": 110_000, "000": 210_000}


@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_each_sentence_of_the_summary_leads_to_its_place_and_lights_it(site: Site, reader: Reader, number: str) -> None:
    page = reader.page
    page.goto(site.urls[number])
    told = page.locator("a.told")
    assert told.count() == page.locator(".part-summary + ul > li").count() > 0
    for at in range(told.count()):
        told.nth(at).evaluate("link => link.click()")  # a pointer may find the page's head in between
        expect(page.locator(".said:target")).to_have_text(told.nth(at).inner_text())
        assert page.evaluate(LIT) not in {"rgba(0, 0, 0, 0)", "transparent"}


def test_a_first_mention_leads_to_the_page_of_its_name_and_tells_its_other_scripts(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["004"])
    name = reader.page.locator("a.named", has_text="Afghanistan")
    assert name.count() == 1
    assert "أفغانستان" in (name.get_attribute("title") or name.get_attribute("aria-label") or "")
    name.click()
    expect(reader.page.locator("h1")).to_have_text("Afghanistan")


def test_an_arabic_mention_tells_the_name_in_latin_letters(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["000"])
    assert reader.page.locator("a.named[title='Taliban']").count() == 1


def test_without_scripts_every_way_leads_somewhere_and_sentences_light_up(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for place in (site.base, site.base + "browse/articles/", *site.urls.values()):
        page.goto(place)
        for url in page.locator("article a[href], .sections a").evaluate_all("links => links.map(a => a.href)"):
            path = unquote(urlsplit(url).path).lstrip("/")
            target = site.folder / path
            assert (target / "index.html" if target.is_dir() else target).is_file(), f"{place}: {url}"
    page.goto(site.base + "browse/articles/")
    assert not page.locator(".filter").is_visible()
    assert page.locator(".browse > ul > li").count() == len(site.urls)
    page.goto(site.urls["004"] + "#s.2")
    assert page.evaluate(LIT) not in {"rgba(0, 0, 0, 0)", "transparent"}
    assert not page.locator("details.made > summary ~ *").first.is_visible()
    context.close()


def test_the_list_is_filtered_and_its_address_tells_how(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.base + "browse/articles/", wait_until="networkidle")
    assert not [url for url in reader.requests if url.endswith("articles.json")]
    page.get_by_label("Language").select_option("ar")
    shown = page.locator(".browse > ul:visible > li")
    expect(shown).to_have_count(1)
    expect(page.locator(".filter [role=status]")).to_have_text("1 of 5 articles")
    assert [shown.get_attribute("lang"), shown.get_attribute("dir")] == ["ar", "rtl"]
    page.get_by_label("Language").select_option("")
    expect(shown).to_have_count(5)
    page.get_by_label("Person").fill("obama")
    expect(page.locator(".filter [role=status]")).not_to_have_text("")
    page.goto(page.url, wait_until="networkidle")
    assert page.get_by_label("Person").input_value() == "obama"
    expect(page.locator(".filter [role=status]")).not_to_have_text("")
    assert reader.errors == []


def test_hostile_values_are_words_in_the_filtered_list_too(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base + "browse/articles/?outlet=onerror", wait_until="networkidle")
    expect(reader.page.locator(".browse > ul:visible > li")).to_have_count(1)
    assert "<script>" in reader.page.locator(".browse > ul:visible > li").inner_text()
    assert reader.page.evaluate("window.ran") is None
    assert reader.page.locator(".browse ul img").count() == 0


def test_the_whole_seed_stands_in_the_making_with_its_cuts_in_place(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["004"])
    proof = reader.page.locator(".proof").text_content() or ""
    seed = (site.content.parent / "seeds/004_e0560194a152c4eb.txt").read_text("utf-8")
    told = [" ".join(line.split()) for line in seed.splitlines() if line.strip()]
    places = [proof.find(line) for line in told]
    assert -1 not in places
    assert reader.page.locator(".proof .kept").count() > 10


@pytest.mark.parametrize(("number", "face"), [("004", "Source Serif"), ("000", "Noto Naskh Arabic")])
def test_faces_that_come_late_move_nothing_and_are_there_on_the_next_page(
    site: Site, reader: Reader, number: str, face: str
) -> None:
    page, held = reader.page, list[Route]()
    page.add_init_script(SHIFTS)
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108 - a built-in cannot be handed over
    page.goto(site.urls[number], wait_until="domcontentloaded")
    page.evaluate(UNTIL.format(WITHOUT))
    for route in held:
        route.continue_()
    page.unroute("**/*.woff2")
    assert held
    page.evaluate(UNTIL.format(f"{len(held)} <= performance.getEntriesByType('resource').filter({CAME}).length"))
    assert page.evaluate("window.moved") < 0.01
    page.locator(".sections a[href$='browse/articles/']").click()
    expect(page.locator("h1")).to_have_text("Articles")
    page.evaluate(UNTIL.format(f"({WIDE})('{face}')"))


def test_a_page_asks_early_for_the_faces_of_its_language_alone(site: Site, reader: Reader) -> None:
    for number, faces in (("004", {"serif-latin"}), ("000", {"serif-latin", "naskh"})):
        reader.page.goto(site.urls[number])
        asked = reader.page.locator("link[rel=preload][as=font]").evaluate_all("links => links.map(link => link.href)")
        assert {Path(url).stem for url in asked} == faces


@pytest.mark.parametrize("number", BUDGET)
def test_a_first_visit_stays_light(site: Site, reader: Reader, number: str) -> None:
    reader.page.goto(site.urls[number], wait_until="networkidle")
    files = {unquote(urlsplit(url).path).lstrip("/") for url in reader.requests if url.startswith(site.base)}
    paths = [site.folder / name / "index.html" if (site.folder / name).is_dir() else site.folder / name for name in files]
    assert sum(map(_transferred, paths)) <= BUDGET[number]


def _transferred(path: Path) -> int:
    """What a server that compresses sends: fonts as they are, the rest by gzip. The search has a budget of its own."""
    if path.parent.name == "search" or "lunr" in path.as_posix() or path.name.startswith("search."):
        return 0
    return path.stat().st_size if path.suffix == ".woff2" else len(gzip.compress(path.read_bytes(), 6))
