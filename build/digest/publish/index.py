"""The index of the search: the site's words in packs small enough to be fetched one by one, in the order of letters.

A pack of words is lines of `word postings`. A posting is how many pages are passed over (base 36, nothing for none) and
a capital: how often the word stands on the page it comes to (A once to D often), and whether in its title (E to H).
Beside them lies one pack a page, to be shown, and one of the values that results are narrowed down to. All of it is
compressed here, since not every host does it. Which packs there are stands in settings.js.
"""

from __future__ import annotations

import gzip
import json
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from digest.page import files
from digest.publish import search
from digest.publish.scripts import in_script
from digest.publish.search import NARROW, Record
from digest.text import sound

_FOLDER, _SETTINGS, _WHOLE = "search", "search/settings.js", "search/whole.js"
_PACK = 32_000  # letters of a pack of words, about 12 KB compressed
_SHOWN = 60_000  # letters of a page that its results quote from
_OFTEN = (2, 4, 9)  # times that a word stands on a page, from which on it counts for more
_TITLE = 4
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def lay(records: Sequence[Record], site: Path, *, offline: bool) -> None:
    """Everything the search needs, below `site`: packs, or one script with all of them for a copy on disk."""
    laid = packs(records)
    if offline:
        files.write(site / _WHOLE, f"window.digestWhole = {in_script(laid)};\n".encode(), site)
        folder = ""
    else:
        folder = _named(laid)
        for name, words in laid.items():
            path = site / _FOLDER / folder / f"{name}.pack"
            files.write(path, gzip.compress(words.encode(), mtime=0), site)
    told = {"folder": folder, "pages": len(records), "packs": _firsts(laid)}
    files.write(site / _SETTINGS, search.settings(told).encode(), site)


def packs(records: Sequence[Record]) -> dict[str, str]:
    """All packs by name: `words/0` …, `pages/0` …, `narrow`."""
    named = {f"words/{number}": lines for number, lines in enumerate(_words(standing(records)))}
    named |= {f"pages/{number}": _shown(record) for number, record in enumerate(records)}
    return named | {"narrow": _json({name: _values(records, name) for name in NARROW})}


def standing(records: Iterable[Record]) -> dict[str, array[int]]:
    """Each word with the pages it stands on, ascending: the page's number times eight, and how it stands there."""
    found: dict[str, array[int]] = {}
    for number, record in enumerate(records):
        often, title = Counter(search.keys(record.text)), set(search.keys(record.heading))
        for word in {**often, **dict.fromkeys(title), **dict.fromkeys(search.keys(record.known_as))}:
            how = bisect(_OFTEN, often[word]) + (_TITLE if word in title else 0)
            found.setdefault(word, array("Q")).append(number * 8 + how)
    return found


def _words(found: Mapping[str, array[int]]) -> Iterator[str]:
    """Packs in the order in which a browser compares words."""
    lines, length = list[str](), 0
    for word in sorted(found, key=lambda word: word.encode("utf-16-be", "surrogatepass")):
        line = f"{word} {postings(found[word])}\n"
        if lines and length + len(line) > _PACK:
            yield "".join(lines)
            lines, length = [], 0
        lines.append(line)
        length += len(line)
    yield "".join(lines)


def postings(pages: Iterable[int]) -> str:
    """Ascending pages (times eight, plus how) as they stand in a pack."""
    rows = [divmod(page, 8) for page in pages]
    passed = (there - here - 1 for (here, _), (there, _) in pairwise([(-1, 0), *rows]))
    return "".join(f"{_base36(over)}{'ABCDEFGH'[how]}" for over, (_, how) in zip(passed, rows, strict=True))


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _shown(record: Record) -> str:
    narrow = {name: list(record.narrow.get(name, ())) for name in ("lang", "outlet")}
    return _json({"url": record.url, "title": record.heading, "text": record.text[:_SHOWN], "narrow": narrow})


def _values(records: Iterable[Record], name: str) -> list[tuple[str, str]]:
    """The values of a field, the commonest first, each with its pages."""
    found: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for value in filter(None, dict.fromkeys(record.narrow.get(name, ()))):
            found.setdefault(value, []).append(number * 8)
    ordered = sorted(found.items(), key=lambda row: (-len(row[1]), row[0]))
    return [(value, postings(pages)) for value, pages in ordered]


def _json(data: object) -> str:
    return sound(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _firsts(laid: Mapping[str, str]) -> list[str]:
    """The first word of each pack of words."""
    return [lines.partition(" ")[0] for name, lines in laid.items() if name.startswith("words/")]


def _named(laid: Mapping[str, str]) -> str:
    """A name for all packs together: what a browser kept of an earlier site is never taken for a part of this."""
    whole = sha256()
    for words in laid.values():
        whole.update(sha256(words.encode()).digest())
    return whole.hexdigest()[:8]
