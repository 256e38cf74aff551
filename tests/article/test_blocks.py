"""Blocks are the non-blank lines, and shape is judged alike in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.article.blocks import blocks, length
from digest.text import ended


@given(st.text())
def test_blocks_and_white_space_make_up_the_text(text: str) -> None:
    """Between two blocks, before the first and behind the last there is nothing but white space."""
    at = 0
    for block in blocks(text):
        assert not text[at : block.span.start].strip()
        assert block.span.of(text) == block.text
        assert block.text == block.text.strip() != ""
        at = block.span.end
    assert not text[at:].strip()


@given(st.lists(st.sampled_from(["", "word", "two words"]), max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_are_counted_as_editors_count(lines: list[str], end: str) -> None:
    """Block numbers are those of a list of lines, whatever ends a line."""
    found = [(block.line, block.text) for block in blocks(end.join(lines))]
    assert found == [(number, line) for number, line in enumerate(lines, 1) if line]


@pytest.mark.parametrize(
    "line", ["He left.", "Really?", "“Yes.”", "然后他走了。", "وغادر؟", "वह गया।", "And then…", "(He left.)"]
)
def test_closed_lines(line: str) -> None:
    assert ended(line)


@pytest.mark.parametrize("line", ["Recommended Reading", "by Ann Lee", "الأكثر قراءة", "55 Comments", "阅读更多"])
def test_open_lines(line: str) -> None:
    assert not ended(line)


@pytest.mark.parametrize(
    ("line", "count"), [("", 0), ("two words", 2), ("محادثات مباشرة", 2), ("北京和上海", 3), ("iPhone 很好", 2)]
)
def test_length_counts_words_in_every_script(line: str, count: int) -> None:
    assert length(line) == count


@pytest.mark.parametrize(
    "line",
    [
        "Officials of both sides met in the capital on Friday and agreed to meet again.",
        "双方官员周五在首都会晤，并同意在下个月再次举行会谈，讨论停火问题以及交换战俘的安排。",
        "التقى مسؤولون من الجانبين في العاصمة يوم الجمعة واتفقوا على اللقاء مرة أخرى قريبا.",
    ],
)
def test_prose_is_prose_in_every_script(line: str) -> None:
    assert [block.prose for block in blocks(f"{line}\n{line[:12]}")] == [True, False]
