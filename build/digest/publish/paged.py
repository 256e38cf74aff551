"""All articles as a list in pages of thirty, and as rows of data that the list is filtered by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from digest.language import direction, known
from digest.publish.entries import identity
from digest.publish.markdown import article, date_of, escape, front
from digest.publish.order import ordered
from digest.publish.view import PageView
from digest.publish.wording import SITE, language_name, year

PAGE = 30  # articles on a page of the list
_NEAR = 2  # pages that the pager names on either side
_FACETS = ("tags", "people")  # filtered by where two articles share a value


def newest(pages: Iterable[PageView]) -> list[PageView]:
    """The newest first, the undated behind them by title, those without a headline of their own last."""
    return ordered(pages, lambda page: page)


def listed(pages: Iterable[PageView]) -> dict[str, str]:
    """The list as Markdown, by path below content/browse/. Each page holds its own share: linear in all."""
    told = newest(pages)
    shares = [told[at : at + PAGE] for at in range(0, len(told), PAGE)] or [[]]
    return {_path(number): _page(share, number, len(shares)) for number, share in enumerate(shares, 1)}


def _label(name: str) -> str:
    return escape(known(SITE).label(name))


def _path(number: int) -> str:
    return "articles.md" if number == 1 else f"articles/{number}.md"


def _page(share: Sequence[PageView], number: int, last: int) -> str:
    title = _label("nav-articles")
    title += "" if number == 1 else f", {_label('list-page').format(number=number, last=last)}"
    rows = "".join(f"{article(page, 1 if number == 1 else 2)}\n" for page in share)
    return front(title) + (rows or f"{_label('list-empty')}\n") + _pager(number, last)


def _pager(number: int, last: int) -> str:
    if last == 1:
        return ""
    near = {1, last, *range(max(1, number - _NEAR), min(last, number + _NEAR) + 1)}
    said, before = [], 0
    for one in sorted(near):
        said += ["…"] if one > before + 1 else []
        said.append(f"<b>{one}</b>" if one == number else f"[{one}]({_from(number, one)})")
        before = one
    ends = [f"[{_label('list-newer')}]({_from(number, number - 1)})"] if number > 1 else []
    said = [*ends, *said, *([f"[{_label('list-older')}]({_from(number, number + 1)})"] if number < last else [])]
    return f"\n{' '.join(said)}\n{{: .pager }}\n"


def _from(here: int, there: int) -> str:
    if here == 1:
        return _path(there)
    return "../articles.md" if there == 1 else f"{there}.md"


def rows(pages: Iterable[PageView], urls: Mapping[str, str]) -> str:
    """JSON of the whole list: values stand once in tables, and each article (`rows`) names them by number.

    A language: code, direction, what it calls an unknown outlet.
    A row: title, URL from the root, language, outlet, date in words, year, tags, people; -1 and "" are unknown.
    """
    told = [page for page in newest(pages) if page.path in urls]
    tables = {
        "langs": _table(page.lang for page in told),
        "outlets": _table(page.text("outlet") for page in told),
    }
    shared = {facet: _shared(told, facet) for facet in _FACETS}
    listed_rows = [_row(page, urls[page.path], tables, shared) for page in told]
    named = {facet: list(table.values()) for facet, table in shared.items()}
    spoken = [[code, direction(code), known(code).label("no-outlet")] for code in tables["langs"]]
    data = {"langs": spoken, "outlets": list(tables["outlets"]), **{f: _labels(n) for f, n in named.items()}}
    return json.dumps(data | {"rows": listed_rows}, ensure_ascii=False, separators=(",", ":"))


def _row(
    page: PageView,
    url: str,
    tables: Mapping[str, Mapping[str, int]],
    shared: Mapping[str, Mapping[str, tuple[int, str]]],
) -> list[Any]:
    facets = [[shared[f][identity(v)][0] for v in page.texts(f) if identity(v) in shared[f]] for f in _FACETS]
    numbers = [tables["langs"][page.lang], tables["outlets"].get(page.text("outlet"), -1)]
    return [page.title, url, *numbers, date_of(page), year(page.text("date")), *facets]


def _labels(table: Iterable[tuple[int, str]]) -> list[str]:
    return [label for _, label in table]


def _table(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(filter(None, values)))}


def _shared(pages: Iterable[PageView], field: str) -> dict[str, tuple[int, str]]:
    """Values that two articles carry, the most frequent first: their number, and how they are written."""
    spelt: dict[str, str] = {}
    met: Counter[str] = Counter()
    for value in (value for page in pages for value in page.texts(field)):
        spelt.setdefault(identity(value), value)
        met[identity(value)] += 1
    often = [key for key, times in met.most_common() if times > 1]
    return {key: (number, spelt[key]) for number, key in enumerate(often)}


def choices(pages: Sequence[PageView]) -> Mapping[str, list[tuple[str, str]]]:
    """What the list can be filtered by without its data: languages and years, each as value and words."""
    codes = Counter(page.lang for page in pages)
    years = sorted({year(page.text("date")) for page in pages} - {""}, reverse=True)
    return {"lang": [(c, language_name(c, SITE)) for c, _ in codes.most_common()], "year": [(y, y) for y in years]}


def jumps(labels: Iterable[str]) -> Iterator[tuple[str, list[int]]]:
    """Entries in their order, by the letter they begin with: the letter, and the numbers of its entries."""
    groups: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        first = identity(label)[:1].upper()
        groups.setdefault(first if first.isalpha() else "#", []).append(number)
    yield from groups.items()
