"""RSS 2.0 and JSON Feed 1.1: every article of the digest, and those of each language.

An item is dated only where its text certainly gives the day it was published (at midnight, since no text says the
hour), and says every other date in words. The feeds themselves carry no date: they change when the digest does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from digest.language import UNKNOWN, known
from digest.publish.items import Item, Site, fit, newest
from digest.publish.wording import date_in_words, language_name

_AT_ONCE = 500  # items of one file; older ones follow in the next (RFC 5005, `next_url`)
_SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
}
for _prefix, _space in _SPACES.items():
    ET.register_namespace(_prefix, _space)


def feeds(site: Site, items: Sequence[Item]) -> Mapping[str, bytes]:
    """The files of all feeds by their path: feed.xml, feed.json, and feed/<language> of both kinds."""
    ordered = newest(items)
    files = dict(_feed(site, "feed", site.lang, site.name, ordered))
    for lang in languages(items):
        name = f"{site.name} – {language_name(lang, lang)}"
        files |= _feed(site, f"feed/{lang}", lang, name, [item for item in ordered if item.view.lang == lang])
    return files


def languages(items: Sequence[Item]) -> list[str]:
    """The languages that have a feed."""
    return sorted({item.view.lang for item in items} - {UNKNOWN})


def _feed(site: Site, path: str, lang: str, name: str, items: Sequence[Item]) -> Mapping[str, bytes]:
    files = {}
    for start in range(0, max(len(items), 1), _AT_ONCE):
        here, there = _name(path, start), _name(path, start + _AT_ONCE) if start + _AT_ONCE < len(items) else ""
        some = items[start : start + _AT_ONCE]
        files[f"{here}.xml"] = _rss(site, (here, there), lang, name, some)
        files[f"{here}.json"] = _json(site, (here, there), lang, name, some)
    return files


def _name(path: str, start: int) -> str:
    return f"{path}-{start // _AT_ONCE + 1}" if start else path


# -- RSS ----------------------------------------------------------------------------------------------------------


def _rss(site: Site, names: tuple[str, str], lang: str, name: str, items: Sequence[Item]) -> bytes:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for tag, words in (("title", name), ("link", site.base), ("description", site.about), ("language", lang)):
        _tell(channel, tag, words)
    for relation, path in zip(("self", "next"), names, strict=True):
        if path:
            about = {"rel": relation, "type": "application/rss+xml", "href": site.at(f"{path}.xml")}
            ET.SubElement(channel, _in("atom", "link"), about)
    for item in items:
        _item(ET.SubElement(channel, "item"), item)
    ET.indent(root)
    return b"%s\n" % ET.tostring(root, "utf-8", xml_declaration=True)


def _item(entry: ET.Element, item: Item) -> None:
    view = item.view
    _tell(entry, "title", item.title)
    _tell(entry, "link", item.url)
    _tell(entry, "guid", item.url, isPermaLink="true")
    _tell(entry, "description", said(item))
    if item.when and item.when.day:
        _tell(entry, "pubDate", format_datetime(datetime.fromisoformat(item.when.day).replace(tzinfo=UTC), usegmt=True))
    for tag, values in (("creator", view.texts("authors")), ("publisher", view.texts("outlet"))):
        for value in values:
            _tell(entry, _in("dc", tag), value)
    if view.lang != UNKNOWN:
        _tell(entry, _in("dc", "language"), view.lang)
    for tag in view.texts("tags"):
        _tell(entry, "category", tag)


def _tell(parent: ET.Element, tag: str, words: str, **about: str) -> None:
    """Readers of feeds take words for HTML: those with a sign that opens a tag are escaped once more."""
    fitted = fit(words)
    ET.SubElement(parent, tag, about).text = escape(fitted, quote=False) if "<" in fitted else fitted


def _in(space: str, tag: str) -> str:
    return f"{{{_SPACES[space]}}}{tag}"


# -- JSON Feed ----------------------------------------------------------------------------------------------------


def _json(site: Site, names: tuple[str, str], lang: str, name: str, items: Sequence[Item]) -> bytes:
    here, there = names
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": fit(name),
        "home_page_url": site.base,
        "feed_url": site.at(f"{here}.json"),
        **({"next_url": site.at(f"{there}.json")} if there else {}),
        "description": fit(site.about),
        "language": lang,
        "items": [_entry(item) for item in items],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(item: Item) -> dict[str, object]:
    view = item.view
    told: dict[str, object] = {
        "id": item.url,
        "url": item.url,
        "title": item.title,
        "content_text": said(item),
        "date_published": f"{item.when.day}T00:00:00Z" if item.when and item.when.day else "",
        "authors": [{"name": fit(name)} for name in view.texts("authors")],
        "tags": [fit(tag) for tag in view.texts("tags")],
        "language": view.lang if view.lang != UNKNOWN else "",
    }
    return {key: value for key, value in told.items() if value}


def said(item: Item) -> str:
    """Outlet and date in the article's language, unknown ones said plainly, and the first sentence of its summary."""
    view, language = item.view, known(item.view.lang)
    date = date_in_words(view.text("date"), view.lang) if view.text("date") else language.label("no-date")
    head = " · ".join((view.text("outlet") or language.label("no-outlet"), date))
    return fit(f"{head}\n\n{item.lead}".strip())
