"""What stands above the story: title, subtitle, byline, date line; and captions that say a line twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest.article import dates
from digest.article.blocks import ended, length
from digest.language import listed
from digest.model import Block, Category, Cut, Found, Span
from digest.text import fold, key

# A headline runs to some thirty words at most; English news ones average nine.
TITLE_WORDS = 30
_TWICE = ("title-twice", "stands twice above the story")
_FIRST = ("title-first", "the first line above the story with a headline's shape")
_DASHED = re.compile(r"\s+[–—|-]\s+|\s*[,،]\s+")
_CASED = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Ruling:
    """Cuts by block index, and the values they gave."""

    cuts: dict[int, Cut] = field(default_factory=dict)
    found: list[tuple[str, Found[str]]] = field(default_factory=list)

    def cut(self, index: int, block: Block, category: Category, why: tuple[str, str]) -> None:
        """Cut a block; `why` is the rule and the reason."""
        self.cuts[index] = Cut(block.span, category, *why)

    def move(self, index: int, block: Block, category: Category, why: tuple[str, str], value: str) -> None:
        """Cut a block and keep `value`, a slice of it, as metadata."""
        self.cut(index, block, category, why)
        start = block.span.start + block.text.index(value)
        name = {"byline": "authors"}.get(category, category)
        self.found.append((name, Found(value, block.text, why[0], Span(start, start + len(value)))))


def read(blocks: Sequence[Block], head: Sequence[int], first: int) -> Ruling:
    """The ruling on `head`, the uncut blocks above the story, which begins with block `first`."""
    ruling = Ruling()
    if first >= len(blocks):
        return ruling
    title = _title(blocks, head, ruling)
    for index in head:
        if index not in ruling.cuts:
            _byline(index, blocks[index], ruling)
    _date_line(blocks, head, ruling)
    _subtitle(blocks, head, title, ruling)
    return ruling


def captions(blocks: Sequence[Block], cuts: Mapping[int, Cut]) -> dict[int, Cut]:
    """Lines that only begin a picture's caption cut right below them, or repeat it."""
    found = {}
    for index, cut in cuts.items():
        above = index - 1
        if cut.category == "credit" and above >= 0 and above not in cuts and _begins(blocks[above], blocks[index]):
            found[above] = Cut(blocks[above].span, "repeat", "caption-twice", "begins the picture caption below it")
    return found


def _begins(line: Block, caption: Block) -> bool:
    return key(caption.text).startswith(key(line.text)) and length(line.text) >= 3


def _title(blocks: Sequence[Block], head: Sequence[int], ruling: Ruling) -> int | None:
    """The line that stands twice above the story; else the first that has a headline's shape."""
    shaped = [i for i in head if _headline(blocks[i])]
    keys = [key(blocks[i].text) for i in shaped]
    twice = [i for i, k in zip(shaped, keys, strict=True) if keys.count(k) > 1]
    if not shaped:
        return None
    chosen = (twice or shaped)[0]
    ruling.move(chosen, blocks[chosen], "title", _TWICE if twice else _FIRST, blocks[chosen].text)
    for index, line in zip(shaped, keys, strict=True):
        if index != chosen and line == key(blocks[chosen].text):
            ruling.cut(index, blocks[index], "repeat", ("title-again", "says the title again"))
    return chosen


def _headline(block: Block) -> bool:
    count = length(block.text)
    return 2 <= count <= TITLE_WORDS and block.text[-1] not in ".,;:،؛…" and not dates.full_date(block.text)


def _byline(index: int, block: Block, ruling: Ruling) -> None:
    author = _titled_author(block.text) or _cued_author(block.text)
    if author:
        ruling.move(index, block, "byline", ("byline-name", "names who wrote the story"), author)


def _titled_author(line: str) -> str:
    """The name in `Prof. Dr. Ann Lee – Oslo`: academic titles, two to five words, and at most a place behind a dash."""
    rest, titled = line, False
    while True:
        first, _, behind = rest.partition(" ")
        if not behind or fold(first.rstrip(".")) not in listed("honorifics"):
            break
        rest, titled = behind, True
    name, *behind_dash = _DASHED.split(rest)
    short = all(length(part) <= 4 for part in behind_dash) and len(behind_dash) <= 2
    return name if titled and short and _is_name(name) else ""


def _cued_author(line: str) -> str:
    """The name in `Author: Ann Lee`, for the cues of every language."""
    cue, colon, name = line.partition(":")
    name = _DASHED.split(name.strip())[0]
    return name if colon and fold(cue.strip()) in listed("byline-cues") and _is_name(name) else ""


def _is_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 5 and all(_CASED.match(p) and not p[0].islower() for p in (parts[0], parts[-1]))


def _date_line(blocks: Sequence[Block], head: Sequence[int], ruling: Ruling) -> None:
    """A line above the story that says a full date and little else is when the text was published."""
    for index in head:
        block = blocks[index]
        if index in ruling.cuts:
            continue
        dated = dates.date_line(block.text)
        if dated:
            ruling.cut(index, block, "date", ("date-line", "a full date alone above the story"))
            ruling.found.append(("date", Found(dated, block.text, "date-line", block.span)))
            return


def _subtitle(blocks: Sequence[Block], head: Sequence[int], title: int | None, ruling: Ruling) -> None:
    """One unended line between the title and the story, where only one is left there."""
    left = [i for i in head if title is not None and i > title and i not in ruling.cuts]
    if len(left) != 1 or title is None:
        return
    block = blocks[left[0]]
    if 2 <= length(block.text) <= TITLE_WORDS and not ended(block.text):
        ruling.move(left[0], block, "subtitle", ("subtitle-line", "the one line between title and story"), block.text)
