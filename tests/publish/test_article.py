"""What an article's page shows, and what a person's `publish` keeps back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from digest.publish import article
from digest.publish.shelves import Reading
from digest.publish.view import PageView

HTML = """<h2 id="summary">Summary</h2><ul><li>One.</li></ul>
<h2 id="text">Text</h2><p>Two.</p><h2 id="r">Related</h2><p>Three.</p>"""

JSON = st.recursive(
    st.none() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "forms", "ar"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def view(**fields: object) -> PageView:
    return PageView("articles/a.md", {"title": "A", "lang": "en"} | fields)


def test_a_page_in_full_keeps_all_its_parts() -> None:
    parts = article.parts(HTML, view())
    assert [part for part in ("One.", "Two.", "Three.") if part in parts] == ["One.", "Two.", "Three."]
    assert 'class="part-text" id="text"' in parts


def test_a_page_in_summary_shows_neither_text_nor_making() -> None:
    shown = view(publish="summary")
    assert "Two." not in article.parts(HTML, shown)
    assert "Three." in article.parts(HTML, shown)
    assert article.making(shown, {"cuts": [{"text": "x"}]}) == ""


def test_the_search_reads_the_text_once() -> None:
    read = article.for_search(article.parts(HTML, view()))
    assert "Two." in read
    assert "One." not in read


def test_the_search_reads_names_in_all_their_spellings() -> None:
    record = {
        "names": [{"name": "Hamid Karzai", "forms": {"ar": ["كرزاي"]}}, {"name": "Gone", "forms": {"en": ["G."]}}]
    }
    known = {"taliban": ["Taliban", "حركة أُخرى"]}
    found = article.spellings(view(people=["Hamid Karzai"], organisations="Taliban"), record, known)
    assert found == ("Hamid Karzai", "كرزاي", "Taliban", "حركة أُخرى")


@given(JSON, JSON)
def test_names_of_any_shape_are_words(names: object, value: object) -> None:
    """Whatever a record or a page holds for names, the search is given texts."""
    found = article.spellings(view(people=value), {"names": names, "forms": value}, {})
    assert all(isinstance(name, str) for name in found)


def test_only_a_dated_article_with_a_headline_of_its_own_leads() -> None:
    said = {"url": "", "lead": Markup("")}
    assert article.Card(view(date="2018"), date="2018", **said).leads
    assert not article.Card(view(), date="", **said).leads
    assert not article.Card(view(date="2018", derived=["title"]), date="2018", **said).leads


def test_headings_are_known_in_the_pages_language() -> None:
    html = '<h2 id="x">النص<a class="headerlink" href="#x">¶</a></h2><p>نص</p>'
    assert "part-text" in article.parts(html, view(lang="ar"))


def test_what_is_unknown_is_said() -> None:
    rows = {name: (value, sure) for name, value, sure in article.facts(view())}
    assert rows["Outlet"] == ("outlet unknown", False)
    assert rows["Date"] == ("date unknown", False)


@pytest.mark.parametrize("base", ["../../../etc/passwd", "", "zz", "0" * 64])
def test_a_base_that_is_none_gives_no_record(tmp_path: Path, base: str) -> None:
    (tmp_path / ("0" * 64 + ".json")).write_text("{broken", "utf-8")
    assert article.record_of(view(digest={"base": base}), tmp_path) == {}


def test_hidden_pages_stand_neither_among_cards_nor_seeds(tmp_path: Path) -> None:
    reading = Reading(tmp_path, tmp_path)
    reading.open("articles/a.md", {"title": "A", "publish": "hidden", "digest": {"seed": "a.txt"}})
    reading.read("articles/a.md", "articles/a/", HTML)
    assert reading.hidden() == ["articles/a.md"]
    assert reading.front() == []


def test_the_front_page_shows_the_newest_first_and_the_undated_by_title(tmp_path: Path) -> None:
    reading = Reading(tmp_path, tmp_path)
    told = {"Z": {}, "Old": {"date": "2013"}, "New": {"date": "2018-10~"}, "A": {}, "B": {"derived": ["title"]}}
    for title, fields in told.items():
        reading.open(f"articles/{title}.md", {"title": title} | fields)
        reading.read(f"articles/{title}.md", f"articles/{title}/", HTML)
    assert [card.view.title for card in reading.front()] == ["New", "Old", "A", "Z", "B"]
