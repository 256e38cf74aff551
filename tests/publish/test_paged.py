"""The list of all articles: each stands in it once, in pages that know no more than their share, and in its data."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from digest.publish.browse import browse
from digest.publish.home import numbers, ways
from digest.publish.items import Item
from digest.publish.items import newest as items_newest
from digest.publish.paged import PAGE, choices, jumps, listed, newest, rows
from digest.publish.view import PageView

FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(max_size=9), "outlet": st.text(max_size=5),
        "lang": st.sampled_from(["en", "ar", "<x>", "zh-Hant"]),
        "date": st.sampled_from(["2018", "2013-05~", "soon", ""]), "tags": st.lists(st.text(max_size=3), max_size=3),
        "people": st.lists(st.sampled_from(["Karzai", "كرزاي", ""]), max_size=2),
    },
)  # fmt: skip


def page(number: int, **fields: object) -> PageView:
    return PageView(f"articles/{number}.md", {"title": f"T{number}", "lang": "en"} | fields)


def test_a_short_list_has_one_page_and_no_pager() -> None:
    found = listed([page(1), page(2)])
    assert list(found) == ["articles.md"]
    assert ".pager" not in found["articles.md"]


def test_the_newest_stand_first_and_the_undated_behind() -> None:
    told = [page(1, date="soon"), page(2, date="2013"), page(3, date="2018-10~"), page(4), page(5, derived=["title"])]
    assert [view.title for view in newest(told)] == ["T3", "T2", "T1", "T4", "T5"]


@given(st.lists(FIELDS, max_size=6))
def test_lists_and_feeds_agree_on_what_is_newest(told: list[dict[str, object]]) -> None:
    """Articles with headlines of their own stand in one order, in lists and in feeds."""
    views = [PageView(f"articles/{n}.md", fields) for n, fields in enumerate(told)]
    items = [Item(view, f"https://digest.example/{view.path}", "") for view in views]
    assert [view.title for view in newest(views)] == [item.title for item in items_newest(items)]


@given(st.integers(0, 1200))
def test_every_article_stands_on_one_page_of_the_list(number: int) -> None:
    """However many articles there are, each is listed once, no page has more than its share, every link resolves."""
    found = listed([page(n) for n in range(number)])
    links = [re.findall(r"\]\((?:\.\./)+(articles/\d+\.md)\)", text) for text in found.values()]
    assert sorted(link for share in links for link in share) == sorted(f"articles/{n}.md" for n in range(number))
    assert max(map(len, links)) <= PAGE
    for path, text in found.items():
        folder = path.rpartition("/")[0]
        for target in re.findall(
            r"\]\(((?:\.\./|articles/)?[\w]+\.md)\)", text.partition("{: .pager }")[0].rsplit("\n", 2)[-2]
        ):
            resolved = target.removeprefix("../") if target.startswith("../") else f"{folder}/{target}".strip("/")
            assert resolved in found
        assert len(re.findall(r"\[\d+\]", text)) <= 7


@given(st.lists(FIELDS, max_size=8))
def test_the_data_of_the_list_names_what_the_pages_carry(told: list[dict[str, object]]) -> None:
    """Whatever the pages hold, each is a row, and the numbers in it lead to its own values."""
    views = [PageView(f"articles/{n}.md", fields) for n, fields in enumerate(told)]
    data = json.loads(rows(views, {view.path: f"u/{view.path}" for view in views}))
    by_url = {row[1]: row for row in data["rows"]}
    assert len(by_url) == len(views)
    for view in views:
        title, _, lang, outlet, _, _, tags, people = by_url[f"u/{view.path}"]
        assert title == view.title
        assert data["langs"][lang][0] == view.lang
        assert (data["outlets"][outlet] if outlet >= 0 else "") == view.text("outlet")
        assert len(tags) <= len(view.texts("tags"))
        assert {data["people"][one] for one in people} <= {"Karzai", "كرزاي"}


def test_values_of_one_article_are_no_filter() -> None:
    data = json.loads(rows([page(1, tags=["a", "b"]), page(2, tags=["b"])], {f"articles/{n}.md": "" for n in (1, 2)}))
    assert data["tags"] == ["b"]


def test_languages_and_years_can_be_chosen_before_the_data_is_there() -> None:
    found = choices([page(1, date="2013"), page(2, lang="ar", date="2018"), page(3, lang="ar")])
    assert found == {"lang": [("ar", "Arabic"), ("en", "English")], "year": [("2018", "2018"), ("2013", "2013")]}


def test_a_long_list_of_names_has_a_letter_for_each_group() -> None:
    people = [f"{letter}{n}" for letter in "ABك" for n in range(15)] + ["7 of 9"]
    text = browse([page(1, people=people), page(2, people=people)], ())["people.md"]
    assert text.count("](#letter-") == text.count("{: #letter-") == 4
    short = browse([page(1, people=people[:9]), page(2, people=people[:9])], ())["people.md"]
    assert "#letter" not in short


@given(st.lists(st.text(max_size=5), max_size=60))
def test_jumps_lose_no_entry(labels: list[str]) -> None:
    """Every entry stands in one group."""
    assert sorted(number for _, places in jumps(labels) for number in places) == list(range(len(labels)))


def test_the_front_page_counts_what_there_is() -> None:
    views = [
        page(1, date="2013", outlet="X", people=["K", "L"]),
        page(2, date="2018~", lang="ar", people=["K"]),
        page(3),
    ]
    told = numbers(views)
    assert (told.articles, told.languages, told.outlets, told.span) == (3, 2, 1, "2013–2018")
    found = {way.shelf: way for way in ways(views, {"people": {"k": "browse/people/k/"}})}
    assert found["people"].total == 2
    assert found["people"].top == (("K", "browse/people/k/", 2),)
    assert "tags" not in found
    assert numbers([]).span == ""
