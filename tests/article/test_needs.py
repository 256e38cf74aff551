"""What a pattern needs stands in whatever it matches, and its parts match what it matches."""

import pytest
import re2

from digest.article.needs import needed, parted, seeking
from digest.article.wording import house_shelf
from digest.language import Wording
from digest.text import sound, squeeze

OPTIONS = re2.Options()
OPTIONS.case_sensitive = False


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        (r".*", set()),
        (r"a*b?", set()),
        (r"\p{L}+ [^x]", {" "}),
        (r"(a|b|.)c?", set()),
        (r"(menu|home)( page)?", {"menu", "home", "menu page", "home page"}),
        (r".{0,9}\b(we|you) .{0,9}cookies?", {"cookie", "cookies"}),
        (r"\(?(?P<name>[|/]\x{200c}){2,}", {"|\u200c", "/\u200c"}),
    ],
)
def test_what_a_pattern_needs(pattern: str, strings: set[str]) -> None:
    assert needed(pattern) == strings


@pytest.mark.parametrize(
    ("pattern", "firm", "open_"),
    [
        ("a|b.*", "a|b.*", []),
        ("(a|.*bc)[.!]?", "(?:a)[.!]?", ["(?:.*bc)[.!]?"]),
        ("(?P<n>(?-i:A|[^x]*(by|of) me))?", "(?P<n>(?-i:A|[^x]*(by|of) me))?", []),
        ("(?P<n>(?-i:A|[^x]*(by|of) me))", "(?:(?-i:A))", ["(?:(?-i:[^x]*(by|of) me))"]),
        (".*", ".*", []),
    ],
)
def test_the_parts_of_a_pattern(pattern: str, firm: str, open_: list[str]) -> None:
    """What anything may begin is apart, where it needs some string."""
    assert parted(pattern) == (firm, tuple(open_))


@pytest.mark.parametrize("row", [row for row in house_shelf().rows if parted(row.pattern.pattern)[1]])
def test_examples_hold_what_their_rule_needs(row: Wording) -> None:
    """One part of a rule matches what the rule matches; where anything may begin it, the line holds what it needs."""
    firm, open_ = parted(row.pattern.pattern)
    parts = [(re2.compile(part, OPTIONS), re2.compile(seeking(needed(part)), OPTIONS)) for part in open_]
    others = re2.compile(firm or "[^\\s\\S]", OPTIONS)
    for line in (sound(squeeze(line)) for line in row.cuts):
        held = [need.search(line) is not None for part, need in parts if part.fullmatch(line)]
        assert all(held)
        assert held or others.fullmatch(line)
