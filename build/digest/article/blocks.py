"""Seed text → blocks, its lines that are not blank; and what the shape of a block alone says of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from digest.model import Block, Span
from digest.text import JOINERS, SIGN_CODES, UNSPACED_RANGES, ended, lines

# Running text: a closed line of so many words, or one so long that it needs no close.
PROSE_WORDS, UNCLOSED_WORDS = 12, 48
_OTHER, _SIGN, _LETTER, _JOINER, _SPACELESS = range(5)
# No letter of Unicode stands behind its third plane.
_PLANES = 0x40000


def blocks(text: str) -> tuple[Block, ...]:
    """The non-blank lines of `text`, in order. Whatever stands between two blocks is white space."""
    rows = lines(text)
    found, at = [], 0
    for number, (row, count) in enumerate(zip(rows, _lengths(text, rows), strict=True), 1):
        stripped = row.strip()
        if stripped:
            start = at + row.index(stripped[0])
            closed = ended(stripped)
            prose = count >= PROSE_WORDS and (closed or count >= UNCLOSED_WORDS)
            found.append(Block(Span(start, start + len(stripped)), number, stripped, count, closed, prose))
        at += len(row) + 1
    return tuple(found)


def length(line: str) -> int:
    """How many words a line holds; two signs count as one where a script has no blanks."""
    return _lengths(line, [line])[0]


def _lengths(text: str, rows: Sequence[str]) -> list[int]:
    """The length of each of the rows that make up `text`: words as `text.words` cuts them, all at once."""
    sizes = np.fromiter(map(len, rows), np.intp, len(rows)) + 1
    starts = np.cumsum(sizes) - sizes
    codes = np.frombuffer(f"{text}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
    kind = _kinds()[np.minimum(codes, _PLANES - 1)]
    letter = inside = kind == _LETTER
    for skipped in (_SIGN, _JOINER):  # inside a word it carries on what stands before it
        if (skips := kind == skipped).any():
            inside = inside[np.maximum.accumulate(np.where(skips, 0, np.arange(len(kind), dtype=np.int32)))]
    begins = letter.copy()
    begins[1:] &= ~inside[:-1]
    counts = np.add.reduceat(begins, starts, dtype=np.int32)
    if (spaceless := kind == _SPACELESS).any():
        counts += (np.add.reduceat(spaceless, starts, dtype=np.int32) + 1) // 2
    found: list[int] = counts.tolist()
    return found


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each code point is to a word."""
    codes = np.arange(_PLANES, dtype=np.uint32)
    kind = np.full(_PLANES, _OTHER, np.uint8)
    kind[SIGN_CODES] = _SIGN
    kind[np.strings.isalnum(codes.view("U1"))] = _LETTER
    kind[ord("_")] = _LETTER
    kind[[*map(ord, JOINERS)]] = _JOINER
    for first, last in UNSPACED_RANGES:
        kind[first : last + 1] = _SPACELESS
    return kind
