"""The automaton of all rules finds what each rule alone finds."""

import pytest

from digest.article.wording import house_shelf
from digest.language import Wording

ROWS = house_shelf().rows


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_the_automaton_finds_what_the_rules_find(row: Wording) -> None:
    """A rule's examples, kept and cut, are found by no other rules than those whose pattern they match."""
    for line in (*row.keeps, *row.cuts):
        assert list(house_shelf().matching(line)) == [rule for rule in ROWS if rule.match(line)]
