"""What is cut and why: each block judged alone, then by its neighbours and its place, then by the whole collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from digest.article import opening, signoff
from digest.article.blocks import blocks as blocks_of
from digest.article.blocks import ended, is_prose, length
from digest.article.overrule import Overrules
from digest.article.wording import Shelf, given, house_shelf, judged_alone
from digest.language import Wording
from digest.model import Block, Category, Cut, Found, Piece, Shape, Span
from digest.text import key

# A line that this many seeds share is furniture, when it stands outside their stories.
SHARED_BY = 3
# Longer unended lines in the tail may be the story's own last words.
FURNITURE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Blocks with the cuts made of them and the values the cut text gave. Pieces + cuts + white space = the text."""

    text: str
    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    pieces: tuple[Piece, ...]
    found: tuple[tuple[str, Found[str]], ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text`: the kept text, one kept block a line. `cuts`: what left it, in order, as spans into the original."""

    text: str
    cuts: tuple[Cut, ...]


def clean(text: str) -> Cleaned:
    """The story in `text` without its boilerplate, and every removal with its reason."""
    cleaning = read_blocks(text)
    return Cleaned("\n".join(piece.span.of(text) for piece in cleaning.pieces), cleaning.cuts)


def read_blocks(text: str, shared: Mapping[str, int] | None = None, overrules: Overrules | None = None) -> Cleaning:
    """`text` taken apart. `shared`: in how many seeds a line stands, by its key; `overrules`: the project's own."""
    bench = _Bench(blocks_of(text), house_shelf())
    bench.judge_overrules(overrules or Overrules())
    bench.judge_wording()
    bench.judge_collection(shared or {})
    bench.judge_opening()
    bench.judge_tail()
    return bench.result(text)


class _Bench:
    """The blocks of one text on the work bench: what is cut so far, and where the story lies."""

    def __init__(self, blocks: tuple[Block, ...], rules: Shelf) -> None:
        self.blocks = blocks
        self.alone = judged_alone(blocks, rules)
        self.cuts: dict[int, Cut] = {}
        self.safe: set[int] = set()
        self.found: list[tuple[str, Found[str]]] = []
        self.first, self.last = _story(blocks, self.alone)

    def judge_overrules(self, overrules: Overrules) -> None:
        """What the project's people said of a line stands, whatever the house would say."""
        for index, block in enumerate(self.blocks):
            row = overrules.ruling(block)
            if row is not None and row.verdict == "cut":
                self._cut(index, row.category, "project-rule", row.because)
            elif row is not None:
                self.safe.add(index)

    def judge_wording(self) -> None:
        """Rules that are sure, then rules that lean on what was cut beside them, until nothing moves."""
        for index, matches in enumerate(self.alone):
            self._try(index, [w for w in matches if w.where != "beside"])
        waiting = [i for i, matches in enumerate(self.alone) if any(w.where == "beside" for w in matches)]
        # Each line is looked at once from above and once from below: neighbours chain in either direction.
        for index in (*waiting, *reversed(waiting)):
            self._try(index, [w for w in self.alone[index] if w.where == "beside"])

    def judge_opening(self) -> None:
        """Title, subtitle, byline, date line above the story."""
        for index, cut in opening.captions(self.blocks, self.cuts).items():
            self._cut(index, cut.category, cut.rule, cut.because)
        head = [i for i in range(min(self.first, len(self.blocks))) if i not in self.cuts and i not in self.safe]
        ruling = opening.read(self.blocks, head, self.first)
        self.cuts |= ruling.cuts
        self.found += ruling.found

    def judge_tail(self) -> None:
        """Behind the story: short unended lines that follow a cut go with it; the outlet's name signs off."""
        outlet = {key(value.value) for name, value in self.found if name == "outlet"}
        for index in range(self.last + 1, len(self.blocks)):
            block = self.blocks[index]
            if index in self.cuts:
                continue
            if key(block.text) in outlet:
                self._cut(index, "outlet", "outlet-alone", "the outlet's name alone behind the story")
            elif index - 1 in self.cuts and length(block.text) <= FURNITURE_WORDS and not ended(block.text):
                before = self.cuts[index - 1]
                self._cut(
                    index,
                    before.category,
                    "furniture-run",
                    f"a short unended line in the run after “{_short(self.blocks[index - 1])}”",
                    0.8,
                )

    def judge_collection(self, shared: Mapping[str, int]) -> None:
        """Lines outside the story that many seeds carry."""
        for index, block in enumerate(self.blocks):
            seeds = shared.get(key(block.text), 0)
            if seeds >= SHARED_BY and index not in self.cuts and not self.first <= index <= self.last:
                self._cut(index, "repeat", "shared-line", f"stands in {seeds} seeds of this collection", 0.9)

    def result(self, text: str) -> Cleaning:
        pieces, inner = [], []
        kept = [i for i in range(len(self.blocks)) if i not in self.cuts]
        sign = signoff.read(self.blocks[kept[-1]]) if kept else None
        for index, following in zip_longest(kept, kept[1:]):
            block = self.blocks[index]
            pieces.append(Piece(block.span, block.line, self._shape(index, following)))
        if sign:
            pieces[-1] = replace(pieces[-1], span=Span(pieces[-1].span.start, sign.rest))
            inner.append(sign.cut)
            self.found.append(("outlet", sign.found))
        cuts = sorted([*self.cuts.values(), *inner], key=lambda cut: cut.span)
        return Cleaning(text, self.blocks, tuple(cuts), tuple(pieces), tuple(self.found))

    def _shape(self, index: int, following: int | None) -> Shape:
        inside = following is not None and self.first < index < self.last
        return "heading" if inside and is_heading(self.blocks[index], self.blocks[following or 0]) else "paragraph"

    def _try(self, index: int, rules: Sequence[Wording]) -> None:
        rule = next((w for w in rules if self._holds(w, index)), None)
        if rule is None or index in self.cuts or index in self.safe:
            return
        self._cut(index, self._category(rule, index), rule.rule, rule.because)
        value = given(rule, self.blocks[index])
        if value:
            self.found.append((rule.gives, value))

    def _category(self, wording: Wording, index: int) -> Category:
        """A line that says nothing itself belongs to what it stands beside."""
        beside = self.cuts.get(index - 1) or self.cuts.get(index + 1)
        return beside.category if wording.category == "other" and beside else wording.category

    def _holds(self, wording: Wording, index: int) -> bool:
        head, tail = index < self.first, index > self.last
        holds = {
            "anywhere": True,
            "head": head,
            "tail": tail,
            "edge": head or tail,
            "beside": (index - 1 in self.cuts or index + 1 in self.cuts) and (head or tail),
        }
        return holds[wording.where]

    def _cut(self, index: int, category: Category, rule: str, because: str, confidence: float = 1.0) -> None:
        if index not in self.safe:
            self.cuts[index] = Cut(self.blocks[index].span, category, rule, because, confidence)


def _story(blocks: Sequence[Block], alone: Sequence[tuple[Wording, ...]]) -> tuple[int, int]:
    """Indices of the first and the last block that surely belong to the story."""
    free = [i for i, matches in enumerate(alone) if not matches]
    prose = [i for i in free if is_prose(blocks[i].text)]
    sure = prose or [i for i in free if ended(blocks[i].text)] or free
    return (sure[0], sure[-1]) if sure else (len(blocks), len(blocks))


def is_heading(block: Block, following: Block) -> bool:
    """A short unended line that opens a longer block: a heading of the article."""
    if not is_prose(following.text) or ended(block.text):
        return False
    first = block.text[0]
    return length(block.text) <= 12 and block.text[-1] not in ",;:،؛–—-" and (first.isalnum() and not first.islower())


def _short(block: Block) -> str:
    return block.text if len(block.text) <= 40 else block.text[:39] + "…"
