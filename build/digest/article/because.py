"""Why the line model cuts a line, in words a reader can check: its shape, its place, what stands above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.article import dates
from digest.article.blocks import ended, is_prose, length
from digest.model import Block, Category, Cut

# Menu items are shorter; titles of other stories are longer.
MENU_WORDS = 4
# A list of other stories or of comments goes on below its heading, but not for ever.
REACH = 40
_LISTS: frozenset[Category] = frozenset(["related", "comments", "share", "topics", "subscription", "legal", "account"])


def structure(
    blocks: Sequence[Block], cuts: Mapping[int, Cut], index: int, story: tuple[int, int]
) -> tuple[Category, str]:
    """The category of a line that no phrase explains, and the reason, from where it stands to the `story`'s bounds."""
    line, place = blocks[index].text, _place(index, story)
    heading = _heading_above(blocks, cuts, index, story)
    if heading is not None:
        return cuts[heading].category, f"{place}, in the list below “{_short(blocks[heading].text)}”"
    if dates.full_date(line) and length(line) <= MENU_WORDS * 3:
        return "date", f"{place}, a date and little else"
    if is_prose(line):
        return "other", f"{place}, running text apart from the story"
    if ended(line):
        return "other", f"{place}, a short sentence apart from the story"
    if length(line) <= MENU_WORDS:
        return "navigation", f"{place}, a short open line as in a menu"
    return "related", f"{place}, an open line like the title of another story"


def _place(index: int, story: tuple[int, int]) -> str:
    first, last = story
    if index < first:
        return "above the story"
    return "below the story" if index > last else "between paragraphs of the story"


def _heading_above(blocks: Sequence[Block], cuts: Mapping[int, Cut], index: int, story: tuple[int, int]) -> int | None:
    """The nearest line above, cut by a phrase, that heads a list which this line may belong to."""
    floor = max(index - REACH, story[1] if index > story[1] else 0, 0)
    for above in range(index - 1, floor - 1, -1):
        cut = cuts.get(above)
        if cut is None:
            return None
        if cut.rule != "line-model" and cut.category in _LISTS:
            return above
        if is_prose(blocks[above].text):
            return None
    return None


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
