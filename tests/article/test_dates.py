"""A wrong date is worse than none."""

import json
import sys
from importlib import resources

import pytest
from training import calendar

from digest.article.dates import date_line, full_date, full_dates


@pytest.mark.parametrize(
    "line",
    [
        "As of October 14th, 146 districts are held.",
        "August 2025",
        "AUGUST 2025 يوم متبقٍ",
        "In 2001 the invasion began.",
        "Friday",
        "31 February 2020",
        "2021-13-01",
        "1234-56-78-90",
        "12.03.20",
        "Since the return to power in August 2021 much has changed",
        "0530 2294668",
        "",
        "6 pm March 2020",
        "10 12 March",
        "2020 12 March 5",
    ],
)
def test_what_is_no_full_date(line: str) -> None:
    assert full_date(line) == ""
    assert date_line(line) == ""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("12 March 2020", "2020-03-12"),
        ("Published: Thursday, March 12th, 2020 at 10:45 GMT", "2020-03-12"),
        ("2020-03-12", "2020-03-12"),
        ("١٢ مارس ٢٠٢٠", "2020-03-12"),
        ("نشر في 12 مارس 2020", "2020-03-12"),
        ("Donnerstag, 12. März 2020", "2020-03-12"),
        ("le 12 mars 2020", "2020-03-12"),
        ("12 de marzo de 2020", "2020-03-12"),
        ("le 12 mars 2020 à 09h05", "2020-03-12"),
        ("09:05 12 March 2020", "2020-03-12"),
        ("At 6 pm March 12, 2020", "2020-03-12"),
        ("Posted at 7 AM, Jan 15, 2019", "2019-01-15"),
        ("5 p.m. EST, October 14, 2018", "2018-10-14"),
        ("Published 10:45, 12 March 2020", "2020-03-12"),
    ],
)
def test_full_dates(line: str, date: str) -> None:
    assert full_date(line) == date
    assert date_line(line) == date


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert date_line("The treaty of 12 March 2020 failed") == ""


@pytest.mark.parametrize(
    "line",
    ["4 August 1914", "Updated 3 May 2021 | Published 1 May 2021", "Paris, 12 March 2020", "12 March 2020 was cold"],
)
def test_a_full_date_that_does_not_say_when_the_text_was_published(line: str) -> None:
    assert full_date(line) != ""
    assert date_line(line) == ""


def test_the_calendar_is_what_cldr_says() -> None:
    """Every language on the shelf has its months and weekdays in the table: python -m training.calendar."""
    assert calendar.table() == json.loads((resources.files("digest") / "models" / "calendar.json").read_text("utf-8"))


def test_no_long_text_is_held_in_memory() -> None:
    """A thousand lines of a megabyte, each asked for its dates, are let go."""
    text = "2 March 2020 " * 20_000
    before = sys.getrefcount(text)
    assert full_dates(text) == ("2020-03-02",) * 20_000
    assert sys.getrefcount(text) == before
