"""Which names, outlets and tags the articles carry: spellings brought together, each with its articles and its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slugify import slugify

from digest.model import Kind, Name
from digest.publish.view import PageView, plain
from digest.text import key

KINDS: Mapping[str, Kind] = {"people": "person", "places": "place", "organisations": "organisation"}
_TAKEN = frozenset({"index", "readme"})  # MkDocs gives these names a meaning


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, an outlet or a tag. `path` is its page, relative to content/browse/; empty where it has none."""

    label: str
    path: str
    pages: tuple[PageView, ...]
    forms: Mapping[str, tuple[str, ...]]
    spellings: tuple[str, ...]


@dataclass(slots=True)
class _Heap:
    label: str
    name: Name | None
    pages: dict[str, PageView]
    spellings: dict[str, None]


def entries(pages: Sequence[PageView], names: Sequence[Name]) -> dict[str, tuple[Entry, ...]]:
    """For people, places, organisations: a page each for names in two articles, and for those names.yml lists."""
    return {
        field: _entries(field, pages, [n for n in names if n.kind == kind], at_least=2) for field, kind in KINDS.items()
    }


def outlets_and_tags(pages: Sequence[PageView]) -> dict[str, tuple[Entry, ...]]:
    return {
        "outlets": _entries("outlets", pages, (), at_least=1, field="outlet"),
        "tags": _entries("tags", pages, (), at_least=1),
    }


def _entries(
    shelf: str, pages: Sequence[PageView], names: Sequence[Name], at_least: int, field: str = ""
) -> tuple[Entry, ...]:
    heaps = _gather(pages, field or shelf, {identity(f): n for n in names for f in forms_of(n)})
    for name in names:
        if name.listed:
            heaps.setdefault(identity(name.name), _Heap(plain(name.name), name, {}, {}))
    taken = set(_TAKEN)
    ordered = sorted(heaps.items(), key=lambda item: (item[0], item[1].label))
    return tuple(_entry(shelf, heap, at_least, taken) for _, heap in ordered if heap.label)


def _gather(pages: Iterable[PageView], field: str, united: Mapping[str, Name]) -> dict[str, _Heap]:
    heaps: dict[str, _Heap] = {}
    for page in pages:
        for value in page.texts(field):
            name = united.get(identity(value))
            label = plain(name.name) if name else value
            heap = heaps.setdefault(identity(label), _Heap(label, name, {}, {}))
            heap.pages[page.path] = page
            heap.spellings[value] = None
    return heaps


def _entry(shelf: str, heap: _Heap, at_least: int, taken: set[str]) -> Entry:
    own = len(heap.pages) >= at_least or (heap.name is not None and heap.name.listed)
    path = f"{shelf}/{_slug(heap.label, taken)}.md" if own else ""
    known = heap.name.forms if heap.name else {}
    spelt = (heap.label, *heap.spellings, *(forms_of(heap.name) if heap.name else ()))
    return Entry(heap.label, path, tuple(heap.pages.values()), known, tuple(dict.fromkeys(map(plain, spelt))))


def forms_of(name: Name) -> tuple[str, ...]:
    return (name.name, *(form for forms in name.forms.values() for form in forms))


def identity(text: str) -> str:
    """What makes two spellings one entry; the text itself where it holds neither letters nor digits."""
    return key(text) or text


def _slug(label: str, taken: set[str]) -> str:
    latin = any(c.isascii() and c.isalpha() for c in label)
    base = slugify(label, max_length=60, word_boundary=True, allow_unicode=not latin) or "name"
    slug, number = base, 2
    while slug.casefold() in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug.casefold())
    return slug
