"""What was cut: of one seed as a strip from its beginning to its end, of all seeds as a bar for each category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel.numbers import format_percent
from markupsafe import Markup
from pymdownx.slugs import slugify

from digest.language import Language
from digest.model import MOVED
from digest.publish.pictures.svg import across, el, joined, picture
from digest.publish.view import PageView, plain
from digest.publish.wording import label_or, locale

MOST = 100  # articles whose strips are drawn, those that lost most
_RUNS = 200  # blocks drawn in one strip, the longest
_APART = 250  # gaps smaller than this part of a seed are not seen
_TALL = 18  # pixels

# As mkdocs.yml has it for headings: what leads to the one in the list leads to the one that is drawn.
_slug = slugify(case="lower")

Run = tuple[int, int, str]  # start and end in the seed, in letters, and the category of the cut


@dataclass(frozen=True, slots=True)
class Shears:
    """What left one seed of `length` letters, white space included: its cuts in their order, none over another."""

    length: int
    runs: tuple[Run, ...]

    @property
    def letters(self) -> Counter[str]:
        """Letters that left the text, by category."""
        found: Counter[str] = Counter()
        for start, end, category in self.runs:
            found[category] += end - start
        return found

    @property
    def cut(self) -> int:
        return sum(count for category, count in self.letters.items() if category not in MOVED)

    @property
    def moved(self) -> int:
        return self.letters.total() - self.cut

    @property
    def kept(self) -> int:
        return self.length - self.cut - self.moved


def shears(record: Mapping[str, Any]) -> Shears:
    """The cuts of a base record, whatever it holds; a record without the seed's length ends with its last part."""
    rows = record.get("cuts")
    found = sorted(filter(None, map(_run, rows if isinstance(rows, list) else ())))
    apart = [run for run, before in zip(found, [(0, 0, ""), *found], strict=False) if run[0] >= before[1]]
    starts = record.get("starts")
    places = map(_place, [record.get("length"), *(starts if isinstance(starts, list) else ())])
    return Shears(max([0, *places, *(end for _, end, _ in apart)]), tuple(apart))


def _run(row: object) -> Run | None:
    if not isinstance(row, Mapping):
        return None
    start, end = _place(row.get("start")), _place(row.get("end"))
    return (start, end, plain(row.get("category"))) if 0 <= start < end else None


def _place(value: object) -> int:
    """A place in a seed, -1 for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else -1


# -- one seed -----------------------------------------------------------------------------------------------------


def cut_bar(found: Shears, language: Language, name: str = "cut") -> Markup:
    """The strip of one seed with its legend: nothing for an empty one. `name` makes ids unique in the page."""
    if not found.length:
        return Markup("")
    return el("figure", _strip(found, language, name), _shares(found, language), class_="pic pic-cut")


def _strip(found: Shears, language: Language, name: str) -> Markup:
    """Kept text as a line; cuts as blocks that stand out by height as well as by colour."""
    base = el("rect", x=0, y=_TALL / 2 - 2, width="100%", height=4, class_="kept")
    blocks = [_block(run, found.length, language) for run in _seen(found)]
    about = _said(found, language)
    return picture(_TALL, base, *blocks, title=language.label("cut-strip"), about=about, name=name)


def _seen(found: Shears) -> Sequence[Run]:
    """The runs as an eye can tell them apart: neighbours of one sort are one, and only the longest of very many."""
    near, seen = found.length / _APART, list[Run]()
    for start, end, category in found.runs:
        before = seen[-1] if seen else (0, -found.length, "")
        if start - before[1] <= near and (before[2] in MOVED) == (category in MOVED):
            seen[-1] = (before[0], end, before[2])
        else:
            seen.append((start, end, category))
    return sorted(sorted(seen, key=lambda run: (run[0] - run[1], run))[:_RUNS])


def _block(run: Run, length: int, language: Language) -> Markup:
    start, end, category = run
    wide = max((end - start) / length, 0.004)
    left = min(start / length, 1 - wide)
    place = across(1 - left - wide if language.direction == "rtl" else left)
    about = (
        {"y": 0, "height": _TALL, "rx": 1.5} if category not in MOVED else {"y": 3.5, "height": _TALL - 7, "rx": 1.5}
    )
    kind = "moved" if category in MOVED else "cut"
    return el("rect", x=place, width=across(wide), class_=kind, **about)


def _said(found: Shears, language: Language) -> str:
    shares = {kind: percent(getattr(found, kind), found.length, language) for kind in ("kept", "moved", "cut")}
    return language.label("cut-told").format(**shares)


def _shares(found: Shears, language: Language) -> Markup:
    """Kept, moved, cut, each with its share; of the cuts, which."""
    rows = [(kind, getattr(found, kind)) for kind in ("kept", "moved", "cut")]
    keys = [_key(kind, language.label(f"pic-{kind}"), count, found.length, language) for kind, count in rows if count]
    ranked = [(category, count) for category, count in found.letters.most_common() if category not in MOVED]
    why = [
        f"{category_name(c, language)} {percent(n, found.length, language)}"
        for c, n in sorted(ranked, key=lambda r: (-r[1], r[0]))
    ]
    said = el("p", language.label("list-comma").join(why)) if why else Markup("")
    return el("figcaption", el("ul", *keys, class_="keys"), said)


def _key(kind: str, words: str, count: int, length: int, language: Language) -> Markup:
    return el("li", el("i", class_=f"key key-{kind}"), " ", words, " ", el("b", percent(count, length, language)))


def percent(part: int, whole: int, language: Language) -> str:
    """In the language's own way, to one decimal; what would be nothing then, to its first digit."""
    share = part / whole if whole else 0.0
    return _percent(round(share, 3) or float(f"{share:.1g}"), language.code)


@lru_cache(maxsize=4096)
def _percent(share: float, code: str) -> str:
    return str(format_percent(share, "#,##0.#########%", locale=locale(code)))


def category_name(category: str, language: Language) -> str:
    """The category in the reader's language; as it is written where there is no word for it."""
    return label_or(f"cut-{category}", category, language)


# -- all seeds ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Total:
    """All seeds together: how many, their letters, and by category the letters, the cuts and the seeds that had any."""

    seeds: int
    length: int
    letters: Counter[str]
    cuts: Counter[str]
    met: Counter[str]

    def ranked(self) -> list[str]:
        """The categories of what was cut for good, most letters first."""
        return sorted(
            (name for name in self.letters if name not in MOVED), key=lambda name: (-self.letters[name], name)
        )


def total(found: Iterable[Shears]) -> Total:
    letters, cuts, met = Counter[str](), Counter[str](), Counter[str]()
    seeds = length = 0
    for one in found:
        seeds, length = seeds + 1, length + one.length
        letters.update(one.letters)
        cuts.update(category for _, _, category in one.runs)
        met.update({category for _, _, category in one.runs})
    return Total(seeds, length, letters, cuts, met)


def intro(found: Total, language: Language) -> str:
    """All letters of all seeds: how many were kept, moved and cut."""
    moved = sum(count for category, count in found.letters.items() if category in MOVED)
    cut = found.letters.total() - moved
    shares = {"kept": found.length - moved - cut, "moved": moved, "cut": cut}
    told = {name: percent(count, found.length, language) for name, count in shares.items()}
    return language.label("cuts-intro").format(count=found.seeds, **told)


def most_cut(views: Iterable[PageView], found: Mapping[str, Shears]) -> list[tuple[PageView, Shears]]:
    """The articles that lost the largest share of their seed, at most a hundred."""
    rows = [(view, found[view.path]) for view in views if view.path in found and found[view.path].cut]
    return sorted(rows, key=lambda row: (-row[1].cut / row[1].length, row[0].path))[:MOST]


def bars(found: Total, language: Language) -> Markup:
    """A bar for each category with its share of all letters, and how often it was met."""
    ranked = found.ranked()
    most = max((found.letters[name] for name in ranked), default=0)
    return el("ul", *(_bar(name, found, most, language) for name in ranked), class_="bars")


def _bar(name: str, found: Total, most: int, language: Language) -> Markup:
    wide = across(max(found.letters[name] / most, 0.004))
    x = across(1 - found.letters[name] / most) if language.direction == "rtl" else 0
    drawn = el(
        "svg", el("rect", x=x, width=wide, height=12, rx=2, class_="cut"), width="100%", height=12, aria_hidden="true"
    )
    met = language.label("cuts-met").format(cuts=found.cuts[name], count=found.met[name])
    share = el("b", percent(found.letters[name], found.length, language))
    return el("li", el("span", category_name(name, language)), drawn, el("span", share, " · ", met, class_="bar-said"))


def overview(
    views: Sequence[PageView], found: Mapping[str, Shears], language: Language, href: Callable[[str], str]
) -> Markup:
    """The page of cuts: all seeds in a sentence, the categories, the strips of the articles that lost most."""
    added = total(found[view.path] for view in views if view.path in found)
    if not added.length:
        return Markup("")
    strips = [_row(view, one, n, language, href) for n, (view, one) in enumerate(most_cut(views, found))]
    most = language.label("cuts-most")
    listed = el("h2", most, id=_slug(most, "-")) + el("ul", *strips, class_="strips") if strips else ""
    return joined((el("p", intro(added, language)), bars(added, language), listed))


def _row(view: PageView, one: Shears, number: int, language: Language, href: Callable[[str], str]) -> Markup:
    title = el("a", el("bdi", view.title), href=href(view.path), lang=view.lang, dir=view.dir)
    share = el(
        "span", language.label("pic-cut"), " ", el("b", percent(one.cut, one.length, language)), class_="bar-said"
    )
    return el("li", el("span", title, share, class_="strip-head"), _strip(one, language, f"strip-{number}"))
