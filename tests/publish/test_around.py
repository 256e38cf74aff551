"""llms.txt, pages at old addresses, and hidden pages that nothing leads to."""

from __future__ import annotations

import re
from pathlib import Path

from around_samples import ARABIC, BURHANI, HOSTILE, ITEMS, NOTHING, SITE, item
from hypothesis import given
from hypothesis import strategies as st

from digest import pipeline
from digest.page.store import opened
from digest.publish.around import Around
from digest.publish.browse import Shelf
from digest.publish.collect import collect
from digest.publish.items import Item
from digest.publish.llms import llms
from digest.publish.moved import leading, moved

STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in August 2021, the Taliban said. "
HIDDEN = Around(SITE, Shelf((), {}), hidden={"articles/b.md": "articles/b/"})


def test_llms_txt_is_a_title_a_summary_and_a_line_for_each_article() -> None:
    text = llms(SITE, [NOTHING, BURHANI, ARABIC], [("People", "browse/people/")]).decode()
    assert text.startswith("# Annotated Digest\n\n> Texts made readable.\n\n## Articles: Arabic\n")
    line = "- [Direct dialogue & more](https://digest.example/articles/talks/): Dawat Media Center · 14 October 2018"
    assert f"{line} — It began.\n" in text
    assert "- [People](https://digest.example/browse/people/)\n" in text


@given(st.lists(ITEMS, max_size=3))
def test_each_article_is_one_line_of_llms_txt(items: list[Item]) -> None:
    """Whatever articles hold, each is one list item with one link, and opens no heading."""
    rows = llms(SITE, items, []).decode().split("\n")
    assert len([row for row in rows if row.startswith("- [") and SITE.base + "articles/" in row]) == len(items)
    assert all(re.match(r"# |> |## |- \[|$", row) for row in rows)


def test_an_old_address_leads_to_the_page_unless_another_stands_there_or_it_is_hidden() -> None:
    former = {"articles/new.md": ("articles/old.md", "articles/older.md"), "articles/hidden.md": ("articles/was.md",)}
    found = moved(former, {"articles/new.md"}, {"articles/new.md", "articles/older.md", "articles/hidden.md"})
    assert found == {"articles/old.md": "articles/new.md"}


def test_the_page_at_an_old_address_holds_its_words_escaped_and_needs_no_script() -> None:
    page = leading(item(title=HOSTILE), "../a/")
    assert '<meta http-equiv="refresh" content="0; url=../a/">' in page
    assert '<link rel="canonical" href="https://digest.example/articles/a/">' in page
    assert "<script" not in page


def test_links_to_hidden_pages_go_and_lists_lose_their_item() -> None:
    text, shown = '<p>See <a href="../b/#x">the other</a>.</p>', '<li><a href="../c/">C</a></li>'
    html = f'{text}<ul><li><a href="../b/">B</a> — both</li>\n{shown}</ul>'
    assert HIDDEN.unlinked(html, "articles/a/") == f"<p>See the other.</p><ul>{shown}</ul>"


def test_pages_without_hidden_ones_stay_to_the_letter() -> None:
    assert HIDDEN.unlinked('<a href="../c/">C</a>', "articles/a/") == '<a href="../c/">C</a>'


@given(st.text(alphabet='<ali> href="b/#.</pu', max_size=200))
def test_any_html_is_gone_through(html: str) -> None:
    """Whatever stands in a page, unlinking ends, and adds nothing."""
    assert len(HIDDEN.unlinked(html, "articles/a/")) <= len(html)


def _seeds(folder: Path, titles: list[str]) -> Path:
    folder.mkdir()
    for number, title in enumerate(titles):
        (folder / f"{number}.txt").write_text(
            f"{title}\n\n{STORY}Ashraf Ghani and Hamid Karzai spoke in Kabul. {number}.\n", "utf-8"
        )
    return folder


def test_a_hidden_page_is_listed_nowhere_and_related_to_nothing(tmp_path: Path) -> None:
    seeds, content = (
        _seeds(tmp_path / "seeds", ["First talks in Doha", "Second talks in Doha", "Third talks in Doha"]),
        tmp_path / "content",
    )
    pipeline.build(seeds, content)
    page = content / "articles/second-talks-in-doha.md"
    assert "second-talks" in (content / "articles/first-talks-in-doha.md").read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace("status: draft", "status: draft\npublish: hidden"), "utf-8")
    report = pipeline.build(seeds, content)
    assert report.shelf
    assert "articles/second-talks-in-doha.md" not in {*report.shelf.cuts, *(view.path for view in report.shelf.pages)}
    others = [path.read_text("utf-8") for path in content.rglob("*.md") if path != page]
    assert len(others) > 8
    assert not [text for text in others if "second-talks" in text or "Second talks" in text]


def test_a_page_in_summary_tells_no_dates_and_no_cuts(tmp_path: Path) -> None:
    seeds, content = _seeds(tmp_path / "seeds", ["Talks in Doha"]), tmp_path / "content"
    pipeline.build(seeds, content)
    with opened(content, check=True) as store:
        assert [event.edtf for event in collect(store, ()).events] == ["2021-08"]
    page = content / "articles/talks-in-doha.md"
    page.write_text(page.read_text("utf-8").replace("status: draft", "status: draft\npublish: summary"), "utf-8")
    with opened(content, check=True) as store:
        shelf = collect(store, ())
    assert (shelf.events, dict(shelf.cuts)) == ((), {})
    assert len(shelf.pages) == 1


def test_a_renamed_page_remembers_where_it_lay_and_nobody_takes_its_old_place(tmp_path: Path) -> None:
    seeds, content = _seeds(tmp_path / "seeds", ["Talks in Doha"]), tmp_path / "content"
    pipeline.build(seeds, content)
    for old, new in (("talks-in-doha", "doha"), ("doha", "doha-talks")):
        (content / f"articles/{old}.md").rename(content / f"articles/{new}.md")
        report = pipeline.build(seeds, content)
    (seeds / "1.txt").write_text(f"Talks in Doha\n\n{STORY * 2}\n", "utf-8")
    report = pipeline.build(seeds, content)
    assert report.former == {"articles/doha-talks.md": ("articles/talks-in-doha.md", "articles/doha.md")}
    assert {path.name for path in (content / "articles").iterdir()} == {"doha-talks.md", "talks-in-doha-2.md"}
    assert not pipeline.build(seeds, content).moved
