"""What articles say, as sparse vectors over their words, and which articles of one language say alike.

TF-IDF with a prior: five articles cannot tell a rare word from a common one, so that the share of documents that
hold a word in print at large (models/shares.json) counts as if it had been seen in some hundred articles more.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from digest.text import terms

# Articles that the general shares stand for, and the share of a word they do not list.
_PRIOR, _UNLISTED = 200.0, 0.004
# Words that ask for candidates, the longest posting list they read, candidates compared exactly.
_ASKING, _POSTINGS, _CANDIDATES = 64, 2000, 30
# Letters of an article that count.
_LETTERS = 40_000


@dataclass(frozen=True, slots=True)
class Near:
    """Another article at place `at`, the cosine, and the words that make it, heaviest first."""

    at: int
    cosine: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """The articles of one language: places in the collection, words by number, unit vectors (sorted ids, weights)."""

    places: tuple[int, ...]
    words: tuple[str, ...]
    ids: tuple[np.ndarray, ...]
    weights: tuple[np.ndarray, ...]


@cache
def shares(lang: str) -> Mapping[str, float]:
    """Share of printed documents in `lang` that hold a word; empty for a language nobody counted."""
    return dict(_shares().get(lang, {}))


@cache
def _shares() -> Mapping[str, Mapping[str, float]]:
    table = json.loads((resources.files("digest") / "models" / "shares.json").read_text("utf-8"))
    return {str(lang): dict(found) for lang, found in table.items()}


def rarity(word: str, lang: str, seen: int, articles: int) -> float:
    """Inverse document frequency of `word`, seen in `seen` of `articles` articles of its language. Zero or more."""
    common = shares(lang)
    prior = _PRIOR if common else 0.0
    expected = prior * common.get(word, _UNLISTED)
    return max(0.0, float(np.log((articles + prior + 1) / (seen + expected + 0.5))))


def spaces(texts: Sequence[str], langs: Sequence[str]) -> Iterator[Space]:
    """One space a language, in order of the codes. Linear in the length of all texts."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, lang in enumerate(langs):
        groups[lang].append(at)
    for lang, places in sorted(groups.items()):
        yield _space(lang, places, [Counter(terms(texts[at][:_LETTERS])) for at in places])


def neighbours(texts: Sequence[str], langs: Sequence[str], most: int = 10) -> list[list[Near]]:
    """For each text the `most` nearest of its language, nearest first.

    Among SemEval-2022 news (benchmarks/related.py) the right one is first for .93 (en) and 1.0 (ar).
    """
    found: list[list[Near]] = [[] for _ in texts]
    for space in spaces(texts, langs):
        for at, near in zip(space.places, _nearest(space, most), strict=True):
            found[at] = near
    return found


def _space(lang: str, places: list[int], counts: list[Counter[str]]) -> Space:
    seen = Counter(word for count in counts for word in count)
    numbers = {word: i for i, word in enumerate(sorted(seen))}
    rare = np.array([rarity(word, lang, seen[word], len(counts)) for word in numbers])
    rows = [_row(count, numbers, rare) for count in counts]
    return Space(tuple(places), tuple(numbers), tuple(ids for ids, _ in rows), tuple(w for _, w in rows))


def _row(count: Counter[str], numbers: Mapping[str, int], rare: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    ids = np.array(sorted(numbers[word] for word in count), dtype=np.int64)
    times = {numbers[word]: n for word, n in count.items()}
    weights = (1 + np.log([times[i] for i in ids.tolist()])) * rare[ids]
    size = float(np.sqrt((weights * weights).sum()))
    return ids, weights / size if size else weights


def _nearest(space: Space, most: int) -> Iterator[list[Near]]:
    starts, postings, weights = _index(space)
    scratch = np.zeros(len(space.words))
    for mine, (ids, own) in enumerate(zip(space.ids, space.weights, strict=True)):
        rough = np.zeros(len(space.ids))
        for k in np.argsort(-own, kind="stable")[:_ASKING].tolist():
            low, high = int(starts[ids[k]]), int(starts[ids[k] + 1])
            if high - low <= _POSTINGS:
                rough[postings[low:high]] += own[k] * weights[low:high]
        rough[mine] = 0.0
        scratch[ids] = own
        exact = [(_cosine(space, at, scratch), at) for at in _largest(rough, _CANDIDATES)]
        best = sorted(exact, key=lambda pair: (-pair[0], pair[1]))[:most]
        yield [Near(space.places[at], min(1.0, cosine), _shared(space, at, scratch)) for cosine, at in best]
        scratch[ids] = 0.0


def _cosine(space: Space, at: int, scratch: np.ndarray) -> float:
    """Rounded, so that equal articles stay equal however the machine adds up."""
    return round(float(space.weights[at] @ scratch[space.ids[at]]), 9)


def _shared(space: Space, at: int, scratch: np.ndarray) -> tuple[str, ...]:
    parts = space.weights[at] * scratch[space.ids[at]]
    heavy = np.argsort(-parts, kind="stable")[:12]
    return tuple(space.words[space.ids[at][k]] for k in heavy.tolist() if parts[k] > 0)


def _largest(scores: np.ndarray, most: int) -> list[int]:
    """Places of the `most` largest scores above zero, the first ones where scores are equal."""
    bar = np.partition(scores, max(0, len(scores) - most))[max(0, len(scores) - most)] if len(scores) else 0.0
    above, level = np.flatnonzero(scores > bar), np.flatnonzero(scores == bar)
    few = np.concatenate([above, level[: max(0, most - len(above))]])
    return [at for at in few.tolist() if scores[at] > 0]


def _index(space: Space) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Postings sorted by word: where each word's list starts, the rows in it, their weights."""
    ids = np.concatenate(space.ids)
    rows = np.repeat(np.arange(len(space.ids)), [len(row) for row in space.ids])
    order = np.argsort(ids, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(ids, minlength=len(space.words)))])
    return starts, rows[order], np.concatenate(space.weights)[order]
