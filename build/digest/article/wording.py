"""Which wording rules a block matches, judged alone: the rules of every language look at every block."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import re2

from digest.language import Wording, languages
from digest.model import Block, Found, Span
from digest.text import sound, squeeze

# A sign of a pattern (itself, of a property, of a class) or the end of a group, and how often it may stand there.
_SIGN = re.compile(
    r"(?P<sign>\\[px]\{\w+\}|\\.|[.)]|\[\^?\]?(?:\[:\w+:\]|[^\]\\]|\\.)*\])(?P<many>[*+?]|\{\d+(?:,\d*)?\})?\??"
)
# Signs that very many letters are.
_WIDE = re.compile(r"\.|\[\^|(?!.*\\p\{[PSZ]).*\\p\{")
# Longer lines are prose; a phrase in them explains nothing.
LONGEST = 400
# Room for the automaton of all rules: RE2's own 8 MB do not hold them.
MEMORY = 64 << 20
# Lines of which it is remembered what they match: some megabytes at most.
REMEMBERED = 1 << 13


class Shelf:
    """Wording rules, and one automaton that tells in a single pass which of them roughly match a line.

    Pages of one site share lines, so it is remembered what the last ones matched.
    """

    def __init__(self, rows: Iterable[Wording]) -> None:
        self.rows = tuple(rows)
        options = re2.Options()
        options.case_sensitive = False
        options.max_mem = MEMORY
        self._set = re2.Set.FullMatchSet(options)
        self._roughly = [_SIGN.sub(_rough, row.pattern.pattern) for row in self.rows]
        for pattern in self._roughly:
            self._set.Add(pattern)
        self._set.Compile()
        self._flat_matching = lru_cache(REMEMBERED)(self._match)

    def matching(self, line: str) -> tuple[Wording, ...]:
        """The rules whose pattern is the whole of `line`, in their order on the shelf."""
        flat = _flat(line) if len(line) <= LONGEST else ""
        return self._flat_matching(flat) if flat else ()

    def _match(self, flat: str) -> tuple[Wording, ...]:
        hits = self._set.Match(flat)
        found = [(self.rows[hit], self._roughly[hit]) for hit in sorted(hits)] if hits else ()
        return tuple(row for row, rough in found if rough == row.pattern.pattern or row.pattern.fullmatch(flat))


def _flat(line: str) -> str:
    """White space folded, every sign sound; most lines are so already."""
    return line if line.isprintable() and "  " not in line else sound(squeeze(line))


def _rough(found: re.Match[str]) -> str:
    """What matches at least as much and costs the automaton little: it counts nothing, and any byte is any letter."""
    sign, many = found["sign"], found["many"] or ""
    wide = _WIDE.match(sign)
    if not wide and many[:1] != "{":
        return found[0]
    return (r"\C" if wide else sign) + ("*" if many[:2] in {"*", "?", "{0"} else "+")


@cache
def house_shelf() -> Shelf:
    """The rules of all language files."""
    return Shelf(row for language in languages().values() for row in language.wording)


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
