"""Dates that texts speak of: a month and a year or more, never a guess at either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.events import events, spoken
from digest.publish.view import PageView


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("On October 12th he met them", "en"), ("In 2014 the war ended", "en"),
        ("He may 2014 times say so in May", "en"),
        ("March on 2014 Street", "en"), ("version 2018-13-40", "en"), ("May 201", "en"), ("# August 2021", "en"),
        ("30 February 2018", "en"), ("call 12018-10-14", "en"), ("", "en"), ("في عام 2014", "ar"),
    ],
)  # fmt: skip
def test_no_date_is_made_of_less(text: str, lang: str) -> None:
    assert set(spoken(text, lang)) <= ({"2014-05"} if "He may" in text else set())


@pytest.mark.parametrize(
    ("text", "lang", "dates"),
    [
        ("since August 2021, on 12 October 2018 and October 13th, 2019", "en", ["2021-08", "2018-10-12", "2019-10-13"]),
        ("في 3 أكتوبر/تشرين الأول 2018 و ٥ كانون الثاني ٢٠١٣", "ar", ["2018-10-03", "2013-01-05"]),
        ("2018年10月3日，2017年5月", "zh", ["2018-10-03", "2017-05"]),
        ("Am 3. Mai 2015 und im Jänner 2016", "de", ["2015-05-03", "2016-01"]),
        ("el 5 de mayo de 2018", "es", ["2018-05-05"]), ("le 1er mai 2019", "fr", ["2019-05-01"]),
        ("5 мая 2018 года", "ru", ["2018-05-05"]),
        ("in May 2018¹ and 5 मार्च २०१९", "hi", ["2019-03-05"]), ("in May 2018¹", "en", ["2018-05"]),
        ("on 2018\\-10\\-14 they", "en", ["2018-10-14"]),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_languages_own_words(text: str, lang: str, dates: list[str]) -> None:
    assert list(spoken(text, lang)) == dates


def test_no_more_than_forty_dates_are_taken_from_one_line() -> None:
    assert len(spoken(" ".join(f"In May {year} it rained." for year in range(1900, 2000)), "en")) == 40


def test_a_date_of_several_articles_stands_once_and_their_own_is_no_event() -> None:
    texts = [
        (PageView(f"articles/{n}.md", {"lang": "en", "date": "2018-10-14"}), "In May 2015. On 14 October 2018.")
        for n in range(2)
    ]
    (event,) = events(texts)
    assert (event.edtf, len(event.told)) == ("2015-05", 2)


@given(st.text(), st.sampled_from(["en", "ar", "zh", "und", "xx", "pt-BR"]))
def test_excerpts_are_words_of_the_text(text: str, lang: str) -> None:
    """Whatever a text holds, an excerpt is one line of it, its ellipses aside."""
    for words in spoken(f"{text} 12 May 2015 2015年5月", lang).values():
        assert "\n" not in words
        assert len(words) < 400


@pytest.mark.parametrize(
    "text", ["may " * 250_000, "12 may of " * 100_000, "1" * 1_000_000, "2015年" * 200_000, "\\-" * 500_000]
)
def test_long_lines_end(text: str) -> None:
    assert len(spoken(text, "en")) == 0
