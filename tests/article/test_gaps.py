"""Gaps between words: marks at a word's ends are no part of its form."""

import pytest

from digest.article.gaps import words


@pytest.mark.parametrize(
    ("text", "forms"),
    [("“Yes,” he", ["yes", "he"]), ("--", ["--"]), ("a--b", ["a--b"]), ("و قال", ["وقال"]), ("هذا،", ["هذا"])],
)
def test_forms(text: str, forms: list[str]) -> None:
    assert [word.form for word in words(text)] == forms


def test_marks_inside_a_word_cost_no_more_than_letters() -> None:
    """Would take hours if each mark were the start of a new search for the end."""
    assert len(words("a" + "-" * 1_000_000 + "a")) == 1
