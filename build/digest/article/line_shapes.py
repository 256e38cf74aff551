"""Lines as arrays: code points, their classes, and the words of every line."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from digest.text import UNSPACED_RANGES

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]

SPACE, LOWER, UPPER, UNCASED, NOSPACE, DIGIT, MARK, TERMINAL, CLAUSE, CLOSE, OPEN, LINK, OTHER = range(13)
CLASSES = 13
_WORDY = np.isin(np.arange(CLASSES), (LOWER, UPPER, UNCASED, DIGIT, MARK))
_SKIPPED = np.isin(np.arange(CLASSES), (SPACE, CLOSE, OPEN))
_STOP_BEFORE = np.isin(np.arange(CLASSES), (SPACE, NOSPACE, CLOSE, OPEN))

_TERMINALS = ".!?…。！？｡．؟۔।॥։።፧፨။។៕‽⸮¿¡"
_CLAUSES = ",;:、，；：،؛·—–"
_CLOSERS = "\"')]}”’»」』）】〉》＂〟﴾"
_OPENERS = "([{“‘«„‚「『（【〈《〝﴿"
_LINKS = "|/\\<>›‹•▶►▸→←↑↓✓©®™@#_=+*~^¦｜／＞＜■□◆●○★☆▲▼"
# What may stand behind a line's last word: blanks, joiners and marks of direction, quotes, brackets.
_TRAILERS = " \t\u00a0\u200b\u200c\u200d\u200e\u200f\u202c\u2069\u3000\ufeff" + _CLOSERS + _OPENERS
_BLOCKS = (
    (0x0041, 1),
    (0x0370, 2),
    (0x0400, 3),
    (0x0530, 4),
    (0x0590, 5),
    (0x0600, 6),
    (0x0780, 4),
    (0x08A0, 6),
    (0x0900, 7),
    (0x0E00, 8),
    (0x0F00, 4),
    (0x1000, 8),
    (0x10A0, 4),
    (0x1100, 9),
    (0x1200, 4),
    (0x1780, 8),
    (0x1800, 4),
    (0x1E00, 1),
    (0x1F00, 2),
    (0x2000, 0),
    (0x3040, 10),
    (0xAC00, 9),
    (0xD7B0, 0),
    (0xF900, 10),
    (0xFB00, 0),
    (0xFB50, 6),
    (0xFEFF, 0),
)
_BY_CATEGORY = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "So": LINK}
_BY_MAJOR = {"N": DIGIT, "M": MARK, "P": OTHER, "S": OTHER, "L": UNCASED}
SCRIPTS = 11
_CHUNK = 400_000
_TABLE = 0x10000
_BASE = 0x9E3779B97F4A7C15 | 1
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_LINE_HEAD = 6000
STEM = 6
_SHAPE = 12


@dataclass(frozen=True)
class Tables:
    """Per code point below 0x10000 (higher ones share the last entry): class, folded form, script."""

    klass: NDArray[np.uint8]
    fold: NDArray[np.uint64]
    script: NDArray[np.uint8]


@dataclass(frozen=True)
class Words:
    """The words of a page: line, length, class of the first letter; hashes: alone, with the next sign, of the stem."""

    line: Ints
    begins: Ints
    size: Ints
    first: NDArray[np.uint8]
    alone: Hashes
    paired: Hashes
    stem: Hashes

    @cached_property
    def heads(self) -> Ints:
        """Index of the first word of each line that has words."""
        fresh = np.ones(len(self.line), bool)
        np.not_equal(self.line[1:], self.line[:-1], out=fresh[1:])
        return np.flatnonzero(fresh)


@dataclass(frozen=True)
class Page:
    """Counts of n lines: classes (n, 13), scripts (n, 11), ends and starts, the words."""

    lines: int
    classes: Ints
    scripts: Ints
    start: NDArray[np.uint8]
    last: NDArray[np.uint8]
    last_char: NDArray[np.uint32]
    inner_stops: Ints
    words: Words
    shape: Hashes
    text: Hashes

    @cached_property
    def word_counts(self) -> Ints:
        """Words per line."""
        return np.bincount(self.words.line, minlength=self.lines)

    @cached_property
    def size(self) -> Floats:
        """Length in words; in scripts without spaces 1.7 signs count as one."""
        lone = self.classes[:, NOSPACE]
        return np.asarray(np.maximum(self.word_counts - lone, 0) + lone / 1.7, np.float32)


def _listed() -> dict[int, int]:
    """The signs named one by one above: code point → class."""
    lists = ((_TERMINALS, TERMINAL), (_CLAUSES, CLAUSE), (_CLOSERS, CLOSE), (_OPENERS, OPEN), (_LINKS, LINK))
    named: dict[int, int] = {}
    for members, klass in lists:
        for char in members:
            named.setdefault(ord(char), klass)
    return named


def _fold_of(code: int, klass: int) -> int:
    """Lower case of one code point; every digit is 0, so that numbers look alike."""
    if klass == DIGIT:
        return ord("0")
    lowered = chr(code).lower()
    return ord(lowered) if len(lowered) == 1 and ord(lowered) < _TABLE else code


def _classes() -> NDArray[np.uint8]:
    """Class per code point: Han and Hangul by range, the rest by Unicode category, listed signs by name."""
    klass = np.zeros(_TABLE, np.uint8)
    klass[0x3400:0xD7A4] = UNCASED
    for code in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xF900, _TABLE)):
        category = unicodedata.category(chr(code))
        klass[code] = _BY_CATEGORY.get(category) or _BY_MAJOR.get(category[0], SPACE)
    for low, high in UNSPACED_RANGES:
        signs = klass[low : high + 1]
        signs[(signs == UNCASED) | (signs == MARK)] = NOSPACE
    for code, value in _listed().items():
        klass[code] = value
    klass[_TABLE - 1] = LINK
    return klass


@cache
def tables() -> Tables:
    """The three look-up tables, built once a process."""
    klass = _classes()
    fold = np.arange(_TABLE, dtype=np.uint64)
    for code in np.flatnonzero((klass == UPPER) | (klass == DIGIT)).tolist():
        fold[code] = _fold_of(code, int(klass[code]))
    script = np.zeros(_TABLE, np.uint8)
    for begin, number in _BLOCKS:
        script[begin:] = number
    script[(klass == SPACE) | (klass > NOSPACE)] = 0
    return Tables(klass, fold, script)


def clip(line: str) -> str:
    """A very long line by its head and tail: nothing of the judgement rests on its middle."""
    line = line.strip()
    return line if len(line) <= 2 * _LINE_HEAD else line[:_LINE_HEAD] + line[-_LINE_HEAD:]


@cache
def _power_table(base: int, size: int) -> Hashes:
    steps = np.full(size, base, np.uint64)
    steps[0] = 1
    return np.multiply.accumulate(steps)


def _powers(size: int, base: int) -> Hashes:
    """Base ** 0 … base ** (size - 1), modulo 2 ** 64, cut from a table of the next power of four."""
    return _power_table(base, 4 ** max(7, (size.bit_length() + 1) // 2))[:size]


def _prefix_sums(values: Hashes) -> Hashes:
    """Sums of value * base ** place up to each place: what the hash of any span is made of."""
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * _powers(len(values), _BASE), out=sums[1:])
    return sums


def _span_hashes(sums: Hashes, begins: Ints, ends: Ints) -> Hashes:
    """Polynomial hash of each span begin:end, the same wherever it stands."""
    return (sums[ends] - sums[begins]) * _powers(len(sums), _BASE_INVERSE)[begins]


def _words(klass: NDArray[np.uint8], sums: Hashes, line: Ints) -> Words:
    """Cut words: runs of letters, marks and digits; each sign of a script without spaces alone."""
    lone = klass == NOSPACE
    wordy = _WORDY.take(klass)
    before = np.concatenate(([False], wordy[:-1]))
    after = np.concatenate((wordy[1:], [False]))
    begins = np.flatnonzero((wordy & ~before) | lone)
    ends = np.flatnonzero((wordy & ~after) | lone) + 1
    alone = _span_hashes(sums, begins, ends)
    signs = lone[begins]
    joined = np.zeros(len(begins), bool)
    joined[:-1] = signs[:-1] & signs[1:] & (line[begins[:-1]] == line[begins[1:]])
    follower = np.concatenate((alone[1:], alone[:1])) if len(alone) else alone
    paired = np.where(joined, alone * np.uint64(_BASE) + follower, alone)
    stem = np.where(signs, paired, _span_hashes(sums, begins, np.minimum(ends, begins + STEM)))
    return Words(line[begins], begins, ends - begins, klass[begins], alone, paired, stem)


def _inner_stops(klass: NDArray[np.uint8], line: Ints, lines: int) -> Ints:
    """Sentence ends inside a line: a terminal before a space or before a sign without spaces."""
    stops = np.flatnonzero(klass == TERMINAL)
    following = klass[np.minimum(stops + 1, len(klass) - 1)]
    return np.bincount(line[stops[_STOP_BEFORE[following]]], minlength=lines)


def _shapes(klass: NDArray[np.uint8], at: Ints, sizes: Ints) -> Hashes:
    """Hash of the turns from one class of sign to another in the first signs of each line."""
    places = np.arange(_SHAPE)
    head = klass.take(at[:, None] + places, mode="clip") + 1
    head[places >= sizes[:, None]] = 0
    head[:, 1:][head[:, 1:] == head[:, :-1]] = 0
    return head @ _powers(_SHAPE, _BASE)


def _read_chunk(lines: list[str]) -> Page:
    """Everything counted at once, without a Python loop over characters."""
    known, count = tables(), len(lines)
    sizes = np.fromiter(map(len, lines), np.int64, count)
    text = "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    low = np.minimum(codes, _TABLE - 1).astype(np.intp)
    klass = known.klass.take(low)
    sums = _prefix_sums(known.fold.take(low))
    ends = np.cumsum(sizes + 1)
    at = ends - sizes - 1
    last = at + np.array([max(len(line.rstrip(_TRAILERS)) - 1, 0) for line in lines])
    line = np.repeat(np.arange(count), sizes + 1)
    words = _words(klass, sums, line)
    return Page(
        count,
        _table_of(line, klass, count, CLASSES),
        _table_of(words.line, known.script.take(low[words.begins]), count, SCRIPTS),
        klass[at],
        klass[last],
        codes[last],
        _inner_stops(klass, line, count),
        words,
        _shapes(klass, at, sizes),
        _span_hashes(sums, at, ends - 1),
    )


def _table_of(line: Ints, kinds: NDArray[np.uint8], lines: int, width: int) -> Ints:
    """How often each kind stands in each line, (lines, width)."""
    return np.bincount(line * width + kinds, minlength=lines * width).reshape(-1, width)


def _join_words(pages: list[Page]) -> Words:
    """The words of consecutive chunks, their line numbers counted on."""
    offsets = np.cumsum([0, *(page.lines for page in pages[:-1])])
    columns = [[page.words.line + offset for page, offset in zip(pages, offsets, strict=True)]]
    names = ("begins", "size", "first", "alone", "paired", "stem")
    columns.extend([getattr(page.words, name) for page in pages] for name in names)
    return Words(*(np.concatenate(column) for column in columns))


def read_page(lines: list[str]) -> Page:
    """Count the characters and cut the words of all lines, a chunk of bounded size at a time.

    Lines must not be blank and there must be one at least.
    """
    clipped = list(map(clip, lines))
    if sum(map(len, clipped)) <= _CHUNK:
        return _read_chunk(clipped)
    chunks: list[list[str]] = [[]]
    room = _CHUNK
    for line in clipped:
        if room < len(line) and chunks[-1]:
            chunks.append([])
            room = _CHUNK
        chunks[-1].append(line)
        room -= len(line) + 1
    pages = [_read_chunk(chunk) for chunk in chunks]
    names = ("classes", "scripts", "start", "last", "last_char", "inner_stops", "shape", "text")
    joined = {name: np.concatenate([getattr(page, name) for page in pages]) for name in names}
    return Page(lines=len(lines), words=_join_words(pages), **joined)
