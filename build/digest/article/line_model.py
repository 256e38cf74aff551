"""A small dilated convolution over line features: how likely is each line main text?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from digest.article.line_features import CAP, Lines, best_run, lexicon, structure
from digest.article.line_shapes import Floats, Page, read_page

# A full page asks for more certainty than a light one; inside the story the benefit of the doubt is the line's.
MILDEST, RISE, STEEPNESS, INSIDE, OUTSIDE = 0.38, 0.45, 1.5, -0.3, 0.1
RUN_VOTE, _RUN_PENALTY, _RUN_WORTH = 0.4, 10.0, 30.0
SLICE = 20_000
_FEWEST, _LEAST = 10, 0.05  # words that are a story, and the part of the best run
_STAGE_OF_SUMMARY = 3
# Lines a product: OpenBLAS takes one thread for up to 2 ** 18 multiplications.
_BLOCK = 32
Run = tuple[int, int]  # first line, and the one behind the last


@dataclass(frozen=True)
class Net:
    """Weights of the network: entry, convolutions (three taps each), page summary, exit."""

    entry: Floats
    entry_bias: Floats
    taps: Floats
    tap_bias: Floats
    summary: Floats
    summary_bias: Floats
    exit: Floats
    exit_bias: Floats

    def run(self, features: Floats, dilations: tuple[int, ...]) -> Floats:
        """Log odds of every line."""
        lines, width = len(features), self.entry.shape[1]
        parts = -(-lines // _BLOCK)
        room = parts * -(-lines // parts)  # the lines behind the page stay 0
        rows, near, ends = (np.zeros((room, size), np.float32) for size in (features.shape[1], 3 * width, 2 * width))
        rows[:lines] = features
        alone = _layer(rows, self.entry, self.entry_bias)
        state = near[:lines, width : 2 * width]
        state[:] = alone[:lines]
        for stage, reach in enumerate(dilations):
            if stage == _STAGE_OF_SUMMARY:
                summary = np.concatenate((np.add.reduce(state) / lines, np.maximum.reduce(state)))
                state += summary @ self.summary + self.summary_bias
            _look_around(near, width, reach)
            state += _layer(near, self.taps[stage], self.tap_bias[stage])[:lines]
        ends[:lines, :width], ends[:, width:] = state, alone
        return product(ends, self.exit[:, None])[:lines, 0] + self.exit_bias


def _layer(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """max(0, rows @ weights + bias)."""
    found = product(rows, weights)
    found += bias
    return np.maximum(found, 0, out=found)


def product(rows: Floats, weights: Floats) -> Floats:
    """Products of rows and weights, equal parts at a time, each too small for BLAS to share out among threads.

    Where cores are busy, as in a build, threads that wait for one another take a hundred times as long.
    """
    parts = rows.reshape(-(-len(rows) // _BLOCK), -1, rows.shape[1])
    return np.asarray(np.matmul(parts, weights).reshape(len(rows), -1), np.float32)


def _look_around(near: Floats, width: int, reach: int) -> None:
    """Put beside each line's state those of the lines `reach` before and after; nothing stands beyond the page."""
    reach = min(reach, len(near))
    inner = len(near) - reach
    near[:reach, :width] = 0
    near[reach:, :width] = near[:inner, width : 2 * width]
    near[:inner, 2 * width :] = near[reach:, width : 2 * width]
    near[inner:, 2 * width :] = 0


@dataclass(frozen=True)
class LineModel:
    """Scaling, lexicon, interface words and the network; see training/lines/train.py."""

    mean: Floats
    scale: Floats
    words: NDArray[np.uint64]
    odds: Floats
    cues: NDArray[np.uint64]
    dilations: tuple[int, ...]
    net: Net

    def features(self, page: Page, gaps: NDArray[np.int64]) -> Floats:
        """Scaled structure and raw lexicon columns, (lines, columns)."""
        lines = Lines(page)
        rows = structure(lines, gaps, self.cues)
        rows -= self.mean[:, None]
        rows /= self.scale[:, None]
        np.clip(rows, -5, 5, out=rows)
        return np.concatenate((rows, lexicon(lines, (self.words, self.odds)))).T

    def judge(self, page: Page, gaps: NDArray[np.int64], run: Run) -> Floats:
        """Probability of main text per line: the network's log odds and the best run's vote."""
        logits = self.net.run(self.features(page, gaps), self.dilations) + run_vote(page.size, run)
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def long_run(size: Floats) -> Run:
    """The oldest rule: the best run of lines, each worth its words less ten."""
    return best_run(np.minimum(size, CAP) - _RUN_PENALTY)


def run_vote(size: Floats, run: Run) -> Floats:
    """A small say for the long run: log odds up inside it, down outside of it.

    Poems, interviews and lists have no such run worth the name; there the rule has no vote.
    """
    inside = slice(*run)
    worth = float((np.minimum(size[inside], CAP) - _RUN_PENALTY).sum())
    vote = np.full(len(size), -RUN_VOTE if worth >= _RUN_WORTH else 0, np.float32)
    vote[inside] *= -1
    return vote


def load(file: Traversable) -> LineModel:
    """Read the packed model (numpy .npz, no pickles)."""
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as packed:
        data = {name: packed[name] for name in packed.files}
    weights = {name: data[name].astype(np.float32, order="C") for name in Net.__dataclass_fields__}
    stages, taps, width, _ = weights["taps"].shape
    weights["taps"] = weights["taps"].reshape(stages, taps * width, width)
    return LineModel(
        data["mean"].astype(np.float32),
        data["scale"].astype(np.float32),
        data["words"].astype(np.uint64),
        data["odds"].astype(np.float32) / 50,
        data["cues"].astype(np.uint64),
        tuple(int(reach) for reach in data["dilations"]),
        Net(**weights),
    )


@cache
def default_model() -> LineModel:
    """The house's own model, read once."""
    return load(resources.files("digest") / "models" / "lines.npz")


def decide(probability: Floats, size: Floats, run: Run) -> NDArray[np.bool_]:
    """Keep or cut each non-blank line: lenient inside the story, strict outside of it.

    The middle rises from .38 (all of the page is story) to .83 (nothing is). The story is the
    contiguous run where (probability - middle), weighted by words, sums highest. A page of which
    fewer than ten words would stay, or a twentieth of its long run, keeps that run instead.
    """
    weight = np.minimum(size, CAP) + 2
    middle: float = MILDEST + RISE * (1 - float((probability * weight).sum() / weight.sum())) ** STEEPNESS
    least_likely = np.full(len(probability), middle + OUTSIDE)
    least_likely[slice(*best_run(weight * (probability - middle)))] = middle + INSIDE
    keep = probability > least_likely
    least = max(_FEWEST, _LEAST * float(size[slice(*run)].sum()))
    if float(size[keep].sum()) < least and float(size.max()) >= _FEWEST:
        keep[:] = False
        keep[slice(*run)] = True
    return keep


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each line of a page: how likely it is main text, and whether it is kept."""

    probability: Floats
    keep: NDArray[np.bool_]


_NOTHING = Verdicts(np.zeros(0, np.float32), np.zeros(0, bool))


def judge(lines: list[str], numbers: Sequence[int]) -> Verdicts:
    """The verdicts on the lines of a whole page that are not blank; `numbers` count them with those that are, from 1.

    Pages beyond SLICE lines are judged a slice at a time, so that memory stays within bounds.
    """
    places = np.array([0, *numbers])
    gaps = places[1:] - places[:-1] - 1
    parts = [slice(at, at + SLICE) for at in range(0, len(lines), SLICE)]
    found = [_judge_slice(lines[part], gaps[part]) for part in parts] or [_NOTHING]
    return Verdicts(*(np.concatenate([getattr(v, name) for v in found]) for name in ("probability", "keep")))


def _judge_slice(lines: list[str], gaps: NDArray[np.int64]) -> Verdicts:
    page = read_page(lines)
    run = long_run(page.size)
    probability = default_model().judge(page, gaps, run)
    return Verdicts(probability, decide(probability, page.size, run))
