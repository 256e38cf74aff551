"""What a word looks like to the tagger: hashed features of itself, its neighbours, the word lists and the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from digest.gazetteer import TOKEN, Gazetteer, clitics, matches, word_key
from digest.language import folded, known
from digest.model import Span

Ints = npt.NDArray[np.int64]

BITS: Final = 16
# Which of a word's own features its neighbours see, by distance: word, suffix, shape, lists.
_OWN: Final = 13
SEEN: Final = {-2: (1, 5, 6), -1: (1, 3, 5, 6, 7), 1: (1, 3, 5, 6, 7), 2: (1, 5, 6)}
# Pairs of (distance, feature) that count together.
PAIRS: Final = (
    ((-1, 5), (0, 5)),
    ((0, 5), (1, 5)),
    ((-1, 1), (0, 1)),
    ((0, 1), (1, 1)),
    ((-1, 6), (0, 6)),
    ((0, 6), (1, 6)),
    ((-1, 1), (0, 5)),
    ((0, 5), (1, 1)),
    ((-1, 6), (0, 5)),
    ((-1, 5), (1, 5)),
    ((0, 6), (0, 12)),
    ((0, 1), (0, 12)),
    ((0, 5), (0, 12)),
)
_PARAGRAPH: Final = re.compile(r"(\n[ \t]*\n|\n[ \t]+)")
_STOPS: Final = frozenset(".!?؟。！？")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What word lists say of a word: `given`, `family`, `common` are CRC-32 of folded names and of ordinary words."""

    given: frozenset[int]
    family: frozenset[int]
    common: frozenset[int]
    lists: tuple[frozenset[str], ...]
    arabic: bool

    def is_given(self, word: str) -> bool:
        return code(word) in self.given

    def is_common(self, word: str) -> bool:
        return any(crc32(form.encode("utf-8", "replace")) in self.common for form in clitics(word))

    def flags(self, word: str) -> str:
        """One letter a list the word is on; for Arabic also without its particles."""
        forms = tuple(clitics(word)) if self.arabic else (word_key(word),)
        codes = {crc32(form.encode("utf-8", "replace")) for form in forms}
        hits = [bool(codes & self.given), bool(codes & self.family)]
        hits += [not listed.isdisjoint(forms) for listed in self.lists]
        return "".join(chr(97 + i) for i, hit in enumerate(hits) if hit)


def code(word: str) -> int:
    return crc32(word_key(word).encode("utf-8", "replace"))


def lexicon(lang: str, given: Sequence[int], family: Sequence[int], common: Sequence[int]) -> Lexicon:
    """Person names by CRC-32, and the closed lists of `lang`'s file."""
    names = ("person-titles", "not-names", "name-particles", "place-cues", "organisation-cues")
    lists = tuple(folded(known(lang).code, name, word_key) for name in names)
    return Lexicon(frozenset(given), frozenset(family), frozenset(common), lists, lang == "ar")


def features(sentences: Sequence[Sequence[str]], lexicon: Lexicon, names: Gazetteer) -> Ints:
    """Feature rows (words, features) in 0…2**BITS−1 for all words of `sentences`, one below the other."""
    words = [word for sentence in sentences for word in sentence]
    own = _own(words, lexicon)
    own[:, 12] = _context(sentences, names, lexicon)
    number = np.repeat(np.arange(len(sentences)), [len(s) for s in sentences])
    near = {d: _shifted(own, number, d) for d in (-2, -1, 0, 1, 2)}
    columns = [_salted(own[:, i], i) for i in range(_OWN)]
    columns += [_salted(near[d][:, i], 40 + 16 * d + i) for d, seen in SEEN.items() for i in seen]
    columns += [
        _salted(near[a][:, i] * 31 + near[b][:, j] * 1_000_003, 100 + n) for n, ((a, i), (b, j)) in enumerate(PAIRS)
    ]
    return np.stack(columns, axis=1)


def _own(words: Sequence[str], lexicon: Lexicon) -> Ints:
    kinds = {word: row for row, word in enumerate(dict.fromkeys(words))}
    table = np.array([_of_word(word, lexicon) for word in kinds], np.int64).reshape(-1, _OWN)
    return table[[kinds[word] for word in words]]


def _of_word(word: str, lexicon: Lexicon) -> list[int]:
    plain = word_key(word) or word
    stem = min(clitics(word), key=len) if lexicon.arabic else plain
    texts = (
        "",
        plain,
        word,
        plain[-3:],
        plain[:3],
        shape(word),
        lexicon.flags(word),
        plain[-2:],
        plain[-4:],
        plain[:2],
        stem,
        str(min(len(word), 9)),
        "",
    )
    return [crc32(f"{i} {text}".encode("utf-8", "replace")) for i, text in enumerate(texts)]


def shape(word: str) -> str:
    """Classes of letters, runs shortened to two: `McDonald's` is `XxXxx'x`, an Arabic word `oo`."""
    classes = [_letter(c) for c in word[:24]]
    return "".join(c for i, c in enumerate(classes) if i < 2 or not c == classes[i - 1] == classes[i - 2])


def _letter(char: str) -> str:
    if char.isupper():
        return "X"
    if char.islower():
        return "x"
    if char.isdigit():
        return "d"
    return "o" if char.isalpha() else char


def _context(sentences: Sequence[Sequence[str]], names: Gazetteer, lexicon: Lexicon) -> list[int]:
    """What the gazetteer and the rest of the text say of each word."""
    lower = {word for sentence in sentences for word in sentence if word.islower()}
    inside = {word for sentence in sentences for word in sentence[1:] if word[:1].isupper()}
    codes: list[int] = []
    for sentence in sentences:
        known_as = listed(sentence, names, arabic=lexicon.arabic)
        for at, word in enumerate(sentence):
            seen = (at == 0, word.lower() in lower, word in inside) if word[:1].isupper() else ()
            codes.append(crc32(f"{known_as[at]} {seen}".encode()))
    return codes


def listed(sentence: Sequence[str], names: Gazetteer, *, arabic: bool) -> list[str]:
    """For each word the gazetteer's kind with B- or I- before it, or nothing."""
    found = [""] * len(sentence)
    for match in matches(sentence, names, arabic=arabic):
        kind = match.entry.kind
        found[match.start : match.end] = ["B-" + kind] + ["I-" + kind] * (match.end - match.start - 1)
    return found


def sentences(text: str, lang: str) -> list[list[Span]]:
    """The words of each sentence of each line; a tagger only asks where capitals mean nothing."""
    titles = frozenset(known(lang).list("person-titles"))
    found: list[list[Span]] = []
    start = 0
    for line in _PARAGRAPH.split(text) if _wrapped(text) else text.splitlines(keepends=True):
        found += _in_line([Span(start + m.start(), start + m.end()) for m in TOKEN.finditer(line)], text, titles)
        start += len(line)
    return found


def _wrapped(text: str) -> bool:
    """Whether a printer's line length broke the lines, so that a sentence runs over several."""
    lines = [line for line in text.splitlines() if line.strip()]
    full = sum(45 <= len(line) <= 90 for line in lines)
    return len(lines) > 4 and full > 0.6 * len(lines) and max(map(len, lines)) <= 100


def _in_line(words: Sequence[Span], text: str, titles: frozenset[str]) -> list[list[Span]]:
    parts: list[list[Span]] = [[]]
    for at, word in enumerate(words):
        parts[-1].append(word)
        if word.of(text) in _STOPS and not (at and _abbreviates(words[at - 1].of(text), titles)):
            parts.append([])
    return [part for part in parts if part]


def _abbreviates(word: str, titles: frozenset[str]) -> bool:
    return word in titles or (len(word) == 1 and word.isupper())


def _shifted(own: Ints, number: Ints, distance: int) -> Ints:
    """Row t holds what stands `distance` words away in the same sentence, else zeros."""
    result = np.zeros_like(own)
    if abs(distance) >= len(own):
        return result if distance else own
    here = slice(max(0, -distance), len(own) - max(0, distance))
    there = slice(max(0, distance), len(own) + min(0, distance))
    same = number[here] == number[there]
    result[here] = np.where(same[:, None], own[there], 0)
    return result


def _salted(codes: Ints, salt: int) -> Ints:
    """Codes of one feature spread over the table: multiplicative hashing (Knuth), the high bits kept."""
    mixed = (codes.astype(np.uint64) + np.uint64(salt * 0x9E3779B1)) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)
