"""Why the line model cuts a line, in words a reader can check: its shape, its place, what stands above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.article import dates
from digest.model import Block, Category, Cut

# Menu items are shorter; titles of other stories are longer. A date and little else is not much longer.
MENU_WORDS, DATE_WORDS = 4, 12
# A list of other stories or of comments goes on below its heading, but not for ever.
REACH = 40
_LISTS: frozenset[Category] = frozenset(["related", "comments", "share", "topics", "subscription", "legal", "account"])


def structure(block: Block, where: str, heading: tuple[Category, str] | None) -> tuple[Category, str]:
    """The category of a line that no phrase explains, and the reason. `heading`: category and words of its list's."""
    if heading is not None:
        return heading[0], f"{where}, in the list below “{_short(heading[1])}”"
    if block.words <= DATE_WORDS and dates.full_date(block.text):
        return "date", f"{where}, a date and little else"
    if block.prose:
        return "other", f"{where}, running text apart from the story"
    if block.closed:
        return "other", f"{where}, a short sentence apart from the story"
    if block.words <= MENU_WORDS:
        return "navigation", f"{where}, a short open line as in a menu"
    return "related", f"{where}, an open line like the title of another story"


def place(index: int, first: int, last: int) -> str:
    """Where a line stands as to the story, in words."""
    if index < first:
        return "above the story"
    return "below the story" if index > last else "between paragraphs of the story"


def heading(blocks: Sequence[Block], cuts: Mapping[int, Cut], index: int, before: int | None) -> int | None:
    """The line that heads the list in which line `index` stands, given that of the line before it.

    A phrase cut it; every line since was cut, and none of them is running text.
    """
    above = cuts.get(index - 1)
    if above is None:
        return None
    if above.rule != "line-model" and above.category in _LISTS:
        return index - 1
    gone = before is None or index - before > REACH or blocks[index - 1].prose
    return None if gone else before


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
