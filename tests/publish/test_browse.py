"""Browse pages: names, outlets and tags people left in the pages are found again; nothing leaks out of its line."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from digest.model import Name
from digest.publish.browse import PAGES, browse
from digest.publish.markdown import escape
from digest.publish.view import PageView

KARZAI = Name("Hamid Karzai", "person", {"ar": ("كرزاي",), "en": ("Hamid Karzai", "Karzai")})
KABUL = Name("Kabul", "place", {"ar": ("كابول",)}, listed=True)
VALUES = st.one_of(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=4), st.none(), st.integers())


def page(path: str, **fields: object) -> PageView:
    return PageView(f"articles/{path}.md", {"title": path, "lang": "en"} | fields)


def targets(pages: dict[str, str]) -> list[tuple[str, str]]:
    return [(path, link) for path, text in pages.items() for link in re.findall(r"\]\(([^)]*)\)", text)]


def test_a_name_in_one_article_gets_no_page() -> None:
    assert not [path for path in browse([page("a", people=["Rand Paul"])], ()) if path.startswith("people/")]


def test_a_hidden_page_is_listed_nowhere() -> None:
    assert "articles/a.md" not in "".join(browse([page("a", publish="hidden", people=["X"], tags=["y"])], ()).values())


def test_two_spellings_of_one_name_share_a_page() -> None:
    found = browse([page("a", people=["Karzai"]), page("b", people=["كرزاي"])], [KARZAI])
    assert "articles/a.md" in found["people/hamid-karzai.md"]
    assert "articles/b.md" in found["people/hamid-karzai.md"]
    assert "كرزاي" in found["people/hamid-karzai.md"]


def test_a_name_people_listed_has_a_page_before_any_article_names_it() -> None:
    assert "places/kabul.md" in browse([], [KABUL])


def test_slugs_that_differ_in_nothing_or_mean_something_are_told_apart() -> None:
    found = browse([page("a", tags=["index", "!!!", "???"])], ())
    paths = [path for path in found if path.startswith("tags/")]
    assert len(paths) == len({path.casefold() for path in paths}) == 3
    assert "tags/index.md" not in paths


def test_dated_pages_stand_under_their_year_and_undated_apart() -> None:
    text = browse([page("a", date="2018-10-14~"), page("b", date="2013"), page("c"), page("d", date="soon")], ())[
        "timeline.md"
    ]
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["2018", "2013", "Date unknown"]
    assert "about 14 October 2018" in text


def test_an_arabic_article_stands_in_a_list_as_it_reads() -> None:
    text = browse([page("a", lang="ar")], ())["timeline.md"]
    html = Markdown(extensions=["attr_list"]).convert(text.partition("## Date unknown")[2])
    assert re.search(r'<li [^>]*dir="rtl"', html)
    assert "{:" not in html
    assert "التاريخ" in html
    assert "date unknown" not in html


def test_arabic_spellings_stand_between_arabic_commas() -> None:
    name = Name("Kabul", "place", {"ar": ("كابول", "كابل")}, listed=True)
    assert "</bdi>، <bdi>" in browse([], [name])["places/kabul.md"]


def test_the_search_reads_names_softly_and_lists_tags_and_outlets_not_at_all() -> None:
    found = browse([page("a", people=["Karzai"], tags=["x"], outlet="O"), page("b", people=["Karzai"])], [KARZAI])
    loud = [path for path, text in found.items() if "exclude: true" not in text]
    assert loud == ["people/hamid-karzai.md"]


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["title", "outlet", "tags", "people", "places", "date", "lang"]), VALUES),
        max_size=4,
    )
)
def test_every_link_resolves_whatever_people_wrote(fields: list[dict[str, object]]) -> None:
    """Every link to an article leads to one there is, and every page of the table is written."""
    views = [PageView(f"articles/{number}.md", mapping) for number, mapping in enumerate(fields)]
    found = dict(browse(views, [KARZAI, KABUL]))
    assert set(PAGES) <= {path.removesuffix(".md") for path in found}
    for path, link in targets(found):
        up, rest = link.count("../"), link.replace("../", "")
        if rest.startswith("articles/"):
            assert up == path.count("/") + 1
            assert rest in {view.path for view in views}


@given(st.text(max_size=60))
def test_escaped_text_is_text(text: str) -> None:
    """Rendered with the site's extensions, escaped text holds no element, and its words are unchanged."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u0002\u0003]", " ", text).split())
    html = Markdown(extensions=["attr_list", "footnotes", "def_list", "tables"]).convert(f"x {escape(line)} y")
    assert re.fullmatch(r"<p>[^<>]*</p>", html, re.DOTALL), html
