"""A page as readers get it: its path and the front matter people left, every value read as plain, harmless text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from digest.language import UNKNOWN, direction
from digest.text import squeeze

_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
# C0 and C1, bidi controls, lone surrogates, noncharacters: none of them belongs in a value that is shown.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def plain(value: object) -> str:
    """A scalar of the front matter as one line of text; nothing for lists, mappings and null."""
    if value is None or isinstance(value, (list, tuple, dict, set)):
        return ""
    return squeeze(_UNSHOWN.sub("", value.isoformat() if isinstance(value, date) else str(value)))


def plains(value: object) -> tuple[str, ...]:
    """A list of the front matter (or a scalar, as a list of one), each value once, empty ones left out."""
    many = value if isinstance(value, (list, tuple)) else [value]
    return tuple(dict.fromkeys(filter(None, map(plain, many))))


@dataclass(frozen=True, slots=True)
class PageView:
    """An article's page. `path` is relative to content/ (`articles/x.md`); `fields` is its front matter."""

    path: str
    fields: Mapping[str, object]

    def text(self, field: str) -> str:
        return plain(self.fields.get(field))

    def texts(self, field: str) -> tuple[str, ...]:
        return plains(self.fields.get(field))

    @property
    def title(self) -> str:
        return self.text("title") or plain(PurePosixPath(self.path).stem)

    @property
    def lang(self) -> str:
        """A well-formed BCP 47 code; `und` for anything else."""
        code = self.text("lang")
        return code if _CODE.fullmatch(code) else UNKNOWN

    @property
    def dir(self) -> str:
        return direction(self.lang)

    @property
    def publish(self) -> str:
        """`full`, `summary` or `hidden`."""
        asked = self.text("publish")
        return asked if asked in {"summary", "hidden"} else "full"

    @property
    def origin(self) -> Mapping[str, object]:
        """The page's `digest` entry: which seed, which base."""
        entry = self.fields.get("digest")
        return entry if isinstance(entry, Mapping) else {}

    @property
    def seed(self) -> str:
        return plain(self.origin.get("seed"))
