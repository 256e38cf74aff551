"""What a project's people say of a line stands; a rules file that is wrong says so."""

import pytest

from digest.article.boilerplate import read_blocks
from digest.article.overrule import Overrules, parse
from digest.model import DigestError

STORY = "Officials of both sides met in the capital on Friday and agreed to meet again in a month."
PAGE = f"Skip to main content\n{STORY}\nEdition no. 12\n{STORY} And so on.\nComments are closed."


def kept(rules: str) -> list[str]:
    return [piece.span.of(PAGE) for piece in read_blocks(PAGE, overrules=parse(rules, "rules.toml")).pieces]


def test_no_rules_change_nothing() -> None:
    assert parse("", "rules.toml") == Overrules()
    assert kept("") == kept('keep = ["a line that stands nowhere"]')


def test_a_phrase_is_kept_that_the_house_cuts() -> None:
    assert "Comments are closed." in kept('keep = ["comments are CLOSED"]')


def test_a_phrase_or_pattern_is_cut_inside_the_story() -> None:
    assert "Edition no. 12" not in kept('cut = ["Edition no. 12"]')
    assert "Edition no. 12" not in kept("[[cut]]\npattern = 'edition no\\. \\d+'\nbecause = 'page numbers'")


def test_keep_outweighs_cut() -> None:
    assert "Edition no. 12" in kept('cut = ["Edition no. 12"]\nkeep = ["Edition no. 12"]')


def test_the_reason_is_the_rows_own() -> None:
    rules = parse(
        'cut = [{phrase = "Edition no. 12", category = "navigation", because = "page numbers"}]', "rules.toml"
    )
    (cut,) = [cut for cut in read_blocks(PAGE, overrules=rules).cuts if cut.rule == "project-rule"]
    assert (cut.category, cut.because) == ("navigation", "page numbers")


@pytest.mark.parametrize(
    ("rules", "what"),
    [
        ("cut = [", "TOML"),
        ("drop = ['x']", "drop"),
        ("cut = 'x'", "no list"),
        ("cut = [1]", "no rule"),
        ("cut = [{fraze = 'x'}]", "no rule"),
        ("cut = ['…']", "without words"),
        ("cut = [{phrase = 'x', category = 'nonsense'}]", "nonsense"),
        ("cut = [{pattern = '('}]", "RE2"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(rules: str, what: str) -> None:
    with pytest.raises(DigestError, match=what):
        parse(rules, "rules.toml")
