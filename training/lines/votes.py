"""Which lines of a text are main text, as several extracts of it say."""

from __future__ import annotations

import re
from collections.abc import Sequence

Shingles = set[tuple[str, ...]]
SHINGLE = 4
_LONE = r"\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_LONE}]|[^\W{_LONE}]+")


def tokens(text: str) -> list[str]:
    """Words; single signs of scripts without spaces."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str]) -> Shingles:
    """All runs of four words."""
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def agreement(first: str, second: str) -> float:
    """F1 of the four-word shingles of two texts."""
    one, two = shingles(tokens(first)), shingles(tokens(second))
    return 2 * len(one & two) / max(len(one) + len(two), 1)


def kept(rows: list[list[str]], extract: str) -> list[bool]:
    """Which lines (as words) an extract holds: half of a line's shingles; of a short line any with the words around."""
    held, words = shingles(tokens(extract)), [word for row in rows for word in row]
    flags, end = [], 0
    for row in rows:
        begin, end = end, end + len(row)
        if len(row) < SHINGLE:
            flags.append(bool(shingles(words[max(begin - SHINGLE + 1, 0) : end + SHINGLE - 1]) & held))
        else:
            own = shingles(row)
            flags.append(2 * len(own & held) >= len(own))
    return flags


def labelled(raw: str, views: list[str], named: frozenset[str] = frozenset()) -> list[int]:
    """1 for each line of `raw` that most of the extracts hold, trafilatura's where they are even.

    So is a line whose words are `named`: the page's own markup says that they belong to its main text.
    """
    lines = raw.split("\n")
    places = [i for i, line in enumerate(lines) if tokens(line)]
    votes = [kept([tokens(lines[i]) for i in places], view) for view in views]
    labels = [0] * len(lines)
    for place, said in zip(places, zip(*votes, strict=True), strict=True):
        labels[place] = int(2 * sum(said) + said[0] > len(said) or " ".join(tokens(lines[place])) in named)
    return labels
