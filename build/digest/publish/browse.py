"""The ways into the collection: one list a field, one page for each name, outlet and tag, and a timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from digest.language import known
from digest.model import Name
from digest.publish import lists
from digest.publish.entries import KINDS, Entry, entries, outlets_and_tags
from digest.publish.events import Event
from digest.publish.markdown import article, escape, front, link, scripts
from digest.publish.paged import jumps, listed
from digest.publish.pictures.cuts import Shears
from digest.publish.view import PageView
from digest.publish.wording import SITE, year

_ONCE = 500  # names met once are listed up to here, beyond it counted: a list of thousands is no way in

_LONG = 40  # entries that are read without a row of letters


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the browse pages are drawn from: the articles that are not hidden, the entries of each field.

    `events` are the dates the articles speak of, `cuts` what left their seeds, by the path of the page.
    """

    pages: tuple[PageView, ...]
    entries: Mapping[str, tuple[Entry, ...]]
    events: tuple[Event, ...] = ()
    cuts: Mapping[str, Shears] = field(default_factory=dict)


def browse(pages: Sequence[PageView], names: Sequence[Name]) -> Mapping[str, str]:
    """Markdown of content/browse/, by path relative to it. A pure function of what people left in the pages."""
    return written(shelve(pages, names))


def written(shelf: Shelf) -> Mapping[str, str]:
    overviews = {f"{name}.md": page(shelf) for name, page in PAGES.items()}
    own = {entry.path: _entry_page(entry) for rows in shelf.entries.values() for entry in rows if entry.path}
    return overviews | listed(shelf.pages) | own


def shelve(pages: Sequence[PageView], names: Sequence[Name]) -> Shelf:
    shown = tuple(sorted((p for p in pages if p.publish != "hidden"), key=lambda p: (p.title.casefold(), p.path)))
    return Shelf(shown, entries(shown, names) | outlets_and_tags(shown))


def _people(shelf: Shelf) -> str:
    return _names(shelf, "people")


def _places(shelf: Shelf) -> str:
    return _names(shelf, "places")


def _organisations(shelf: Shelf) -> str:
    return _names(shelf, "organisations")


def _outlets(shelf: Shelf) -> str:
    unknown = [p for p in shelf.pages if not p.text("outlet")]
    rows = _entries(shelf.entries["outlets"])
    return _front("outlets") + rows + _section(_heading("no-outlet"), (article(p, 1) for p in unknown))


def _tags(shelf: Shelf) -> str:
    return _front("tags") + _entries(shelf.entries["tags"])


def _timeline(shelf: Shelf) -> str:
    dated = sorted((p for p in shelf.pages if year(p.text("date"))), key=lambda p: p.text("date"), reverse=True)
    by_year = groupby(dated, key=lambda p: year(p.text("date")))
    parts = (_section(y, (article(p, 1) for p in rows)) for y, rows in by_year)
    undated = (article(p, 1) for p in shelf.pages if not year(p.text("date")))
    spoken = lists.spoken(shelf.events)
    return _front("timeline") + "".join(parts) + _section(_heading("no-date"), undated) + spoken


PAGES: Mapping[str, Callable[[Shelf], str]] = {
    "people": _people,
    "places": _places,
    "organisations": _organisations,
    "outlets": _outlets,
    "tags": _tags,
    "timeline": _timeline,
    "together": lambda shelf: lists.together(shelf.entries),
    "cuts": lambda shelf: lists.cuts(shelf.pages, shelf.cuts),
}


def _front(name: str) -> str:
    return front(known(SITE).label(f"nav-{name}"))


def _heading(label: str) -> str:
    words = known(SITE).label(label)
    return escape(words[:1].upper() + words[1:])


def _names(shelf: Shelf, field: str) -> str:
    own = [e for e in shelf.entries[field] if e.path]
    once = [e for e in shelf.entries[field] if not e.path]
    head = _front(field) + _entries(own)
    if len(once) > _ONCE:
        return f"{head}{escape(known(SITE).label('met-more').format(count=len(once)))}\n"
    return head + _section(_heading("met-once"), (_once_line(e) for e in once))


def _entries(entries: Sequence[Entry]) -> str:
    """A list of entries; a long one in groups by first letter, with a row of letters that lead to them."""
    if len(entries) <= _LONG:
        return _lines(map(_entry_line, entries))
    groups = [(letter, [entries[at] for at in places]) for letter, places in jumps(e.label for e in entries)]
    row = " ".join(f"[{escape(letter)}](#letter-{number})" for number, (letter, _) in enumerate(groups))
    parts = (
        f"\n## {escape(letter)} {{: #letter-{number} .letter }}\n\n{_lines(map(_entry_line, group))}"
        for number, (letter, group) in enumerate(groups)
    )
    return f"{row}\n{{: .jumps }}\n" + "".join(parts)


def _entry_line(entry: Entry) -> str:
    met = f'<span class="count">{len(entry.pages)}</span>'
    return f"- {link(entry.label, entry.path)} {met}{scripts(entry.forms, entry.label)}".rstrip()


def _once_line(entry: Entry) -> str:
    page = entry.pages[0]
    title = link(page.title, f"../{page.path}", page.lang, page.dir)
    name = f'<b class="name"><bdi>{escape(entry.label)}</bdi></b>'
    return f'- {name} {scripts(entry.forms, entry.label)}<span class="met">{title}</span>'


def _entry_page(entry: Entry) -> str:
    forms = scripts(entry.forms, entry.label, named=True)
    listed = _lines(article(page, 2) for page in entry.pages) or f"{escape(known(SITE).label('list-empty'))}\n"
    found = entry.path.startswith(tuple(KINDS))
    return front(entry.label, entry.spellings, found=found) + (f"{forms}\n\n" if forms else "") + listed


def _section(title: str, rows: Iterable[str]) -> str:
    lines = _lines(rows)
    return f"\n## {title}\n\n{lines}" if lines else ""


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)
