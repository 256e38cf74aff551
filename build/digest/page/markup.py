"""The HTML a page may hold: what is published of it, and what in it would run, load from elsewhere or send off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from digest.page import dialect

# What Python-Markdown and the extensions in mkdocs.yml make: prose, lists, tables, notes, details, code.
TAGS = frozenset(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark nav ol p pre q rp rt ruby s samp section small span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
SCHEMES = frozenset(["http", "https", "mailto"])

# A page without one of these signs shows nothing but text, lists and links whose targets stand in it as they are.
_RAW = re.compile(r"<\s*[A-Za-z/!?]|\{\s*[:#.]|[A-Za-z\-]\s*=\s*[^\s}]+[^{}\n]*\}|&[#A-Za-z]|!\[|]:|\]\([^)\s]*:")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_UNSEEN = re.compile("[\x00-\x20\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LINKS = frozenset(
    ["href", "src", "srcset", "action", "formaction", "data", "poster", "background", "cite", "xlink:href"]
)
_LOADS = frozenset(["src", "srcset", "poster", "background", "data"])
# Markdown renders runs of openers in more than linear time: so many of them are no page that a person wrote.
_MOST = 2_000
_OPENERS = re.compile(r"[\[<!&*_`{]")


def faults(body: str) -> Iterator[tuple[str, str]]:
    """What is active in the Markdown `body` as the site renders it, each with a piece of its source to find it by.

    What the gate takes out when the site is built is told here too: a page should not hold it at all.
    """
    for paragraph in body.split("\n\n"):
        if len(_OPENERS.findall(paragraph)) > _MOST:
            yield "this paragraph has more signs that open markup than anybody reads", paragraph.strip()[:40]
            return
    if _RAW.search(body):
        yield from faults_of_html(dialect.html(body))


def faults_of_html(html: str) -> Iterator[tuple[str, str]]:
    """The same of a piece of HTML as it is."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # Python's reader of HTML gives up on sections it does not know
        yield "<![ opens a section that no browser knows", "<!["
    yield from dict.fromkeys(reader.found)


def scheme(target: str) -> str:
    """The scheme of a link as a browser reads it, which overlooks blanks and unseen signs; '' where there is none."""
    found = _SCHEME.match(_UNSEEN.sub("", target))
    return found[1].lower() if found else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append((f"<{tag}> is not published", f"<{tag}"))
        for name, value in attrs:
            if what := _active(name, value or ""):
                self.found.append((what, name if name not in _LINKS else (value or "").strip()[:40]))


def _active(name: str, value: str) -> str:
    """What an attribute does that it must not, or nothing."""
    if name.startswith("on") or name == "srcdoc":
        return f"the attribute {name} runs a script"
    if name in _LINKS and scheme(value) not in SCHEMES | {""}:
        return f"a link of the kind {scheme(value)}: is not published"
    if name in _LOADS and (scheme(value) or _UNSEEN.sub("", value).replace("\\", "/").startswith("//")):
        return "a picture from elsewhere tells its host who reads"
    return ""
