"""Pictures are well-formed, say what they show, and are drawn the same from the same pages."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from around_samples import HOSTILE, WORDS
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from digest.language import known
from digest.publish.browse import browse, shelve
from digest.publish.entries import entries
from digest.publish.events import Event
from digest.publish.pictures.cuts import Shears, cut_bar, most_cut, overview, percent, shears, total
from digest.publish.pictures.timeline import marks, timeline
from digest.publish.pictures.together import CLOSEST, MOST, ties, together
from digest.publish.view import PageView

EN, AR = known("en"), known("ar")
GOLDEN = Path(__file__).with_name("golden")
DATES = st.sampled_from(
    ["", "soon", "2018-10-14", "2018-10-14~", "2018-10", "2013", "2014/2016", "-0044", "Y99999", "0001/9999"]
)


def page(name: object, **fields: object) -> PageView:
    return PageView(f"articles/{name}.md", {"title": f"T{name}", "lang": "en"} | fields)


def href(path: str) -> str:
    return f"../../{path.removesuffix('.md')}/"


def parsed(drawn: Markup) -> ET.Element:
    return ET.fromstring(f'<x xmlns:xlink="http://www.w3.org/1999/xlink">{drawn}</x>')


DATED = [page("a", date="2018-10-14"), page("b", date="2018-10-14~"), page("c", date="2013"), page("d")]
SPOKEN = (Event("2021-08", ((page("e"), "… in August 2021 …"),)),)


def test_nothing_is_drawn_of_nothing() -> None:
    assert timeline([page("a")], (), EN) == ""
    assert together(ties({}), EN, href) == ""
    assert cut_bar(Shears(0, ()), EN) == ""
    assert overview([], {}, EN, href) == ""


def test_an_undated_article_stands_nowhere_in_the_timeline() -> None:
    assert not [mark for mark in marks(DATED, SPOKEN) if "Td" in mark.words]
    assert "1 of 4 articles give no date" in timeline(DATED, SPOKEN, EN)


def test_the_timeline_tells_days_spans_and_doubts_apart() -> None:
    kinds = [
        shape.get("class") for shape in parsed(timeline(DATED, SPOKEN, EN)).iter() if shape.tag in {"circle", "rect"}
    ]
    assert sorted(kinds) == ["day published", "span published", "span published unsure", "span spoken"]  # type: ignore[type-var]


def test_years_run_from_the_latest_down_and_empty_ones_are_one_gap() -> None:
    drawn = parsed(timeline(DATED, SPOKEN, EN))
    assert [text.text for text in drawn.iter("text") if text.get("class") == "year"] == ["2021", "2018", "2013"]
    assert len([line for line in drawn.iter("line") if line.get("class") == "gap"]) == 2


def test_the_timeline_of_an_arabic_site_begins_on_the_right() -> None:
    def place(drawn: Markup) -> float:
        return float(str(next(parsed(drawn).iter("circle")).get("cx")).rstrip("%"))

    early = [page("a", date="2018-01-02")]
    assert place(timeline(early, (), EN)) + place(timeline(early, (), AR)) == pytest.approx(100, abs=0.02)


def test_five_thousand_dates_are_counted_not_crowded() -> None:
    pages = [page(n, date=f"{2000 + n % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(5000)]
    drawn = timeline(pages, (), EN)
    assert len(drawn) < 120_000
    assert sum(int(str(text.text)) for text in parsed(drawn).iter("text") if text.get("class") == "many") == 5000


def test_centuries_of_dates_have_at_most_forty_rows() -> None:
    drawn = parsed(timeline([page(n, date=f"{n:04}") for n in range(1, 2018, 7)], (), EN))
    assert 1 < len([text for text in drawn.iter("text") if text.get("class") == "year"]) <= 40


@given(st.lists(st.tuples(DATES, WORDS), max_size=8))
def test_any_dates_are_drawn_inside_the_picture(rows: list[tuple[str, str]]) -> None:
    """Whatever dates and titles there are, the picture is well-formed, and every mark lies within its width."""
    drawn = parsed(timeline([page(n, date=date, title=title) for n, (date, title) in enumerate(rows)], (), AR))
    for shape in drawn.iter("rect"):
        left, wide = (float(str(shape.get(name)).rstrip("%")) for name in ("x", "width"))
        assert left >= -0.5
        assert left + wide <= 100.5


NAMES = ["Karzai", "Ghani", "Trump", "Obama"]
MET = [
    page(0, people=NAMES[:2]),
    page(1, people=NAMES[:2]),
    page(2, people=NAMES[1:3]),
    page(3, people=NAMES[1:]),
    page(4, people=["Trump"]),
]


def test_a_name_met_once_or_alone_is_not_in_the_map() -> None:
    found = ties(entries(MET, ()))
    assert {entry.label for _, entry in found.names} == {"Karzai", "Ghani", "Trump"}
    assert "Obama" not in together(found, EN, href)


def test_arcs_count_the_articles_two_names_share() -> None:
    found = ties(entries(MET, ()))
    labels = [entry.label for _, entry in found.names]
    shared = {frozenset((labels[a], labels[b])): count for (a, b), count in found.arcs.items()}
    assert shared == {frozenset(("Karzai", "Ghani")): 2, frozenset(("Ghani", "Trump")): 2}


def test_a_crowd_of_names_is_cut_to_those_met_most() -> None:
    pages = [page(n, people=[f"P{n % 90}", f"P{(n * 7 + 1) % 90}", f"P{n % 30}"]) for n in range(400)]
    found = ties(entries(pages, ()))
    assert len(found.names) <= MOST
    assert all(a < b for a, b in found.arcs)
    assert len(found.arcs) <= MOST * CLOSEST
    assert len(together(found, EN, href)) < 60_000


def test_the_map_is_the_same_whatever_order_the_pages_come_in() -> None:
    drawn = {str(together(ties(shelve(order, ()).entries), EN, href)) for order in (MET, MET[::-1], MET[2:] + MET[:2])}
    assert len(drawn) == 1


def test_the_list_beside_the_map_says_the_same() -> None:
    text = browse(MET, ())["together.md"]
    assert "**" not in text
    other = '[<bdi dir="auto">Ghani</bdi>](people/ghani.md)&nbsp;<span class="shared">2</span>'
    assert f'[<bdi dir="auto">Karzai</bdi>](people/karzai.md) <span class="met">with {other}</span>' in text


@given(st.lists(st.lists(WORDS, max_size=4), max_size=6))
def test_any_names_make_a_picture(rows: list[list[str]]) -> None:
    """Whatever names there are, the map is well-formed, and its only elements are its own."""
    shelf = shelve([page(n, people=names, places=names) for n, names in enumerate(rows)], ())
    drawn = parsed(together(ties(shelf.entries), EN, href))
    own = "x figure div svg title desc path circle ol li a bdi span figcaption ul i p".split()
    assert {shape.tag for shape in drawn.iter()} <= set(own)


RECORD = {
    "length": 100,
    "cuts": [
        {"start": 90, "end": 100, "category": "donation"}, {"start": 0, "end": 5, "category": "title"},
        {"start": 3, "end": 9, "category": "share"}, {"start": 50, "end": 52, "category": "share"},
    ],
}  # fmt: skip


def test_cuts_and_what_moved_to_the_head_are_told_apart() -> None:
    found = shears(RECORD)
    assert (found.kept, found.moved, found.cut) == (83, 5, 12)
    assert most_cut([page("a")], {"articles/a.md": found}) == [(page("a"), found)]


def test_the_strip_says_its_shares_in_the_readers_language() -> None:
    for language, words in ((EN, "83% was kept, 5% moved to the head of the page and 12% cut"), (AR, "طلب تبرع")):
        assert words in cut_bar(shears(RECORD), language)


def test_shares_too_small_for_a_decimal_are_not_nothing() -> None:
    assert [percent(part, 1_000_000, EN) for part in (0, 4, 600, 123_456)] == ["0%", "0.0004%", "0.1%", "12.3%"]


CUTS = st.dictionaries(st.sampled_from(["start", "end", "category"]), st.integers() | WORDS)


@given(
    st.dictionaries(
        st.sampled_from(["length", "cuts", "starts"]),
        st.none() | st.integers() | st.booleans() | st.lists(st.integers() | CUTS),
    )
)
def test_any_record_is_counted(record: dict[str, object]) -> None:
    """Whatever a record holds, kept, moved and cut are the seed's length, and the strip is well-formed."""
    found = shears(record)
    assert found.kept + found.moved + found.cut == found.length
    assert min(found.kept, found.moved, found.cut) >= 0
    parsed(cut_bar(found, AR))


def test_a_seed_of_a_hundred_thousand_cuts_has_a_small_strip() -> None:
    found = Shears(1_000_000, tuple((n * 10, n * 10 + 1 + n % 3, "share") for n in range(100_000)))
    assert len(cut_bar(found, EN)) < 20_000


def test_all_seeds_are_added_up() -> None:
    added = total([shears(RECORD), shears(RECORD), Shears(50, ())])
    assert (added.seeds, added.length, added.ranked()) == (3, 250, ["donation", "share"])
    assert (added.letters["donation"], added.cuts["share"], added.met["share"]) == (20, 2, 2)


@pytest.mark.parametrize("name", ["timeline", "together", "cuts"])
@pytest.mark.parametrize("language", [EN, AR], ids=["en", "ar"])
def test_pictures_are_drawn_as_they_were(name: str, language: object) -> None:
    """Golden files: look at one in a browser before you accept a change."""
    drawn = {
        "timeline": lambda: timeline(DATED, SPOKEN, language),  # type: ignore[arg-type]
        "together": lambda: together(ties(entries(MET, ())), language, href),  # type: ignore[arg-type]
        "cuts": lambda: overview([page("a", title=HOSTILE)], {"articles/a.md": shears(RECORD)}, language, href),  # type: ignore[arg-type]
    }[name]()
    golden = GOLDEN / f"{name}-{language.code}.html"  # type: ignore[attr-defined]
    assert golden.read_text("utf-8") == f"{drawn}\n"
