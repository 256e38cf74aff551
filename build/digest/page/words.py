"""Two edits of one block, joined word by word where they do not touch."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from digest.page.align import tokens

_LONGEST = 3_000  # tokens; beyond, the comparison costs more than asking a person

_Edit = tuple[int, int, list[str]]


def merge_words(base: str, theirs: str, ours: str) -> str | None:
    """`base` with both edits, or None where they change the same words or words next to each other."""
    start, left, right = tokens(base), tokens(theirs), tokens(ours)
    if max(len(start), len(left), len(right)) > _LONGEST:
        return None
    edits = sorted([*_edits(start, left), *_edits(start, right)])
    merged: list[str] = []
    at = 0
    last: _Edit | None = None
    for begin, end, words in edits:
        if (begin, end, words) == last:
            continue
        if last is not None and begin <= last[1]:
            return None
        merged += start[at:begin] + words
        at, last = end, (begin, end, words)
    return "".join(merged + start[at:])


def _edits(base: Sequence[str], other: Sequence[str]) -> list[_Edit]:
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [(i, j, list(other[k:m])) for tag, i, j, k, m in codes if tag != "equal"]
