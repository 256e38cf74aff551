"""What is known of places and organisations without reading a text: CLDR's territories and cities, the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from babel import Locale, UnknownLocaleError

from digest.language import known, languages
from digest.model import Kind
from digest.text import SIGNS, fold

# A word with its vowel signs and inner apostrophes, hyphens, dots of initials; else one mark.
_LETTER = rf"[\w{SIGNS}\u200c\u200d]"
TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|['’]s\b|{_LETTER}+(?:(?:-|['’](?!s\b)){_LETTER}+)*|[^\w\s]")


@lru_cache(100_000)
def word_key(word: str) -> str:
    """A token folded to its letters and digits: `U.S.` is `us`, `al-Qaeda` is `alqaeda`, a mark is nothing."""
    return "".join(filter(str.isalnum, fold(word)))


@lru_cache(100_000)
def form_key(form: str) -> str:
    """The keys of a form's words, marks left out."""
    return " ".join(filter(None, map(word_key, TOKEN.findall(form))))


@dataclass(frozen=True, slots=True)
class Entry:
    """A well-known name: its one English form and its kind."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to `end` (half-open) are a spelling of `entry`."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Spellings of one language (and English) by their keys; `longest` in words, `first` the words that begin one.

    `capitals` are the keys of forms written in capitals alone, so that "us" is not the US; `native` the spellings
    themselves, longest first, for a language written without blanks.
    """

    entries: Mapping[str, Entry]
    capitals: frozenset[str]
    longest: int
    first: frozenset[str]
    native: tuple[str, ...] = ()

    def find(self, keys: Sequence[str]) -> Iterator[Match]:
        """Longest matches over folded words, from left to right, without overlap. Linear in the words."""
        at = 0
        while at < len(keys):
            match = self._at(keys, at) if keys[at] in self.first else None
            if match:
                yield match
            at = match.end if match else at + 1

    def _at(self, keys: Sequence[str], at: int) -> Match | None:
        for end in range(min(len(keys), at + self.longest), at, -1):
            entry = self.entries.get(" ".join(keys[at:end]))
            if entry:
                return Match(at, end, entry)
        return None


# Languages written without blanks between words.
UNSPACED = frozenset("zh ja th lo km my bo dz".split())
# CLDR's codes for parts of the world (UN M49) that people call places; the rest are statistics ("Sub-Saharan Africa").
_CONTINENTS = frozenset("002 003 005 009 142 150 019 013".split())
_NO_PLACES = frozenset("ZZ XA XB EZ QO EU UN".split())
_UNIONS: Mapping[str, Kind] = {"EU": "organisation", "UN": "organisation"}
# Zones named after stations, counties and families rather than after cities people write about.
_NO_CITIES = (
    "Etc/ Antarctica/ America/North_Dakota/ America/Indiana/ America/Kentucky/ Pacific/Easter Pacific/Wake "
    "Pacific/Midway America/Regina America/Nome America/Boise America/Menominee Atlantic/Stanley Europe/Vatican"
).split()


@cache
def gazetteer(lang: str) -> Gazetteer:
    """The gazetteer of `lang` (BCP 47); for a language CLDR lacks, the English one."""
    forms = dict(_cldr("en")) | dict(_cldr(lang)) | dict(_listed("en"))
    forms.update(_listed(lang) if lang in languages() else ())
    refused = {form_key(word) for word in known(lang).list("not-names")}
    return gathered({form: entry for form, entry in forms.items() if form_key(form) not in refused}, _native(lang))


def gathered(forms: Mapping[str, Entry], native: tuple[str, ...] = ()) -> Gazetteer:
    """A gazetteer of `forms` (spelling → entry)."""
    entries = {form_key(form): entry for form, entry in forms.items() if len(form_key(form)) > 1}
    capitals = frozenset(form_key(form) for form in forms if form.isupper() and form.isascii())
    longest = max((form.count(" ") + 1 for form in entries), default=1)
    return Gazetteer(entries, capitals, longest, frozenset(form.split(" ", 1)[0] for form in entries), native)


@lru_cache(100_000)
def canonical(form: str, lang: str) -> Entry | None:
    """The entry that `form` is a spelling of in `lang`, in any spelling that folds to the same key."""
    return gazetteer(lang).entries.get(form_key(form))


@cache
def spellings(lang: str) -> Mapping[str, str]:
    """CLDR's own spelling in `lang` by English name: what a page in that language would write."""
    return {english: form for form, english, _ in _forms(lang)}


def _native(lang: str) -> tuple[str, ...]:
    if lang.split("-", 1)[0] not in UNSPACED:
        return ()
    return tuple(sorted({form for form, *_ in _forms(lang) if len(form) > 1}, key=lambda form: (-len(form), form)))


def _cldr(lang: str) -> Iterator[tuple[str, Entry]]:
    for form, english, kind in reversed(list(_forms(lang))):
        yield form, Entry(english, kind)


def _listed(lang: str) -> Iterator[tuple[str, Entry]]:
    """Rows `spelling = English name` (or one name for both) of the lists `places` and `organisations`."""
    for name, kind in _LISTS.items():
        for row in known(lang).list(name):
            form, _, english = (part.strip() for part in row.partition("="))
            yield form, Entry(english or form, kind)


_LISTS: Mapping[str, Kind] = {"places": "place", "organisations": "organisation"}


def _locale(lang: str) -> Locale | None:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def _forms(lang: str) -> Iterator[tuple[str, str, Kind]]:
    """(spelling in lang, English name, kind): territories first, for where a city has a country's name."""
    here, english = _locale(lang), Locale("en")
    if here is None:
        return
    for code, name in english.territories.items():
        if code in here.territories and (code in _UNIONS or _is_place(code)):
            yield _plain(here.territories[code]), _plain(name), _UNIONS.get(code, "place")
    for zone, about in cast(Mapping[str, Mapping[str, str]], here.time_zones).items():
        if "city" in about and not zone.startswith(tuple(_NO_CITIES)):
            yield about["city"], _city(zone, english), "place"
    if lang == "en":
        yield from _english_cities()


def _english_cities() -> Iterator[tuple[str, str, Kind]]:
    """English leaves the cities out that the zone's own name already spells; Arabic lists them all."""
    for zone in cast(Mapping[str, object], Locale("ar").time_zones):
        if "/" in zone and not zone.startswith(tuple(_NO_CITIES)):
            yield _city(zone, Locale("en")), _city(zone, Locale("en")), "place"


def _is_place(code: str) -> bool:
    return code in _CONTINENTS or (code.isalpha() and code not in _NO_PLACES)


def _city(zone: str, english: Locale) -> str:
    about = english.time_zones.get(zone, {})
    return str(about.get("city") or zone.rsplit("/", 1)[-1].replace("_", " "))


def _plain(name: str) -> str:
    """CLDR's `Myanmar (Burma)` and `Hong Kong SAR China` as people write them."""
    short = name.split(" (", 1)[0].split(" SAR ", 1)[0]
    return short.strip()


def matches(sentence: Sequence[str], names: Gazetteer, *, arabic: bool) -> list[Match]:
    """The gazetteer's names in a sentence: capitals where the script has them, particles off in Arabic."""
    keys = [word_key(word) for word in sentence]
    if arabic:
        keys = [next((f for f in clitics(w) if f in names.first), k) for w, k in zip(sentence, keys, strict=True)]
    return [
        match
        for match in names.find(keys)
        if _capital(sentence[match.start : match.end], " ".join(keys[match.start : match.end]), names)
    ]


def _capital(words: Sequence[str], form: str, names: Gazetteer) -> bool:
    """Whether the words are written as a name is: no all-lower-case word where the script has capitals."""
    if form in names.capitals:
        return all(word.upper() == word for word in words)
    return any(map(str.isupper, words[-1])) or not any(map(str.islower, words[-1]))


@lru_cache(100_000)
def clitics(word: str) -> tuple[str, ...]:
    """`word` (folded Arabic) and what is left of it without the particles written onto it, fewest first."""
    return tuple(_clitics(fold(word)))


def _clitics(word: str) -> Iterator[str]:
    yield word
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        if conjunction and len(rest) > 2:
            yield rest
        yield from _without_preposition(rest)


def _without_preposition(rest: str) -> Iterator[str]:
    if rest.startswith("لل") and len(rest) > 4:
        yield "ال" + rest[2:]
    if rest[:1] in {"ب", "ل", "ك"} and len(rest) > 3:
        yield rest[1:]
