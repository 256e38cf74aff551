"""The days and months that articles speak of: a named month or a full date with its year, as it stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from digest.page.edtf import is_edtf
from digest.publish.view import PageView, plain
from digest.text import fold, western

_BEFORE, _BEHIND = 90, 130  # letters of an excerpt on each side of its date
_MOST = 40  # dates that are taken from one article
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Numbers as East Asian languages and ISO write dates; the named months of a language are put together below.
_NUMBERS = re.compile(r"(?<!\d)([12]\d{3})(?:年(\d{1,2})月(?:(\d{1,2})日)?|-(\d\d)-(\d\d)(?!\d))")
_LITERAL = re.compile(r"'([^']+)'")  # what a CLDR pattern says word for word
_TERRITORIES = {"ar": ("SY", "MA"), "de": ("AT",)}  # where a language calls its months otherwise


@dataclass(frozen=True, slots=True)
class Event:
    """A date that articles speak of (EDTF, a day or a month), with an excerpt of the text of each."""

    edtf: str
    told: tuple[tuple[PageView, str], ...]


def events(texts: Iterable[tuple[PageView, str]]) -> tuple[Event, ...]:
    """All dates in the bodies (Markdown) of pages, the oldest first; a date that several articles name stands once."""
    found: dict[str, list[tuple[PageView, str]]] = {}
    for view, body in texts:
        for date, words in spoken(body, view.lang).items():
            if date != view.text("date"):
                found.setdefault(date, []).append((view, words))
    return tuple(Event(date, tuple(found[date])) for date in sorted(found))


def spoken(body: str, lang: str) -> Mapping[str, str]:
    """The dates in `body`, each with the words around its first mention."""
    found: dict[str, str] = {}
    for text, date, start, end in _dated(body, lang):
        if date not in found:
            found[date] = _excerpt(text, start, end)
        if len(found) == _MOST:
            break
    return found


def _dated(body: str, lang: str) -> Iterator[tuple[str, str, int, int]]:
    """The lines of `body` that are no heading, once for each date in them, with its place there."""
    for row in body.splitlines():
        if not row.startswith("#") and any(map(str.isdigit, row)):
            text = _ESCAPED.sub(r"\1", row)
            yield from ((text, *place) for place in _dates(text, lang))


def _dates(text: str, lang: str) -> Iterator[tuple[str, int, int]]:
    plainly = western(text)
    for found in _NUMBERS.finditer(plainly):
        date = _date(found[1], found[2] or found[4], found[3] or found[5] or "")
        if date:
            yield date, *found.span()
    pattern, numbers = _months(lang)
    for found in pattern.finditer(plainly):
        date = _date(found["year"], str(numbers[fold(found["month"])]), found["before"] or found["behind"] or "")
        if date:
            yield date, *found.span()


def _date(year: str, month: str, day: str) -> str:
    edtf = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return edtf if is_edtf(edtf) and int(month) <= 12 else ""


@cache
def _months(lang: str) -> tuple[re.Pattern[str], Mapping[str, int]]:
    """`12 March 2020`, `March 12th, 2020`, `March 2020`, with the months and the small words CLDR has for `lang`."""
    names = _names(lang)
    month = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    said = _LITERAL.findall(str(_locales(lang.split("-", maxsplit=1)[0])[0].date_formats["long"].pattern))
    words = "|".join(sorted({re.escape(word.strip()) for word in said if word.strip()}))
    small = rf"(?:\s(?:{words}))?" if words else ""
    pattern = (
        rf"(?:(?<!\d)(?P<before>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?{small}\s{{1,2}})?(?<!\w)(?P<month>{month})\.?(?!\w)"
        rf"(?:\s?/\s?\w+(?:\s\w+)?)?{small}(?:\s(?P<behind>\d{{1,2}})(?:st|nd|rd|th)?,?)?,?\s{{1,2}}(?P<year>[12]\d{{3}})(?!\d)"
    )
    return re.compile(pattern, re.IGNORECASE), {fold(name): number for name, number in names.items()}


def _names(lang: str) -> Mapping[str, int]:
    """Month names by what they are called; English ones for a language without any (they match nothing there)."""
    found: dict[str, int] = {}
    for locale in _locales(lang.split("-", maxsplit=1)[0]):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= {name: number for number, name in locale.months[context][width].items() if len(name) > 2}
    named = {name: number for name, number in found.items() if not any(map(str.isdigit, name))}
    return named or _names("en")


def _locales(code: str) -> Sequence[Locale]:
    try:
        return [Locale.parse(code), *(Locale(code, where) for where in _TERRITORIES.get(code, ()))]
    except (UnknownLocaleError, ValueError):
        return [Locale("en")]


def _excerpt(text: str, start: int, end: int) -> str:
    """The words around a date, whole ones where the script parts them, with an ellipsis where something is left out."""
    first, last = max(0, start - _BEFORE), min(len(text), end + _BEHIND)
    head = text[first:start].partition(" ")[2] if first and " " in text[first:start] else text[first:start]
    tail = text[end:last].rpartition(" ")[0] if last < len(text) and " " in text[end:last] else text[end:last]
    return plain(("… " if first else "") + head + text[start:end] + tail + (" …" if last < len(text) else ""))
