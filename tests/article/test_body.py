"""The body is one text, and every place in it leads back to its place in the seed."""

from hypothesis import given
from hypothesis import strategies as st

from digest.article.body import body
from digest.article.boilerplate import read_blocks
from digest.model import Span


@given(
    st.lists(
        st.sampled_from(["One line of it.", "  ", "zwei", "سطر ثالث", "Comments are closed."]), min_size=1, max_size=9
    )
)
def test_every_span_leads_back(lines: list[str]) -> None:
    """For each word of the body: the seed has the same word at the place the body names."""
    text = "\n".join(lines)
    story = body(text, read_blocks(text).pieces)
    at = 0
    for line in story.text.split("\n"):
        for word in line.split():
            start = story.text.index(word, at)
            span = Span(start, start + len(word))
            assert story.in_seed(span).of(text) == word
        at += len(line) + 1
