"""Dates that a text truly gives, as EDTF. A wrong date is worse than none: only full dates count."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from digest.language import languages
from digest.text import fold, words

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# A line of a date may name the weekday, the hour and its zone, and a cue such as "Published"; a story says more.
LINE_WORDS = 9


def full_date(text: str) -> str:
    """The first full date (year, month by name or in ISO order, day) in `text` as `YYYY-MM-DD`; "" without one."""
    plain = text.translate(_DIGITS)
    iso = _ISO.search(plain)
    if iso:
        return _valid(int(iso[1]), int(iso[2]), int(iso[3]))
    parts = [fold(word) for word in words(plain)]
    for place, word in enumerate(parts):
        if word in months():
            return _around(parts, place)
    return ""


def date_line(line: str) -> str:
    """The date of a line that says a full date and little else; "" for any other line."""
    if len(words(_CLOCK.sub("", line))) > LINE_WORDS or len(line) > 100:
        return ""
    dated = full_date(line)
    rest = [w for w in words(_CLOCK.sub("", line.translate(_DIGITS))) if not _DAY.fullmatch(w) and not w.isdigit()]
    return dated if dated and all(fold(word) in _company() or fold(word) in months() for word in rest) else ""


@cache
def months() -> Mapping[str, int]:
    """Month names, wide and abbreviated, of every language on the shelf and of the large ones CLDR knows."""
    found: dict[str, int] = {}
    for locale in _locales():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in locale.months[context][width].items():
                    found.setdefault(fold(name.rstrip(".")), number)
    return {name: number for name, number in found.items() if not name.isdigit() and len(name) > 2}


@cache
def _company() -> frozenset[str]:
    """Words that may stand beside a date in its line: weekdays, cues of publication, zones, particles."""
    cues = (word for language in languages().values() for cue in language.list("published-cues") for word in words(cue))
    days = (word for locale in _locales() for name in locale.days["format"]["wide"].values() for word in words(name))
    short = (name.rstrip(".") for locale in _locales() for name in locale.days["format"]["abbreviated"].values())
    particles = "th st nd rd at on of de le la el um uhr gmt utc am pm est edt bst cet".split()
    return frozenset(fold(word) for word in (*cues, *days, *short, *particles))


@cache
def _locales() -> tuple[Locale, ...]:
    codes = {*languages(), *"en ar fr es de it pt nl ru pl el tr fa".split()} - {"zxx"}
    return tuple(Locale.parse(code) for code in sorted(codes))


def _around(parts: list[str], place: int) -> str:
    """A day and a year beside the month at `place`: `12 March 2020`, `March 12th, 2020`, `2020 March 12`."""
    near = parts[max(0, place - 2) : place] + parts[place + 1 : place + 3]
    year = next((int(p) for p in near if _YEAR.fullmatch(p)), 0)
    day = next((int(m[1]) for p in near if (m := _DAY.fullmatch(p))), 0)
    return _valid(year, months()[parts[place]], day)


def _valid(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
