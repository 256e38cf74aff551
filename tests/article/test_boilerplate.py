"""Every removal is a span with a reason, nothing is lost, and the story stays."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from digest.article.blocks import blocks
from digest.article.boilerplate import clean, read_blocks
from digest.article.read import read_article
from digest.article.seed import read
from digest.model import Seed, Span

GOLDEN = sorted((Path(__file__).parent / "golden" / "clean").glob("*.yml"))
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))

LINES = st.sampled_from(
    [
        "Skip to main content", "Home", "Share this article", "Page not found", "Comments are closed.", "55", "()", "x",
        "الرئيسية", "التعليقات مغلقة.", "Support The Example Times", "Photo: Ann Lee", "By Ann Lee", "12 March 2020",
        "Talks stall again in the capital", "أخبار سنتر", "A single short line", "Why?", "§ 4",
        "Officials of both sides met in the capital on Friday and agreed to meet again in a month.",
        "وقال مسؤولون من الجانبين إنهم التقوا في العاصمة يوم الجمعة واتفقوا على اللقاء مرة أخرى.",
    ]
)  # fmt: skip
PAGES = st.lists(LINES | st.text(max_size=30), max_size=14).map("\n".join)


def whole(text: str) -> None:
    """Pieces, cuts and white space make up the text, each character once: as cleaned, and as shown in paragraphs."""
    cleaning = read_blocks(text)
    pieced(text, [piece.span for piece in cleaning.pieces] + [cut.span for cut in cleaning.cuts])
    if cleaning.pieces:
        article = read_article(Seed("a.txt", text, "utf-8", ""))
        pieced(text, [piece.span for piece in article.pieces] + [cut.span for cut in article.cuts])


def pieced(text: str, spans: list[Span]) -> None:
    spans.sort()
    at = 0
    for span in spans:
        assert span.start >= at, "no character is both"
        assert not text[at : span.start].strip(), "nothing but white space lies between"
        assert len(span) > 0
        at = span.end
    assert not text[at:].strip()


@given(st.text() | PAGES)
@example("\x00")
@example("\u2028a\u2028")
@example("\u200b\n\ufeff")
def test_nothing_is_lost_of_any_text(text: str) -> None:
    """For every text: kept spans + cuts + white space = the text, exactly."""
    whole(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_nothing_is_lost_of_the_seeds(path: Path) -> None:
    whole(read(path).text)


@given(PAGES)
def test_every_cut_says_why(text: str) -> None:
    """Each cut carries a category, a rule, a reason and a confidence."""
    for cut in clean(text).cuts:
        assert cut.rule
        assert cut.because
        assert 0 < cut.confidence <= 1


@given(PAGES)
def test_a_story_never_comes_out_empty(text: str) -> None:
    """A text with a line of prose keeps a line of prose, however often it is cleaned."""
    story = "The ministers of seven countries had been talking for days, and on Sunday they signed."
    text = f"{text}\n{story}\n{text}"
    for _ in range(2):
        text = clean(text).text
        assert any(block.prose for block in blocks(text))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Golden cases: numbered lines of a text, which are cut, in which category, and what they say of the text."""
    case = yaml.safe_load(path.read_text("utf-8"))
    text = "\n".join(case["text"])
    whole(text)
    cleaning = read_blocks(text, case.get("shared"))
    cut = {text.count("\n", 0, c.span.start) + 1: c.category for c in cleaning.cuts}
    assert cut == case.get("cut", {})
    assert {name: found.value for name, found in reversed(cleaning.found)} == case.get("found", {})
    assert [p.line for p in cleaning.pieces if p.shape == "heading"] == case.get("headings", [])
