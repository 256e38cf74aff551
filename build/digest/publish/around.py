"""All that is around the articles, put together once the pages are read: feeds, citations, pictures, redirects."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from digest.language import known
from digest.publish import cite, feeds, head, llms
from digest.publish.article import Card
from digest.publish.browse import PAGES, Shelf
from digest.publish.items import Item, Site, fit
from digest.publish.moved import leading, moved
from digest.publish.pictures import cuts, timeline, together
from digest.publish.view import plain

_ITEM = re.compile(r"<li>(?:<p>)?<a href=\"([^\"]*)\"(?:(?!</?(?:li|ul|ol)\b).)*</li>\n?", re.DOTALL)
_LINK = re.compile(r"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Around:
    """`urls` are the addresses of all pages from the root, by path; `items` the articles that readers may see.

    `hidden` are the paths and addresses of those they may not, `former` the earlier paths of a page by its path.
    """

    site: Site
    shelf: Shelf
    items: Mapping[str, Item] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, bytes | str]]:
        """All files beside the pages, by their path in the site; none where the site does not know its address."""
        if not self.site.base:
            return
        items = list(self.items.values())
        yield from feeds.feeds(self.site, items).items()
        ways = [(str(known("en").label(f"nav-{name}")), self.urls.get(f"browse/{name}.md", "")) for name in PAGES]
        yield "llms.txt", llms.llms(self.site, items, [way for way in ways if way[1]])
        for path, item in self.items.items():
            work = cite.work(item, self.site)
            yield from ((f"{path.removesuffix('.md')}/{name}", write(work)) for name, write in cite.FILES.items())

    def redirects(self) -> Iterator[tuple[str, str]]:
        """The pages at old addresses, by the path of the Markdown file that once stood there."""
        yield from moved(self.former, self.items, {*self.urls, *self.hidden}).items()

    def page(self, path: str, title: str, about: str) -> dict[str, Any]:
        """What the template of a page gets of all this."""
        url = self.urls.get(path, ".")
        item = self.items.get(path)
        if item is None:
            name, words = (Markup(text).unescape() for text in (title, about))  # noqa: S704 - the theme's copy, taken back
            told = head.of_page(self.site, name, words, self.site.at(url), home=path == "index.md")
            drawn = self._picture(path, url)
            return {"head": told, "feeds": [], "picture": drawn, "drawn": bool(drawn) and path in _WHOLE}
        spoken = known(item.view.lang)
        beside = posixpath.splitext(path)[0]
        return {
            "head": head.of_article(item, self.site),
            "feeds": [item.view.lang] if item.view.lang in feeds.languages([item]) else [],
            "cite_line": cite.line(item, self.site),
            "cite_files": [(_FORMATS[name], f"{quote(beside)}/{name}") for name in cite.FILES if self.site.base],
            "cut_bar": cuts.cut_bar(self.shelf.cuts[path], spoken) if path in self.shelf.cuts else "",
        }

    def _picture(self, path: str, url: str) -> Markup:
        site = known(self.site.lang)

        def href(target: str) -> str:
            return get_relative_url(self.urls.get(target, "."), url)

        if path == "browse/timeline.md":
            return timeline.timeline(self.shelf.pages, self.shelf.events, site)
        if path == "browse/together.md":
            return together.together(together.ties(self.shelf.entries), site, lambda entry: href(f"browse/{entry}"))
        if path == "browse/cuts.md":
            return cuts.overview(self.shelf.pages, self.shelf.cuts, site, href)
        return Markup("")

    def unlinked(self, html: str, url: str) -> str:
        """A page's HTML without links to hidden pages; an item of a list that begins with one goes whole."""
        if not self.hidden:
            return html
        gone = {get_relative_url(target, url) for target in self.hidden.values()}
        kept = _ITEM.sub(lambda item: "" if item[1].partition("#")[0] in gone else item[0], html)
        return _LINK.sub(lambda link: link[2] if link[1].partition("#")[0] in gone else link[0], kept)


# Pages whose picture says all that their lists say.
_WHOLE = frozenset({"browse/cuts.md"})
_FORMATS = {"cite.bib": "BibTeX", "cite.ris": "RIS", "cite.json": "CSL-JSON"}


def gather(
    config: MkDocsConfig, files: Files, cards: Mapping[str, Card], shelf: Shelf, former: Mapping[str, tuple[str, ...]]
) -> Around:
    """What is around the pages of a build, from what MkDocs read of them."""
    base = (config.site_url or "").rstrip("/")
    name, about = plain(config.site_name), plain(config.site_description)
    site = Site(name, about, f"{base}/" if base else "", config.theme["language"])
    pages = {file.src_uri: file.url for file in files.documentation_pages()}
    seeds = {file.src_uri: file.url for file in files if file.src_uri.startswith("seeds/")}
    hidden = {path: card.url for path, card in cards.items() if path not in pages}
    items = {path: _item(card, site, seeds) for path, card in sorted(cards.items()) if path in pages}
    return Around(site, shelf, items, pages, hidden, former)


def _item(card: Card, site: Site, seeds: Mapping[str, str]) -> Item:
    seed = seeds.get(f"seeds/{card.view.seed}", "") if card.view.publish == "full" else ""
    return Item(card.view, site.at(card.url), fit(card.lead.unescape()), site.at(seed) if seed else "")


def lay(around: Around, config: MkDocsConfig, files: Files) -> None:
    """Adds the files around the pages to those that MkDocs copies; one that people laid there themselves stays."""
    for path, content in around.files():
        if path not in files.src_uris:
            files.append(File.generated(config, path, content=content))
    for old, path in around.redirects():
        there = File(old, config.docs_dir, config.site_dir, config.use_directory_urls)
        item = around.items[path]
        page = leading(item, get_relative_url(around.urls[path], there.url))
        files.append(File.generated(config, there.dest_uri, content=page))
