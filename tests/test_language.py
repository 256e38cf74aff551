"""The language shelf: files hold together, rows carry their examples, detection knows its limits."""

import pytest

from digest.language import UNKNOWN, detect, direction, known, languages, wordings
from digest.model import DigestError

ROW = {
    "rule": "sample",
    "category": "share",
    "pattern": "share this",
    "because": "a button",
    "cuts": ["Share this"],
    "keeps": ["Share this out among you."],
}


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_file_is_whole(code: str) -> None:
    language = languages()[code]
    assert language.name
    assert len(set(language.headings)) == 3
    assert language.direction in {"ltr", "rtl"}


def test_rule_names_are_unique() -> None:
    names = [row.rule for language in languages().values() for row in language.wording]
    assert len(names) == len(set(names))


def test_no_rule_cuts_an_example_that_another_keeps() -> None:
    """What one row must keep, no other row may cut wherever it stands."""
    rows = [row for language in languages().values() for row in language.wording]
    clashes = [
        (keep.rule, cut.rule, line)
        for keep in rows
        for line in keep.keeps
        for cut in rows
        if cut.where == "anywhere" and cut.match(line)
    ]
    assert clashes == []


def test_a_sound_row_loads() -> None:
    (row,) = wordings([ROW], "rules")
    assert row.match(" Share   this ")
    assert not row.match("Share this out among you.")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"pattern": "("}, "RE2"),
        ({"pattern": None}, "pattern"),
        ({"pattern": r"(share)\1"}, "RE2"),
        ({"cuts": []}, "no examples"),
        ({"keeps": []}, "no examples"),
        ({"cuts": ["Print"]}, "misses its example"),
        ({"keeps": ["share this"]}, "must keep"),
        ({"category": "nonsense"}, "category"),
        ({"where": "nowhere"}, "where"),
        ({"because": None}, "because"),
    ],
)
def test_an_unsound_row_says_what_is_wrong(change: dict[str, object], what: str) -> None:
    row = {name: value for name, value in (ROW | change).items() if value is not None}
    with pytest.raises(DigestError, match=what):
        wordings([row], "rules")


def test_directions() -> None:
    assert direction("ar") == "rtl"
    assert direction("fa") == "rtl"
    assert direction("zh") == "ltr"


def test_a_language_without_a_file_speaks_english() -> None:
    assert known("xx").headings == known("en").headings


@pytest.mark.parametrize("text", ["", "  ", "123 456", "…!", "\x00"])
def test_no_letters_no_language(text: str) -> None:
    assert detect(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The talks went on all night.", "en"),
        ("استمرت المحادثات طوال الليل", "ar"),
        ("Переговоры продолжались всю ночь", "ru"),
        ("会谈持续了一整夜", "zh"),
        ("The talks in Doha went on all night and nobody slept at all. تعليق", "en"),
    ],
)
def test_detection(text: str, lang: str) -> None:
    assert detect(text) == lang
