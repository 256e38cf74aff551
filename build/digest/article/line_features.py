"""Lines → features: what a line looks like alone, and where it stands among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.article.line_shapes import (
    CLAUSE,
    CLOSE,
    DIGIT,
    LINK,
    LOWER,
    MARK,
    NOSPACE,
    OPEN,
    OTHER,
    SPACE,
    TERMINAL,
    UNCASED,
    UPPER,
    Floats,
    Ints,
    Page,
    Words,
)

Column = NDArray[Any]
Lexicon = tuple[NDArray[np.uint64], NDArray[np.float32]]
_LONG = 14.0
_PENALTIES = (4.0, 10.0, 20.0)
_CAP = 80.0
_STOPS = 25


def log1(values: Column) -> Floats:
    """log(1 + x), a third of it, so that counts stay of the order of one."""
    return np.asarray(np.log1p(values) / 3, np.float32)


def units(page: Page) -> Floats:
    """Length in words; in scripts without spaces 1.7 signs count as one."""
    lone = page.classes[:, NOSPACE]
    spaced = page.word_counts - lone
    return np.asarray(np.maximum(spaced, 0) + lone / 1.7, np.float32)


def _share(part: Column, whole: Column) -> Floats:
    return np.asarray(part / np.maximum(whole, 1), np.float32)


def _mean_by_line(page: Page, values: Column) -> Floats:
    """Mean of a value per word over the words of each line (0 where there is none)."""
    line = page.words.line
    if values.dtype == bool:
        total: Column = np.bincount(line[values], minlength=page.lines)
    else:
        total = np.bincount(line, weights=values, minlength=page.lines)
    return _share(total, page.word_counts)


def alone_features(page: Page, size: Floats) -> list[Column]:
    """What needs no other line: length, cases, digits, signs, how it begins and ends."""
    count, words = page.classes, page.words
    cased = count[:, LOWER] + count[:, UPPER]
    letters = cased + count[:, UNCASED] + count[:, NOSPACE] + count[:, MARK]
    visible = count[:, SPACE + 1 :].sum(1)
    stops = page.inner_stops
    columns: list[Column] = [
        log1(size),
        log1(visible),
        np.minimum(size, 3) / 3,
        np.minimum(size, 12) / 12,
        _share(letters, visible),
        _share(count[:, DIGIT], visible),
        _share(count[:, UPPER], cased),
        _share(count[:, LINK], visible),
        log1(count[:, LINK]),
        log1(count[:, CLAUSE]),
        log1(stops),
        _share(count[:, CLAUSE], size),
        _share(count[:, OTHER], visible),
        _share(count[:, NOSPACE], letters),
        log1(count[:, DIGIT]),
        _share(cased, letters),
        log1(count[:, OPEN] + count[:, CLOSE]),
        _mean_by_line(page, words.first == UPPER),
        _mean_by_line(page, np.minimum(words.size, 20) / 10),
        log1(size / (1 + stops)),
    ]
    columns.extend(page.last == klass for klass in (TERMINAL, CLAUSE, LINK, DIGIT, LOWER, UPPER, OTHER))
    columns.extend(page.start == klass for klass in (LOWER, UPPER, DIGIT, LINK, OPEN, CLOSE, OTHER))
    columns.extend(page.last_char == ord(sign) for sign in ".:…?!")
    return columns


def _ended(page: Page) -> NDArray[np.bool_]:
    return np.asarray((page.last == TERMINAL) & (page.last_char != ord("…")), bool)


def prose_mask(page: Page, size: Floats) -> NDArray[np.bool_]:
    """Long well-ended lines, very long lines, and lines of several sentences."""
    return ((size >= _LONG) & _ended(page)) | (size >= 2.5 * _LONG) | ((page.inner_stops >= 2) & (size >= _LONG))


def best_run(values: Column) -> tuple[int, int]:
    """Begin and end (exclusive) of the contiguous run with the largest sum; never empty."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    lowest = np.minimum.accumulate(sums[:-1])
    end = int(np.argmax(sums[1:] - lowest)) + 1
    return int(np.argmin(sums[:end])), end


def _run_features(values: Column, lines: int) -> list[Column]:
    """Inside the best run or not, distance in lines to its begin and end, and its share of the page."""
    begin, end = best_run(values)
    place = np.arange(lines)
    return [
        (place >= begin) & (place < end),
        np.sign(place - begin) * log1(np.abs(place - begin)),
        np.sign(place - end + 1) * log1(np.abs(place - end + 1)),
        np.full(lines, (end - begin) / lines),
    ]


def _place_features(page: Page, size: Floats, prose: NDArray[np.bool_]) -> list[Column]:
    """Where the line stands: by lines, by words, by prose; how far the nearest prose is."""
    lines = page.lines
    place = np.arange(lines)
    capped = np.minimum(size, _CAP)
    mass, prose_mass = np.cumsum(capped), np.cumsum(capped * prose)
    before = np.maximum.accumulate(np.where(prose, place, -1))
    before = np.concatenate(([-1], before[:-1]))
    after = np.minimum.accumulate(np.where(prose, place, lines)[::-1])[::-1]
    after = np.concatenate((after[1:], [lines]))
    prose_total = float(prose_mass[-1])
    rank = np.empty(lines, np.int64)
    rank[np.argsort(size, kind="stable")] = place
    return [
        log1(place),
        log1(lines - 1 - place),
        place / lines,
        mass / max(float(mass[-1]), 1),
        (prose_mass - capped * prose) / max(prose_total, 1),
        (prose_total - prose_mass) / max(prose_total, 1),
        log1(prose_mass - capped * prose),
        log1(prose_total - prose_mass),
        log1(np.where(before >= 0, place - before, 60)),
        log1(np.where(after < lines, after - place, 60)),
        prose,
        rank / lines,
        log1(np.full(lines, lines)),
        log1(np.full(lines, prose_total)),
        np.full(lines, prose_total / max(float(mass[-1]), 1)),
    ]


@dataclass(frozen=True)
class Kinds:
    """The different words of a page: how many, which each word is, where each first stands, pairs (word, line)."""

    total: int
    kind: Ints
    first: Ints
    pairs: Ints


def kinds_of(page: Page) -> Kinds:
    """One stable sort by hash gives everything: equal words follow each other in the order of their lines."""
    order = np.argsort(page.words.paired, kind="stable")
    sorted_hashes, line = page.words.paired[order], page.words.line[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = sorted_hashes[1:] != sorted_hashes[:-1]
    number = np.cumsum(fresh) - 1
    kind = np.empty(len(order), np.int64)
    kind[order] = number
    apart = fresh.copy()
    apart[1:] |= line[1:] != line[:-1]
    return Kinds(int(fresh.sum()), kind, order[fresh], number[apart] * page.lines + line[apart])


def _overlap_features(page: Page, prose: NDArray[np.bool_], known: Kinds) -> list[Column]:
    """How many of a line's words stand in the prose of other lines; how many are the page's commonest."""
    words, lines = page.words, page.lines
    if not len(words.line):
        return [np.zeros(lines, np.float32)] * 5
    total, kind, pairs = known.total, known.kind, known.pairs
    pair_kind, pair_line = pairs // lines, pairs % lines
    in_prose = np.bincount(pair_kind, weights=prose[pair_line], minlength=total)
    in_short = np.bincount(pair_kind, minlength=total) - in_prose
    own = prose[words.line]
    elsewhere = in_prose[kind] - own
    short_elsewhere = in_short[kind] - ~own
    content = words.size >= np.where(words.first == NOSPACE, 1, 4)
    common = _common(words, own)
    return [
        _mean_by_line(page, elsewhere > 0),
        _mean_by_line(page, (elsewhere > 0) & content),
        _mean_by_line(page, (elsewhere <= 0) & (short_elsewhere > 0)),
        _mean_by_line(page, common),
        _mean_by_line(page, np.log1p(np.maximum(elsewhere, 0)) / 2),
    ]


def _story_features(page: Page, values: Column, known: Kinds) -> list[Column]:
    """Share of a line's longer words that stand in the other lines of the best run of prose."""
    words, lines = page.words, page.lines
    if not len(words.line):
        return [np.zeros(lines, np.float32)] * 2
    begin, end = best_run(values)
    inside = (words.line >= begin) & (words.line < end)
    kinds, kind, pairs = known.total, known.kind, known.pairs
    pair_line = pairs % lines
    held = pairs[(pair_line >= begin) & (pair_line < end)]
    found = np.bincount(held // lines, minlength=kinds)[kind] - inside
    content = words.size >= np.where(words.first == NOSPACE, 1, 5)
    longer = np.bincount(words.line[content], minlength=lines)
    hits = np.bincount(words.line[content & (found > 0)], minlength=lines)
    return [_share(hits, longer), log1(hits)]


def _common(words: Words, own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Words among the commonest of the page's prose: its function words, whatever the language."""
    kinds, kind = np.unique(words.alone, return_inverse=True)
    counts = np.bincount(kind, weights=own, minlength=len(kinds))
    floor = max(2.0, float(np.sort(counts)[-_STOPS:][0]))
    return (counts >= floor)[kind]


def _copies(hashes: NDArray[np.uint64]) -> Ints:
    """How many other lines bear the same hash."""
    _, kind, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return counts[kind] - 1


def _heads(words: Words) -> Ints:
    """Index of the first word of each line that has words."""
    return np.flatnonzero(np.diff(words.line, prepend=-1))


def _first_words(page: Page) -> NDArray[np.uint64]:
    """Hash of the first word of each line (a number of its own where there is none)."""
    hashes = np.arange(page.lines).astype(np.uint64)
    words = page.words
    if len(words.line):
        heads = _heads(words)
        hashes[words.line[heads]] = words.alone[heads]
    return hashes


def _company_features(page: Page, prose: NDArray[np.bool_]) -> list[Column]:
    """Repetition on the page, likeness of shape, and whether the script is that of the prose."""
    scripts = page.scripts[:, 1:]
    main = int(np.argmax((scripts * (prose[:, None] + 0.05)).sum(0)))
    first = _first_words(page)
    same = np.concatenate(([False], page.shape[1:] == page.shape[:-1]))
    return [
        log1(_copies(page.text)),
        log1(_copies(first)),
        log1(_copies(page.shape)),
        _share(scripts[:, main], scripts.sum(1)),
        same,
        np.concatenate((same[1:], [False])),
    ]


def lexicon_features(page: Page, lexicon: Lexicon, known: Kinds) -> list[Column]:
    """Mean and extremes of the log odds of known words, the share known, and the whole line's own odds."""
    keys, odds = lexicon
    words, lines = page.words, page.lines
    value = _look_up(words.paired[known.first], keys, odds)[known.kind]
    mean = _mean_by_line(page, value)
    low, high = np.zeros(lines, np.float32), np.zeros(lines, np.float32)
    heads = _heads(words)
    if len(heads):
        low[words.line[heads]] = np.minimum(np.minimum.reduceat(value, heads), 0)
        high[words.line[heads]] = np.maximum(np.maximum.reduceat(value, heads), 0)
    return [mean, low, high, _mean_by_line(page, value != 0), _look_up(page.text, keys, odds)]


def cue_features(page: Page, size: Floats, cues: NDArray[np.uint64], known: Kinds) -> list[Column]:
    """Interface words of any language: their share, their number, a cue in a short line, a cue to begin with."""
    words = page.words
    cue = _look_up(words.stem[known.first], cues, np.ones(len(cues), np.float32))[known.kind]
    count = np.bincount(words.line, weights=cue, minlength=page.lines)
    first = np.zeros(page.lines, np.float32)
    if len(words.line):
        heads = _heads(words)
        first[words.line[heads]] = cue[heads]
    return [_share(count, page.word_counts), log1(count), (count > 0) & (size <= 8), first]


def _look_up(hashes: NDArray[np.uint64], keys: NDArray[np.uint64], odds: NDArray[np.float32]) -> Floats:
    if not len(keys):
        return np.zeros(len(hashes), np.float32)
    short = hashes >> np.uint64(32)
    spot = np.minimum(np.searchsorted(keys, short), len(keys) - 1)
    return np.where(keys[spot] == short, odds[spot], 0).astype(np.float32)


def structure(page: Page, gaps: Ints, cues: NDArray[np.uint64], known: Kinds) -> Floats:
    """All features but the lexicon's, (lines, columns); gaps: blank lines before each line."""
    size = units(page)
    prose = prose_mask(page, size)
    capped = np.minimum(size, _CAP)
    following = np.concatenate((gaps[1:], [0]))
    parts = [_stack(alone_features(page, size))]
    parts += [_stack(_run_features(capped - penalty, page.lines)) for penalty in _PENALTIES]
    parts += [
        _stack(_run_features(np.where(prose, capped, -5.0), page.lines)),
        _stack(_place_features(page, size, prose)),
        _stack(_overlap_features(page, prose, known)),
        _stack(_company_features(page, prose)),
        _stack(_story_features(page, np.where(prose, capped, -8.0), known)),
        _stack(cue_features(page, size, cues, known)),
        _stack([gaps > 0, following > 0, np.full(page.lines, np.mean(gaps > 0))]),
    ]
    return np.concatenate(parts, axis=1)


def _stack(columns: list[Column]) -> Floats:
    """Columns of any type side by side, in single precision."""
    block = np.empty((len(columns[0]), len(columns)), np.float32)
    for place, column in enumerate(columns):
        block[:, place] = column
    return block
