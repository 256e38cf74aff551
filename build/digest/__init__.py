"""Annotated Digest: raw scraped texts in, an annotated digest out; the functions here are the build's own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from digest.article.boilerplate import Cleaned, clean
from digest.language import detect as language
from digest.model import Cut, DigestError, Mention, Span

if TYPE_CHECKING:
    from digest.page.base import Proposal
    from digest.page.merge import Merged, merge
    from digest.page.render import to_markdown

__version__ = "0.1.0"
__all__ = [
    "Cleaned", "Cut", "DigestError", "Mention", "Merged", "Proposal", "Span", "__version__",
    "clean", "language", "mentions", "merge", "sentences", "summarise", "to_markdown",
]  # fmt: skip


# Read when first asked for, with all that they need: who cleans a text pays for no page.
_LATER = {"Proposal": "base", "Merged": "merge", "merge": "merge", "to_markdown": "render"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        what = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(what)
    return getattr(import_module(f"digest.page.{_LATER[name]}"), name)


def sentences(text: str, lang: str) -> list[str]:
    """The sentences of `text` as verbatim slices, in order; text without punctuation is cut into readable units."""
    from digest.article.sentences import sentences as found  # noqa: PLC0415 - see _LATER

    return [sentence.text for sentence in found(text, lang)]


def summarise(text: str, lang: str, sentences: int = 3, title: str = "") -> list[str]:
    """At most `sentences` whole sentences of `text`, verbatim, in reading order. `title` is not said again."""
    from digest.article import sentences as split  # noqa: PLC0415 - see _LATER
    from digest.article.summary import summarise as chosen  # noqa: PLC0415 - see _LATER

    told = split.sentences(text, lang)
    return [sentence.text for sentence in chosen(told, text, lang, sentences, title)]


def mentions(text: str, lang: str) -> list[Mention]:
    """The people, places and organisations named in `text`, in order, none overlapping."""
    from digest.article.mentions import mentions as named  # noqa: PLC0415 - see _LATER

    return list(named(text, lang))
