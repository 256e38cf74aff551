"""The links that the build put under a page, when the pages they lead to go or move while nobody builds it anew."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from digest.page.format import lines
from digest.page.render import address

# A target holds no bracket and no blank: `render` writes them as per cent.
_LINK = re.compile(r"- .*?(?<!\\)\]\(([^()\s]*)\)")


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of the pages there will be, and where those went that people renamed; all below the content folder."""

    there: Collection[str]
    moved: Mapping[str, str]


def healed(page: str, path: str, heading: str, places: Places) -> str:
    """The build's page at `path` without the links below `heading` that lead nowhere; a part without any goes whole."""
    rows = lines(page)
    at = max((n for n, row in enumerate(rows) if row.rstrip("\r\n") == heading), default=len(rows))
    links = [n for n in range(at, len(rows)) if _LINK.match(rows[n])]
    kept = {n: row for n in links if (row := _led(rows[n], path, places))}
    if links and not kept:
        return "".join(rows[: at - 1])
    return "".join(kept.get(n, "") if n in links else row for n, row in enumerate(rows))


def _led(row: str, path: str, places: Places) -> str:
    """The line with its link, which leads to where the page is now; empty where there is none."""
    link = _LINK.match(row)
    folder = posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(folder, unquote(link[1]))) if link else ""
    if link is None or target in places.there:
        return row
    new = places.moved.get(target, "")
    if new not in places.there:
        return ""
    return row[: link.start(1)] + address(posixpath.relpath(new, folder)) + row[link.end(1) :]
