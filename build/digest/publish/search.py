"""What the search knows of a page: words to find it by, words to show, and what results are narrowed down to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from digest.language import affixes, languages
from digest.publish.scripts import in_script
from digest.text import LOOSE, UNSPACED, sought

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
_LAST = 4  # letters that a word must keep behind a word of one letter written onto it
_BARE = 3  # and behind an article


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


def settings(index: Mapping[str, Any]) -> str:
    """The script that tells the page's search how words are compared, what to say, and (`index`) where words stand."""
    told = {
        **index,
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
