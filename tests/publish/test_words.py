"""Dates with their certainty, names of languages, and the making of a page, in the reader's words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.language import known, languages
from digest.publish.made import made
from digest.publish.view import plain, plains
from digest.publish.wording import date_in_words, language_name, year

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3))


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2013", "2013"),
        ("2018-10", "October 2018"),
        ("2018-10-14", "14 October 2018"),
        ("2018-10-14~", "about 14 October 2018"),
        ("2013?", "2013 (uncertain)"),
        ("2018-02-30", "2018-02-30"),
        ("some day", "some day"),
        ("2018/2019", "2018 – 2019"),
    ],
)
def test_a_date_says_how_certain_it_is(edtf: str, words: str) -> None:
    assert date_in_words(edtf, "en") == words


def test_dates_and_languages_are_told_in_the_readers_language() -> None:
    assert "أكتوبر" in date_in_words("2018-10-14", "ar")
    assert language_name("ar", "ar") == "العربية"
    assert language_name("zz-unknown", "en")


@given(st.text(max_size=30))
def test_no_date_is_lost_or_breaks(text: str) -> None:
    """Words come back for any text, and a year is four digits or nothing."""
    assert isinstance(date_in_words(text, "en"), str)
    assert year(text) == "" or len(year(text)) == 4


@given(st.one_of(JSON, st.dictionaries(st.text(), JSON)))
def test_any_value_is_one_harmless_line(value: object) -> None:
    """A value of any shape becomes one line without control signs."""
    for text in (plain(value), *plains(value)):
        assert text == " ".join(text.split())
        assert not set(text) & set("\u202e\u2066\x00\x1b")


@given(
    st.dictionaries(st.sampled_from(["cuts", "doubts", "values"]), JSON | st.dictionaries(st.text(), JSON)), st.text()
)
def test_a_record_of_any_shape_is_shown_without_its_markup(record: dict[str, object], word: str) -> None:
    """Whatever a base record holds, only the elements of the list itself come out."""
    row = {"text": f"<b onclick=1>{word}", "category": "<i>", "because": "<script>", "rule": "<u>", "line": 1}
    html = made(record | {"cuts": [row]}, known("en"))
    assert "<script" not in html
    assert "onclick=1>" not in html
    assert "&lt;script&gt;" in html


CUT = {"text": "Support us", "category": "donation", "because": "asks for money", "rule": "support-us", "line": 9}
TITLE = {"text": "Talks fail", "category": "title", "because": "stands twice", "rule": "title-twice"}
CODED = (
    "title-first title-twice title-taken-up title-again subtitle-line byline-name date-line caption-twice "
    "shared-line outlet-alone outlet-sign-off line-model project-rule derived-title language-of-the-story"
).split()


def test_each_cut_names_its_line_category_and_reason_in_the_readers_language() -> None:
    record = {"cuts": [CUT], "values": {"outlet": [{"value": "X", "evidence": "Support X", "line": 9}]}}
    html = made(record, known("ar"))
    for part in ("Support us", "طلب تبرع", "السطر 9", "دعوة إلى التبرع", "support-us", "Support X"):
        assert part in html
    assert "asks for money" not in html
    assert "asks for money" in made({"cuts": [CUT]}, known("en"))


def test_a_rule_without_words_in_the_language_says_its_own() -> None:
    assert "asks for money" in made({"cuts": [CUT | {"rule": "of-nobody"}]}, known("ar"))


def test_a_row_of_another_language_is_told_in_english_where_the_page_has_no_words_for_it() -> None:
    """A German page does not give reasons in Arabic; an Arabic one keeps those of its own rows."""
    row = {"text": "القائمة", "category": "navigation", "because": "بند من القائمة", "rule": "ar-menu-item"}
    assert "an item of the site" in made({"cuts": [row]}, known("de"))
    assert "بند من القائمة" in made({"cuts": [row]}, known("ar"))


def proof(html: str) -> list[tuple[str, str]]:
    """What stands in the seed's place, from top to bottom: kept, lost, moved or doubted, and its words."""
    rows = re.findall(r'<(?:p|div) class="(kept|lost|moved|doubt)"[^>]*>(?:<(?:del|span)[^>]*>)?([^<]*)', html)
    return [(what, words) for what, words in rows]


SEED = "Talks fail\n\nThe talks failed.\nSupport us\nThey go on.\n"
FIRST, LAST = {"start": 0, "end": 10}, {"start": 30, "end": 40}


def test_every_line_of_the_seed_stands_in_its_place_and_only_what_was_lost_is_struck_through() -> None:
    html = made({"cuts": [CUT | LAST, TITLE | FIRST]}, known("en"), SEED)
    told = [("moved", "Talks fail"), ("kept", "The talks failed."), ("lost", "Support us"), ("kept", "They go on.")]
    assert proof(html) == told
    assert html.count("<del") == 1
    assert "Moved to the head of the page" in html


def test_without_the_seed_the_cuts_alone_stand_in_their_order() -> None:
    html = made({"cuts": [CUT | LAST, TITLE | FIRST]}, known("en"))
    assert [what for what, _ in proof(html)] == ["moved", "lost"]


def test_a_page_whose_lines_all_went_to_the_head_lost_nothing() -> None:
    assert "Nothing was cut." in made({"cuts": [TITLE]}, known("en"))
    assert "Nothing was cut." not in made({"cuts": [CUT]}, known("en"))


def test_what_was_kept_in_doubt_says_why_and_how_sure_the_doubt_is() -> None:
    html = made({"doubts": [CUT | {"confidence": 0.62}]}, known("en"))
    assert "asks for money" in html
    assert "62% sure" in html
    assert "<del" not in html


@given(st.lists(st.tuples(st.integers(-9, 90), st.integers(-9, 90))), st.text(max_size=60))
def test_no_place_a_record_claims_loses_a_cut(places: list[tuple[int, int]], seed: str) -> None:
    """However its places overlap or run out of the seed, each cut of a record is told once."""
    html = made({"cuts": [CUT | {"start": a, "end": b} for a, b in places]}, known("en"), seed)
    assert html.count("<del") == len(places)


def test_every_coded_rule_has_an_arabic_reason_and_no_reason_is_for_a_rule_there_is_not() -> None:
    worded = {row.rule for language in languages().values() for row in language.wording}
    assert set(CODED) <= set(known("ar").reasons)
    for language in languages().values():
        assert set(language.reasons) <= worded | set(CODED)
        assert not set(language.reasons) & {row.rule for row in language.wording}
