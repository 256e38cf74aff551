"""The front-matter schema: written and read back."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from page_samples import SCALARS

from digest.page.clean import clean
from digest.page.edtf import is_edtf
from digest.page.fields import FIELDS, emit, problems, text, texts


@pytest.mark.parametrize(
    "words", ["Talks in Doha", "Zabiullah Mujahid", "2024 elections", "محادثات السلام", "和平谈判"]
)
def test_plain_words_stay_bare(words: str) -> None:
    assert emit("title", words) == f"title: {words}\n"
    assert emit("tags", [words, words]) == f"tags: [{words}, {words}]\n"


@pytest.mark.parametrize("words", SCALARS)
def test_hostile_scalar(words: str) -> None:
    _round_trip(words)


@given(
    st.text(max_size=40) | st.text(alphabet=st.sampled_from(list("aé0 .:-#,[]{}?!&*|>'\"%@`\\~=y\n\t")), max_size=12)
)
def test_every_string_comes_back(words: str) -> None:
    """What is written is one line of YAML that gives the cleaned words back, alone and in a list."""
    _round_trip(words)


def _round_trip(words: str) -> None:
    assert yaml.safe_load(emit("title", words)) == {"title": clean(words)}
    assert yaml.safe_load(emit("tags", [words, "x"])) == {"tags": [clean(words), "x"]}
    assert emit("tags", [words, "x"]).count("\n") == 1


@pytest.mark.parametrize("day", ["2018-10-14", "2018", "2018-10", "2018-10-14~", "2013-07?", "../2014", "2018-10-XX"])
def test_dates_are_written_as_people_write_them(day: str) -> None:
    assert emit("date", day) == f"date: {day}\n"
    assert text(yaml.safe_load(emit("date", day))["date"]) == day


def test_a_date_that_is_none_is_a_string() -> None:
    assert yaml.safe_load(emit("date", "yesterday: no")) == {"date": "yesterday: no"}


@pytest.mark.parametrize(
    "day",
    [
        "2018-10-14", "2018-10-14~", "2013-07?", "2018-10-XX", "2018-XX-XX", "201X", "20XX", "2014/2016", "../2014",
        "2014/..", "2001-21", "-0044", "2000-02-29", "2018-10-14%", "Y17000000", "/2014",
    ],
)  # fmt: skip
def test_edtf(day: str) -> None:
    assert is_edtf(day)


@pytest.mark.parametrize(
    "day",
    [
        "", "14.10.2018", "2018-13", "2018-02-29", "2018-00", "2018-10-32", "..", "../..", "2018-10-14 ", "18",
        "٢٠١٨", "2018-XX-14", "2018-21-01", "2014/2015/2016", "/",
    ],
)  # fmt: skip
def test_no_edtf(day: str) -> None:
    assert not is_edtf(day)


def test_sound_values_are_no_problem() -> None:
    values = {
        "lang": "zh-Hant",
        "date": "2018",
        "grade": "B2",
        "status": "reviewed",
        "publish": "hidden",
        "tags": "one",
        "own": {},
    }
    assert not list(problems(values, lambda name: name))


@pytest.mark.parametrize(
    ("name", "value"),
    [("grade", "B7"), ("status", "done"), ("publish", "no"), ("date", "May"), ("lang", "English"),
     ("title", ["a"]), ("tags", {"a": 1})],
)  # fmt: skip
def test_unsound_values_are_named_with_their_place(name: str, value: object) -> None:
    (problem,) = problems({name: value}, lambda field: f"a.md:{field}")
    assert problem.where == f"a.md:{name}"
    assert problem.mend


def test_every_field_has_a_row_of_its_own() -> None:
    assert all(name == row.name for name, row in FIELDS.items())
    assert {"title", "lang", "date", "tags", "grade", "publish"} <= set(FIELDS)


def test_values_that_yaml_took_for_something_else() -> None:
    assert texts(yaml.safe_load("[2018-10-14, 5, a]")) == ("2018-10-14", "5", "a")
    assert texts(None) == ()
    assert texts("one") == ("one",)
