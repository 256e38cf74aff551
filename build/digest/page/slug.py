"""A page's file name from its title: readable, short, safe on every file system, unique."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, MutableMapping

from slugify import slugify

LONGEST = 80  # bytes, `.md` not counted
_DEVICES = [f"{name}{n}" for name in ("com", "lpt") for n in "123456789¹²³"]
# Pages that the site has anyway, and names that Windows keeps for its devices.
RESERVED = frozenset(["index", "readme", "about", "names", "browse", "404", "con", "prn", "aux", "nul", *_DEVICES])


def slug(
    title: str, taken: Collection[str] = (), instead: str = "page", last: MutableMapping[str, int] | None = None
) -> str:
    """A slug for `title` that is not in `taken` (as `same_name` folds it); `instead` serves an empty title.

    `last` remembers the last number that each slug was given, so that thousands of one title cost no more than one.
    """
    base = _base(title) or _base(instead) or "page"
    if base not in RESERVED and same_name(base) not in taken:
        return base
    number = 2 if last is None else last.get(base, 1) + 1
    while same_name(name := _cut(base, LONGEST - len(f"-{number}")) + f"-{number}") in taken:
        number += 1
    if last is not None:
        last[base] = number
    return name


def same_name(name: str) -> str:
    """The form that two names share when macOS or Windows would take them for one file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _base(title: str) -> str:
    head = title[:400]  # more than 80 bytes are never kept
    if any("LATIN" in unicodedata.name(c, "") for c in head if c.isalpha()):
        return _cut(slugify(head.replace("&", " "), entities=False, decimal=False, hexadecimal=False), LONGEST)
    return _cut(_own_script(head), LONGEST)


def _own_script(title: str) -> str:
    """Letters, their marks and digits of any script, the rest as hyphens. (For `re`, vowel signs end a word.)"""
    plain = unicodedata.normalize("NFKC", title).casefold()
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in unicodedata.normalize("NFC", plain))
    return "-".join("".join(kept).split())


def _cut(text: str, longest: int) -> str:
    """`text` up to `longest` bytes, at a hyphen where there is one, never between a letter and its marks."""
    if len(text.encode()) <= longest:
        return text.strip("-")
    head = text.encode()[: longest + 1].decode(errors="ignore")
    if "-" in head.strip("-"):
        return head.rpartition("-")[0].strip("-")
    end = len(text.encode()[:longest].decode(errors="ignore"))
    while end > 1 and unicodedata.category(text[end])[0] == "M":
        end -= 1
    return text[:end]
