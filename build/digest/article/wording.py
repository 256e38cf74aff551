"""Which wording rules a block matches, judged alone: the rules of every language look at every block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import re2

from digest.article.needs import needed, parted, seeking
from digest.language import Wording, languages
from digest.model import Block, Found, Span
from digest.text import sound, squeeze

# A sign of a pattern (any, of a property, of a class), and how many of it at most where they are ten or more.
_SIGN = re.compile(r"\\[^p]|(?P<sign>\.|\\p\{\w+\}|\[(?:\[:\w+:\]|[^\]\\]|\\.)+\])(?P<many>\{\d+,\d{2,}\}\??)?")
# Classes with letters of all scripts, but nothing that stands between words.
_LETTERS = re.compile(r"(?!\[\^|.*\\p\{[PSZ]).*\\p\{")
_BLANK = re.compile(r" |\\[^p]")
# Longer lines are prose; a phrase in them explains nothing.
LONGEST = 400
# Room for the automaton of all rules: RE2's own 8 MB do not hold them.
MEMORY = 64 << 20
# Lines of which it is remembered what they match: some megabytes at most.
REMEMBERED = 1 << 13


class Automaton:
    """Tells which of many rules match the whole of a line, by their indices in `rows`.

    A single pass finds those that roughly do. Patterns that anything may begin keep it busy all along a line, each in
    its own way: they have an automaton of their own. Pages of one site share lines, so the last ones are remembered.
    """

    def __init__(self, rows: Sequence[Wording], patterns: Iterable[tuple[int, str]]) -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.max_mem = MEMORY
        self._set = re2.Set.FullMatchSet(options)
        self._rows = rows
        self._owners = [self._add(index, pattern) for index, pattern in patterns]
        self._set.Compile()
        self.matching = lru_cache(REMEMBERED)(self._matching)

    def _add(self, index: int, pattern: str) -> tuple[int, bool]:
        rough = _SIGN.sub(_rough, pattern)
        self._set.Add(rough)
        return index, rough != pattern

    def _matching(self, line: str) -> frozenset[int]:
        found = {self._owners[hit] for hit in self._set.Match(line) or ()}
        return frozenset(index for index, rough in found if not rough or self._rows[index].pattern.fullmatch(line))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Wording rules, and what tells which of them match a line.

    `hint` finds the lines of a page that a pattern in `open`, which anything may begin, can match.
    """

    rows: tuple[Wording, ...]
    firm: Automaton
    open: Automaton
    hint: Any

    def matching(self, lines: Sequence[str]) -> tuple[tuple[Wording, ...], ...]:
        """For each line the rules whose pattern is the whole of it, in their order on the shelf."""
        flat = [_flat(line) if len(line) <= LONGEST else "" for line in lines]
        hits = [self.firm.matching(line) if line else frozenset[int]() for line in flat]
        for number in self._hinted(flat):
            hits[number] |= self.open.matching(flat[number])
        return tuple(tuple(self.rows[index] for index in sorted(found)) if found else () for found in hits)

    def _hinted(self, lines: Sequence[str]) -> Iterator[int]:
        """Numbers of the lines that say what a pattern needs."""
        page = "\n".join(lines).encode()
        number = before = 0
        for found in self.hint.finditer(page):
            start = found.start()
            number += page.count(b"\n", before, start)
            before = start
            yield number


def _flat(line: str) -> str:
    """White space folded, every sign sound; most lines are so already."""
    return line if line.isprintable() and "  " not in line else sound(squeeze(line))


def shelf(rows: Iterable[Wording]) -> Shelf:
    """A shelf of `rows`."""
    kept = tuple(rows)
    parts = [parted(row.pattern.pattern) for row in kept]
    firm = [(index, pattern) for index, (pattern, _) in enumerate(parts) if pattern]
    open_ = [(index, pattern) for index, (_, every) in enumerate(parts) for pattern in every]
    return Shelf(kept, Automaton(kept, firm), Automaton(kept, open_), _hint([pattern for _, pattern in open_]))


def _hint(patterns: Iterable[str]) -> Any:
    """What finds, in the bytes of a page, the rest of each line that says what one of `patterns` needs."""
    options = re2.Options()
    options.case_sensitive = False
    needs = {need for pattern in patterns for need in needed(pattern)}
    return re2.compile(f"(?:{seeking(needs)}).*".encode() if needs else b"[^\\s\\S]", options)


def _rough(found: re.Match[str]) -> str:
    """What matches at least as much and costs the automaton little: it counts no signs and tells no letters apart."""
    sign = found["sign"] or found[0]
    if _LETTERS.match(sign):
        sign = "." if _BLANK.search(sign) else "[^ ]"
    return f"{sign}*" if found["many"] else sign


@cache
def house_shelf() -> Shelf:
    """The rules of all language files."""
    return shelf(row for language in languages().values() for row in language.wording)


def given(wording: Wording, block: Block) -> Found[str] | None:
    """The value that a rule's named group reads out of a block, with the block as its evidence; None without one."""
    if not wording.gives:
        return None
    match = wording.match(block.text)
    value = match.group(wording.gives) if match else None
    if not value or not value.strip():
        return None
    group = wording.pattern.groupindex[wording.gives]
    at = _unsqueezed(block.text, match.start(group), match.end(group)) if match else (0, 0)
    span = Span(block.span.start + at[0], block.span.start + at[1])
    return Found(block.text[at[0] : at[1]], block.text, wording.rule, span, wording.sure)


def _unsqueezed(line: str, start: int, end: int) -> tuple[int, int]:
    """The place in `line` of a part of its squeezed form, without blanks at its ends."""
    places = [at for at, sign in enumerate(line) if not sign.isspace() or (at and not line[at - 1].isspace())]
    inside = [at for at in places[start:end] if not line[at].isspace()]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def judged_alone(blocks: Sequence[Block], rules: Shelf) -> tuple[tuple[Wording, ...], ...]:
    """For each block the rules that match it, whatever else they ask for."""
    return rules.matching([block.text for block in blocks])
