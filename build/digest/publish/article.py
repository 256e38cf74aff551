"""What an article's template shows beside its text: the facts of its head, its names with their pages, its making."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from digest.language import Language, known
from digest.publish.entries import KINDS, identity
from digest.publish.gate import text_of
from digest.publish.inline import Named, tooltip
from digest.publish.made import made
from digest.publish.view import PageView, plain, plains
from digest.publish.wording import date_in_words, language_name

_SHA = re.compile(r"[0-9a-f]{64}")
_HEADING = re.compile(r"<h2\b([^>]*)>(.*?)</h2>", re.DOTALL)
_FIRST = re.compile(r"<(li|p)\b[^>]*>(.*?)</\1>", re.DOTALL)
_ANCHOR = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>')
_TAG_ENDS = re.compile(r"(?=</?(?:h[1-6]|p|li|t[dhr]|d[dt]|br|div)\b)")
_MOST = 8_000_000  # bytes of a base record that are still read
_PARTS = ("summary", "text", "related")


@dataclass(frozen=True, slots=True)
class Chip:
    """A name or tag under an article: what it is called there, and its browse page (a URL from the root), if any."""

    label: str
    url: str
    query: str


@dataclass(frozen=True, slots=True)
class Card:
    """An article on the front page. `lead` is HTML: the summary's first sentence."""

    view: PageView
    url: str
    date: str
    lead: Markup

    @property
    def leads(self) -> bool:
        """Whether it may stand above the others: it has a date, and a headline of its own."""
        return bool(self.date) and "title" not in self.view.texts("derived")


def language_of(view: PageView) -> Language:
    return known(view.lang)


def facts(view: PageView) -> list[tuple[str, str, bool]]:
    """(label, value, is it known) in the page's own language; what every page must answer is there even if unknown."""
    language = language_of(view)
    rows = [(field, ", ".join(view.texts(field)), field in {"outlet", "authors", "date"}) for field in _HEAD]
    said = ((field, _said(field, value, view.lang, language), must) for field, value, must in rows)
    return [(language.label(f"field-{f}"), v or language.label(f"no-{f}"), bool(v)) for f, v, must in said if v or must]


_HEAD = ("outlet", "authors", "date", "lang", "translated_from", "credit", "status", "reviewed_by", "grade", "stance")


def _said(field: str, value: str, lang: str, language: Language) -> str:
    if field == "date" and value:
        return date_in_words(value, lang)
    if field == "lang" and value:
        return language_name(value, lang)
    if field == "status" and value in {"draft", "reviewed"}:
        return language.label(f"status-{value}")
    return value


def parts(html: str, view: PageView) -> str:
    """The page's HTML with its three parts marked for the style sheet; without the text where `publish` says so."""
    names = dict(zip(language_of(view).headings, _PARTS, strict=True)) | dict(
        zip(known("en").headings, _PARTS, strict=True)
    )
    marked = _HEADING.sub(lambda h: _mark(h, names), html)
    if view.publish == "full":
        return marked
    before, _, after = marked.partition('<h2 class="part-text"')
    return before + "".join(after.partition('<h2 class="part-related"')[1:])


def _mark(heading: re.Match[str], names: Mapping[str, str]) -> str:
    part = names.get(_words(heading[2]))
    return f'<h2 class="part-{part}"{heading[1]}>{heading[2]}</h2>' if part else heading[0]


def _words(html: str) -> str:
    return str(text_of(html.split("<a", 1)[0]))


def lead(html: str) -> Markup:
    """The first sentence of the summary, or of whatever the page begins with."""
    first = _FIRST.search(html)
    return text_of(first[2]) if first else Markup("")


def for_search(html: str) -> str:
    """The words of a page that the search reads: the text alone where there is one (the summary repeats it)."""
    text = html.partition('<h2 class="part-text"')[2] or html
    text = text.partition('<h2 class="part-related"')[0].partition("</h2>")[2] or text
    return unescape(str(text_of(_TAG_ENDS.sub(" ", _ANCHOR.sub(" ", text)))))


def named(
    view: PageView,
    record: Mapping[str, Any],
    pages: Mapping[str, Mapping[str, str]],
    forms: Mapping[str, Iterable[str]],
    to: Callable[[str], str],
) -> Iterator[Named]:
    """The names of a page that have pages, with all their spellings; `to` makes a URL from the root one from here."""
    own, rows = _own_forms(record, view.lang), _rows_of(record)
    for shelf, name in [(kind, name) for kind in KINDS for name in view.texts(kind)]:
        url, key = pages.get(shelf, {}).get(identity(name), ""), identity(name)
        if url:
            spelt = tuple(dict.fromkeys((own.get(key, name), name, *_spelt(rows.get(key)), *forms.get(key, ()))))
            yield Named(spelt, to(url), tooltip(spelt[0], spelt))


def _rows_of(record: Mapping[str, Any]) -> dict[str, object]:
    return {identity(plain(row.get("name"))): row.get("forms") for row in _mappings(record.get("names"))}


def _spelt(forms: object) -> tuple[str, ...]:
    return tuple(form for row in forms.values() for form in plains(row)) if isinstance(forms, Mapping) else ()


def spellings(view: PageView, record: Mapping[str, Any], forms: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """All spellings of the names a page carries, by its record and by `forms`, what the browse pages know of them."""
    rows, found = _rows_of(record), list[str]()
    for name in (name for field in KINDS for name in view.texts(field)):
        found += [name, *_spelt(rows.get(identity(name))), *forms.get(identity(name), ())]
    return tuple(dict.fromkeys(found))


def chips(view: PageView, record: Mapping[str, Any], pages: Mapping[str, Mapping[str, str]]) -> dict[str, list[Chip]]:
    """Names and tags by field, each in the spelling of the page's language where one is known."""
    own = _own_forms(record, view.lang)
    return {
        field: [_chip(name, own if field in KINDS else {}, pages.get(field, {})) for name in view.texts(field)]
        for field in (*KINDS, "tags")
        if view.texts(field)
    }


def _chip(name: str, own: Mapping[str, str], pages: Mapping[str, str]) -> Chip:
    label = own.get(identity(name), name)
    return Chip(label, pages.get(identity(name), ""), label)


def _own_forms(record: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Spellings by canonical name, which is the English one: English pages need no other."""
    rows = _mappings(record.get("names")) if lang != "en" else ()
    return {identity(plain(row.get("name"))): form for row in rows for form in _in(row, lang)}


def _in(row: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    forms = row.get("forms")
    return plains(forms.get(lang))[:1] if isinstance(forms, Mapping) else ()


def _mappings(rows: object) -> Iterable[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def record_of(view: PageView, bases: Path) -> Mapping[str, Any]:
    """The base record that the page names; empty where it names none, or one that cannot be read."""
    name = plain(view.origin.get("base"))
    file = bases / f"{name}.json"
    if not _SHA.fullmatch(name) or file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST:
        return {}
    try:
        record = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def making(view: PageView, record: Mapping[str, Any], seed: str = "") -> Markup:
    """The fold under the article; nothing where the seed may not be shown whole. `seed` is its text, where known."""
    return made(record, language_of(view), seed) if record and view.publish == "full" else Markup("")
