"""What is counted for a whole page at once equals what is counted line by line."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from digest.article.line_features import Lines, best_run, company
from digest.article.line_model import SLICE, judge
from digest.article.line_shapes import read_page
from digest.text import words

LINES = st.lists(
    st.sampled_from(["Home", "Home", "Sport | News", "He left.", "北京和上海。", "12", "A b c d e f"]), min_size=1
)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=30))
def test_no_run_is_worth_more_than_the_best(values: list[int]) -> None:
    """The best run is one of all runs, and none has a larger sum."""
    begin, end = best_run(np.array(values, float))
    runs = [sum(values[a:b]) for a in range(len(values)) for b in range(a + 1, len(values) + 1)]
    assert sum(values[begin:end]) == max(runs)
    assert begin < end


@given(LINES)
def test_copies_are_counted_as_one_would_by_hand(lines: list[str]) -> None:
    """The first row of a line's company is how many other lines say the same."""
    others = company(Lines(read_page(lines)))[0][0]
    assert np.allclose(np.expm1(3 * others), [lines.count(line) - 1 for line in lines], atol=1e-3)


@given(LINES)
def test_words_of_a_page_are_those_of_its_lines(lines: list[str]) -> None:
    """A page's words a line are those of the line alone, save that each sign without spaces is one."""
    counted = read_page(lines).word_counts.tolist()
    assert counted == [sum(1 if word.isascii() else len(word) for word in words(line)) for line in lines]
    assert counted == [int(read_page([line]).word_counts[0]) for line in lines]


@given(LINES, st.integers(1, 4))
def test_a_verdict_for_every_line(lines: list[str], step: int) -> None:
    """Each line gets a probability and a verdict, however many blank lines stand between; none without lines."""
    verdicts = judge(lines, range(1, 1 + step * len(lines), step))
    assert len(verdicts.keep) == len(verdicts.probability) == len(lines)
    assert np.all((verdicts.probability >= 0) & (verdicts.probability <= 1)), "no number is none"
    assert not len(judge([], []).keep)


def test_what_stands_behind_a_slice_is_judged_as_a_page_of_its_own() -> None:
    """Slices meet without a line lost or judged in the other's company; blank lines between them count behind."""
    story = ["The minister said on Friday that nobody had been told about the plan before it was made public."] * 3
    whole = judge([*["x"] * SLICE, *story], [*range(1, SLICE + 1), SLICE + 4, SLICE + 5, SLICE + 7])
    alone = judge(story, [4, 5, 7])
    assert whole.probability[SLICE:].tolist() == alone.probability.tolist()
    assert alone.probability.tolist() != judge(story, [1, 2, 3]).probability.tolist()
    assert whole.keep[SLICE:].all()
