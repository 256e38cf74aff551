"""The library does what README says, and raises nothing on strange text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import digest

STRANGE = st.text() | st.text(alphabet="ab. \n\"“”'!؟。و\u202e\x00[]()<>*_`#", max_size=200)


@given(STRANGE, st.sampled_from(["en", "ar", "zh", "und", "xx"]))
@example("", "en")
@example("\ud800", "en")
@example("\n" * 50, "ar")
def test_no_text_raises(text: str, lang: str) -> None:
    """Every function answers for every text, in every language."""
    assert isinstance(digest.language(text), str)
    for part in (digest.sentences(text, lang), digest.summarise(text, lang), digest.clean(text).text.split("\n")):
        assert all(isinstance(piece, str) for piece in part)
    assert isinstance(digest.to_markdown(text), str)


@given(STRANGE, st.sampled_from(["en", "ar", "zh"]))
def test_mentions_are_slices_in_order(text: str, lang: str) -> None:
    """Each mention is the slice its span says, and none overlaps the next."""
    at = 0
    for mention in digest.mentions(text, lang):
        assert mention.span.start >= at
        assert mention.text == mention.span.of(text) != ""
        at = mention.span.end


@given(STRANGE, st.sampled_from(["en", "ar", "zh"]), st.integers(1, 5))
def test_summaries_are_verbatim_and_in_reading_order(text: str, lang: str, count: int) -> None:
    """A summary has at most so many sentences, each stands in the text, in this order."""
    at = 0
    summary = digest.summarise(text, lang, sentences=count)
    assert len(summary) <= count
    for sentence in summary:
        at = text.index(sentence, at) + len(sentence)


def test_the_readme_example() -> None:
    story = "The Taliban met Zalmay Khalilzad in Doha on Friday, and agreed to meet again."
    text = f"Skip to main content\nTalks in Doha\n{story}"
    cleaned = digest.clean(text)
    assert cleaned.text == story
    assert [(cut.category, cut.span.of(text)) for cut in cleaned.cuts] == [
        ("navigation", "Skip to main content"),
        ("title", "Talks in Doha"),
    ]
    assert digest.language(cleaned.text) == "en"
    assert {"Zalmay Khalilzad", "Doha"} <= {mention.name for mention in digest.mentions(cleaned.text, "en")}


@pytest.mark.parametrize("name", digest.__all__)
def test_everything_named_is_there(name: str) -> None:
    assert getattr(digest, name) is not None


def test_merge_keeps_both_sides_and_says_what_waits() -> None:
    base = "---\ntitle: Talks\nlang: en\n---\n\nThey met.\n"
    theirs, ours = base.replace("They met.", "They met twice."), base.replace("title: Talks", "title: Talks in Doha")
    assert digest.merge(base, theirs, ours) == digest.Merged(ours.replace("They met.", "They met twice."))
    (waits,) = digest.merge(base, base.replace("Talks", "Mine"), ours).proposals
    assert (waits.part, waits.ours) == ("title", "title: Talks in Doha\n")
