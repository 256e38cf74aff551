"""The Markdown the site speaks, in one place: its extensions, and what a reader sees of a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any

from markdown import Markdown
from pymdownx.slugs import slugify

from digest.text import squeeze

# MkDocs' three defaults (toc, tables, fenced_code) stand first; superfences takes the place of the third.
EXTENSIONS: tuple[str, ...] = (
    "toc",
    "tables",
    "fenced_code",
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "pymdownx.superfences",
    "pymdownx.betterem",
    "pymdownx.details",
)
CONFIGS: Mapping[str, Mapping[str, Any]] = {"toc": {"permalink": True, "slugify": slugify(case="lower")}}

# Tags that begin a block of their own; a reader sees their text apart.
_BLOCKS = frozenset("p li h1 h2 h3 h4 h5 h6 pre dt dd td th summary".split())


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), extension_configs={k: dict(v) for k, v in CONFIGS.items()})


def html(source: str) -> str:
    """`source` as the site renders it."""
    return str(_markdown().reset().convert(source))


def seen(source: str) -> list[tuple[str, str]]:
    """What a reader sees of `source`: tag and words of each block, white space folded.

    Only `p li h2 h3 pre a` are expected of a page that the build wrote; any other tag stands in the list
    under its own name, so that a comparison fails on it.
    """
    return read_html(html(source))


def read_html(rendered: str) -> list[tuple[str, str]]:
    """The same of a text already rendered. Permalinks of headings are left out."""
    reader = _Reader()
    reader.feed(rendered)
    reader.close()
    return [(tag, squeeze("".join(words))) for tag, words in reader.found if tag not in _BLOCKS or words]


class _Reader(HTMLParser):
    """Collects the text of each block; tags that are no plain part of a page are kept by name."""

    _QUIET = frozenset("ul ol div span code a".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[str]]] = []
        self._permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        self._permalink = tag == "a" and classes == "headerlink"
        odd = tag == "div" and classes != "highlight"
        if odd or tag not in self._QUIET:
            self.found.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._permalink = False

    def handle_data(self, data: str) -> None:
        if self._permalink or (not data.strip() and (not self.found or self.found[-1][0] not in _BLOCKS)):
            return
        if not self.found:
            self.found.append(("", []))
        self.found[-1][1].append(data)
