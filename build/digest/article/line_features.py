"""Lines → features: what a line looks like alone, and where it stands among the others. A row a feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
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

Row = NDArray[Any]
Flags = NDArray[np.bool_]
Lexicon = tuple[NDArray[np.uint64], NDArray[np.float32]]
_LONG = 14.0
# Words that a line costs a run; what a line that is no prose is worth to a run of prose, and to the story's.
_PENALTIES = np.array([[4], [10], [20]], np.float32)
_NO_PROSE = np.array([[-5], [-8]], np.float32)
CAP = 80.0
_STOPS = 25
_ENDS = np.array([[TERMINAL], [CLAUSE], [LINK], [DIGIT], [LOWER], [UPPER], [OTHER]], np.uint8)
_STARTS = np.array([[LOWER], [UPPER], [DIGIT], [LINK], [OPEN], [CLOSE], [OTHER]], np.uint8)
_SIGNS = np.array([[ord(sign)] for sign in ".:…?!"], np.uint32)
_FAR = 60


@dataclass(frozen=True)
class Kinds:
    """The different words of a page: how many, which each word is, where each first stands, pairs (word, line)."""

    total: int
    kind: Ints
    first: Ints
    pair_kind: Ints
    pair_line: Ints


def kinds_of(words: Words) -> Kinds:
    """One stable sort by hash gives everything: equal words follow each other in the order of their lines."""
    order = np.argsort(words.paired, kind="stable")
    sorted_hashes, line = words.paired.take(order), words.line.take(order)
    fresh = np.ones(len(order), bool)
    np.not_equal(sorted_hashes[1:], sorted_hashes[:-1], out=fresh[1:])
    number = np.cumsum(fresh) - 1
    kind = np.empty(len(order), np.int64)
    kind[order] = number
    apart = fresh.copy()
    apart[1:] |= line[1:] != line[:-1]
    return Kinds(int(fresh.sum()), kind, order[fresh], number[apart], line[apart])


def best_runs(values: Row) -> tuple[Ints, Ints]:
    """Begin and end (exclusive) of the contiguous run with the largest sum in every row; never empty."""
    sums = np.zeros((len(values), values.shape[1] + 1))
    sums[:, 1:] = values
    np.cumsum(sums, axis=1, out=sums)
    lowest = np.minimum.accumulate(sums[:, :-1], axis=1)
    end = (sums[:, 1:] - lowest).argmax(axis=1) + 1
    sums[np.arange(sums.shape[1]) >= end[:, None]] = np.inf
    return sums.argmin(axis=1), end


def best_run(values: Row) -> tuple[int, int]:
    """`best_runs` of one row."""
    begin, end = best_runs(values[None])
    return int(begin[0]), int(end[0])


def _share(part: Row, whole: Row) -> Row:
    return part / np.maximum(whole, 1)


def _log(rows: Sequence[Row | float]) -> Floats:
    """log(1 + x), a third of it, so that counts stay of the order of one."""
    block = _stack(rows)
    np.log1p(block, out=block)
    block /= 3
    return block


def _stack(rows: Sequence[Row | float]) -> Floats:
    """Rows of any type one above the other, in single precision; a number stands for a row of it."""
    block = np.empty((len(rows), np.size(rows[0])), np.float32)
    for number, row in enumerate(rows):
        block[number] = row
    return block


@dataclass(frozen=True)
class Lines:
    """What several groups of features ask of a page: sizes, prose, different words, best runs."""

    page: Page

    @cached_property
    def capped(self) -> Floats:
        return np.minimum(self.page.size, CAP)

    @cached_property
    def closed(self) -> Flags:
        """Lines that end like a sentence; an ellipsis leaves open."""
        return np.asarray((self.page.last == TERMINAL) & (self.page.last_char != ord("…")), bool)

    @cached_property
    def prose(self) -> Flags:
        """Long well-ended lines, very long lines, and lines of several sentences."""
        size = self.page.size
        long = size >= _LONG
        return np.asarray((long & (self.closed | (self.page.inner_stops >= 2))) | (size >= 2.5 * _LONG), bool)

    @cached_property
    def kinds(self) -> Kinds:
        return kinds_of(self.page.words)

    @cached_property
    def runs(self) -> tuple[Ints, Ints]:
        """Best runs of words less a penalty a line, of prose, and (last) of the story's prose."""
        return best_runs(np.concatenate((self.capped - _PENALTIES, np.where(self.prose, self.capped, _NO_PROSE))))


def alone(page: Page) -> list[Row]:
    """What needs no other line: length, cases, digits, signs, how it begins and ends."""
    count = page.classes.T
    cased = count[LOWER] + count[UPPER]
    letters = cased + count[UNCASED] + count[NOSPACE] + count[MARK]
    visible = count[SPACE + 1 :].sum(0)
    size, stops = page.size, page.inner_stops
    parts = (letters, count[DIGIT], count[LINK], count[OTHER], count[UPPER], count[NOSPACE], cased, count[CLAUSE])
    wholes = (visible, visible, visible, visible, cased, letters, letters, size)
    brackets = count[OPEN] + count[CLOSE]
    logs = (size, visible, count[LINK], count[CLAUSE], stops, count[DIGIT], brackets, size / (1 + stops))
    return [
        _log(logs),
        _share(_stack(parts), _stack(wholes)),
        _stack((np.minimum(size, 3) / 3, np.minimum(size, 12) / 12)),
        page.last == _ENDS,
        page.start == _STARTS,
        page.last_char == _SIGNS,
    ]


def runs(lines: Lines) -> list[Row]:
    """Inside each best run or not, distance in lines to its begin and end, and its share of the page."""
    begin, end = (side[:-1, None] for side in lines.runs)
    here = np.arange(lines.page.lines)
    distance = np.concatenate((here - begin, here - end + 1)).astype(np.float32)
    share = (end - begin) / lines.page.lines
    return [(here >= begin) & (here < end), np.sign(distance) * np.log1p(np.abs(distance)) / 3, share]


def place(lines: Lines) -> list[Row]:
    """Where the line stands: by lines, by words, by prose; how far the nearest prose is."""
    prose, capped, total = lines.prose, lines.capped, lines.page.lines
    here = np.arange(total)
    mass, so_far = np.cumsum(capped), np.cumsum(capped * prose)
    before, after = _nearest(prose)
    all_prose, all_words = float(so_far[-1]), max(float(mass[-1]), 1)
    above, below = so_far - capped * prose, all_prose - so_far
    rank = np.empty(total, np.int64)
    rank[np.argsort(lines.page.size, kind="stable")] = here
    logs = (here, total - 1 - here, above, below, before, after, total, all_prose)
    shares = (here / total, mass / all_words, above / max(all_prose, 1), below / max(all_prose, 1), rank / total)
    return [_log(logs), _stack(shares), _stack((prose, all_prose / all_words))]


def _nearest(flags: Flags) -> tuple[Ints, Ints]:
    """Lines up to the flagged line before and to the one after each line; far where there is none."""
    total = len(flags)
    here = np.arange(total)
    last = np.maximum.accumulate(np.where(flags, here, -1))
    following = np.minimum.accumulate(np.where(flags, here, total)[::-1])[::-1]
    before, after = np.full(total, _FAR), np.full(total, _FAR)
    before[1:] = np.where(last[:-1] >= 0, here[1:] - last[:-1], _FAR)
    after[:-1] = np.where(following[1:] < total, following[1:] - here[:-1], _FAR)
    return before, after


def word_sums(page: Page, rows: Sequence[Row]) -> Floats:
    """Sums of some values a word over the words of each line, (rows, lines)."""
    sums = np.zeros((len(rows), page.lines), np.float32)
    if len(page.words.heads):
        sums[:, page.words.line[page.words.heads]] = np.add.reduceat(_stack(rows), page.words.heads, axis=1)
    return sums


def words_in_company(lines: Lines, cues: NDArray[np.uint64]) -> list[Row]:
    """Cases and lengths of words, how many stand in the prose of other lines, function words, interface words."""
    page, words, kinds = lines.page, lines.page.words, lines.kinds
    own = lines.prose[words.line]
    in_prose = np.bincount(kinds.pair_kind, weights=lines.prose[kinds.pair_line], minlength=kinds.total)
    in_short = np.bincount(kinds.pair_kind, minlength=kinds.total) - in_prose
    elsewhere, short_elsewhere = in_prose[kinds.kind] - own, in_short[kinds.kind] - ~own
    again = elsewhere > 0
    lone = words.first == NOSPACE
    longer = lone | (words.size >= 5)
    cue = _look_up(words.stem[kinds.first], cues, np.ones(len(cues), np.float32))[kinds.kind]
    rows = (
        words.first == UPPER,
        np.minimum(words.size, 20) / 10,
        again,
        again & (lone | (words.size >= 4)),
        ~again & (short_elsewhere > 0),
        _common(kinds, own),
        np.log1p(np.maximum(elsewhere, 0)) / 2,
        cue,
        longer,
        longer & (_in_story(lines) > 0),
    )
    sums = word_sums(page, rows)
    cue_count, hits = sums[7], sums[9]
    first = np.zeros(page.lines, np.float32)
    first[words.line[words.heads]] = cue[words.heads]
    return [
        _share(sums[:8], page.word_counts),
        _log((cue_count, hits)),
        _stack((_share(hits, sums[8]), (cue_count > 0) & (page.size <= 8), first)),
    ]


def _in_story(lines: Lines) -> Ints:
    """In how many other lines of the story's best run of prose each word stands."""
    (begin, end), kinds, line = (side[-1] for side in lines.runs), lines.kinds, lines.page.words.line
    held = kinds.pair_kind[(kinds.pair_line >= begin) & (kinds.pair_line < end)]
    inside = (line >= begin) & (line < end)
    return np.asarray(np.bincount(held, minlength=kinds.total)[kinds.kind] - inside, np.int64)


def _common(kinds: Kinds, own: Flags) -> Flags:
    """Words among the commonest of the page's prose: its function words, whatever the language."""
    counts = np.bincount(kinds.kind, weights=own, minlength=kinds.total)
    floor = max(2.0, float(np.sort(counts)[-_STOPS:][0])) if kinds.total else 2.0
    return np.asarray((counts >= floor)[kinds.kind], bool)


def _copies(hashes: NDArray[np.uint64]) -> Row:
    """How many other lines bear the same hash."""
    ordered = np.sort(hashes)
    return ordered.searchsorted(hashes, "right") - ordered.searchsorted(hashes) - 1


def company(lines: Lines) -> list[Row]:
    """Repetition on the page, likeness of shape, and whether the script is that of the prose."""
    page, words = lines.page, lines.page.words
    scripts = page.scripts[:, 1:]
    main = int(np.argmax((lines.prose + 0.05) @ scripts))
    first = np.arange(page.lines).astype(np.uint64)
    first[words.line[words.heads]] = words.alone[words.heads]
    same = np.zeros(page.lines + 1, bool)
    same[1:-1] = page.shape[1:] == page.shape[:-1]
    return [
        _log([_copies(hashes) for hashes in (page.text, first, page.shape)]),
        _stack((_share(scripts[:, main], scripts.sum(1)), same[:-1], same[1:])),
    ]


def gap_rows(gaps: Ints) -> Floats:
    """Blank lines before and behind each line, and how common they are on the page."""
    rows = np.zeros((3, len(gaps)), np.float32)
    rows[0] = gaps > 0
    rows[1, :-1] = rows[0, 1:]
    rows[2] = rows[0].sum() / len(gaps)
    return rows


def lexicon(lines: Lines, odds_of: Lexicon) -> Floats:
    """Mean and extremes of the log odds of known words, the share known, and the whole line's own odds."""
    keys, odds = odds_of
    page, words, kinds = lines.page, lines.page.words, lines.kinds
    value = _look_up(words.paired[kinds.first], keys, odds)[kinds.kind]
    low, high = np.zeros((2, page.lines), np.float32)
    if len(words.heads):
        begun = words.line[words.heads]
        low[begun] = np.minimum(np.minimum.reduceat(value, words.heads), 0)
        high[begun] = np.maximum(np.maximum.reduceat(value, words.heads), 0)
    mean, known = _share(word_sums(page, (value, value != 0)), page.word_counts)
    return _stack((mean, low, high, known, _look_up(page.text, keys, odds)))


def _look_up(hashes: NDArray[np.uint64], keys: NDArray[np.uint64], odds: NDArray[np.float32]) -> Floats:
    found = np.zeros(len(hashes), np.float32)
    if len(keys):
        short = hashes >> np.uint64(32)
        spot = keys.searchsorted(short)
        known = np.flatnonzero(keys.take(spot, mode="clip") == short)
        found[known] = odds[spot[known]]
    return found


def structure(lines: Lines, gaps: Ints, cues: NDArray[np.uint64]) -> Floats:
    """All features but the lexicon's, (rows, lines); gaps: blank lines before each line."""
    groups = (alone(lines.page), runs(lines), place(lines), words_in_company(lines, cues), company(lines))
    parts = [part for group in groups for part in group] + [gap_rows(gaps)]
    block = np.empty((sum(map(len, parts)), lines.page.lines), np.float32)
    at = 0
    for part in parts:
        block[at : at + len(part)] = part
        at += len(part)
    return block
