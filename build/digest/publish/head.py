"""What a page's head tells programs: JSON-LD, Dublin Core, Highwire and OpenGraph, from what the page itself says.

A date is told as `datePublished` only where it is one certain day; Dublin Core carries every date as EDTF. There is no
`hreflang`: `translated_from` says in words what a text was translated from, never at which address that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from digest.language import UNKNOWN
from digest.publish.entries import identity
from digest.publish.items import Item, Site, fit
from digest.publish.scripts import in_script

Tag = tuple[str, str, str]  # the attribute that names it (`name`, `property`), its name, its content
_LONGEST = 200  # letters of a description


@dataclass(frozen=True, slots=True)
class Head:
    """`about` describes the page, `tags` are for `<meta>` (the template escapes them), `data` is the JSON-LD."""

    about: str
    tags: tuple[Tag, ...]
    data: Markup


def of_article(item: Item, site: Site) -> Head:
    view = item.view
    about = _short(item.lead)
    day = item.when.day if item.when else ""
    rows = (
        *_dublin(item),
        *_highwire(item),
        ("property", "og:type", "article"),
        ("property", "article:published_time", day),
        *(("property", "article:tag", tag) for tag in view.texts("tags")),
        *_card(site, item.title, about, item.url),
    )
    return Head(about, _told(rows), _data(_article(item, site, about, day)))


def of_page(site: Site, title: str, about: str, url: str, *, home: bool) -> Head:
    """The head of the front page and of the pages that lead into the collection."""
    own = _short(about or site.about)
    rows = (("property", "og:type", "website"), *_card(site, title or site.name, own, url))
    kind: dict[str, Any] = {"@type": "WebSite"} if home else {"@type": "CollectionPage", "isPartOf": _website(site)}
    return Head(own, _told(rows), _data(kind | {"name": title or site.name, "url": url, "description": own}))


def _article(item: Item, site: Site, about: str, day: str) -> dict[str, Any]:
    view, outlet = item.view, item.view.text("outlet")
    translated = {"@type": "CreativeWork", "creditText": view.text("translated_from")}
    return {
        "@type": "Article",
        "headline": item.title,
        "alternativeHeadline": view.text("subtitle"),
        "description": about,
        "url": item.url,
        "mainEntityOfPage": item.url,
        "inLanguage": view.lang if view.lang != UNKNOWN else "",
        "author": _authors(item),
        "publisher": {"@type": "Organization", "name": outlet} if outlet else "",
        "datePublished": day,
        "isBasedOn": {"@type": "CreativeWork", "url": item.seed, "encodingFormat": "text/plain"} if item.seed else "",
        "translationOfWork": translated if view.text("translated_from") else "",
        "keywords": list(view.texts("tags")),
        "mentions": [
            {"@type": kind, "name": name}
            for field, kind in (("people", "Person"), ("places", "Place"), ("organisations", "Organization"))
            for name in view.texts(field)
        ],
        "isPartOf": _website(site),
    }


def _authors(item: Item) -> list[dict[str, str]]:
    """Who is known as an organisation is one; nobody else is guessed to be one."""
    view = item.view
    groups = set(map(identity, (*view.texts("organisations"), *view.texts("outlet"))))
    return [
        {"@type": "Organization" if identity(name) in groups else "Person", "name": name}
        for name in view.texts("authors")
    ]


def _website(site: Site) -> dict[str, str]:
    return {"@type": "WebSite", "name": site.name, "url": site.base}


def _dublin(item: Item) -> Iterable[Tag]:
    view = item.view
    named = {
        "title": (item.title,),
        "creator": view.texts("authors"),
        "publisher": view.texts("outlet"),
        "date": view.texts("date") if item.when else (),
        "language": (view.lang,) if view.lang != UNKNOWN else (),
        "subject": view.texts("tags"),
        "identifier": (item.url,),
        "source": (item.seed or view.seed,),
        "type": ("Text",),
    }
    return [("name", f"DC.{name}", value) for name, values in named.items() for value in values]


def _highwire(item: Item) -> Iterable[Tag]:
    """As Google Scholar and Zotero read them: a certain day as 2018/10/14, else the certain year, else nothing."""
    view, when = item.view, item.when
    date = (when.day.replace("-", "/") or when.year) if when else ""
    return [
        ("name", "citation_title", item.title),
        *(("name", "citation_author", name) for name in view.texts("authors")),
        ("name", "citation_publication_date", date),
        ("name", "citation_publisher", view.text("outlet")),
        ("name", "citation_language", view.lang if view.lang != UNKNOWN else ""),
        ("name", "citation_public_url", item.url),
    ]


def _card(site: Site, title: str, about: str, url: str) -> Iterable[Tag]:
    return [
        ("property", "og:site_name", site.name),
        ("property", "og:title", title),
        ("property", "og:description", about),
        ("property", "og:url", url),
        ("name", "twitter:card", "summary"),
        ("name", "twitter:title", title),
        ("name", "twitter:description", about),
    ]


def _told(rows: Iterable[Tag]) -> tuple[Tag, ...]:
    return tuple((attribute, name, fit(value)) for attribute, name, value in rows if value)


def _data(told: Mapping[str, Any]) -> Markup:
    kept = {"@context": "https://schema.org"} | {name: value for name, value in told.items() if value}
    return Markup(fit(in_script(kept)))  # noqa: S704 - made safe here


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
