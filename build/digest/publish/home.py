"""The front page beside its cards: how much the digest holds, and the ways into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.publish.entries import KINDS, identity
from digest.publish.view import PageView
from digest.publish.wording import year

_FIELDS: Mapping[str, str] = {**dict.fromkeys(KINDS, ""), "outlets": "outlet", "tags": ""}
_TOP = 6  # entries a way shows of itself


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: a browse page, how many entries it has, and the most frequent: (label, URL from the root, articles)."""

    shelf: str
    total: int
    top: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """`span` is the years the dated articles lie in, empty for none."""

    articles: int
    languages: int
    outlets: int
    span: str


def numbers(pages: Sequence[PageView]) -> Numbers:
    years = sorted({year(page.text("date")) for page in pages} - {""})
    outlets = {identity(page.text("outlet")) for page in pages if page.text("outlet")}
    span = "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    return Numbers(len(pages), len({page.lang for page in pages}), len(outlets), span)


def ways(pages: Sequence[PageView], urls: Mapping[str, Mapping[str, str]]) -> list[Way]:
    """One for each field that any article answers; linear in what the articles carry."""
    found = [_way(shelf, field or shelf, pages, urls.get(shelf, {})) for shelf, field in _FIELDS.items()]
    return [way for way in found if way.total]


def _way(shelf: str, field: str, pages: Iterable[PageView], urls: Mapping[str, str]) -> Way:
    labels: dict[str, str] = {}
    met: Counter[str] = Counter()
    for value in (value for page in pages for value in page.texts(field)):
        # Spellings of one name share its page, and count as one.
        key = urls.get(identity(value)) or identity(value)
        labels.setdefault(key, value)
        met[key] += 1
    known = set(urls.values())
    top = [(labels[key], key, times) for key, times in met.most_common() if key in known]
    return Way(shelf, len(met), tuple(top[:_TOP]))
