"""What may pass into a published page: an allow-list for HTML, escaping for every value that meets a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import nh3
from markupsafe import Markup, escape

from digest.model import DigestError
from digest.page import fields, files
from digest.page.format import parse
from digest.page.markup import SCHEMES, TAGS
from digest.publish.view import PageView, plain

_EVERYWHERE = {"class", "id", "lang", "dir", "title"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "details": {"open"},
    "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# The pipe of templates that Material itself reads from front matter; all other keys reach only our own templates.
_FOR_THEME = ("title", "description", "author", "subtitle")
_LAYOUT: Mapping[str, type] = {"hide": list, "search": dict}


def clean(html: str) -> str:
    """HTML without anything that runs, loads from elsewhere or passes itself off as part of the theme."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "id" and value.startswith("__"):
        return None  # the theme finds its own parts by such ids
    if attribute == "class":
        return " ".join(name for name in value.split() if not name.startswith("md-")) or None
    if tag == "img" and attribute == "src" and ("//" in value or ":" in value.split("/", maxsplit=1)[0]):
        return None  # a picture from elsewhere would tell its host who reads here
    return value


def text_of(html: str) -> Markup:
    """The words of a piece of HTML, without its tags, safe to put into another."""
    return Markup(nh3.clean(html, tags=set(), clean_content_tags={"script", "style"}).strip())  # noqa: S704 - cleaned


def meta(view: PageView) -> dict[str, object]:
    """The front matter that the theme's own templates may see: they print it without escaping."""
    seen: dict[str, object] = {key: escape(view.text(key)) for key in _FOR_THEME if view.text(key)}
    seen["title"] = escape(view.title)
    return seen | {"lang": view.lang, "dir": view.dir}


def own_meta(told: Mapping[str, object]) -> dict[str, object]:
    """The same for pages that are not articles; their layout keys stay."""
    kept = {key: escape(plain(told[key])) for key in _FOR_THEME if plain(told.get(key))}
    return kept | {key: told[key] for key, shape in _LAYOUT.items() if isinstance(told.get(key), shape)}


def faults(file: Path, told: Mapping[str, object]) -> Iterator[DigestError]:
    """What the front matter of `file`, read as `told`, says that it cannot.

    Only a page with a fault, or without any front matter, is read again: for the line the fault stands in.
    """
    if told and not any(fields.problems(told, str)):
        return
    try:
        page = parse(files.read(file, str(file)), str(file))
    except DigestError as fault:
        yield fault
        return
    yield from fields.problems(page.fields, page.place)
