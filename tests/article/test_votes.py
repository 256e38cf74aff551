"""How found pages are labelled before a model learns from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from training.lines.votes import agreement, labelled

RAW = """Home
Talks
Talks begin in Doha

Officials of both sides met in the capital on Friday.
Background
They will meet again in a month, a spokesman said.
Talks
Talks resume in Kabul after a long break"""
STORY = (
    "Officials of both sides met in the capital on Friday."
    " Background They will meet again in a month, a spokesman said."
)
MAIN = [0, 0, 0, 0, 1, 1, 1, 0, 0]


def test_a_short_line_counts_where_its_neighbours_surround_it_in_the_extract() -> None:
    assert labelled(RAW, [STORY]) == MAIN


def test_a_menu_item_is_no_main_text_though_the_story_has_its_word() -> None:
    assert labelled(RAW.replace("Home", "Friday"), [STORY]) == MAIN


def test_short_lines_are_read_on_from_one_to_the_next() -> None:
    assert labelled("Nobody\nin Kabul\nknows\nSubscribe to our letter now", ["Nobody in Kabul knows"]) == [1, 1, 1, 0]


def test_most_extracts_decide_and_the_first_where_they_are_even() -> None:
    assert labelled(RAW, ["", STORY, STORY]) == MAIN
    assert labelled(RAW, ["", STORY]) == [0] * len(MAIN)
    assert labelled(RAW, [STORY, ""]) == MAIN


@given(st.text())
def test_every_line_has_one_label_and_a_text_agrees_with_itself_alone(text: str) -> None:
    """As many labels as lines; the agreement of a text with itself is 1 where it has four words, with nothing 0."""
    assert len(labelled(text, [text])) == len(text.split("\n"))
    assert agreement(text, text) in (0, 1)
    assert agreement(text, "") == 0


def test_what_the_markup_lists_is_main_text_whatever_the_extracts_say() -> None:
    """A recipe's ingredients, which extractors drop; a line that only holds such words stays as voted."""
    named = frozenset(["1 cup of water"])
    assert labelled("Ingredients\n• 1 cup of water\nAdd 1 cup of water", [STORY], named) == [0, 1, 0]
