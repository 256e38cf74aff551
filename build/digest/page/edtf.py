"""Dates as EDTF writes them (ISO 8601-2:2019, levels 0 and 1, without times of day): sound or not."""

from __future__ import annotations

import re
from calendar import monthrange

# A year of four digits (or Y and more), month or season, day; X stands for a digit that is not known.
_DATE = re.compile(
    r"(?:(?P<year>-?(?:\d{4}|\d{3}X|\d{2}XX))(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?|Y-?\d{5,9})(?P<doubt>[?~%]?)"
)


def is_edtf(text: str) -> bool:
    """Whether `text` is a date such as `2018-10-14~`, `2013-07?`, `2018-10-XX`, `2014/2016` or `../2014`."""
    start, slash, end = text.partition("/")
    if not slash:
        return _is_date(text)
    ends = [part for part in (start, end) if part not in ("", "..")]
    return bool(ends) and all(map(_is_date, ends))


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None or not text.isascii():
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return True
    return _is_month(month, day) and _is_day(year, month, day)


def _is_month(month: str, day: str | None) -> bool:
    season = day is None and "21" <= month <= "24"
    return month == "XX" or "01" <= month <= "12" or season


def _is_day(year: str, month: str, day: str | None) -> bool:
    if day in (None, "XX"):
        return True
    if "X" in year + month:
        return month != "XX" and 1 <= int(day) <= 31
    # 2000 has the calendar of every leap year; before year 1 the rule of the calendar is kept (ISO 8601).
    return 1 <= int(day) <= monthrange(2000 + int(year) % 400, int(month))[1]
