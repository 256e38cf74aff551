"""What stands above the story: title, subtitle, byline, date line; and captions that say a line twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from digest.article import dates
from digest.article.blocks import length
from digest.language import listed
from digest.model import Block, Category, Cut, Found, Span
from digest.text import fold, key, terms

# A headline runs to some thirty words at most; English news ones average nine.
TITLE_WORDS = 30
# What is longer may be the lead.
LEAD_WORDS = 12
# Words shorter than this are mostly particles; a sign of a script without spaces comes as a pair.
ECHO_LETTERS = 2
# A story takes its headline up early.
STORY_BLOCKS = 12
# A single line above the story is its title without an echo when it is longer than a section's name.
LONE_WORDS = 4
SUBTITLE_WORDS = 20
_TWICE = ("title-twice", "stands twice above the story")
_TAKEN_UP = ("title-taken-up", "the headline above the story whose words the story takes up")
_DASHED = re.compile(r"\s+[–—|-]\s+|\s*[,،]\s+")
_BAR = re.compile(r"[|·•›»]")
_QUOTES = "\"'“„«‘「『"
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


def dated_bylines(blocks: Sequence[Block], cuts: Mapping[int, Cut]) -> list[tuple[str, Found[str]]]:
    """The date that a byline says behind the name: one full date, or none is meant."""
    found = []
    for index, cut in sorted(cuts.items()):
        said = dates.full_dates(blocks[index].text) if cut.category == "byline" else ()
        if len(set(said)) == 1:
            found.append(("date", Found(said[0], blocks[index].text, "byline-date", cut.span, 0.9)))
    return found


def read(blocks: Sequence[Block], head: Sequence[int], first: int) -> Ruling:
    """The ruling on `head`, the uncut blocks above the story, which begins with block `first`."""
    ruling = Ruling()
    if first >= len(blocks):
        return ruling
    title = _title(blocks, head, first, ruling)
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
    return key(caption.text).startswith(key(line.text)) and line.words >= 3


def _title(blocks: Sequence[Block], head: Sequence[int], first: int, ruling: Ruling) -> int | None:
    """The line that stands twice above the story; else the one whose words the story takes up most."""
    shaped = [i for i in head if _headline(blocks[i])]
    keys = {i: key(blocks[i].text) for i in shaped}
    counts = Counter(keys.values())
    twice = [i for i in shaped if counts[keys[i]] > 1]
    chosen = twice[0] if twice else _taken_up(blocks, shaped, first)
    if chosen is None:
        return None
    ruling.move(chosen, blocks[chosen], "title", _TWICE if twice else _TAKEN_UP, blocks[chosen].text)
    for index in shaped:
        if index != chosen and keys[index] == keys[chosen]:
            ruling.cut(index, blocks[index], "repeat", ("title-again", "says the title again"))
    return chosen


def _taken_up(blocks: Sequence[Block], shaped: Sequence[int], first: int) -> int | None:
    """The headline whose words come back in the story; of two alike the first. A lone long line needs no echo.

    A line longer than headlines mostly are is the lead where one above it, longer than a section's name, comes back
    half as much.
    """
    if len(shaped) == 1 and blocks[shaped[0]].words >= LONE_WORDS:
        return shaped[0]
    worth = _echoes(blocks, shaped, first) if shaped else {}
    best = max(worth, key=lambda i: (worth[i], -i), default=None)
    if best is None or blocks[best].words <= LEAD_WORDS:
        return best
    short = (i for i in worth if i < best and LONE_WORDS <= blocks[i].words <= LEAD_WORDS)
    above = [i for i in short if worth[i] >= worth[best] / 2]
    return max(above, key=lambda i: (worth[i], -i), default=best)


def _echoes(blocks: Sequence[Block], shaped: Sequence[int], first: int) -> dict[int, float]:
    """What part of a headline's words comes back in the story, for those of which any does."""
    story = set().union(*(terms(block.text) for block in blocks[first : first + STORY_BLOCKS]))
    echoes = {i: [term in story for term in set(terms(blocks[i].text)) if len(term) >= ECHO_LETTERS] for i in shaped}
    return {i: sum(echo) / (len(echo) + 2) for i, echo in echoes.items() if any(echo)}


def _headline(block: Block) -> bool:
    return (
        2 <= block.words <= TITLE_WORDS
        and block.text[-1] not in ".,;:،؛…"
        and len(_BAR.findall(block.text)) <= 1
        and not dates.full_date(block.text)
    )


def _byline(index: int, block: Block, ruling: Ruling) -> None:
    author = _titled_author(block.text) or _cued_author(block.text)
    if author:
        ruling.move(index, block, "byline", ("byline-name", "names who wrote the story"), author)


def _titled_author(line: str) -> str:
    """The name in `Prof. Dr. Ann Lee – Oslo`: academic titles, two to five words, and at most a place behind a dash."""
    parts = line.split(" ")
    titles = len(list(takewhile(_is_title, parts[:-1])))
    if not titles:
        return ""
    name, *behind_dash = _DASHED.split(" ".join(parts[titles:]))
    short = all(length(part) <= 4 for part in behind_dash) and len(behind_dash) <= 2
    return name if short and _is_name(name) else ""


def _is_title(word: str) -> bool:
    return fold(word.rstrip(".")) in listed("honorifics")


def _cued_author(line: str) -> str:
    """The name in `Author: Ann Lee`, for the cues of every language."""
    cue, colon, name = line.partition(":")
    if not colon or fold(cue.strip()) not in listed("byline-cues"):
        return ""
    name = _DASHED.split(name.strip())[0]
    return name if _is_name(name) else ""


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
    """One open line between the title and the story, where only one is left there."""
    left = [i for i in head if title is not None and i > title and i not in ruling.cuts]
    if len(left) != 1:
        return
    block = blocks[left[0]]
    open_line = not block.closed and block.text[-1] not in ":،,;؛" and block.text[0] not in _QUOTES
    if open_line and 2 <= block.words <= SUBTITLE_WORDS:
        why = ("subtitle-line", "the one line between title and story")
        ruling.move(left[0], block, "subtitle", why, block.text)
