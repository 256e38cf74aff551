"""The story as one text, a kept block a line, with the way back to the places in the seed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from digest.model import Piece, Span


@dataclass(frozen=True, slots=True)
class Body:
    """`text` holds the pieces joined by line ends; `starts[i]` is where piece i begins in it."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def in_seed(self, span: Span) -> Span:
        """The span of the seed that `span`, inside one line of `text`, came from."""
        index = bisect_right(self.starts, span.start) - 1
        shift = self.pieces[index].span.start - self.starts[index]
        return Span(span.start + shift, span.end + shift)


def body(text: str, pieces: Sequence[Piece]) -> Body:
    """The body of a seed's `text` made of `pieces`, in their order."""
    slices = [piece.span.of(text) for piece in pieces]
    starts, at = [], 0
    for piece in slices:
        starts.append(at)
        at += len(piece) + 1
    return Body("\n".join(slices), tuple(pieces), tuple(starts))
