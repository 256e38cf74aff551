"""Seed text → blocks, its lines that are not blank; and what the shape of a block alone says of it."""

from __future__ import annotations

import re

from digest.model import Block, Span
from digest.text import UNSPACED, ended, lines, words

# Characters of scripts that put no blanks between words: about two of them carry what a word does elsewhere.
_SPACELESS = re.compile(f"[{UNSPACED}]")
_ASCII_WORD = re.compile(r"\w+", re.ASCII)

# Running text: a closed line of so many words, or one so long that it needs no close.
PROSE_WORDS, UNCLOSED_WORDS = 12, 48


def blocks(text: str) -> tuple[Block, ...]:
    """The non-blank lines of `text`, in order. Whatever stands between two blocks is white space."""
    found = []
    for number, (at, line) in enumerate(lines(text), 1):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            count, closed = length(stripped), ended(stripped)
            prose = count >= PROSE_WORDS and (closed or count >= UNCLOSED_WORDS)
            found.append(Block(Span(start, start + len(stripped)), number, stripped, count, closed, prose))
    return tuple(found)


def length(line: str) -> int:
    """How many words a line holds; two signs count as one where a script has no blanks."""
    if line.isascii():
        return len(_ASCII_WORD.findall(line))
    spaceless = len(_SPACELESS.findall(line))
    return (spaceless + 1) // 2 + len(words(_SPACELESS.sub(" ", line) if spaceless else line))
