"""An outlet's name behind the last sentence of a text, inside its last line."""

from __future__ import annotations

from dataclasses import dataclass

from digest.language import listed
from digest.model import Block, Cut, Found, Span
from digest.text import fold

_CLOSERS = '.!?؟…”"»'


@dataclass(frozen=True, slots=True)
class SignOff:
    """`rest` is where the story ends; the cut lies behind it."""

    rest: int
    cut: Cut
    found: Found[str]


def read(block: Block) -> SignOff | None:
    """The sign-off in the last block of a story: two words, the last one typical of outlets' names, unended.

    Before them must stand the close of a sentence, or a text of many words without any close; never a word that
    governs a name ("the newspaper …", "according to …").
    """
    parts = block.text.split()
    if block.words < 12 or len(parts) < 4 or fold(parts[-1]) not in listed("outlet-tails"):
        return None
    before = parts[-3]
    if fold(before) in listed("governors") or not (_closes(before) or _unpunctuated(parts[:-2])):
        return None
    start = block.text.rindex(parts[-2], 0, len(block.text) - len(parts[-1]))
    span = Span(block.span.start + start, block.span.end)
    name = " ".join(parts[-2:])
    because = "the outlet signs off behind the last sentence"
    rest = block.span.start + len(block.text[:start].rstrip())
    return SignOff(
        rest, Cut(span, "outlet", "outlet-sign-off", because, 0.9), Found(name, name, "outlet-sign-off", span, 0.9)
    )


def _closes(word: str) -> bool:
    return word[-1] in _CLOSERS


def _unpunctuated(parts: list[str]) -> bool:
    return not any(_closes(part) for part in parts)
