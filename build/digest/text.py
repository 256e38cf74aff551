"""Small questions about text, the same in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"\w+")
_UNSHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
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


def sound(text: str) -> str:
    """`text` as UTF-8 can hold it: a lone surrogate becomes U+FFFD, one character for one."""
    return _SURROGATE.sub("\ufffd", text)


def plain(text: str) -> str:
    """`text` as a terminal may show it: no control character, no sign that turns the direction of what follows."""
    return _UNSHOWN.sub("\ufffd", text)


def fold(text: str) -> str:
    """The form two spellings of one word share: no case, no accents, no vowel signs, no hamza seats."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_FOLD)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def key(text: str) -> str:
    """Folded words joined by single blanks: what `the same line` and `the same name` mean here."""
    return " ".join(_WORD.findall(fold(text)))


# Scripts that put no blank between words; a pair of letters stands for a word there.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Vowel signs are no letters to `\\w`, but Indic and Tibetan words are torn without them.
_SIGNS = "\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc"
_TERM = re.compile(rf"[{_UNSPACED}]+|(?:[^\W_{_UNSPACED}]|[{_SIGNS}])+")
_ONE = re.compile(rf"[{_UNSPACED}]")


def terms(text: str) -> list[str]:
    """Folded words to count and compare, in order; pairs of letters in scripts without blanks."""
    found: list[str] = []
    for run in _TERM.findall(fold(text)):
        if len(run) > 2 and _ONE.match(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run)
    return found
