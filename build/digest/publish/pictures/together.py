"""Who appears with whom: the names met in most articles, one below the other, joined by arcs to those beside whom
they stand most. Names that belong together stand near each other, and no name is in the way of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from markupsafe import Markup

from digest.language import Language
from digest.publish.entries import KINDS, Entry
from digest.publish.pictures.svg import across, el, picture

MOST = 40  # names in the picture
CLOSEST = 3  # names that each is joined to
_ROW = 30  # pixels a name takes, as the style sheet has it: what a finger can hit
_ROUNDS = 40  # of moving names nearer to those they are joined to


@dataclass(frozen=True, slots=True)
class Ties:
    """`names` in the order they are drawn; `arcs` join two of them by their places, with the articles they share."""

    names: tuple[tuple[str, Entry], ...]
    arcs: Mapping[tuple[int, int], int]

    def of(self, place: int) -> list[tuple[Entry, int]]:
        """Whom a name is joined to, the most shared articles first."""
        met = [(b if a == place else a, count) for (a, b), count in self.arcs.items() if place in {a, b}]
        return [(self.names[other][1], count) for other, count in sorted(met, key=lambda row: (-row[1], row[0]))]


def ties(entries: Mapping[str, Sequence[Entry]]) -> Ties:
    """Of the people, places and organisations met in two articles or more, the forty met in most, and their ties.

    An arc is drawn where one of its ends counts the other among its three closest: by shared articles, weighed
    against how often each is met at all (cosine), then by name.
    """
    rows = [(kind, entry) for kind in KINDS for entry in entries.get(kind, ()) if entry.path and len(entry.pages) > 1]
    rows.sort(key=lambda row: (-len(row[1].pages), row[1].label, row[0]))
    chosen = rows[:MOST]
    shared = _shared([entry for _, entry in chosen])
    kept = _closest(shared, [len(entry.pages) for _, entry in chosen])
    order = _order(kept)
    place = {number: at for at, number in enumerate(order)}
    arcs = {_pair(place[a], place[b]): count for (a, b), count in kept.items()}
    return Ties(tuple(chosen[number] for number in order), dict(sorted(arcs.items())))


def _shared(chosen: Sequence[Entry]) -> Mapping[tuple[int, int], int]:
    """Pairs of the chosen names with the number of articles both stand in; a name counts once an article."""
    met: dict[str, list[int]] = {}
    for number, entry in enumerate(chosen):
        for page in entry.pages:
            met.setdefault(page.path, []).append(number)
    return Counter(pair for numbers in met.values() for pair in combinations(numbers, 2))


def _closest(shared: Mapping[tuple[int, int], int], sizes: Sequence[int]) -> Mapping[tuple[int, int], int]:
    near: dict[int, list[tuple[float, tuple[int, int]]]] = {}
    for (a, b), count in shared.items():
        weight = -(count * count) / (sizes[a] * sizes[b])
        for end in (a, b):
            near.setdefault(end, []).append((weight, (a, b)))
    kept = {pair for rows in near.values() for _, pair in sorted(rows)[:CLOSEST]}
    return {pair: shared[pair] for pair in sorted(kept)}


def _order(arcs: Mapping[tuple[int, int], int]) -> list[int]:
    """The joined names so that arcs are short: begun at the best joined, grown at the nearer end, then improved."""
    weights: dict[int, Counter[int]] = {}
    for (a, b), count in arcs.items():
        weights.setdefault(a, Counter())[b] = count
        weights.setdefault(b, Counter())[a] = count
    order: list[int] = []
    waiting = sorted(weights, key=lambda n: (-weights[n].total(), n))
    while waiting:
        best = max(waiting, key=lambda n: (sum(weights[n][m] for m in order), -waiting.index(n)))
        waiting.remove(best)
        order = min(([best, *order], [*order, best]), key=lambda tried: _length(tried, weights))
    return _improved(order, weights)


def _improved(order: list[int], weights: Mapping[int, Counter[int]]) -> list[int]:
    """Neighbours change places as long as that makes arcs shorter."""
    for _ in range(_ROUNDS):
        before = list(order)
        for at in range(len(order) - 1):
            swapped = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
            order = min(order, swapped, key=lambda tried: _length(tried, weights))
        if order == before:
            break
    return order


def _length(order: Sequence[int], weights: Mapping[int, Counter[int]]) -> int:
    place = {number: at for at, number in enumerate(order)}
    return sum(
        abs(place[a] - place[b]) * count
        for a, row in weights.items()
        if a in place
        for b, count in row.items()
        if b in place
    )


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


# -- drawing ------------------------------------------------------------------------------------------------------


def together(found: Ties, language: Language, href: Callable[[str], str]) -> Markup:
    """The figure; nothing where no two names share an article. `href` makes an address of an entry's path.

    The arcs are the picture; the names beside them are an ordinary list of links.
    """
    if not found.arcs:
        return Markup("")
    names = [_name(kind, entry, href) for kind, entry in found.names]
    drawn = el("div", _bows(found, language), el("ol", *names), class_="ties")
    return el("figure", drawn, _legend(found, language), class_="pic")


def _bows(found: Ties, language: Language) -> Markup:
    """All arcs, stretched to whatever width there is (their strokes are not), and a dot where each name begins."""
    height = _ROW * len(found.names)
    arcs = [_arc(pair, count, found, language) for pair, count in sorted(found.arcs.items(), key=lambda arc: arc[::-1])]
    box = {"viewBox": f"0 0 100 {height}", "preserveAspectRatio": "none", "width": "100%", "height": height}
    dots = [_dot(at, kind, entry, language) for at, (kind, entry) in enumerate(found.names)]
    title = language.label("nav-together")
    return picture(height, el("svg", *arcs, **box), *dots, title=title, about=_in_words(found), name="together")


def _in_words(found: Ties) -> str:
    return "; ".join(f"{found.names[a][1].label} – {found.names[b][1].label}: {n}" for (a, b), n in found.arcs.items())


def told(found: Ties, language: Language) -> str:
    """By which rule these names were chosen."""
    return language.label("together-intro").format(count=len(found.names), closest=CLOSEST)


def _legend(found: Ties, language: Language) -> Markup:
    kinds = [kind for kind in KINDS if any(one == kind for one, _ in found.names)]
    keys = [el("li", el("i", class_=f"key key-{kind}"), " ", language.label(f"nav-{kind}")) for kind in kinds]
    return el("figcaption", el("ul", *keys, class_="keys"))


def _arc(pair: tuple[int, int], count: int, found: Ties, language: Language) -> Markup:
    """Half an ellipse between two names, the wider the farther they are; as thick as the root of what they share."""
    top, bottom = (_ROW * (at + 0.5) for at in pair)
    reach = 98 * ((pair[1] - pair[0]) / max(len(found.names) - 1, 1)) ** 0.6 / 0.75  # a curve goes 3/4 of the way
    start, tip = (0, reach) if language.direction == "rtl" else (100, 100 - reach)
    thick = round(1 + 4 * (count / max(found.arcs.values())) ** 0.5, 2)
    line = f"M{start} {top:g}C{tip:.5g} {top:g} {tip:.5g} {bottom:g} {start} {bottom:g}"
    kind = next((k for k in ("people", "organisations") if k in {found.names[at][0] for at in pair}), "places")
    return el("path", d=line, class_=f"arc of-{kind}", stroke_width=thick, vector_effect="non-scaling-stroke")


def _dot(at: int, kind: str, entry: Entry, language: Language) -> Markup:
    """As large as the root of the articles it stands in."""
    wide = round(3 + min(len(entry.pages), 100) ** 0.5 / 2, 2)
    side = across(0.0 if language.direction == "rtl" else 1.0)
    return el("circle", cx=side, cy=_ROW * (at + 0.5), r=wide, class_=f"dot of-{kind}")


def _name(kind: str, entry: Entry, href: Callable[[str], str]) -> Markup:
    label = el("a", el("bdi", entry.label), href=href(entry.path))
    return el("li", label, " ", el("span", str(len(entry.pages)), class_="count"), class_=f"of-{kind}")


def lines(found: Ties) -> Iterable[tuple[Entry, list[tuple[Entry, int]]]]:
    """The same in words: each name with those it is joined to."""
    ordered = sorted(range(len(found.names)), key=lambda at: (-len(found.names[at][1].pages), found.names[at][1].label))
    return [(found.names[at][1], found.of(at)) for at in ordered if found.of(at)]
