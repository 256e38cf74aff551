"""Places in a page's HTML, found by its words: where a sentence or a name stands, and tags put round it there."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from digest.text import fold

# A tag (its values may hold any sign between their quotation marks), an entity, white space, or words.
_TOKEN = re.compile(r'(?P<tag><(?:[^>"]++|"[^"]*+")*+>)|(?P<entity>&#?\w{1,32};)|(?P<space>\s+)|[^<&\s]+|[<&]')
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_RUNS_ON = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split()
)
_CLOSED = frozenset("a code pre h1 h2 h3 h4 h5 h6 script style".split())  # no link of ours within these


@dataclass(frozen=True, slots=True)
class Mark:
    """Tags round the words `start` to `end` of a text. `rank` orders those that begin together: 0 is the outer."""

    start: int
    end: int
    open: str
    close: str
    rank: int = 0


@dataclass(slots=True)
class Words:
    """The words of a piece of HTML on one line a block, and for each of their letters where it stands in `html`."""

    html: str
    text: str = ""
    begins: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    tags: list[tuple[int, str]] = field(default_factory=list)  # (letters before it, name; a closing one with a slash)
    closed: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> Words:
        """Linear in `html`, which nh3 has made: its tags are balanced."""
        words, parts, shut = cls(html), [], _Shut()
        for token in _TOKEN.finditer(html):
            said = "" if token["tag"] else _said(token)
            if token["tag"]:
                name = words._tag(token[0])
                shut.meet(name, len(words.begins), words.closed)
                said = "" if name.strip("/") in _RUNS_ON else "\n"
            words._place(token.start(), token.end(), said, one=bool(token["entity"] or token["space"]))
            parts.append(said)
        words.text = "".join(parts)
        return words

    def _tag(self, tag: str) -> str:
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        way = "/" if tag.startswith("</") else ""
        self.tags.append((len(self.begins), way + name))
        return way + name

    def _place(self, start: int, end: int, said: str, *, one: bool) -> None:
        if one or said == "\n":
            self.begins.extend([start] * len(said))
            self.ends.extend([end] * len(said))
        elif said:
            self.begins.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))

    def free(self, start: int, end: int) -> bool:
        """Whether a link may stand there: in no other link, heading or code, and across no tag."""
        near = bisect_left(self.closed, (end, 0)) - 1
        shut = near >= 0 and self.closed[near][1] > start
        return not shut and not any(start < at for at, _ in self._inside(start, end))

    def balanced(self, start: int, end: int) -> int:
        """The furthest place, `end` at best, up to which every tag that opens behind `start` closes again."""
        open_tags, inside = 0, [tag for tag in self._inside(start, end) if tag[0] > start]
        for at, name in inside:
            open_tags += -1 if name.startswith("/") else 1
            if open_tags < 0:
                return at
        return inside[0][0] if open_tags else end

    def _inside(self, start: int, end: int) -> list[tuple[int, str]]:
        return self.tags[bisect_left(self.tags, (start, "")) : bisect_left(self.tags, (end, ""))]

    def marked(self, marks: Iterable[Mark]) -> str:
        """The HTML with `marks` in it. They stand in each other or beside each other, never across."""
        tags = [(self.begins[m.start], 1, m.rank, m.open) for m in marks if m.start < m.end]
        tags += [(self.ends[m.end - 1], 0, -m.rank, m.close) for m in marks if m.start < m.end]
        parts, at = [], 0
        for place, _, _, tag in sorted(tags):
            parts += [self.html[at:place], tag]
            at = place
        return "".join((*parts, self.html[at:]))


@dataclass(slots=True)
class _Shut:
    depth: int = 0
    since: int = 0

    def meet(self, name: str, at: int, spans: list[tuple[int, int]]) -> None:
        if name.strip("/") not in _CLOSED:
            return
        if not name.startswith("/"):
            self.since = at if not self.depth else self.since
            self.depth += 1
        elif self.depth:
            self.depth -= 1
            if not self.depth:
                spans.append((self.since, at))


def _said(token: re.Match[str]) -> str:
    if token["space"]:
        return " "
    return unescape(token[0]) if token["entity"] else token[0]


def loose(text: str) -> str:
    """`text`, letter for letter, without what writers of scripts without capitals leave out: hamza, for one."""
    return text if text.isascii() else "".join(map(_loose, text))


@lru_cache(10_000)
def _loose(letter: str) -> str:
    plainer = fold(letter)
    return plainer if len(plainer) == 1 and letter.lower() == letter.upper() else letter
