"""What a text says of itself, out of kept and cut lines; a value without evidence in the text stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.language import detect, known, listed
from digest.model import Found, Metadata, Piece, Sentence, Span
from digest.text import fold, key, squeeze

# A derived title is the opening words: as many as a headline has at most, cut where a clause ends.
DERIVED_WORDS = 16
_CLAUSE = re.compile(r"[,;:،؛.!?؟。–—]\s*$")
# Evidence for an outlet adds up; below this it stays unknown: one call to support somebody names no publisher.
OUTLET_SURE = 0.6
# What an outlet-like last word, or an article before the name, adds to other evidence.
_LOOKS_LIKE_ONE = 0.5
_SPLIT = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s*|\s+و\s+")


def gather(found: Sequence[tuple[str, Found[str]]], text: str, pieces: Sequence[Piece]) -> Metadata:
    """Metadata of a text from what its lines gave; the title is empty where none was found (`derived_title`)."""
    story = "\n".join(piece.span.of(text) for piece in pieces)
    lang = detect(story or text)
    return Metadata(
        lang=Found(lang, "", "language-of-the-story"),
        title=_first(found, "title") or Found("", "", "derived-title"),
        subtitle=_first(found, "subtitle"),
        outlet=_outlet(_all(found, "outlet")),
        authors=tuple(_authors(_all(found, "authors"))),
        date=_first(found, "date"),
        translated_from=_first(found, "translated_from"),
        credit=_first(found, "credit"),
    )


def derived_title(sentences: Sequence[Sentence], lang: str) -> Found[str]:
    """A title for a text that has none: its opening words up to the end of a clause, named as derived."""
    if not sentences:
        return Found("", "", "derived-title", confidence=0.0)
    first = sentences[0]
    title = _opening(first.text.split(), lang)
    return Found(title, title, "derived-title", first.span, 0.5)


def _opening(words: list[str], lang: str) -> str:
    if len(words) > DERIVED_WORDS:
        words = words[:DERIVED_WORDS]
        ends = [i for i in range(5, len(words)) if _CLAUSE.search(words[i])]
        words = words[: ends[-1] + 1] if ends else _without_loose_end(words, lang)
    return squeeze(" ".join(words)).rstrip(".,;:،؛–—- ")


def _without_loose_end(words: list[str], lang: str) -> list[str]:
    """No title ends in a word that leans on the next."""
    leaning = {fold(word) for name in ("governors", "connectives") for word in known(lang).list(name)}
    while len(words) > 4 and fold(words[-1]) in leaning:
        words = words[:-1]
    return words


def _all(found: Iterable[tuple[str, Found[str]]], name: str) -> list[Found[str]]:
    return [value for key_, value in found if key_ == name]


def _first(found: Iterable[tuple[str, Found[str]]], name: str) -> Found[str] | None:
    return next(iter(_all(found, name)), None)


def _outlet(candidates: Sequence[Found[str]]) -> Found[str] | None:
    """The outlet for which the evidence, put together, is strongest; None where it is too weak."""
    together: dict[str, float] = {}
    for found in candidates:
        name = key(found.value)
        doubt = 1 - together.get(name, _LOOKS_LIKE_ONE if _looks_like_an_outlet(found.value) else 0.0)
        together[name] = 1 - doubt * (1 - found.confidence)
    best = max(candidates, key=lambda found: together[key(found.value)], default=None)
    return best if best is not None and together[key(best.value)] >= OUTLET_SURE else None


def _looks_like_an_outlet(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and (fold(words[-1]) in listed("outlet-tails") or words[0] == "The")


def _authors(candidates: Sequence[Found[str]]) -> Iterable[Found[str]]:
    """One value an author, each with its line as evidence, none twice; the outlet behind a comma is none."""
    tails = listed("outlet-tails")
    seen = set()
    for found in candidates:
        at = 0
        for name in _SPLIT.split(found.value):
            at = found.value.index(name, at) if name else at
            if name and key(name) not in seen and fold(name.split()[-1]) not in tails:
                seen.add(key(name))
                yield replace(found, value=squeeze(name), span=_within(found, at, len(name)))
            at += len(name)


def _within(found: Found[str], at: int, length: int) -> Span | None:
    """The place of a part of a value, where the value has one."""
    start = found.span.start + at if found.span else 0
    return Span(start, start + length) if found.span else None
