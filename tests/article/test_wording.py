"""The automaton of all rules finds what each rule alone finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.article.wording import LONGEST, house_shelf
from digest.language import Wording

ROWS = house_shelf().rows


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_the_automaton_finds_what_the_rules_find(row: Wording) -> None:
    """A rule's examples, kept and cut, are found by no other rules than those whose pattern they match."""
    for line in (*row.keeps, *row.cuts):
        assert list(house_shelf().matching(line)) == [rule for rule in ROWS if rule.match(line)]


EXAMPLES = [line for row in ROWS for line in (*row.cuts, *row.keeps)]
PARTS = sorted({part for line in EXAMPLES for part in line.split()} | {"é", "文", "\U0001f600", "İ", "12", "·", "|"})


@given(st.lists(st.sampled_from(PARTS) | st.sampled_from(EXAMPLES), min_size=1, max_size=5), st.sampled_from(["", " "]))
def test_the_automaton_is_no_judge_of_its_own(parts: list[str], between: str) -> None:
    """Whatever lines are made of, the rules found are those whose own pattern is the whole line."""
    line = between.join(parts)
    assert list(house_shelf().matching(line)) == [rule for rule in ROWS if len(line) <= LONGEST and rule.match(line)]
