"""Seed text → blocks, its lines that are not blank; and what the shape of a block alone says of it."""

from __future__ import annotations

import re

from digest.model import Block, Span
from digest.text import UNSPACED, ended, lines, words

__all__ = ["PROSE_WORDS", "blocks", "ended", "is_prose", "length"]

# Characters of scripts that put no blanks between words: about two of them carry what a word does elsewhere.
_SPACELESS = re.compile(f"[{UNSPACED}]")

PROSE_WORDS = 12


def blocks(text: str) -> tuple[Block, ...]:
    """The non-blank lines of `text`, in order. Whatever stands between two blocks is white space."""
    found = []
    for number, (at, line) in enumerate(lines(text), 1):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            found.append(Block(Span(start, start + len(stripped)), number, stripped))
    return tuple(found)


def length(line: str) -> int:
    """How many words a line holds; two characters count as one where a script has no blanks."""
    spaceless = len(_SPACELESS.findall(line))
    return (spaceless + 1) // 2 + len(words(_SPACELESS.sub(" ", line))) if spaceless else len(words(line))


def is_prose(line: str) -> bool:
    """A line that reads as running text: long and closed, or so long that it needs no close."""
    count = length(line)
    return count >= PROSE_WORDS and (ended(line) or count >= 4 * PROSE_WORDS)
