"""Markdown of the browse pages: titles and names are scraped text, so each of their signs is written as an entity."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from digest.language import direction, known
from digest.publish.view import PageView, plain
from digest.publish.wording import date_in_words, language_name
from digest.text import key

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def escape(text: str) -> str:
    """Text that no Markdown extension and no browser reads as anything but text."""
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", text)


def link(label: str, target: str, lang: str = "", way: str = "auto") -> str:
    """A Markdown link (MkDocs then checks that it resolves). The label keeps its own language and direction."""
    tongue = f' lang="{escape(lang)}"' if lang else ""
    return f'[<bdi{tongue} dir="{way}">{escape(label)}</bdi>]({quote(target)})'


def front(title: str, forms: tuple[str, ...] = (), *, found: bool = False, description: str = "") -> str:
    """Front matter. JSON is YAML, and its quoting holds for any text. The search leaves out pages but for `found`."""
    extra = f"forms: {json.dumps(forms, ensure_ascii=False)}\n" if forms else ""
    extra += f"description: {json.dumps(description, ensure_ascii=False)}\n" if description else ""
    extra += "" if found else "search: {exclude: true}\n"
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n{extra}hide: [toc]\n---\n\n"


def article(page: PageView, depth: int) -> str:
    """An article as one item of a list `depth` folders below content/, in its own language and direction."""
    facts = [page.text("outlet") or known(page.lang).label("no-outlet"), date_of(page)]
    said = " · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts)
    title = link(page.title, "../" * depth + page.path, page.lang, page.dir)
    way = f'{{: lang="{escape(page.lang)}" dir="{page.dir}" }}'
    return f'- {title} <span class="met">{said}</span>\n  {way}'


def date_of(page: PageView) -> str:
    return date_in_words(page.text("date"), page.lang) if page.text("date") else known(page.lang).label("no-date")


def scripts(forms: Mapping[str, tuple[str, ...]], shown: str, *, named: bool = False) -> str:
    """The spellings a name has beside the one shown, by language; `named` tells each language."""
    rows = {code: _others(many, shown) for code, many in sorted(forms.items())}
    return "".join(_spelt(code, many, named=named) for code, many in rows.items() if many)


def _others(forms: tuple[str, ...], shown: str) -> list[str]:
    """Spellings that differ from `shown` and from each other by more than case and marks."""
    kept: dict[str, str] = {}
    for form in map(plain, forms):
        kept.setdefault(key(form) or form, form)
    kept.pop(key(shown), None)
    return list(filter(None, kept.values()))


def _spelt(code: str, forms: list[str], *, named: bool) -> str:
    """The forms stand between the commas of their own language, and run its way."""
    told = f"<small>{escape(language_name(code, 'en'))}</small> " if named else ""
    listed = known(code).label("list-comma").join(f"<bdi>{escape(form)}</bdi>" for form in forms)
    return f'<span class="form">{told}<span lang="{escape(code)}" dir="{direction(code)}">{listed}</span></span> '
