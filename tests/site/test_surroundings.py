"""What stands around the articles of the really built site: feeds, heads, citations, pictures, old addresses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect
from reading import Reader, Site

from digest import pipeline

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
PICTURES = ["browse/timeline/", "browse/together/", "browse/cuts/"]
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def test_every_address_of_feeds_and_sitemap_is_absolute_and_answers(site: Site, reader: Reader) -> None:
    sitemap = ET.parse(site.folder / "sitemap.xml").getroot()
    urls = {str(loc.text) for loc in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    for path in ("feed.json", "feed/ar.json", "feed/en.json"):
        feed = json.loads((site.folder / path).read_text("utf-8"))
        assert {entry["url"] for entry in feed["items"]} <= urls
        urls |= {feed["feed_url"], feed["feed_url"].replace(".json", ".xml")}
    assert len(urls) > 15
    assert not list(sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"))
    for url in urls:
        assert url.startswith(site.base)
        assert reader.page.request.get(url).ok, url


def test_a_head_tells_the_feeds_the_seed_and_the_title(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.urls["002"], wait_until="networkidle")
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert data["@type"] == "Article"
    assert "<script>" in data["headline"]
    assert page.request.get(data["isBasedOn"]["url"]).ok
    for link in page.locator("link[rel~=alternate]").all():
        assert page.request.get(link.evaluate("link => link.href")).ok
    assert page.locator("meta[name=citation_title]").get_attribute("content") == data["headline"]
    assert page.evaluate("window.ran") is None
    assert [error for error in reader.errors if "404" not in error] == []  # the hostile page's own pictures


def test_each_page_has_one_description_of_its_own(site: Site, reader: Reader) -> None:
    told = set()
    for number in ("000", "001", "003", "004"):
        reader.page.goto(site.urls[number])
        told.add(reader.page.locator("meta[name=description]").get_attribute("content"))
    assert len(told) == 4


def test_instant_navigation_brings_the_data_of_the_page(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.base, wait_until="networkidle")
    assert json.loads(page.locator("script[type='application/ld+json']").inner_text())["@type"] == "WebSite"
    page.evaluate("window.stayed = true")
    page.locator(".card[lang=ar] a").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert json.loads(page.locator("script[type='application/ld+json']").inner_text())["inLanguage"] == "ar"
    assert page.evaluate("window.stayed")


def test_a_citation_is_shown_and_its_records_are_files(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["003"])
    assert reader.page.locator(".cite-line").inner_text().startswith("Ubaidullah Burhani. (n.d.). Direct Dialogue")
    links = reader.page.locator(".cite-files a")
    assert links.all_inner_texts() == ["BibTeX", "RIS", "CSL-JSON"]
    for link in links.all():
        answer = reader.page.request.get(link.evaluate("link => link.href"))
        assert answer.ok
        assert "Burhani" in answer.text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PICTURES)
def test_a_picture_has_words_fits_the_screen_and_leaves_the_script_in_peace(
    site: Site, reader: Reader, place: str, scheme: str
) -> None:
    page = reader.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site.base + place, wait_until="networkidle")
    picture = page.locator("svg.picture").first
    title = page.locator("#" + str(picture.get_attribute("aria-labelledby")))
    assert title.text_content()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = picture.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert reader.errors == []


def test_names_of_the_map_stand_beside_their_dots_and_lead_to_their_pages(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.base + "browse/together/", wait_until="networkidle")
    dots = page.locator(".together .dot").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    rows = page.locator(".ties li").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(dots) == len(rows) >= 5
    assert all(0 < dot - row < 30 for dot, row in zip(dots, rows, strict=True))
    page.locator(".ties a", has_text="Taliban").click()
    expect(page).to_have_url(re.compile(r"/browse/organisations/taliban/"))


def test_the_making_of_a_page_begins_with_the_strip_of_its_seed(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["004"])
    reader.page.locator("details.made summary").click()
    expect(reader.page.locator("details.made svg.cut .cut").first).to_be_visible()
    assert "appeal for donations" in reader.page.locator("details.made figcaption").inner_text()


def _published(root: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root, env=os.environ | QUIET | {"SOURCE_DATE_EPOCH": "0"}, capture_output=True, check=True,
    )  # fmt: skip


def _bytes(site: Path) -> dict[str, bytes]:
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {path: file.read_bytes() for path, file in files.items()}


def test_a_renamed_page_and_a_hidden_one_in_a_site_built_twice(tmp_path: Path) -> None:
    """The old address leads on, nothing names the hidden page, and a second build gives the same bytes."""
    for name in ("seeds", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    ours = shutil.ignore_patterns("articles", ".base", "browse")
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=ours)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    pipeline.build(tmp_path / "seeds", tmp_path / "content")
    articles = tmp_path / "content/articles"
    (articles / "direct-dialogue-between-the-united-states-and-the-taliban-in-kabul.md").rename(
        articles / "dialogue.md"
    )
    hidden = articles / "the-afghanistan-negotiations-are-not-going-well.md"
    hidden.write_text(hidden.read_text("utf-8").replace("status: draft", "status: draft\npublish: hidden"), "utf-8")
    other = articles / "afghan-officials-carry-out-back-channel-talks-with-taliban-reports.md"
    other.write_text(other.read_text("utf-8").replace("## Text\n", f"## Text\n\nSee [this]({hidden.name}).\n"), "utf-8")
    _published(tmp_path)
    site = _bytes(tmp_path / "site")
    _published(tmp_path)
    assert _bytes(tmp_path / "site") == site
    old = site["articles/direct-dialogue-between-the-united-states-and-the-taliban-in-kabul/index.html"].decode()
    assert 'content="0; url=../dialogue/"' in old
    assert "Content-Security-Policy" in old
    told = [path for path, data in site.items() if b"negotiations-are-not-going-well" in data]
    assert [path for path in told if not path.startswith("seeds/")] == []
    assert [path for path in site if "negotiations-are-not" in unquote(path)] == []
    assert b"See this." in site[f"articles/{other.stem}/index.html"]
