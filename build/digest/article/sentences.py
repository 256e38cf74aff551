"""Sentences and paragraphs as verbatim slices, by rules that need no capitals, no spaces and no language file."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from digest.article.gaps import cuts
from digest.language import folded
from digest.model import Sentence, Span
from digest.text import CLOSERS, DOTS, STRONG, fold

# Unicode's line separators; the file, group and record separators end no line that a reader sees.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
# The German close, “, closes only where no blank stands before it.
_STOP = re.compile(rf"[{DOTS}{STRONG}]+(?:[{CLOSERS}\u201c]+(?!\w)| [{CLOSERS}]+(?!\w))?")
_HARD = re.compile(rf"[{STRONG}]")
_OPENERS = "\"'\u2018\u201c\u201e\u00ab\u2039([{\u300c\u300e\uff08\u3010\u00bf\u00a1\u200f\u200e-\u2013\u2014\u2022"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_NUMERAL = re.compile(r"\d{1,3}|[IVXivx]{1,5}|[A-Za-z]")
# A place in capitals, or anything short with an agency in brackets, and a dash: how a news story opens.
_CAPITALS = "A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f"
_DATELINE = re.compile(
    rf"(?:[{_CAPITALS}]{{2}}[{_CAPITALS} .,'\d-]{{1,40}}(?:\([^()\n]{{2,25}}\))?|[^\n()]{{2,40}}\([^()\n]{{2,25}}\))"
    r" ?(?:[\u2014\u2013]|--?)\s+"
)
# A second dash so near makes the first one half of a pair.
_ASIDE = 160
# Languages that write ordinal numbers with a full stop: "3. Mai".
_ORDINALS = frozenset("cs da de et eu fi fo hr hu is lb lv nb nn no pl sk sl sr bs tr".split())
_PAIRS = {
    "\u201c": "\u201d",
    "\u00ab": "\u00bb",
    "\u201e": "\u201c\u201d\u201f",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
_MARK = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\u2018\u2019]')
# A longer quotation is a speech, and is cut like any other text.
_QUOTATION = 700
# From so many characters on without a full stop a block is a wall: no reader finds their place in it.
WALL = 1200
_PARAGRAPH = 190
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def sentences(text: str, lang: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order. They cover all of it but white space; a line break ends a sentence.

    A quotation that closes in its line is not torn. A long stretch without punctuation is cut into units
    (see `gaps`). `lang` is a BCP 47 code; a language without a file is read by the marks alone.
    """
    return tuple(Sentence(span, span.of(text)) for span in _spans(text, lang))


def paragraphs(text: str, lang: str) -> tuple[Span, ...]:
    """`text` whole, or, where it is a wall without full stops, groups of its units that a reader can take in."""
    whole = _strip(text, 0, len(text))
    if whole is None:
        return ()
    if len(whole) <= WALL or _all_signs(text) or all(len(s) <= WALL for s in _stretches(text, lang)):
        return (whole,)
    return tuple(_grouped(list(_spans(text, lang))))


def _all_signs(text: str) -> bool:
    """More than a quarter of signs: a drawing or a listing, in which nobody looks for a place to breathe."""
    return 4 * len(_ASCII_SIGN.findall(text)) > len(text)


def _grouped(units: list[Span]) -> Iterator[Span]:
    start, end = units[0].start, units[0].start
    for unit in units:
        if end - start >= _PARAGRAPH:
            yield Span(start, end)
            start = unit.start
        end = unit.end
    yield Span(start, end)


def _spans(text: str, lang: str) -> Iterator[Span]:
    for stretch in _stretches(text, lang):
        start = stretch.start
        for cut in [*(start + offset for offset in cuts(stretch.of(text), lang)), stretch.end]:
            if span := _strip(text, start, cut):
                yield span
            start = cut


def _stretches(text: str, lang: str) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        start = line.start()
        for cut in [*_stops(line[0], lang), len(line[0])]:
            if span := _strip(text, start, line.start() + cut):
                yield span
            start = line.start() + cut


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _stops(line: str, lang: str) -> Iterator[int]:
    """Offsets in `line` right behind each sentence but the last."""
    held = _quotations(line)
    starts = [start for start, _ in held]
    begin = 0
    if dateline := _dateline(line):
        begin = dateline
        yield begin
    for stop in _STOP.finditer(line):
        inside = bisect_right(starts, stop.start()) - 1
        if inside >= 0 and stop.end() < held[inside][1]:
            continue
        if stop.start() >= begin and _ends(line, stop, begin, lang):
            begin = stop.end()
            yield begin


def _dateline(line: str) -> int:
    """Where the story behind a dateline starts; 0 where there is none."""
    found = _DATELINE.match(line)
    if not found or found.end() > len(line) / 2:
        return 0
    dash = found[0].rstrip()[-1]
    return 0 if f" {dash}" in line[found.end() : found.end() + _ASIDE] else found.end()


def _quotations(line: str) -> list[tuple[int, int]]:
    """Ranges of quotations that open and close in `line`, in order, apart from one another."""
    found: list[tuple[int, int]] = []
    opened, closers = -1, ""
    for mark in _MARK.finditer(line):
        at, sign = mark.start(), mark[0]
        if opened >= 0 and at - opened > _QUOTATION:
            opened = -1
        if opened >= 0 and sign in closers and _closes(line, at):
            found.append((opened, at + 1))
            opened = -1
        elif (opened < 0 or sign == line[opened]) and (pair := _closing(line, at)):
            opened, closers = at, pair
    return found


def _closing(line: str, at: int) -> str:
    """The marks that would close a quotation opened by the mark at `at`; empty where it opens none."""
    sign = line[at]
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if sign in _PAIRS:
        return _PAIRS[sign]
    if sign in '"\u2018' and not before.isalnum() and after and not after.isspace():
        return '"' if sign == '"' else "\u2019"
    return ""


def _closes(line: str, at: int) -> bool:
    """An apostrophe closes nothing: a single mark closes only behind punctuation."""
    if line[at] != "\u2019":
        return line[at] != '"' or not line[at + 1 : at + 2].isalnum()
    return line[at - 1] in ",.!?\u2026" and not line[at + 1 : at + 2].isalnum()


def _ends(line: str, stop: re.Match[str], begin: int, lang: str) -> bool:
    """Does the run of marks `stop` end the sentence that starts at `begin`?"""
    if _HARD.search(stop[0]):
        return True
    rest = line[stop.end() : stop.end() + 60]
    following = rest.lstrip(_OPENERS + " \t\u00a0")
    if not following:
        return not rest
    if not rest[0].isspace():
        return _glued(line, stop, following)
    if following[0].islower() or following[0] in ",;:،؛":
        return False
    if stop[0][0] == "\u2026" or stop[0].startswith(".."):
        return not line[stop.start() - 1 : stop.start()].isspace()
    return stop[0][0] != "." or stop[0] != "." or _full_stop(line, stop.start(), begin, following, lang)


def _glued(line: str, stop: re.Match[str], following: str) -> bool:
    """A stop with no blank behind it: `رائعة.وقال` and `is over.The next` end, `example.com`, `3.5`, `U.S.A` do not."""
    before = line[max(0, stop.start() - 3) : stop.start()]
    if len(before) < 3 or not before.isalpha() or len(following) < 2 or not following[:2].isalpha():
        return False
    if unicodedata.category(before[-1]) == "Lo" == unicodedata.category(following[0]):
        return True
    return (
        before.islower()
        and following[0].isupper()
        and following[1].islower()
        and " " in line[max(0, stop.start() - 80) : stop.start()]
    )


def _full_stop(line: str, at: int, begin: int, following: str, lang: str) -> bool:
    """Is the single full stop at `at` more than the mark of an abbreviation, an initial or a number?"""
    head = line[max(begin, at - 40) : at]
    word = re.split(r"[\s(\[\"\u201c\u2018\u00ab/\u2013\u2014-]", head)[-1]
    opening = at - begin < 12 and not line[begin : at - len(word)].strip(_OPENERS + " \t\u00a0")
    if opening and _NUMERAL.fullmatch(word):
        return False
    if word.isdigit():
        return not (len(word) <= 2 and lang in _ORDINALS)
    if not _short(word, head, lang):
        return True
    if fold(word) in _both(lang, "titles-before"):
        return False
    return following[0].isupper() and _first(following) in folded(lang, "openers")


def _short(word: str, head: str, lang: str) -> bool:
    small = word.islower() or (word != "" and unicodedata.category(word[0]) == "Lo")
    if len(word) == 1 and small and head[: -len(word)].rstrip()[-1:].isdigit():
        return False  # "1770 م." closes on a unit, not on an initial
    return fold(word) in _both(lang, "abbreviations") or bool(_INITIALS.fullmatch(word))


def _first(text: str) -> str:
    found = re.match(r"[^\W\d_]+", text)
    return fold(found[0]) if found else ""


@cache
def _both(lang: str, name: str) -> frozenset[str]:
    """A list of `lang` and the English one: foreign abbreviations stand in every press."""
    return folded(lang, name) | folded("en", name)
