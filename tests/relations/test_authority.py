"""The authority file: what is refused with which message, then what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import DigestError
from digest.relations.authority import Authority, parse

GOOD = """
# settled
names:
  Hamid Karzai: {kind: person, ar: [حامد كرزاي, كرزاي], en: [Karzai]}
  NATO: {kind: organisation, ar: الناتو}
not names: [أكثر, Security Studies]
"""


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("names: {", 1, "broken YAML"),
        ("names:\n  X: [a\n", 3, "broken YAML"),
        ("- a\n- b\n", 1, "must be a mapping"),
        ("just words", 1, "must be a mapping"),
        ("nmes:\n  X: {kind: person}\n", 1, "unknown heading 'nmes'"),
        ("[x]: y", 1, "a heading must be plain text"),
        ("names:\n  A: {kind: person}\nnames:\n  B: {kind: person}\n", 3, "the heading 'names' stands twice"),
        ("names: [X]\n", 1, "`names` must list names"),
        ("names:\n  X: person\n", 2, "'X' must say what it is"),
        ("names:\n  X: {en: [Y]}\n", 2, "'X' has no kind"),
        ("names:\n  X: {kind: animal}\n", 2, "unknown kind 'animal'"),
        ("names:\n  X: {kind: [person]}\n", 2, "unknown kind"),
        ("names:\n  X: {kind: person, en: [{a: b}]}\n", 2, "must list spellings"),
        ("names:\n  X: {kind: person, en: ['']}\n", 2, "an empty spelling"),
        ("names:\n  X: {kind: person}\n  X: {kind: place}\n", 3, "stands in the file twice"),
        (
            "names:\n  A b: {kind: person, en: [B]}\n  C b: {kind: person, en: [b]}\n",
            3,
            "'b' is claimed by 'A b' and 'C b'",
        ),
        ("names:\n  Abc: {kind: person}\nnot names: [abc]\n", 2, "under `not names`"),
        ("not names: {a: b}\n", 1, "must list spellings"),
        ("names:\n  [a, b]: {kind: person}\n", 2, "a name must be plain text"),
        ("names:\n  X: {kind: person, [a]: [b]}\n", 2, "a language must be plain text"),
    ],
)
def test_bad_input(text: str, line: int, what: str) -> None:
    with pytest.raises(DigestError) as caught:
        parse(text, "names.yml")
    assert caught.value.where == f"names.yml:{line}"
    assert what in caught.value.what
    assert caught.value.mend


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "names:\n", "names: ~\nnot names:\n", "names: {}\nnot names: []\n"]
)
def test_nothing_settled(text: str) -> None:
    assert parse(text, "names.yml") == Authority()


def test_good_input() -> None:
    authority = parse(GOOD, "names.yml")
    assert [s.name for s in authority.names] == ["Hamid Karzai", "NATO"]
    for form in ("Hamid Karzai", "karzai", "كرزاي", "كَرزاي"):
        settled = authority.settled(form)
        assert settled is not None
        assert settled.name == "Hamid Karzai"
    assert authority.settled("Kabul") is None
    assert authority.refuses("اكثر")
    assert not authority.refuses("Karzai")


def test_the_digest_s_own_file() -> None:
    """What this digest has settled is sound, and keeps apart what sounds alike."""
    file = Path(__file__).parents[2] / "content/names.yml"
    authority = parse(file.read_text("utf-8"), file.name)
    assert authority.names
    for word in ("بلدان", "الإسلامية", "أكثر"):
        assert authority.refuses(word)
        assert authority.settled(word) is None


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Whatever the file holds, it is read or refused with a message; nothing else is raised."""
    for source in (text, f"names:\n  {text}\n", f"names:\n  X: {{kind: person, en: [{text}]}}\n"):
        try:
            parse(source, "names.yml")
        except DigestError as error:
            assert error.where.startswith("names.yml")  # noqa: PT017 - either outcome is right
