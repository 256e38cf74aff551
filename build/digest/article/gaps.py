"""Where a text without punctuation may be cut: a score for every gap between words, and the best way through them.

The score comes from a logistic model where there is one for the language (models/gaps-*.json, trained by
training/gaps.py) and else from its connectives; dynamic programming weighs it against the length of the units.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from digest.language import folded, languages
from digest.text import UNSPACED, fold

_TOKEN = re.compile(r"\S+")
_COMMAS = ",;:،؛、，；："
_COMMA = re.compile(f"[{_COMMAS}]")
_WIDE = re.compile(rf"[{UNSPACED}\uac00-\ud7af]")
_EDGE = re.compile(r"\W*")
# No legible sentence is shorter than the first; beyond the second one without a comma is rather several.
_LONG, _VERY_LONG = 600, 1200
_COMMA_EVERY = 220
# What sentences of printed news measure, in characters.
_UNIT = 140
# Characters without a full stop in which gaps are weighed; behind them (nobody wrote that) units are just cut.
_WEIGHED = 100_000
_GAP = re.compile(r"\s+(?=\S)")
# Characters on either side that a gap is judged by.
_SIGHT = 60
# The window of the search, in words; so many words are looked at together.
_REACH, _CHUNK = 90, 4096


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature; a prior over lengths in words: mean and deviation of their logarithm, and its share."""

    weights: dict[str, float]
    bias: float
    mean: float
    deviation: float
    share: float


class Word(NamedTuple):
    """A word that no cut may part: `start` is its offset, `form` its folded form, و in front of it included."""

    start: int
    form: str
    raw: str
    size: int


@lru_cache(maxsize=4)
def cuts(text: str, lang: str) -> tuple[int, ...]:
    """Offsets at which units of `text` begin, the first one left out; empty for a text of a sane length."""
    if not _wall(text):
        return ()
    end = _WEIGHED if len(text) <= _WEIGHED else max(text.rfind(" ", 0, _WEIGHED), 0) or _WEIGHED
    begins = _weighed(text[:end], lang)
    return (*begins, *_plainly(text, end, begins[-1] if begins else 0))


def _plainly(text: str, end: int, begin: int) -> Iterator[int]:
    """Beginnings from `end` on, wherever a unit is as long as usual; the last one before starts at `begin`."""
    while found := _GAP.search(text, max(end, begin + _UNIT)):
        begin = found.end()
        yield begin


def _weighed(text: str, lang: str) -> tuple[int, ...]:
    """The best cuts by the scores of all gaps and the lengths between them."""
    tokens = words(text)
    model = trained(lang)
    if model and not _COMMA.search(text):
        scores = np.array([gap_score(model, tokens, i) for i in range(len(tokens))])
        sizes, prior = np.ones(len(tokens)), (model.mean, model.deviation, model.share)
    else:
        gaps = (_plain_score(before.raw, word.raw, word.form, lang) for before, word in pairwise(tokens))
        scores = np.array([0.0, *gaps][: len(tokens)])
        sizes, prior = np.array([w.size for w in tokens], dtype=float), (math.log(_UNIT), 0.5, 1.0)
    for i in range(1, len(tokens)):
        if leans(tokens[i - 1].raw, lang):
            scores[i] = -np.inf
    return tuple(tokens[i].start for i in best(scores, sizes, prior))


def _wall(text: str) -> bool:
    size = len(text) + 2 * len(_WIDE.findall(text)) if len(text) > _LONG / 3 else 0
    commas = len(_COMMA.findall(text))
    return size > _VERY_LONG or (size > _LONG and commas < size / _COMMA_EVERY)


def words(text: str) -> list[Word]:
    """The words of `text`; a lone و (and) is one with the word behind it, as Arabic spells it."""
    found: list[Word] = []
    waiting = -1
    for token in _TOKEN.finditer(text):
        raw = token[0]
        if raw == "و":
            waiting = token.start() if waiting < 0 else waiting
            continue
        form = _form(raw) or raw
        start = token.start() if waiting < 0 else waiting
        size = token.end() - start + 1 + (0 if raw.isascii() else 2 * len(_WIDE.findall(raw)))
        found.append(Word(start, form if waiting < 0 else "و" + form, raw, size))
        waiting = -1
    return found


@lru_cache(maxsize=1 << 16)
def _form(raw: str) -> str:
    """A word folded, without the marks at its ends."""
    return _bare(fold(raw))


def _bare(form: str) -> str:
    """`form` without the marks at its ends; linear, as a search for marks before the end is not."""
    start, end = (match.end() for match in map(_EDGE.match, (form, form[::-1])) if match)
    return form[start : max(start, len(form) - end)]


def features(tokens: Sequence[Word], i: int) -> list[str]:
    """What the model knows of the gap in front of word `i`: the words and word ends around it."""
    a, b = tokens[i - 1].form if i else "", tokens[i].form
    z = tokens[i - 2].form if i > 1 else ""
    c = tokens[i + 1].form if i + 1 < len(tokens) else ""
    d = tokens[i + 2].form if i + 2 < len(tokens) else ""
    bare = b[1:] if b[:1] in "وف" and len(b) > 3 else b
    joined = b[:1] if bare != b else "-"
    return [
        "a=" + a, "b=" + b, "c=" + c, "d=" + d, "z=" + z, f"j={joined}", f"r={bare}", f"ab={a} {b}", f"bc={b} {c}",
        f"s2={a[-2:]}", f"s3={a[-3:]}", f"p2={joined}{bare[:2]}", f"p3={joined}{bare[:3]}",
        f"q1={joined}{bare[:1]}{bare[-1:]}", f"c2={joined}{c[:2]}",
        f"al={a[:2] == 'ال'}{joined}{bare[:2] == 'ال'}{c[:2] == 'ال'}",
        f"e={joined}{bare[-2:]}", f"ae={a[-1:]}{joined}{bare[:1]}", f"l={min(len(a), 4)}{joined}{min(len(bare), 6)}",
    ]  # fmt: skip


def gap_score(model: Model, tokens: Sequence[Word], i: int) -> float:
    """The log odds that a sentence ends in front of word `i`."""
    return model.bias + sum(model.weights.get(f, 0.0) for f in features(tokens, i))


def certainty(before: str, after: str, lang: str) -> float:
    """How sure the cut between two units is, from -1 to 1; 0 where no model knows."""
    model = trained(lang)
    if model is None:
        return 0.0
    head, tail = words(before[-_SIGHT:]), words(after[:_SIGHT])
    if not head or not tail:
        return 0.0
    return max(-1.0, min(1.0, gap_score(model, [*head, *tail], len(head)) / 8))


@cache
def trained(lang: str) -> Model | None:
    """The model of `lang`, if one was trained."""
    if not re.fullmatch(r"[a-z]{2,3}", lang):
        return None
    source = resources.files("digest") / "models" / f"gaps-{lang}.json"
    return Model(**json.loads(source.read_text("utf-8"))) if source.is_file() else None


def best(scores: np.ndarray, sizes: np.ndarray, prior: tuple[float, float, float]) -> list[int]:
    """Indices of the words at which units begin (the first left out), for the largest sum of scores and length priors.

    `scores` are log odds a word, `sizes` lengths a word, `prior` the mean and deviation of a unit's log length and
    the prior's share. Viterbi over a window of `_REACH` words: linear in the number of words.
    """
    n = len(scores)
    ends = np.concatenate([[0.0], np.cumsum(sizes)])
    total = np.full(n + 1, -np.inf)
    total[0] = 0.0
    back = np.zeros(n + 1, dtype=int)
    gains = np.append(scores[1:], 0.0)
    for first in range(1, n + 1, _CHUNK):
        last = min(first + _CHUNK, n + 1)
        costs = _costs(ends, first, last, prior)
        for end in range(first, last):
            low = max(0, end - _REACH)
            fit = total[low:end] - costs[end - first, low - end :]
            at = fit.argmax()
            back[end] = low + at
            total[end] = fit[at] + gains[end - 1]
    return _path(back, n)


def _costs(ends: np.ndarray, first: int, last: int, prior: tuple[float, float, float]) -> np.ndarray:
    """What the prior takes for a unit that ends in front of word `first` … `last` - 1 (a row each), by where it begins.

    The last column stands for a unit of one word, the one before it of two, and so on.
    """
    mean, deviation, share = prior
    begins = np.arange(first, last)[:, None] + np.arange(-_REACH, 0)
    with np.errstate(divide="ignore"):  # beginnings before the text, which nobody asks for
        logs = np.log(np.maximum(ends[first:last, None] - ends[np.maximum(begins, 0)], 0.0))
    costs: np.ndarray = share * (((logs - mean) / deviation) ** 2 / 2 + logs)
    return costs


def _path(back: np.ndarray, n: int) -> list[int]:
    found: list[int] = []
    while n > 0:
        n = int(back[n])
        if n:
            found.append(n)
    return found[::-1]


@lru_cache(maxsize=1 << 16)
def _plain_score(before: str, word: str, form: str, lang: str) -> float:
    """Log odds of the gap between two words by what can be seen of it: a comma, a connective or a capital behind."""
    score = math.log(_UNIT) - 0.5  # pays for the prior's own price of a unit
    score += 2.0 * (before[-1] in _COMMAS)
    score += 2.0 * (form in folded(lang, "connectives"))
    score += 3.0 * (word[:1].isupper() and before[-1:].islower() and form in folded(lang, "stopwords"))
    return score


@lru_cache(maxsize=1 << 16)
def leans(word: str, lang: str) -> bool:
    """Does `word` lean on the next one, as a preposition does? Where no list says, a short word may."""
    form = _form(word)
    if lang in languages():
        return form in folded(lang, "leaning")
    return word[-1:] not in _COMMAS and len(form) <= 3 and not _WIDE.search(form)
