"""Small questions about text, the same in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
# Arabic letters that writers use for one another, and the marks they may leave out.
_FOLD = str.maketrans("أإآٱىؤئة", "اااايويه")
_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its end, and where it starts. Only CR, LF and CRLF end a line, as editors count."""
    for match in _LINE.finditer(text):
        if match.group():
            yield match.start(), match.group()


def words(text: str) -> list[str]:
    """Runs of letters and digits, in order, as they stand."""
    return _WORD.findall(text)


def squeeze(text: str) -> str:
    """White space folded to single blanks, none at the ends."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """The form two spellings of one word share: no case, no accents, no vowel signs, no hamza seats."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_FOLD)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def key(text: str) -> str:
    """Folded words joined by single blanks: what `the same line` and `the same name` mean here."""
    return " ".join(_WORD.findall(fold(text)))
