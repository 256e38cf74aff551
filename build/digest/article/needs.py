"""What a line must say for a pattern to match it: strings of which it holds one. So most lines need no automaton."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

# More strings than these are not told one by one.
_MANY = 128
# Longer strings tell no more.
_ENOUGH = 6
_TOKEN = re.compile(
    r"\\[pP]\{\w+\}|\\x\{[0-9a-fA-F]+\}|\\.|\[(?:\[:\w+:\]|\\.|[^\]\\])+\]|\(\?P<\w+>|\(\?[-\w]*:"
    r"|[*+?]\??|\{\d+(?:,\d*)?\}\??|.",
    re.DOTALL,
)
_FEW_SIGNS = re.compile(r"\[([^\\\]^-][^\\\]-]*-?)\]")
# A negated class, or any sign.
_OPEN = re.compile(r"(?:\((?:\?(?:P<\w+>|[-\w]*:))?)*(?:\.|\[\^)")
_OPENS = re.compile(r"(?:^|[(|:>])(?:\.|\[\^)")
_NOTHING = frozenset([""])
_EDGE = "\b"
Strings = frozenset[str]


class Told(NamedTuple):
    r"""`all`: every string that a part of a pattern matches, None where they are many; `one_of`: it holds one of them.

    An empty `one_of` says nothing. Strings are in any case; `\b` stands in them as the sign of that escape.
    """

    all: Strings | None
    one_of: Strings = frozenset()


_ANYTHING = Told(None)


def needed(pattern: str) -> Strings:
    """Strings of which every text that `pattern` (RE2) matches holds one, case aside; none where it is not known."""
    return _either(_TOKEN.findall(pattern)[::-1]).one_of


def seeking(strings: Iterable[str]) -> str:
    """The pattern that finds one of `strings`."""
    least: list[str] = []
    for string in sorted(strings, key=len):
        if not any(less in string for less in least):
            least.append(string)
    return "|".join("".join(r"\b" if sign == _EDGE else re.escape(sign) for sign in string) for string in least)


def _either(tokens: list[str]) -> Told:
    """Alternatives up to the end of their group; `tokens` are taken from the end of their list."""
    rows = [_row(tokens)]
    while tokens and tokens.pop() == "|":
        rows.append(_row(tokens))
    every = [row.all for row in rows if row.all is not None]
    both = frozenset[str]().union(*every)
    known = all(row.one_of for row in rows)
    one_of = frozenset[str]().union(*(row.one_of for row in rows)) if known else frozenset()
    return Told(both if len(every) == len(rows) and len(both) <= _MANY else None, one_of)


def _row(tokens: list[str]) -> Told:
    """Parts that follow one another."""
    run, whole, best = _NOTHING, True, frozenset[str]()
    while tokens and tokens[-1] not in {"|", ")"}:
        part = _repeated(_part(tokens), tokens)
        if part.all is not None and len(run) * len(part.all) <= _MANY:
            run = frozenset(before + after for before in run for after in part.all)
            continue
        best = _better([best, run, part.one_of])
        run, whole = part.all or _NOTHING, False
    return Told(run if whole else None, _better([best, run]))


def _better(choices: Iterable[Strings]) -> Strings:
    """The strings that tell most: none of them short, and few."""
    return max(choices, key=lambda strings: (min([_ENOUGH, *map(len, strings)]) if strings else 0, -len(strings)))


def _part(tokens: list[str]) -> Told:
    part = tokens.pop()
    if part.startswith("("):
        return _either(tokens)
    if part == r"\b":
        return Told(frozenset([_EDGE]))
    if few := _FEW_SIGNS.fullmatch(part):
        return Told(frozenset(few[1]), frozenset(few[1]))
    sign = _sign(part)
    return Told(frozenset([sign]), frozenset([sign])) if sign else _ANYTHING


def _sign(part: str) -> str:
    """The one sign that a token matches; "" for others."""
    if part.startswith(r"\x{"):
        return chr(int(part[3:-1], 16))
    if len(part) == 1:
        return "" if part == "." else part
    return part[1] if len(part) == 2 and part[0] == "\\" and not part[1].isalnum() else ""


def _repeated(part: Told, tokens: list[str]) -> Told:
    """A part with the count behind it."""
    if not _counts(tokens[-1:]):
        return part
    count = tokens.pop().removesuffix("?") or "?"
    if count == "?":
        return Told(part.all | _NOTHING if part.all is not None else None)
    return _ANYTHING if count[0] == "*" or count.startswith("{0") else Told(None, part.one_of)


def parted(pattern: str) -> tuple[str, tuple[str, ...]]:
    """The alternatives of a pattern that begin as a line may not, in one ("" for none), and those that anything begins.

    Together they match what `pattern` does.
    """
    if not _OPENS.search(pattern):
        return pattern, ()
    rows = _alternatives(_TOKEN.findall(pattern))
    told = [row for row in rows if _OPEN.match(row) and needed(row)]
    return ("|".join(row for row in rows if row not in told), tuple(told)) if told else (pattern, ())


def _alternatives(tokens: Sequence[str]) -> list[str]:
    """The alternatives of a pattern, and of a group that it begins with."""
    bars = _outside(tokens, "|")
    if bars:
        rows = zip([-1, *bars], [*bars, len(tokens)], strict=True)
        return [row for begin, end in rows for row in _unfolded(tokens[begin + 1 : end])]
    return _unfolded(tokens)


def _unfolded(tokens: Sequence[str]) -> list[str]:
    """The alternatives of the group that a row begins with, each before the rest of the row."""
    if not tokens or not tokens[0].startswith("("):
        return ["".join(tokens)]
    close = _outside(tokens, ")")[0]
    if _counts(tokens[close + 1 : close + 2]):
        return ["".join(tokens)]
    flags = tokens[0] if tokens[0].endswith(":") else "(?:"
    rest = "".join(tokens[close + 1 :])
    return [f"{flags}{row}){rest}" for row in _alternatives(tokens[1:close])]


def _outside(tokens: Sequence[str], wanted: str) -> list[int]:
    """Where a part stands outside of all groups; a group's own end is outside of it."""
    deep = accumulate((part.startswith("(") - (part == ")") for part in tokens), initial=0)
    depths = [depth - (part == ")") for part, depth in zip(tokens, deep, strict=False)]
    return [at for at, part in enumerate(tokens) if part == wanted and depths[at] == 0]


def _counts(tokens: Sequence[str]) -> bool:
    """Whether the next part says how often the part before it stands."""
    return bool(tokens) and tokens[-1][0] in "*+?{" and tokens[-1] != "{"
