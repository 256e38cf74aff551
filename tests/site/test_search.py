"""What readers find: every language from every page, as readers type it, in the built site and in the copy from disk."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect
from hosting import served
from reading import Reader, Site, found, search

from digest.language import languages
from digest.publish.search import Record, settings
from digest.text import loose, sought

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
OF_ARABIC = (
    "طالبان", "الطالبان", "أفغانستان", "افغانستان", "أَفْغَانِسْتَان", "أفغـــانستان", "المحادثات", "محادثة", "مفاوضة", "مفاوضات",
    "القاعده", "القاعدة", "كرزاي",
)  # fmt: skip
OF_ENGLISH = ("Taliban", "talk", "talks", "negotiate", "negotiating", "negotiations", "Karzai")
HOSTILE = '</a><img src=x onerror="window.ran=1"><script>window.ran=1</script>'
# language: title, text, what finds it; beyond inflection, what hands leave out or type for something else.
TONGUES = {
    "de": ("Verhandlungen über den Frieden", "Die Präsidenten trafen sich in Zürich und sprachen über die Häuser an der langen Straße im Irak.",
           "Verhandlung verhandlungen Präsident Zurich haus STRASSE Straßen Friedens"),
    "fr": ("Les négociations de Genève ont échoué", "L’ambassadeur d’Éthiopie et les délégués étaient rentrés à l'Élysée dès février.",
           "negociation négocier Geneve délégué Ethiopie Élysée elysee ambassadeurs"),
    "ru": ("Министр обсудил переговоры", "В Москве он встретился с представителями движения и президентом Афганистана; ёлки стояли ещё.",
           "Афганистан президенты переговорах Москва министры представитель движение елка"),
    "fa": ("مذاکرات صلح", "دولت و نمایندگان در کتاب‌های تاریخی از یک سرزمین نوشتند.", "مذاکره مذاكرات دولتی كتاب کتابها کتاب‌ها تاريخ نماینده"),
    "zh": ("和平谈判在多哈举行", "双方同意下个月再次会面，并交换了战俘。", "谈判 多哈 和平谈判 会面 交换战俘 月"),
    "es": ("Los negociadores firmaron", "El gobierno de Bogotá llegó a un acuerdo con la oposición el año pasado.", "negociador negociación acuerdos Bogota gobiernos ano"),
    "ko": ("평화 회담", "대통령은 서울에서 장관들을 만났다.", "대통령 서울 회담 장관"),
    "th": ("การเจรจาสันติภาพ", "ผู้แทนทั้งสองฝ่ายพบกันที่กรุงโดฮาเมื่อวันศุกร์", "เจรจา โดฮา วันศุกร์"),
    "hi": ("शांति वार्ता", "दोनों पक्ष शुक्रवार को दिल्ली में मिले।", "दिल्ली वार्ता शुक्रवार"),
    "el": ("Οι διαπραγματεύσεις", "Οι υπουργοί συναντήθηκαν στην Αθήνα τον Μάιο.", "ΔΙΑΠΡΑΓΜΑΤΕΎΣΕΙΣ αθηνα υπουργοι Μαιο"),
    "ar": ("وفد يزور بكابول", "وللمفاوضين مطالب، فالحكومة لطالبان وبالتفاهم معها.", "كابول المفاوضون مفاوضين حكومات الحكومة طالبان تفاهم"),
}  # fmt: skip
_LINK = re.compile(r'(?:href|src)="([^"]*)"')
ASKED = [(lang, words) for lang, (_, _, rows) in TONGUES.items() for words in rows.split()]


def _project(root: Path) -> None:
    """The project with one page a language, all of the same outlet, and one of a hostile one."""
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    for name in ("mkdocs.yml", "offline.yml"):
        shutil.copy(ROOT / name, root)
    (root / "seeds").mkdir()
    (root / "content/articles").mkdir()
    for lang, (title, text, _) in TONGUES.items():
        head = f"title: {title}\nlang: {lang}\noutlet: The Outlet\ntags: [tongue]\npeople: [Ann {lang.upper()}]\nstatus: draft"
        (root / f"content/articles/{lang}.md").write_text(f"---\n{head}\n---\n\n## Text\n\n{text}\n", "utf-8")
    head = f"title: '{HOSTILE}'\nlang: en\noutlet: '{HOSTILE}'\ntags: ['{HOSTILE}']\nstatus: draft"
    (root / "content/articles/hostile.md").write_text(f"---\n{head}\n---\n\n## Text\n\nAn evil word | stands here.\n", "utf-8")


def _build(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=root, env=os.environ | QUIET | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of many languages that does not stand at the root of its host."""
    root = tmp_path_factory.mktemp("tongues")
    _project(root)
    (root / "host/some").mkdir(parents=True)
    (root / "host/some/where").symlink_to(root / "site")
    with served(root / "host") as address:
        base = f"{address}some/where/"
        done = _build(root, "--strict", SITE_URL=base)
        assert done.returncode == 0, done.stderr
        yield Site(root / "site", root / "content", base, {lang: f"{base}articles/{lang}/" for lang in TONGUES})


@pytest.fixture(scope="module")
def disk(tongues: Site) -> Site:
    """The same site as `make offline` builds it."""
    root = tongues.content.parent
    done = _build(root, "--strict", "-f", "offline.yml")
    assert done.returncode == 0, done.stderr
    base = (root / "site-offline").as_uri() + "/"
    return Site(root / "site-offline", root / "content", base, {lang: f"{base}articles/{lang}.html" for lang in TONGUES})


@pytest.mark.parametrize("number", ["000", "004"], ids=["from Arabic", "from English"])
def test_both_languages_are_found_from_either(site: Site, reader: Reader, number: str) -> None:
    reader.page.goto(site.urls[number])
    for words in OF_ARABIC:
        assert site.urls["000"] in found(search(reader.page, words)), words
    english = {url for number, url in site.urls.items() if number != "000"}
    for words in OF_ENGLISH:
        assert set(found(search(reader.page, words))) & english, words
    assert reader.errors == []
    assert [url for url in reader.requests if not url.startswith((site.base, "data:"))] == []


@pytest.mark.parametrize("start", ["en", "fa"])
def test_every_language_is_found_as_people_type_it(tongues: Site, reader: Reader, start: str) -> None:
    reader.page.goto(tongues.urls.get(start, tongues.base))
    missed = [(lang, words) for lang, words in ASKED if tongues.urls[lang] not in found(search(reader.page, words))]
    assert missed == []


def test_every_link_of_the_copy_from_disk_leads_to_a_file_of_it(disk: Site) -> None:
    """But those of 404.html, which only a server shows, and those that the search answers."""
    pages = [path for path in disk.folder.rglob("*.html") if path.name != "404.html"]
    links = [(page, unescape(link)) for page in pages for link in _LINK.findall(page.read_text("utf-8"))]
    own = [(page, link) for page, link in links if not re.match(r"[a-z]+:|#|$", link) and "?q=" not in link]
    assert len(own) > 100
    assert [
        (page.name, link) for page, link in own if not (page.parent / unquote(re.split("[?#]", link)[0])).is_file()
    ] == []


def test_the_copy_from_disk_finds_the_same(disk: Site, reader: Reader) -> None:
    reader.page.goto(disk.urls["ar"])
    missed = [(lang, words) for lang, words in ASKED if disk.urls[lang] not in found(search(reader.page, words))]
    assert missed == []
    search(reader.page, "谈判").first.click()
    expect(reader.page.locator("h1")).to_have_text(TONGUES["zh"][0])
    assert [url for url in reader.requests if not url.startswith(("file:", "data:"))] == []
    assert reader.errors == []


def test_the_list_of_the_copy_from_disk_is_filtered(disk: Site, reader: Reader) -> None:
    reader.page.goto(disk.base + "browse/articles.html")
    reader.page.get_by_label("Language").select_option("fa")
    shown = reader.page.locator(".browse > ul:visible > li a")
    expect(shown).to_have_count(1)
    assert found(shown) == [disk.urls["fa"]]
    assert reader.errors == []


@pytest.mark.parametrize("words", ["Zebra", "Iran", "谈论", "ныне", "قمر", "|", "<script>"])
def test_what_stands_nowhere_is_not_found(tongues: Site, reader: Reader, words: str) -> None:
    reader.page.goto(tongues.base)
    assert not set(found(search(reader.page, words))) & set(tongues.urls.values())


def test_words_are_compared_alike_on_both_sides(site: Site, reader: Reader) -> None:
    """The query in the browser is folded as the texts were at the build: every letter Python knows, and real texts."""
    reader.page.goto(site.base)
    search(reader.page, "x")
    signs = [chr(c) for c in range(0x20, 0x1F000) if unicodedata.category(chr(c)) not in {"Cn", "Cs", "Co"}]
    assert reader.page.evaluate("signs => signs.map(digestSearch.compare.loose)", signs) == [*map(loose, signs)]
    texts = [path.read_text("utf-8") for path in site.content.glob("articles/*.md")]
    texts += [f"{title} {text} {words}" for title, text, words in TONGUES.values()]
    theirs = reader.page.evaluate("texts => texts.map(digestSearch.compare.sought)", texts)
    assert theirs == [*map(sought, texts)]


def test_nothing_of_the_search_is_fetched_before_it_is_opened(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["004"], wait_until="networkidle")
    asked = len(reader.requests)
    assert not [url for url in reader.requests if "search" in url]
    search(reader.page, "Doha")
    assert [url for url in reader.requests[asked:] if "/words/" in url]
    assert not [url for url in reader.requests if "narrow" in url], "nobody asked to narrow anything down"
    assert reader.errors == []


def test_results_say_whose_and_in_which_language_in_the_language_of_the_page(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["000"])
    search(reader.page, "Taliban")
    dialog = reader.page.locator(".finder")
    assert [dialog.get_attribute("lang"), dialog.get_attribute("dir"), dialog.get_attribute("aria-label")] == ["ar", "rtl", "بحث"]
    sides = dialog.locator(".finder-list > li").evaluate_all(
        "rows => rows.map(row => [...row.children].map(one => getComputedStyle(one).direction))"
    )
    assert sides
    assert [len({*row[:2]}) for row in sides] == [1] * len(sides), "title and facts begin on one side"
    facts = dialog.locator(".finder-facts").all_inner_texts()
    search(reader.page, "المفاوضات")
    facts += dialog.locator(".finder-facts").all_inner_texts()
    assert any("العربية" in fact for fact in facts)
    assert any("الإنجليزية" in fact for fact in facts)
    assert any("SouthFront" in fact for fact in facts)
    assert any("المصدر" in fact for fact in facts), "an unknown outlet is said plainly"


def test_results_are_narrowed_down(tongues: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(tongues.base)
    search(page, "")
    page.locator(".finder summary").click()
    choice = {name: page.get_by_label(name, exact=True) for name in ("Language", "Outlet", "Tags", "People")}
    expect(choice["Tags"].locator("option", has_text="tongue")).to_have_count(1)
    choice["Outlet"].select_option("The Outlet")
    expect(page.locator(".finder-status")).to_contain_text(str(len(TONGUES)))
    page.locator(".finder-more").click()
    expect(page.locator(".finder-list a").nth(5)).to_be_focused()
    choice["Language"].select_option("ru")
    expect(page.locator(".finder-list a")).to_have_count(1)
    assert found(page.locator(".finder-list a")) == [tongues.urls["ru"]]
    choice["People"].select_option("Ann RU")
    assert found(search(page, "Москва")) == [tongues.urls["ru"]]
    assert found(search(page, "谈判")) == []


def test_the_keyboard_does_everything(site: Site, reader: Reader) -> None:
    page = reader.page
    page.goto(site.base)
    field = page.locator(".finder-field")
    search(page, "Taliban")
    expect(field).to_be_focused()
    links = page.locator(".finder-list a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("/")
    expect(field).to_have_value("Taliban/")
    page.keyboard.press("Escape")
    expect(page.locator(".finder")).not_to_be_visible()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.type("Khalilzad Doha")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("US Officials Meet With Taliban")


def test_a_name_without_a_page_leads_to_the_search(site: Site, reader: Reader) -> None:
    for url in site.urls.values():
        reader.page.goto(url, wait_until="networkidle")
        if reader.page.locator(".chip--search").count():
            break
    chip = reader.page.locator(".chip--search").first
    name = chip.inner_text()
    address = reader.page.evaluate("link => link.href", chip.element_handle())
    chip.click()
    expect(reader.page.locator(".finder-field")).to_have_value(name)
    expect(reader.page.locator(".finder-list a").first).to_be_visible()
    reader.page.goto(address)
    expect(reader.page.locator(".finder-field")).to_have_value(name)
    expect(reader.page.locator(".finder-list a").first).to_be_visible()


def test_a_name_finds_its_page_and_articles_of_both_languages(site: Site, reader: Reader) -> None:
    reader.page.goto(site.base)
    for words, numbers, title in (("Karzai", ["000"], "Hamid Karzai — person"), ("الهند", ["000", "004"], "India — place")):
        links = search(reader.page, words)
        urls = found(links)
        assert {site.urls[number] for number in numbers} <= set(urls)
        assert len([url for url in urls[:2] if "/browse/" in url]) <= 1, "pages of names drown the articles"
        assert not [url for url in urls if "/tags/" in url or "/outlets/" in url or "timeline" in url]
        assert title in links.all_inner_texts()


def test_a_missing_page_has_a_way_into_the_search(tongues: Site, reader: Reader) -> None:
    reader.page.goto(tongues.base + "404.html")
    spoken = reader.page.locator(".missing > section")
    said = spoken.evaluate_all("rows => rows.map(row => [row.lang, row.dir])")
    assert said[0] == ["en", "ltr"]
    assert ["ar", "rtl"] in said
    assert {lang for lang, _ in said} == {"en", *(set(TONGUES) & set(languages()))}
    expect(reader.page.locator(".missing h1")).to_have_count(1)
    expect(spoken.locator("[data-search]")).to_have_count(len(said))
    spoken.locator("[data-search]").first.click()
    expect(reader.page.locator(".finder-field")).to_be_focused()


def test_the_word_is_lit_up_where_it_stands(site: Site, reader: Reader) -> None:
    reader.page.goto(site.urls["000"])
    link = search(reader.page, "مفاوضة").first.get_attribute("href")
    assert link
    word = unquote(link.partition("#:~:text=")[2])
    assert "مفاوضات" in word
    assert word in reader.page.locator("article").inner_text()


@pytest.mark.parametrize("kind", ["tongues", "disk"])
def test_hostile_values_are_words(kind: str, reader: Reader, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(kind)
    page = reader.page
    page.goto(site.base + "index.html")
    assert "evil word | stands" in search(page, "evil").locator("..").inner_text()
    page.locator(".finder summary").click()
    expect(page.get_by_label("Outlet", exact=True).locator("option", has_text="onerror")).to_have_count(1)
    page.get_by_label("Outlet", exact=True).select_option(HOSTILE)
    expect(page.locator(".finder-list a")).to_have_count(1)
    assert HOSTILE in page.locator(".finder-list").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.locator(".finder :is(img, script)").count() == 0
    assert reader.errors == []


def test_without_scripts_no_search_is_offered(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.base)
    expect(page.locator("[data-search]").first).not_to_be_visible()
    context.close()


def test_settings_hold_nothing_that_ends_a_script() -> None:
    assert "<" not in settings({"packs": ["<"]})
    assert Record("x", "t" * 1000).heading == "t" * 300


def test_what_cannot_be_fetched_is_said_and_fetched_once_it_can(site: Site, reader: Reader) -> None:
    """The connection goes while the search is open, or before: the reader is told in the page's language, and goes on."""
    page = reader.page
    page.goto(site.urls["000"])
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.context.set_offline(True)
    with page.expect_event("dialog"):
        page.keyboard.press("/")
    assert said == [languages()["ar"].label("search-failed")]
    page.context.set_offline(False)
    assert found(search(page, "Taliban"))
    page.context.set_offline(True)
    page.locator(".finder-field").fill("المفاوضات")  # of another pack
    expect(page.locator(".finder-status")).to_have_text(languages()["ar"].label("search-failed"))
    page.context.set_offline(False)
    assert found(search(page, "المفاوضات"))
