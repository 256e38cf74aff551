"""Annotated Digest: raw scraped texts in, an annotated digest out; the functions here are the build's own."""

from __future__ import annotations

from digest.article import mentions as _mentions
from digest.article import sentences as _sentences
from digest.article.boilerplate import Cleaned, clean
from digest.article.summary import summarise as _summarise
from digest.language import detect as language
from digest.model import Cut, DigestError, Mention, Span
from digest.page.base import Proposal
from digest.page.merge import Merged, merge
from digest.page.render import to_markdown

__version__ = "0.1.0"
__all__ = [
    "Cleaned", "Cut", "DigestError", "Mention", "Merged", "Proposal", "Span", "__version__",
    "clean", "language", "mentions", "merge", "sentences", "summarise", "to_markdown",
]  # fmt: skip


def sentences(text: str, lang: str) -> list[str]:
    """The sentences of `text` as verbatim slices, in order; text without punctuation is cut into readable units."""
    return [sentence.text for sentence in _sentences.sentences(text, lang)]


def summarise(text: str, lang: str, sentences: int = 3, title: str = "") -> list[str]:
    """At most `sentences` whole sentences of `text`, verbatim, in reading order. `title` is not said again."""
    found = _sentences.sentences(text, lang)
    return [sentence.text for sentence in _summarise(found, text, lang, sentences, title)]


def mentions(text: str, lang: str) -> list[Mention]:
    """The people, places and organisations named in `text`, in order, none overlapping."""
    return list(_mentions.mentions(text, lang))
