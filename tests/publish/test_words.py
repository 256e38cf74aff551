"""Dates with their certainty, names of languages, and the making of a page, in the reader's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.language import known
from digest.publish.made import made
from digest.publish.view import plain, plains
from digest.publish.wording import date_in_words, language_name, year

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3))


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2013", "2013"),
        ("2018-10", "October 2018"),
        ("2018-10-14", "October 14, 2018"),
        ("2018-10-14~", "about October 14, 2018"),
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


def test_each_cut_names_its_line_category_and_reason() -> None:
    cut = {"text": "Support us", "category": "donation", "because": "asks for money", "rule": "en-support", "line": 9}
    html = made(
        {"cuts": [cut], "values": {"outlet": [{"value": "X", "evidence": "Support X", "line": 9}]}}, known("ar")
    )
    for part in ("Support us", "طلب تبرع", "السطر 9", "asks for money", "en-support", "Support X"):
        assert part in html
