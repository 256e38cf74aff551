"""Which block of one text is which block of another: the same, the same elsewhere, or edited."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import takewhile

# Up to so many comparisons a stretch without a common unique block is searched in full; beyond, it counts as rewritten.
_SMALL = 40_000
ALIKE = 0.5  # share of words two blocks have in common when one is an edit of the other

# Scripts that do not write blanks between words count by characters (Thai to Myanmar, Khmer, CJK, kana, hangul).
_TOKEN = re.compile(r"\s+|[^\W\u0e00-\u109f\u1780-\u17ff\u2e80-\U0003ffff]+|.", re.DOTALL)


@dataclass(slots=True)
class Alignment:
    """Indices of the first text → of the second: `same` text (some of them `moved`), `edited` text."""

    same: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    edited: dict[int, int] = field(default_factory=dict)

    def __getitem__(self, index: int) -> int | None:
        return self.same.get(index, self.edited.get(index))

    def turned(self) -> dict[int, int]:
        """Indices of the second text → of the first."""
        return {j: i for i, j in (*self.edited.items(), *self.same.items())}


def tokens(text: str) -> list[str]:
    """Words, white space and signs, in order; joined they are the text."""
    return _TOKEN.findall(text)


def bag(text: str) -> Counter[str]:
    """The words and signs of a text with their counts."""
    return Counter(token for token in tokens(text) if not token.isspace())


def alike(one: str, other: str) -> float:
    """Dice's coefficient of the words of two blocks, 0–1."""
    return _dice(bag(one), bag(other))


def align(first: Sequence[str], second: Sequence[str]) -> Alignment:
    """The blocks of `first` found again in `second`."""
    found = Alignment(dict(_in_order(first, second)))
    gaps = list(_gaps(found.same, len(first), len(second)))
    _moves(found, first, second)
    for ours, theirs in gaps:
        _edits(found, first, second, [i for i in ours if i not in found.same], theirs)
    return found


# -- the same text -------------------------------------------------------------------------------------------------


def _in_order(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal blocks that rise in both texts: ends first, then unique blocks (patience), then what is small."""
    pairs: list[tuple[int, int]] = []
    waiting = [(0, len(first), 0, len(second))]
    while waiting:
        a, b, c, d = waiting.pop()
        head = _equal(zip(range(a, b), range(c, d), strict=False), first, second)
        a, c = a + len(head), c + len(head)
        tail = _equal(zip(reversed(range(a, b)), reversed(range(c, d)), strict=False), first, second)
        b, d = b - len(tail), d - len(tail)
        unique = _unique(first, second, (a, b, c, d))
        pairs += head + tail + unique
        if unique:
            edges = [(a, c), *((i + 1, j + 1) for i, j in unique)]
            waiting += [(i, k, j, m) for (i, j), (k, m) in zip(edges, [*unique, (b, d)], strict=True)]
        elif 0 < (b - a) * (d - c) <= _SMALL:
            pairs += _searched(first, second, (a, b, c, d))
    return sorted(pairs)


def _equal(pairs: Iterable[tuple[int, int]], first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    return list(takewhile(lambda pair: first[pair[0]] == second[pair[1]], pairs))


def _unique(first: Sequence[str], second: Sequence[str], window: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """The longest rising chain of blocks that stand once in each window."""
    a, b, c, d = window
    once = {text for text, n in Counter(first[a:b]).items() if n == 1}
    once &= {text for text, n in Counter(second[c:d]).items() if n == 1}
    place = {second[j]: j for j in range(c, d) if second[j] in once}
    return _rising([(i, place[first[i]]) for i in range(a, b) if first[i] in once])


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` whose second members rise (patience sorting, n log n)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        ends[pile : pile + 1] = [n]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _searched(first: Sequence[str], second: Sequence[str], window: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    a, b, c, d = window
    matcher = SequenceMatcher(None, first[a:b], second[c:d], autojunk=False)
    return [(a + m.a + n, c + m.b + n) for m in matcher.get_matching_blocks() for n in range(m.size)]


def _gaps(same: dict[int, int], ends: int, other_ends: int) -> Iterator[tuple[range, range]]:
    """The stretches between blocks found in order."""
    i = j = 0
    for a, b in [*sorted(same.items()), (ends, other_ends)]:
        if a > i or b > j:
            yield range(i, a), range(j, b)
        i, j = a + 1, b + 1


def _moves(found: Alignment, first: Sequence[str], second: Sequence[str]) -> None:
    """Blocks that stand elsewhere, each of the second text used once."""
    taken = set(found.same.values())
    places: dict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(second))):
        if j not in taken:
            places[second[j]].append(j)
    for i in range(len(first)):
        if i not in found.same and places.get(first[i]):
            found.same[i] = places[first[i]].pop()
            found.moved.add(i)


# -- edited text ---------------------------------------------------------------------------------------------------


def _edits(found: Alignment, first: Sequence[str], second: Sequence[str], left: list[int], gap: range) -> None:
    """Pairs the blocks of one gap: the most alike first, never crosswise; a last one with the last one."""
    taken = set(found.same.values())
    right = [j for j in gap if j not in taken]
    if not left or not right:
        return
    chosen: list[tuple[int, int]] = []
    if len(left) * len(right) <= _SMALL // 40:
        chosen = _best(first, second, left, right)
    elif len(left) == len(right):
        chosen = [(i, j) for i, j in zip(left, right, strict=True) if alike(first[i], second[j]) >= ALIKE]
    if len(left) == len(right) == 1:
        chosen = [(left[0], right[0])]
    found.edited.update(chosen)


def _best(first: Sequence[str], second: Sequence[str], left: list[int], right: list[int]) -> list[tuple[int, int]]:
    bags = {j: bag(second[j]) for j in right}
    scores = sorted((-_dice(words, bags[j]), i, j) for i in left for words in [bag(first[i])] for j in right)
    chosen: list[tuple[int, int]] = []
    for score, i, j in scores:
        if -score >= ALIKE and all((i < k) == (j < m) and i != k and j != m for k, m in chosen):
            chosen.append((i, j))
    return chosen


def _dice(a: Counter[str], b: Counter[str]) -> float:
    return 2 * (a & b).total() / max(1, a.total() + b.total())
