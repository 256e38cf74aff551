"""What days a date covers: an invented one is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.when import when


@pytest.mark.parametrize("text", ["", "soon", "2018-13", "2018-02-30", "14/10/2018", "/"])
def test_what_is_no_date_covers_nothing(text: str) -> None:
    assert when(text) is None


@pytest.mark.parametrize(
    "text", ["2018-10-14~", "2018-10-14?", "2018-10", "2018", "2018-10-XX", "2014/2016", "2018-10-14/.."]
)
def test_a_date_that_is_not_one_certain_day_gives_none(text: str) -> None:
    date = when(text)
    assert date
    assert date.day == ""


@pytest.mark.parametrize(
    ("text", "first", "last", "sure"),
    [
        ("2018-10-14", (2018, 10, 14), (2018, 10, 14), True),
        ("2018-10-14~", (2018, 10, 14), (2018, 10, 14), False),
        ("2016-02", (2016, 2, 1), (2016, 2, 29), True),
        ("2013", (2013, 1, 1), (2013, 12, 31), True),
        ("201X", (2010, 1, 1), (2019, 12, 31), True),
        ("2018-XX", (2018, 1, 1), (2018, 12, 31), True),
        ("2018-22", (2018, 6, 1), (2018, 8, 31), True),
        ("2014/2016-03", (2014, 1, 1), (2016, 3, 31), True),
        ("../2014", (2014, 1, 1), (2014, 12, 31), False),
        ("-0044-03-15", (-44, 3, 15), (-44, 3, 15), True),
        ("Y12345", (12345, 1, 1), (12345, 12, 31), True),
    ],
)
def test_a_date_covers_its_days(text: str, first: tuple[int, ...], last: tuple[int, ...], sure: bool) -> None:  # noqa: FBT001
    date = when(text)
    assert date
    assert (date.first, date.last, date.sure) == (first, last, sure)


def test_only_years_that_calendars_know_are_told() -> None:
    for text in ("-0044-03-15", "Y12345", "0000-01-01"):
        date = when(text)
        assert date
        assert (date.day, date.year) == ("", "")


@given(st.from_regex(r"Y?-?[\dX]{4}(-[\dX]{2}){0,2}[~?%]?(/([\dX]{4}(-[\dX]{2}){0,2}|\.\.)?)?", fullmatch=True))
def test_a_date_ends_after_it_began(text: str) -> None:
    """Whatever date is written, its last day is not before its first, and it is a day of that month."""
    date = when(text)
    if date:
        assert date.first <= date.last
        assert 1 <= date.first[1] <= date.last[1] <= 12 or date.first[0] < date.last[0]
