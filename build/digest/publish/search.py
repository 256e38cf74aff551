"""What the search knows of a page: words to find it by, words to show, and what results are narrowed down to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

from digest.language import affixes, languages
from digest.publish.scripts import in_script
from digest.text import LOOSE, UNSPACED, loose, sought

NARROW = ("lang", "outlet", "tags", "people")
_LABELS = tuple(f"search-{name}" for name in "hint count none wait failed close narrow any more".split())
_SAID = {
    **{name: name for name in ("search", "no-outlet", *_LABELS)},
    "lang": "field-lang",
    "outlet": "field-outlet",
    "tags": "nav-tags",
    "people": "nav-people",
}
_TITLE, _NAMES = 300, 20_000  # characters of a title and of all names that are taken in
# A word that is shown, letter by letter where a script puts no blanks; nothing endless is one word.
_PIECE = re.compile(rf"[{UNSPACED}]|[^{UNSPACED}]{{1,80}}")
_LAST = 4  # letters that a word must keep behind a word of one letter written onto it
_BARE = 3  # and behind an article
KEY = "|"  # begins a key, which is not shown; alone it stands between two pieces of one word


@dataclass(frozen=True, slots=True)
class Record:
    """A page as the search knows it: `url` from the site's root, plain texts, values to narrow down to by field."""

    url: str
    title: str
    text: str = ""
    names: Sequence[str] = ()
    narrow: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        return self.title[:_TITLE]

    @property
    def known_as(self) -> str:
        return " ".join(self.names)[:_NAMES]


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """A loose word, and what is left of it without the articles and words of one letter that may be written onto it."""
    found = [word]
    for _ in range(2):
        found += [form[1:] for form in found if form.startswith(affixes("letters")) and len(form) > _LAST]
    found += [form[len(on) :] for form in found for on in affixes("onsets") if _begins(form, on)]
    return tuple(dict.fromkeys(found))


def _begins(form: str, onset: str) -> bool:
    return form.startswith(onset) and len(form) >= len(onset) + _BARE


def keys(text: str) -> list[str]:
    """Every form of every word of `text`, in order."""
    return [form for word in sought(text) for form in forms(word)]


def spread(text: str) -> str:
    """`text` for an index that knows neither scripts without blanks nor articles: behind each word, unseen, its keys.

    What Pagefind reads out of a word itself (small letters, no accents) is not said again.
    """
    return " ".join(chain.from_iterable(map(_spread, text.split())))


@lru_cache(maxsize=200_000)
def _spread(word: str) -> tuple[str, ...]:
    pieces = _PIECE.findall(word)
    shown = f" {KEY} ".join(piece.replace(KEY, "¦") for piece in pieces).split()
    own = {_plain(piece) for piece in pieces}
    return (*shown, *(KEY + key for key in dict.fromkeys(keys(word)) if key not in own))


def _plain(piece: str) -> str:
    """What Pagefind makes of a word, as far as that is certain: if in doubt, not what a key would be."""
    letters = "".join(filter(str.isalnum, piece.lower()))
    return letters if letters == loose(letters) else ""


def filed(record: Record) -> list[str]:
    """What results are narrowed down to, as `field:value`. Pagefind misses values with quotation marks."""
    rows = [(field, value) for field, values in record.narrow.items() for value in values if value]
    return [f"{field}:{value.translate(_UNFIT)}" for field, value in rows]


_UNFIT = {ord("%"): "%25", ord('"'): "%22", ord("\\"): "%5C"}


def whole(records: Iterable[Record]) -> str:
    """A script with all of the site's words, for a copy that is opened from disk, where pages may fetch nothing."""
    return f"window.digestWhole = {in_script([_row(record) for record in records])};\n"


def _row(record: Record) -> dict[str, Any]:
    title = " ".join(keys(record.heading))
    words = " ".join(dict.fromkeys(keys(f"{record.text} {record.known_as}")))
    shown = {"url": record.url, "title": record.heading, "text": record.text, "narrow": dict(record.narrow)}
    return shown | {"head": f" {title} ", "keys": f" {words} "}


def settings(engine: str) -> str:
    """The script that tells the page's search how words are compared, what to say, and which engine it has."""
    told = {
        "engine": engine,
        "loose": LOOSE,
        "unspaced": UNSPACED,
        "onsets": affixes("onsets"),
        "letters": affixes("letters"),
        "endings": affixes("endings"),
        "bare": _BARE,
        "labels": {code: dict(_labels(code)) for code in languages()},
    }
    return f"window.digestSearch = {in_script(told)};\n"


def _labels(code: str) -> Iterator[tuple[str, str]]:
    language = languages()[code]
    yield "dir", language.direction
    yield from ((name, language.label(label)) for name, label in _SAID.items())
