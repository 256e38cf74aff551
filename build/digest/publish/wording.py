"""Values in words, in the reader's language: an EDTF date with its certainty, the name of a language."""

from __future__ import annotations

import re
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from digest.language import Language, known

SITE = "en"  # the language of the browse pages
_ENGLISH = Locale("en", "GB")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def locale(code: str) -> Locale:
    """The locale of a BCP 47 code, English for one that CLDR does not have; English alone says 14 October 2018."""
    try:
        found = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        found = _ENGLISH
    return _ENGLISH if str(found) == "en" else found


def language_name(code: str, lang: str) -> str:
    """What speakers of `lang` call the language `code`; the code itself where CLDR has no word for it."""
    try:
        return Locale.parse(code, sep="-").get_language_name(locale(lang)) or code
    except (UnknownLocaleError, ValueError):
        return code


def label_or(name: str, otherwise: str, language: Language) -> str:
    """A label that the language files may not have: people and old records write what they like."""
    try:
        return language.label(name)
    except KeyError:
        return otherwise


def date_in_words(edtf: str, lang: str) -> str:
    """`2018-10-14~` → `about 14 October 2018`; intervals side by side; what is no EDTF stays as it was written."""
    return " – ".join(_one(part.strip(), lang) for part in edtf.split("/"))


def year(edtf: str) -> str:
    """The year a date begins in, empty for none: what the timeline groups by."""
    found = _EDTF.match(edtf)
    return found[1] if found else ""


def _one(edtf: str, lang: str) -> str:
    found = _EDTF.fullmatch(edtf)
    if not found:
        return edtf
    words = _calendar(found[1], found[2], found[3], lang) or edtf.rstrip("~?%")
    doubt = {"~": "date-about", "?": "date-uncertain", "%": "date-uncertain"}.get(found[4])
    return known(lang).label(doubt).replace("{date}", words) if doubt else words


def _calendar(years: str, month: str | None, day: str | None, lang: str) -> str:
    try:
        moment = date(int(years), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if day:
        return format_date(moment, "long", locale(lang))
    return format_skeleton("yMMMM", moment, locale=locale(lang)) if month else years
