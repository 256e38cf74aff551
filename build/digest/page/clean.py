"""A line of scraped text made fit to be shown: nothing unseen in it, nothing that leaks out of it."""

from __future__ import annotations

import re

from digest.text import squeeze

# Control characters, noncharacters, the byte order mark. White space is folded before, so that a tab stays a blank.
_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef{_NONCHARACTERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_END_EMBEDDING, _END_ISOLATE = "\u202c", "\u2069"


def clean(text: str) -> str:
    """`text` as one line: white space folded, lone surrogates U+FFFD, direction marks closed where they opened."""
    line = squeeze(_UNSEEN.sub("", squeeze(_SURROGATE.sub("\ufffd", text))))
    return line + unclosed(line)


def unclosed(line: str) -> str:
    """The marks that end what `line` leaves open (UAX 9): an end of isolate also ends embeddings inside it."""
    waiting: list[str] = []
    for mark in _BIDI.findall(line):
        if mark not in (_END_EMBEDDING, _END_ISOLATE):
            waiting.append(_END_ISOLATE if mark >= "\u2066" else _END_EMBEDDING)
        elif mark == _END_EMBEDDING and waiting[-1:] == [mark]:
            waiting.pop()
        elif mark == _END_ISOLATE and mark in waiting:
            while waiting.pop() != mark:
                pass
    return "".join(reversed(waiting))
