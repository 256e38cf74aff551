"""The automaton of all rules finds what each rule alone finds."""

from dataclasses import replace

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from digest.article.wording import LONGEST, Shelf, house_shelf
from digest.language import Wording

ROWS = house_shelf().rows


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_the_automaton_finds_what_the_rules_find(row: Wording) -> None:
    """A rule's examples, kept and cut, are found by no other rules than those whose pattern they match."""
    for line in (*row.keeps, *row.cuts):
        assert list(house_shelf().matching(line)) == [rule for rule in ROWS if rule.match(line)]


# Where a sign of a pattern begins and ends: by its number, a bracket in its class, a property, counted and not.
SPELLINGS = [
    (r"a\x{2014}+b", "a\u2014\u2014b"), (r"a\x{20}b", "a b"), (r"[].a]{2,3}b", "].b"), (r"[^]\p{L}]{2}b", "--b"),
    (r"\pL{2,4}b", "\xe9\xe9b"), (r"\P{Han}{2}b", "--b"), (r"(?:a.){2}", "a\xe9a\xe9"),
    (r"[[:alpha:] \p{L}]{0,2}?b", "a b"), (r"[^.!?]{1,3}", "\u6587b"), (r"\p{Greek}?b", "b"), (r"(a|\.){2}", "a."),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "line"), SPELLINGS)
def test_however_a_sign_is_spelled(pattern: str, line: str) -> None:
    """The automaton of one rule lets through what that rule matches."""
    row = replace(ROWS[0], pattern=re2.compile(pattern))
    assert row.match(line)
    assert Shelf([row]).matching(line) == (row,)


EXAMPLES = [line for row in ROWS for line in (*row.cuts, *row.keeps)]
PARTS = sorted({part for line in EXAMPLES for part in line.split()} | {"é", "文", "\U0001f600", "İ", "12", "·", "|"})


@given(st.lists(st.sampled_from(PARTS) | st.sampled_from(EXAMPLES), min_size=1, max_size=5), st.sampled_from(["", " "]))
def test_the_automaton_is_no_judge_of_its_own(parts: list[str], between: str) -> None:
    """Whatever lines are made of, the rules found are those whose own pattern is the whole line."""
    line = between.join(parts)
    assert list(house_shelf().matching(line)) == [rule for rule in ROWS if len(line) <= LONGEST and rule.match(line)]
