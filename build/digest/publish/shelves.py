"""All pages of one build of the site: what each holds, and what its template is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from digest.language import UNKNOWN, Language, known, languages
from digest.publish import article
from digest.publish.entries import KINDS, identity
from digest.publish.gate import meta, own_meta, text_of
from digest.publish.home import numbers, ways
from digest.publish.inline import linked
from digest.publish.paged import choices, newest, rows
from digest.publish.scripts import calm
from digest.publish.search import NARROW, Record
from digest.publish.view import PageView, plain, plains
from digest.publish.wording import date_in_words

_FRONT = 13  # cards on the front page, one of them on top; the list has the rest


@dataclass(slots=True)
class Reading:
    """Filled page by page while MkDocs reads them; asked page by page while it writes them."""

    seeds: Path
    content: Path
    text_of: Callable[[Path, str], str] = lambda _, __: ""
    views: dict[str, PageView] = field(default_factory=dict)
    cards: dict[str, article.Card] = field(default_factory=dict)
    urls: dict[str, dict[str, str]] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def open(self, path: str, fields: Mapping[str, Any]) -> MutableMapping[str, Any]:
        """Take a page's front matter; give back what the theme's own templates may see of it."""
        if not path.startswith("articles/"):
            self.spellings[path] = plains(fields.get("forms"))
            return own_meta(fields)
        self.views[path] = view = PageView(path, dict(fields))
        return meta(view)

    def read(self, path: str, url: str, html: str) -> str:
        """Take a page's HTML, cleaned; give it back with its parts marked."""
        view = self.views.get(path)
        if view is None:
            self._shelve(path, url)
            return html
        marked = article.parts(html, view)
        words = date_in_words(view.text("date"), view.lang) if view.text("date") else ""
        self.cards[path] = article.Card(view, url, words, article.lead(marked))
        return marked

    def _shelve(self, path: str, url: str) -> None:
        shelf = _shelf(path)
        for form in self.spellings[path] if shelf in {*KINDS, "tags", "outlets"} else ():
            self.urls.setdefault(shelf, {}).setdefault(identity(form), url)
            if shelf in KINDS:
                self.forms.setdefault(identity(form), self.spellings[path])

    def hidden(self) -> list[str]:
        return [path for path, view in self.views.items() if view.publish == "hidden"]

    def seed_files(self, config: MkDocsConfig) -> Iterator[File]:
        """The seeds of pages shown in full, as they lie there, to be copied to seeds/."""
        for name in sorted({view.seed for view in self.views.values() if view.publish == "full"}):
            file = self.seeds / name
            if Path(name).name == name and file.suffix == ".txt" and file.is_file() and not file.is_symlink():
                yield File.generated(config, f"seeds/{name}", abs_src_path=str(file))

    def show(self, path: str, url: str, html: str, told: Mapping[str, Any]) -> tuple[Record | None, dict[str, Any]]:
        """What the search is to know of a page, and what its template gets."""
        view = self.views.get(path)
        extra = {"body": html, "label": labels(view.lang if view else "en"), "known": known}
        if view is None:
            return self._other(path, url, html, told), extra | self._overview(path)
        record = article.record_of(view, self.content / ".base")
        making = article.making(view, record, self._seed(view, record))
        extra |= {"article": view, "facts": article.facts(view), "making": making}
        here = article.named(view, record, self.urls, self.forms, lambda target: get_relative_url(target, url))
        extra["body"] = linked(html, here)
        extra |= {"chips": article.chips(view, record, self.urls), "seed": view.seed if self._open(view) else ""}
        outlet = self.urls.get("outlets", {}).get(identity(view.text("outlet")), "")
        return self._article(view, url, html, record), extra | {"outlet_url": outlet}

    def _article(self, view: PageView, url: str, html: str, record: Mapping[str, Any]) -> Record:
        narrow = {field: view.texts(field) for field in NARROW} | {"lang": (view.lang,)}
        names = article.spellings(view, record, self.forms)
        return Record(url, view.title, article.for_search(html), names, narrow)

    def _other(self, path: str, url: str, html: str, told: Mapping[str, Any]) -> Record | None:
        """Of a name's page its kind and spellings, not the articles listed; nothing of a page that asks for that."""
        asked, title, shelf = told.get("search"), unescape(str(told.get("title", ""))), _shelf(path)
        if isinstance(asked, Mapping) and asked.get("exclude"):
            return None
        if shelf in KINDS:
            kind = known("en").label(f"kind-{shelf}")
            return Record(url, f"{title} — {kind}", " · ".join(self.spellings[path]))
        return Record(url, title, article.for_search(html))

    def _overview(self, path: str) -> dict[str, Any]:
        """What only the front page and the list of all articles need: what goes through all articles, once each."""
        if path == "index.md":
            cards, shown = self.front(), self._shown()
            lead = {"cards": cards, "leads": bool(cards) and cards[0].leads, "more": len(shown) > _FRONT}
            return lead | {"numbers": numbers(shown), "ways": ways(shown, self.urls)}
        return {"choices": choices(self._shown())} if path == "browse/articles.md" else {}

    def _shown(self) -> list[PageView]:
        return [view for view in self.views.values() if view.publish != "hidden"]

    def list_file(self, config: MkDocsConfig, *, offline: bool) -> File:
        """All articles as data, for the filters of their list; pages from disk may read nothing but a script."""
        told = rows(self._shown(), {path: card.url for path, card in self.cards.items()})
        if offline:
            return File.generated(config, "browse/articles.js", content=f"window.digestList = {calm(told)};\n")
        return File.generated(config, "browse/articles.json", content=told)

    def spoken(self, site: str) -> list[Language]:
        """The site's language, then those of the articles, the commonest first, as far as they have labels."""
        codes = [site, *(code for code, _ in Counter(view.lang for view in self._shown()).most_common())]
        return [languages()[code] for code in dict.fromkeys(codes) if code in languages() and code != "zxx"]

    def _seed(self, view: PageView, record: Mapping[str, Any]) -> str:
        """The seed's text as the record knew it; nothing where it is gone or another since."""
        known_as = record.get("seed")
        if not self._open(view) or not isinstance(known_as, Mapping):
            return ""
        return self.text_of(self.seeds / Path(view.seed).name, plain(known_as.get("sha256")))

    def _open(self, view: PageView) -> bool:
        return view.publish == "full" and view.seed.endswith(".txt") and (self.seeds / Path(view.seed).name).is_file()

    def front(self) -> list[article.Card]:
        """The cards of the newest articles."""
        return [self.cards[view.path] for view in newest(self._shown())[:_FRONT] if view.path in self.cards]


def _shelf(path: str) -> str:
    """Which kind of entry a browse page is about: `people` of `browse/people/x.md`; nothing for any other page."""
    return path.split("/")[1] if path.count("/") == 2 and path.startswith("browse/") else ""


def labels(lang: str) -> Callable[[str], Markup]:
    """Labels of a page's language for its template."""
    language = known("en" if lang == UNKNOWN else lang)
    return lambda name: escape(language.label(name))


def clean_outline(outline: TableOfContents | Iterable[AnchorLink]) -> None:
    """Headings reach the table of contents as HTML; there, only their words are shown."""
    for item in outline:
        item.title = text_of(item.title)
        clean_outline(item.children)
