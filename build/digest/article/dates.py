"""Dates that a text truly gives, as EDTF. A wrong date is worse than none: only full dates count."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from digest.language import languages
from digest.text import fold, western, words

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LIKE = re.compile(r"\d{4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d{2}(?::\d{2})?|[.h]\d{2}(?=\s*(?:[ap]\.?m|uhr|gmt|utc|$)))?\s*[ap]\.?m\b\.?"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}h\d{0,2}\b|\b\d{1,2}[.]\d{2}(?=\s*uhr)",
    re.IGNORECASE,
)
# A line of a date may name the weekday, the hour and its zone, and a cue such as "Published"; a story says more.
LINE_WORDS = 9
# Longer texts are not remembered: a thousand of a megabyte would be too much.
LONGEST = 400
# The web's first page. An older date above a story belongs to the story: a diary, a letter.
OLDEST = "1991-01-01"
_PARTICLES = frozenset(["de", "of", "the", "del", "da"])


def full_date(text: str) -> str:
    """The first full date in `text` as `YYYY-MM-DD` (ISO order, or day, named month and year side by side), or ""."""
    found = full_dates(text)
    return found[0] if found else ""


def full_dates(text: str) -> tuple[str, ...]:
    """All full dates in `text`, in order: ISO ones first."""
    return (_remembered if len(text) <= LONGEST else _full_dates)(text)


def _full_dates(text: str) -> tuple[str, ...]:
    if not _YEAR_LIKE.search(text):
        return ()
    plain = _CLOCK.sub(" ", western(text))
    iso = [_valid(int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(plain)]
    parts = [fold(word) for word in words(plain)]
    full = any(map(_YEAR.fullmatch, parts)) and any(map(_DAY.fullmatch, parts))
    named = [_around(parts, place) for place, word in enumerate(parts) if word in months()] if full else []
    return tuple(date for date in (*iso, *named) if date)


# A line is asked as a headline, as a date line and for why it is cut.
_remembered = lru_cache(1024)(_full_dates)


def date_line(line: str) -> str:
    """The date of a line that says one full date and little else; "" for any other line."""
    if len(line) > 100 or not _YEAR_LIKE.search(line):
        return ""
    said = words(_CLOCK.sub(" ", western(line)))
    if len(said) > LINE_WORDS:
        return ""
    dated = set(full_dates(line))
    date = dated.pop() if len(dated) == 1 and _is_company(said) else ""
    return date if date >= OLDEST else ""


def _is_company(said: list[str]) -> bool:
    """Whether all words are numbers, months, and what stands beside dates."""
    rest = [fold(word) for word in said if not _DAY.fullmatch(word) and not word.isdigit()]
    return all(word in _company() or word in months() for word in rest)


@cache
def _calendar() -> Mapping[str, Any]:
    """Names of months and weekdays, from CLDR by training/calendar.py: a hundred times as fast as asking Babel."""
    return dict(json.loads((resources.files("digest") / "models" / "calendar.json").read_text(encoding="utf-8")))


def months() -> Mapping[str, int]:
    """Month names, wide and abbreviated, of every language on the shelf and of the large ones CLDR knows."""
    found: Mapping[str, int] = _calendar()["months"]
    return found


@cache
def _company() -> frozenset[str]:
    """Words that may stand beside a date in its line: weekdays, cues of publication, zones, particles."""
    cues = (word for language in languages().values() for cue in language.list("published-cues") for word in words(cue))
    particles = "th st nd rd at on of de le la el um uhr à a às alle gmt utc am pm est edt bst cet".split()
    return frozenset(_calendar()["weekdays"]) | {fold(word) for word in (*cues, *particles)}


def _around(parts: list[str], place: int) -> str:
    """Day and year beside the month at `place`: `12 [of] March 2020`, `March 12th, 2020`, `2020 March 12`."""
    before = [part for part in parts[max(0, place - 2) : place] if part not in _PARTICLES][-1:]
    after = [part for part in parts[place + 1 : place + 4] if part not in _PARTICLES][:2]
    for day, year in ((before, after[:1]), (after[:1], after[1:2]), (after[:1], before)):
        if day and year and (match := _DAY.fullmatch(day[0])) and _YEAR.fullmatch(year[0]):
            return _valid(int(year[0]), months()[parts[place]], int(match[1]))
    return ""


def _valid(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
