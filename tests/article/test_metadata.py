"""Values come with the words they were read from; what the text does not say stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.article.boilerplate import read_blocks
from digest.article.metadata import DERIVED_WORDS, derived_title, gather
from digest.model import Metadata, Sentence, Span

STORY = "Officials of both sides met in the capital on Friday and agreed to meet again in a month."


def meta(*lines: str) -> Metadata:
    cleaning = read_blocks("\n".join(lines))
    return gather(cleaning.found, cleaning.text, cleaning.pieces)


def test_a_bare_story_says_nothing_of_itself() -> None:
    found = meta(STORY)
    assert (found.outlet, found.authors, found.date, found.credit, found.subtitle, found.translated_from) == (
        None,
        (),
        None,
        None,
        None,
        None,
    )
    assert found.title.value == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "The Associated Press reported it and Fox News repeated it on Monday for all to hear.",
        "كتبت صحيفة نيويورك تايمز نقلا عن مصادر أن المفاوضات مستمرة بين الطرفين منذ أيام.",
    ],
)
def test_a_cited_outlet_is_not_the_source(sentence: str) -> None:
    assert meta(STORY, sentence).outlet is None


def test_the_first_publisher_counts_more_than_who_asks_for_support() -> None:
    lines = (
        "Talks",
        STORY,
        "This article is from the archive of our partner The Example.",
        "Support Example News",
        "Support Example News",
    )
    assert meta(*lines).outlet.value == "The Example"  # type: ignore[union-attr]


@pytest.mark.parametrize("line", ["Support Ukraine Now", "First published in Paris", "First published in March 2010"])
def test_one_weak_sign_names_no_outlet(line: str) -> None:
    assert meta("Talks in the capital", STORY, line).outlet is None


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (("Support ExampleFront", "Support ExampleFront"), "ExampleFront"),
        (("Support Sample News",), "Sample News"),
        (("This story first appeared in The Example Review.",), "The Example Review"),
    ],
)
def test_evidence_for_an_outlet_adds_up(lines: tuple[str, ...], outlet: str) -> None:
    found = meta("Talks in the capital", STORY, *lines).outlet
    assert found is not None
    assert found.value == outlet


def test_evidence_is_quoted_where_it_stands_however_it_is_spaced() -> None:
    lines = ("Talks in the capital", "By Ann  Lee and  Bo Li Wong, Li Wong", STORY)
    text = "\n".join(lines)
    found = meta(*lines).authors
    assert [author.value for author in found] == ["Ann Lee", "Bo Li Wong", "Li Wong"]
    assert [author.span.of(text) for author in found if author.span] == ["Ann  Lee", "Bo Li Wong", "Li Wong"]


def test_authors_are_told_apart_and_from_their_outlet() -> None:
    lines = ("Talks in the capital", "By Ann Lee, Omar al Hassan and Bo Li, Example News", STORY)
    found = meta(*lines)
    assert [author.value for author in found.authors] == ["Ann Lee", "Omar al Hassan", "Bo Li"]
    assert all(author.evidence.startswith("By Ann Lee") for author in found.authors)
    text = "\n".join(lines)
    assert [author.span.of(text) for author in found.authors if author.span] == ["Ann Lee", "Omar al Hassan", "Bo Li"]


@given(st.lists(st.sampled_from(["word", "comma,", "end.", "of", "كلمة", "و"]), min_size=1, max_size=40))
def test_a_derived_title_is_the_opening_words(words: list[str]) -> None:
    """A derived title begins the text, has at most so many words, and is never empty."""
    text = " ".join(words)
    title = derived_title([Sentence(Span(0, len(text)), text)], "en").value
    assert text.startswith(title)
    assert 0 < len(title.split()) <= DERIVED_WORDS


def test_no_sentence_no_title() -> None:
    assert derived_title([], "en").value == ""
