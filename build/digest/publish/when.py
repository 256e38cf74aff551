"""What an EDTF date covers: the days it may mean, and whether it says so for certain."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from digest.page.edtf import is_edtf

Day = tuple[int, int, int]  # year, month, day

_PART = re.compile(r"Y?(-?[\dX]{4,9})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([?~%]?)")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12)}  # ISO 8601-2; a winter has two ends


@dataclass(frozen=True, slots=True)
class When:
    """`first` and `last` are the outermost days; `sure` says that nothing is approximate, uncertain or open."""

    first: Day
    last: Day
    sure: bool

    @property
    def day(self) -> str:
        """`YYYY-MM-DD` where it is one certain day of the years 1 to 9999; empty for all else."""
        return iso(self.first) if self.sure and self.first == self.last and 0 < self.first[0] < 10_000 else ""

    @property
    def year(self) -> str:
        """`YYYY` where all of it certainly lies in one year; empty for all else."""
        one = self.sure and self.first[0] == self.last[0] and 0 < self.first[0] < 10_000
        return f"{self.first[0]:04}" if one else ""

    @property
    def month(self) -> int:
        """1–12 where all of it certainly lies in one month, else 0."""
        return self.first[1] if self.year and self.first[1] == self.last[1] else 0


def when(edtf: str) -> When | None:
    """The days of a date of EDTF level 1; None for what is no such date."""
    if not is_edtf(edtf):
        return None
    start, slash, end = edtf.partition("/")
    parts = [_part(part) for part in (start, end) if part not in {"", ".."}]
    closed = len(parts) == 1 + bool(slash)
    first, last = min(part.first for part in parts), max(part.last for part in parts)
    return When(first, last, closed and all(part.sure for part in parts))


def begins(edtf: str) -> Day:
    """What lists are ordered by: the first day a date may mean, so that a vague one does not pass for the newest.

    Before all others where there is no date.
    """
    date = when(edtf)
    return date.first if date else (-(10**9), 0, 0)


def iso(day: Day) -> str:
    return "{:04}-{:02}-{:02}".format(*day)


def _part(text: str) -> When:
    found = _PART.fullmatch(text)
    if found is None:  # `is_edtf` lets nothing else through
        raise ValueError(text)
    years = sorted(int(found[1].replace("X", digit)) for digit in "09")
    months = _months(found[2])
    days = found[3] if found[3] not in {None, "XX"} else ""
    first = (years[0], months[0], int(days or 1))
    last = (years[1], months[1], int(days or _length(years[1], months[1])))
    return When(first, last, not found[4])


def _months(text: str | None) -> tuple[int, int]:
    if text in {None, "XX"}:
        return 1, 12
    return _SEASONS.get(int(str(text)), (int(str(text)), int(str(text))))


def _length(year: int, month: int) -> int:
    return monthrange(2000 + year % 400, month)[1]
