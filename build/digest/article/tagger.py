"""A sequence tagger for names: a weight for each hashed feature and tag, the best path by Viterbi."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from digest.article.features import Lexicon, features, lexicon
from digest.gazetteer import gazetteer

Floats = npt.NDArray[np.float32]

TAGS: Final = (
    "O",
    "B-person",
    "I-person",
    "B-place",
    "I-place",
    "B-organisation",
    "I-organisation",
)
_CHUNK: Final = 20_000


@dataclass(frozen=True, slots=True)
class Tagger:
    """`weights` is (2**BITS, 7) int8, to be multiplied by `scale`; `first` (7,), `moves` (7, 7) float32.

    `bias` is taken off the score of "no name" wherever the script leaves a name possible: a name missed costs more
    than a slip, which the gazetteer and the rest of the text can still mend.
    """

    weights: npt.NDArray[np.int8]
    scale: float
    first: Floats
    moves: Floats
    bias: float
    lexicon: Lexicon
    lang: str

    def tag(self, sentences: Sequence[Sequence[str]]) -> tuple[list[str], list[float]]:
        """Tags of all words of all sentences in one row, and how sure each is (0–1)."""
        tags: list[str] = []
        sure: list[float] = []
        for chunk in _chunks(sentences):
            scores = self._scores(chunk)
            path = _viterbi(scores, _starts(chunk), self.first, self.moves)
            tags += [TAGS[tag] for tag in path]
            sure += _sureness(scores, path)
        return tags, sure

    def _scores(self, sentences: Sequence[Sequence[str]]) -> Floats:
        ids = features(sentences, self.lexicon, gazetteer(self.lang))
        total = np.zeros((len(ids), len(TAGS)), np.int32)
        for column in ids.T:
            total += self.weights[column]
        scores = (total * self.scale).astype(np.float32)
        possible = [not word[:1].islower() for sentence in sentences for word in sentence]
        scores[:, 0] -= self.bias * np.array(possible, np.float32)
        return scores


@cache
def tagger(lang: str) -> Tagger | None:
    """The tagger trained for `lang`; None where there is none."""
    file = _trained().get(f"names-{lang}.npz")
    if file is None:
        return None
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as data:
        return Tagger(
            weights=data["weights"],
            scale=float(data["scale"]),
            first=data["first"],
            moves=data["moves"],
            bias=float(data["bias"]),
            lexicon=lexicon(lang, *(data[name].tolist() for name in ("given", "family", "common"))),
            lang=lang,
        )


@cache
def _trained() -> Mapping[str, Traversable]:
    """The files of the models by name: a language code from outside never becomes part of a path."""
    return {file.name: file for file in (resources.files("digest") / "models").iterdir()}


def _chunks(sentences: Sequence[Sequence[str]]) -> list[list[Sequence[str]]]:
    """Sentences in groups of at most _CHUNK words, overlong ones broken, so that memory stays flat."""
    groups: list[list[Sequence[str]]] = [[]]
    size = 0
    for sentence in sentences:
        for at in range(0, len(sentence), _CHUNK):
            part = sentence[at : at + _CHUNK]
            if size + len(part) > _CHUNK:
                groups.append([])
                size = 0
            groups[-1].append(part)
            size += len(part)
    return [group for group in groups if group]


def _starts(sentences: Sequence[Sequence[str]]) -> set[int]:
    return set(np.cumsum([0] + [len(s) for s in sentences]).tolist())


def _viterbi(scores: Floats, starts: set[int], first: Floats, moves: Floats) -> list[int]:
    """The best path (Viterbi 1967); at a sentence's start the past weighs nothing."""
    back = np.zeros(scores.shape, np.int64)
    best = np.zeros(len(first), np.float32)
    fresh = np.broadcast_to(first, moves.shape)
    for at, row in enumerate(scores):
        ways = best[:, None] + (fresh if at in starts else moves)
        back[at] = ways.argmax(0)
        best = ways.max(0) + row
    path = [int(best.argmax())]
    for row in back[:0:-1]:
        path.append(int(row[path[-1]]))
    return path[::-1]


def _sureness(scores: Floats, path: Sequence[int]) -> list[float]:
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return [float(p) for p in odds[np.arange(len(path)), path] / odds.sum(1)]


def sequences(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each run B-X I-X*; an I without its B opens a run."""
    bounds = [i for i, (a, b) in enumerate(pairwise(["O", *tags])) if b != "O" and (b[0] == "B" or a[2:] != b[2:])]
    runs = []
    for start in bounds:
        end = start + 1
        while end < len(tags) and tags[end] == "I" + tags[start][1:]:
            end += 1
        runs.append((start, end, tags[start][2:]))
    return runs
