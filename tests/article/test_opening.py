"""Above the story stand title, subtitle, byline, date; lines that only look so are kept."""

import pytest

from digest.article.boilerplate import read_blocks

STORY = "Officials of both sides met in the capital on Friday and agreed to meet again in a month."


def found(*head: str) -> dict[str, str]:
    cleaning = read_blocks("\n".join([*head, STORY]))
    return {name: value.value for name, value in reversed(cleaning.found)}


@pytest.mark.parametrize(
    "line",
    [
        "A doctor",
        "Dr",
        "Prof. Dr.",
        "Mr. Smith goes to Washington and finds it changed",
        "Author: a mouse",
        "Dr. Who? – nobody knows who it was",
    ],
)
def test_no_byline(line: str) -> None:
    assert "authors" not in found("Talks in the capital", line)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Prof. Dr. Ann Lee – Oslo", "Ann Lee"),
        ("Dr Omar al Hassan", "Omar al Hassan"),
        ("Author: Ann Lee", "Ann Lee"),
        ("الدكتور علي الحسن", "علي الحسن"),
    ],
)
def test_byline(line: str, author: str) -> None:
    assert found("Talks in the capital", line)["authors"] == author


def test_a_story_without_a_headline_has_no_title_of_its_own() -> None:
    assert found() == {}


def test_a_sentence_is_no_headline() -> None:
    assert "title" not in found("They met again.")


def test_the_line_that_stands_twice_is_the_title() -> None:
    assert (
        found("World news", "Talks in the capital", "12 March 2020", "Talks in the capital")["title"]
        == "Talks in the capital"
    )
