"""The timeline: a row for each year (or decade, or century) that something falls into, what was published above its
line, what the texts speak of below; a date that is not one certain day is drawn as the span it covers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

from babel.dates import get_month_names
from markupsafe import Markup

from digest.language import Language
from digest.publish.events import Event
from digest.publish.pictures.svg import across, el, joined, picture
from digest.publish.view import PageView
from digest.publish.when import Day, when
from digest.publish.wording import date_in_words, locale

Kind = Literal["published", "spoken"]
_ROWS = 40  # rows of one picture; with more, a row stands for ten times as long
_STACK = 6  # marks above each other; a row that needs more counts them by column
_HEAD, _MARK, _GAP, _TALL = 26, 11, 14, 44  # pixels: the names of the columns, a mark, a gap of rows, a full column
_EDGE = 0.13  # of the width, for the years
_NEAR = 0.024  # marks nearer than this share of the width stand above each other
_BLUR = 7 / 366  # years that a day called approximate is drawn to each side


@dataclass(frozen=True, slots=True)
class Mark:
    """A date as it is drawn: from `start` to `end` in years (2018.5 is in July)."""

    kind: Kind
    start: float
    end: float
    sure: bool
    words: str

    @property
    def day(self) -> bool:
        return self.sure and self.end - self.start < 1 / 300


def marks(pages: Iterable[PageView], events: Iterable[Event]) -> list[Mark]:
    """The marks of all dates there are, oldest first. The lists below the picture hold the links."""
    told = (_mark("published", p.text("date"), f"{_date(p)}: {p.title}") for p in pages)
    spoken = (_mark("spoken", e.edtf, _speaks(e)) for e in events)
    found = [mark for mark in (*told, *spoken) if mark]
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.kind, mark.words))


def timeline(pages: Sequence[PageView], events: Sequence[Event], language: Language) -> Markup:
    """The figure with its legend; nothing where no page has a date and no text speaks of one."""
    found = marks(pages, events)
    if not found:
        return Markup("")
    undated = sum(when(page.text("date")) is None for page in pages)
    about = language.label("timeline-undated").format(count=undated, all=len(pages))
    return el("figure", _sheet(found, language, about), _legend(language, found, about), class_="pic")


def _sheet(found: Sequence[Mark], language: Language, about: str) -> Markup:
    frame = _Frame(_scale(found), language)
    rows = _rows(found, frame.scale)
    placed = {
        row: {kind: _placed(lane, row, frame.scale) for kind, lane in lanes.items()} for row, lanes in rows.items()
    }
    drawn = frame.drawn(placed)
    top, parts, before = float(_HEAD), [], max(drawn)
    for row in sorted(drawn, reverse=True):
        up, down, inside = drawn[row]
        if before - row > 1:
            parts.append(frame.gap(top))
            top += _GAP
        parts.append(el("g", frame.row(row), inside, transform=f"translate(0 {top + up:g})"))
        top, before = top + up + down, row
    title = language.label("nav-timeline")
    return picture(
        top,
        frame.columns(top),
        *parts,
        title=title,
        about=about,
        name="timeline",
        direction=language.direction,
    )


def _legend(language: Language, found: Sequence[Mark], about: str) -> Markup:
    kinds = [kind for kind in ("published", "spoken") if any(mark.kind == kind for mark in found)]
    kinds += ["span"] * any(mark.sure and not mark.day for mark in found)
    kinds += ["unsure"] * any(not mark.sure for mark in found)
    keys = [el("li", el("i", class_=f"key key-{key}"), " ", language.label(f"pic-{key}")) for key in kinds]
    return el("figcaption", el("ul", *keys, class_="keys"), el("p", about))


def _mark(kind: Kind, edtf: str, words: str) -> Mark | None:
    date = when(edtf)
    if date is None:
        return None
    blur = _BLUR if not date.sure and date.first == date.last else 0
    return Mark(kind, _years(date.first, 0) - blur, _years(date.last, 1) + blur, date.sure, words)


def _years(day: Day, plus: int) -> float:
    """A day as a year and its share, of 372 days: 31 a month, as the columns are drawn."""
    return day[0] + ((day[1] - 1) * 31 + min(day[2] - 1 + plus, 31)) / 372


def _date(page: PageView) -> str:
    return date_in_words(page.text("date"), page.lang)


def _speaks(event: Event) -> str:
    view, words = event.told[0]
    return f"{date_in_words(event.edtf, view.lang)}: {words}"


def _scale(found: Sequence[Mark]) -> int:
    """How many years a row stands for: 1, 10, 100 …, so that there are at most forty rows."""
    scale = 1
    while _crowded(found, scale):
        scale *= 10
    return scale


def _crowded(found: Sequence[Mark], scale: int) -> bool:
    rows: set[int] = set()
    for mark in found:
        own = _reach(mark, scale)
        if len(own) > _ROWS:
            return True
        rows.update(own)
    return len(rows) > _ROWS


def _reach(mark: Mark, scale: int) -> range:
    """The rows a mark is drawn in."""
    return range(floor(mark.start / scale), floor(max(mark.start, mark.end - 1e-6) / scale) + 1)


def _rows(found: Sequence[Mark], scale: int) -> Mapping[int, Mapping[Kind, list[Mark]]]:
    rows: dict[int, dict[Kind, list[Mark]]] = {}
    for mark in found:
        for row in _reach(mark, scale):
            rows.setdefault(row, {"published": [], "spoken": []})[mark.kind].append(mark)
    return rows


_Placed = tuple[Mark, float, float, int]  # a mark, where in its row (0–1) it begins and ends, how many stand below
_Rows = Mapping[int, Mapping[Kind, list[_Placed]]]
_Drawn = tuple[float, float, Markup]  # how high a row is above and below its line, in pixels, and what stands there


def _height(lane: Sequence[_Placed]) -> int:
    return 1 + max((level for *_, level in lane), default=-1)


def _placed(lane: Sequence[Mark], row: int, scale: int) -> list[_Placed]:
    """The marks of one side of a row, oldest first, each on the lowest level where nothing is near."""
    ends: list[float] = []
    placed: list[_Placed] = []
    for mark in lane:
        start, end = (min(max(at / scale - row, 0.0), 1.0) for at in (mark.start, mark.end))
        level = next((n for n, last in enumerate(ends) if last + (_NEAR if mark.day else -1e-9) <= start), len(ends))
        if level < _STACK:
            ends[level : level + 1] = [max(end, start)]
        placed.append((mark, start, end, level))
    return placed


@dataclass(frozen=True, slots=True)
class _Frame:
    """Draws in rows of `scale` years. Each row comes as heights above and below its line, and what is drawn there."""

    scale: int
    language: Language

    @property
    def parts(self) -> int:
        """Columns: months, or tenths."""
        return 12 if self.scale == 1 else 10

    def x(self, share: float) -> str:
        """A share of a row as a place in the picture, from the side where the language begins to read."""
        place = _EDGE + share * (0.99 - _EDGE)
        return across(1 - place if self.language.direction == "rtl" else place)

    def bar(self, start: float, end: float, inside: Markup, **about: object) -> Markup:
        left = end if self.language.direction == "rtl" else start
        return el("rect", inside, x=self.x(left), width=across((end - start) * (0.99 - _EDGE)), **about)

    def columns(self, bottom: float) -> Markup:
        """Months or years above, and the lines between them."""
        lines = [
            el("line", x1=self.x(n / self.parts), x2=self.x(n / self.parts), y1=_HEAD - 6, y2=bottom, class_="grid")
            for n in range(self.parts + 1)
        ]
        names = [
            el("text", name, x=self.x((n + 0.5) / self.parts), y=12, class_="tick")
            for n, name in enumerate(self._names())
        ]
        return el("g", *lines, *names, aria_hidden="true")

    def _names(self) -> Sequence[str]:
        if self.scale > 1:
            return [f"…{n * self.scale // 10:0{len(str(self.scale)) - 1}}" for n in range(10)]
        months = get_month_names("narrow", context="stand-alone", locale=locale(self.language.code))
        return [months[n + 1] for n in range(12)]

    def row(self, row: int) -> Markup:
        edge = across(1.0 if self.language.direction == "rtl" else 0.0)
        year = el("text", str(row * self.scale), x=edge, y=5, class_="year")
        return year + el("line", x1=self.x(0), x2=self.x(1), y1=0, y2=0, class_="base")

    def gap(self, top: float) -> Markup:
        """Rows in which nothing happened, as one dotted line."""
        y = top + _GAP / 2
        return el("line", x1=self.x(0), x2=self.x(1), y1=y, y2=y, class_="gap")

    def drawn(self, placed: _Rows) -> Mapping[int, _Drawn]:
        """Each row mark by mark, or as columns of counts where marks would stand too high."""
        crowded = {
            row: lanes for row, lanes in placed.items() if max(_height(lane) for lane in lanes.values()) > _STACK
        }
        tallies = {row: {kind: self._tally(lane) for kind, lane in lanes.items()} for row, lanes in crowded.items()}
        most = max((n for lanes in tallies.values() for tally in lanes.values() for n in tally.values()), default=1)
        singly = {row: self._singly(lanes) for row, lanes in placed.items() if row not in crowded}
        return singly | {row: self._counted(lanes, most, row) for row, lanes in tallies.items()}

    def _singly(self, lanes: Mapping[Kind, list[_Placed]]) -> _Drawn:
        above, below = lanes["published"], lanes["spoken"]
        drawn = [self._one(one, -1) for one in above] + [self._one(one, 1) for one in below]
        return _MARK * _height(above) + 11.0, _MARK * _height(below) + 9.0, joined(drawn)

    def _one(self, one: _Placed, way: int) -> Markup:
        mark, start, end, level = one
        y = way * (_MARK * level + _MARK / 2 + 3)
        name = el("title", mark.words)
        kind = f"{mark.kind}{'' if mark.sure else ' unsure'}"
        if mark.day:
            shape = el("circle", name, cx=self.x((start + end) / 2), cy=y, r=4.5, class_=f"day {kind}")
        else:
            inset = min(0.003, (end - start) / 4)
            shape = self.bar(
                start + inset,
                max(end - inset, start + 0.012),
                inside=name,
                y=y - 3.5,
                height=7,
                rx=3.5,
                class_=f"span {kind}",
            )
        return shape

    def _tally(self, lane: Sequence[_Placed]) -> Counter[int]:
        return Counter(min(int((start + end) / 2 * self.parts), self.parts - 1) for _, start, end, _ in lane)

    def _counted(self, lanes: Mapping[Kind, Counter[int]], most: int, row: int) -> _Drawn:
        """Marks are counted where their middle lies."""
        heights = {kind: max(_TALL * max(tally.values(), default=0) / most, 4) for kind, tally in lanes.items()}
        drawn = [
            self._column(kind, n, count, most, row)
            for kind, tally in lanes.items()
            for n, count in sorted(tally.items())
        ]
        return heights["published"] + 20, heights["spoken"] + 18, joined(drawn)

    def _column(self, kind: Kind, place: int, count: int, most: int, row: int) -> Markup:
        tall = round(max(_TALL * count / most, 3), 1)
        years = row * self.scale + place * self.scale // 10 if self.scale > 1 else f"{row:04}-{place + 1:02}"
        words = f"{date_in_words(str(years), self.language.code)}: {count} · {self.language.label(f'pic-{kind}')}"
        start, end = (place + 0.2) / self.parts, (place + 0.8) / self.parts
        y = -tall if kind == "published" else 0
        bar = self.bar(start, end, inside=el("title", words), y=y, height=tall, class_=f"column {kind}")
        above = -tall - 4 if kind == "published" else tall + 11
        return bar + el("text", str(count), x=self.x((start + end) / 2), y=above, class_="many")
