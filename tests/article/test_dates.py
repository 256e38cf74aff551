"""A wrong date is worse than none."""

import pytest

from digest.article.dates import date_line, full_date


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
    ],
)
def test_full_dates(line: str, date: str) -> None:
    assert full_date(line) == date
    assert date_line(line) == date


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert date_line("The treaty of 12 March 2020 failed") == ""
