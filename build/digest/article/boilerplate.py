"""What is cut and why: each block judged alone, then in its company and its place, then by the whole collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from digest.article import because, opening, signoff
from digest.article.blocks import blocks as blocks_of
from digest.article.line_model import judge
from digest.article.overrule import Overrules
from digest.article.wording import Shelf, given, house_shelf
from digest.language import Wording
from digest.model import Block, Category, Cut, Found, Piece, Shape, Span
from digest.text import key

# A line that so many different texts share is furniture, when it stands outside their stories.
SHARED_BY = 3
# A line kept at less than this certainty is kept in doubt, and said to be.
DOUBT = 0.5
# The heading of a list is short; amid a story such a list names a few others, and the model is not sure of them.
HEADING_WORDS, LISTED, CERTAIN = 6, 5, 0.85
# So many lines below the begin of the story an open one may still be its byline: below the lead, a picture, a date.
LEAD_LINES = 5
# So much of the kept words stands above a heading that ends the story; one sentence or two above a poem are not it.
TOLD, FEW_SENTENCES = 0.7, 3
# On a page that is mostly story (by words) a closed sentence is cut on the model's word alone only below SURE.
SURE, MOSTLY = 0.25, 0.7


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Blocks with the cuts made of them and the values the cut text gave. Pieces + cuts + white space = the text.

    `doubts` are spans that stay, with the reason for which an editor may want to look at them.
    """

    text: str
    blocks: tuple[Block, ...]
    cuts: tuple[Cut, ...]
    doubts: tuple[Cut, ...]
    pieces: tuple[Piece, ...]
    found: tuple[tuple[str, Found[str]], ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text`: the kept text, one kept block a line. `cuts`: what left it, in order, as spans into the original."""

    text: str
    cuts: tuple[Cut, ...]


def clean(text: str, overrules: Overrules | None = None) -> Cleaned:
    """The story in `text` without its boilerplate, and every removal with its reason."""
    cleaning = read_blocks(text, overrules=overrules)
    return Cleaned("\n".join(piece.span.of(text) for piece in cleaning.pieces), cleaning.cuts)


def read_blocks(text: str, shared: Mapping[str, int] | None = None, overrules: Overrules | None = None) -> Cleaning:
    """`text` taken apart. `shared`: how many texts a line stands in, by its key; `overrules`: the project's own."""
    bench = _Bench(text, house_shelf())
    bench.judge_overrules(overrules or Overrules())
    bench.judge_wording()
    bench.judge_collection(shared or {})
    bench.judge_opening()
    bench.judge_outlet()
    bench.judge_lists()
    bench.judge_aftermath()
    bench.judge_company()
    return bench.result()


class _Bench:
    """The blocks of one text on the work bench: what is cut so far, and where the story lies.

    `likely` and `keep` are the line model's verdicts; `first` and `last` bound the story it sees.
    """

    def __init__(self, text: str, shelf: Shelf) -> None:
        self.text = text
        self.blocks = blocks_of(text)
        self.shelf = shelf
        self.cuts: dict[int, Cut] = {}
        self.doubts: dict[int, Cut] = {}
        self.safe: set[int] = set()
        self.found: list[tuple[str, Found[str]]] = []
        verdicts = judge([block.text for block in self.blocks], [block.line for block in self.blocks])
        self.likely: list[float] = verdicts.probability.tolist()
        self.keep: list[bool] = verdicts.keep.tolist()
        self.first, self.last = self._story()
        self.phrases = self._phrases()
        kept = self._size([index for index, keep in enumerate(self.keep) if keep])
        self.mostly_story = kept >= MOSTLY * self._size(range(len(self.blocks)))

    def _story(self) -> tuple[int, int]:
        """Indices of the first and the last block of the story: what the model keeps and no phrase is known for.

        Where most of it is closed sentences it runs from prose to a closed line, so that a headline the model kept
        stands above it; verse and lists have no such bounds. Closed sentences are held against phrases at its ends
        alone, since none is cut amid it for a phrase.
        """
        kept = [i for i, keep in enumerate(self.keep) if keep and (self.blocks[i].closed or self._free(i))]
        closed = [i for i in kept if self.blocks[i].closed]
        bounds = self._running_text(kept) if 2 * self._size(closed) >= self._size(kept) else None
        if bounds:
            return bounds
        free = [*filter(self._free, kept)] or [*filter(self._free, range(len(self.blocks)))]
        return (free[0], free[-1]) if free else (len(self.blocks), len(self.blocks))

    def _running_text(self, kept: Sequence[int]) -> tuple[int, int] | None:
        """The first prose among `kept`, and the last of them that is prose or closed; None without any prose."""
        prose = [i for i in kept if self.blocks[i].prose]
        begin = next(filter(self._free, prose), None)
        ends = (i for i in reversed(kept) if self.blocks[i].prose or self.blocks[i].closed)
        return None if begin is None else (begin, next(filter(self._free, ends)))

    def _free(self, index: int) -> bool:
        return not self.shelf.matching(self.blocks[index].text)

    def _phrases(self) -> dict[int, tuple[Wording, ...]]:
        """The rules that match a block, whatever else they ask for; not for closed sentences kept amid the story."""
        amid = range(self.first, self.last + 1)
        asked = [i for i, b in enumerate(self.blocks) if not (b.closed and self.keep[i] and i in amid)]
        found = ((i, self.shelf.matching(self.blocks[i].text)) for i in asked)
        return {i: matches for i, matches in found if matches}

    def _size(self, indices: Sequence[int]) -> int:
        return sum(self.blocks[index].words for index in indices)

    def judge_overrules(self, overrules: Overrules) -> None:
        """What the project's people said of a line stands, whatever the house would say."""
        for index, block in enumerate(self.blocks if overrules.rows else ()):
            row = overrules.ruling(block)
            if row is not None and row.verdict == "cut":
                self._cut(index, row.category, "project-rule", row.because)
            elif row is not None:
                self.safe.add(index)

    def judge_wording(self) -> None:
        """Rules that are sure, then rules that lean on what was cut beside them."""
        for index, matches in self.phrases.items():
            self._try(index, [w for w in matches if w.where != "beside"])
        waiting = [index for index, matches in self.phrases.items() if any(w.where == "beside" for w in matches)]
        # Each line is looked at once from above and once from below: neighbours chain in either direction.
        for index in (*waiting, *reversed(waiting)):
            self._try(index, [w for w in self.phrases[index] if w.where == "beside"])

    def judge_collection(self, shared: Mapping[str, int]) -> None:
        """Lines outside the story that many different texts carry."""
        for index, block in enumerate(self.blocks if shared else ()):
            texts = shared.get(key(block.text), 0)
            if texts >= SHARED_BY and self._outside(index) and not (self.keep[index] and block.closed):
                self._cut(index, "repeat", "shared-line", f"stands in {texts} texts of this collection", 0.9)

    def judge_opening(self) -> None:
        """Title, subtitle, byline, date line above the story; captions that say a line twice."""
        for index, cut in opening.captions(self.blocks, self.cuts).items():
            self._cut(index, cut.category, cut.rule, cut.because)
        head = [i for i in range(self.first) if i not in self.cuts and i not in self.safe and i not in self.phrases]
        ruling = opening.read(self.blocks, head, self.first)
        self.cuts |= ruling.cuts
        self.found += [*ruling.found, *opening.dated_bylines(self.blocks, self.cuts)]

    def judge_outlet(self) -> None:
        """Behind the story's prose an outlet that the text named elsewhere signs with its name alone."""
        outlets = {key(value.value) for name, value in self.found if name == "outlet"}
        for index in range(len(self.blocks) - 1, self.first if outlets else len(self.blocks), -1):
            if index not in self.cuts and self.blocks[index].prose:
                return
            if key(self.blocks[index].text) in outlets:
                self._cut(index, "outlet", "outlet-alone", "the outlet's name alone behind the story")

    def judge_lists(self) -> None:
        """Open lines right below the heading of a list of other stories are that list, also amid the story."""
        for index, cut in sorted(self.cuts.items()):
            if not self._is_heading_of(index, cut, ("related",)):
                continue
            for below in range(index + 1, min(index + 1 + LISTED, len(self.blocks))):
                line = self.blocks[below]
                if below in self.cuts or line.closed or line.prose or self.likely[below] >= CERTAIN:
                    break
                why = f"an open line in the list below “{self.blocks[index].text}”"
                self._cut(below, "related", "related-list", why, 0.8)

    def judge_aftermath(self) -> None:
        """Once most of the sentences that the model keeps have been told, a heading for comments ends the story.

        One for other stories may stand amid the text: it ends the story once most of the kept lines have been told, and
        never on a page that is mostly story. Prose that the model is certain of stays.
        """
        ending: tuple[Category, ...] = ("comments",) if self.mostly_story else ("comments", "related")
        headings = [index for index, cut in sorted(self.cuts.items()) if self._is_heading_of(index, cut, ending)]
        told = {category: self._told(sentences=category == "comments") for category in ending} if headings else {}
        for heading in headings:
            words = told[self.cuts[heading].category]
            if words[heading] >= TOLD * words[-1] > 0:
                why = f"below “{self.blocks[heading].text}”, when the story was told"
                for below in range(heading + 1, len(self.blocks)):
                    if self.blocks[below].prose and self.likely[below] >= CERTAIN:
                        continue
                    self._cut(below, self.cuts[heading].category, "aftermath", why, 0.8)
                return

    def _told(self, *, sentences: bool) -> list[int]:
        """Words kept up to each block: of all lines, or of the closed ones where there are a few."""
        kept = [keep and index not in self.cuts for index, keep in enumerate(self.keep)]
        closed = [keep and block.closed for keep, block in zip(kept, self.blocks, strict=True)]
        counted = closed if sentences and sum(closed) >= FEW_SENTENCES else kept
        return list(accumulate(block.words * count for block, count in zip(self.blocks, counted, strict=True)))

    def _is_heading_of(self, index: int, cut: Cut, categories: tuple[Category, ...]) -> bool:
        """Whether a phrase cut this line as the heading of a list of the kind."""
        block = self.blocks[index]
        return (
            cut.category in categories
            and cut.rule != "related-list"
            and not block.closed
            and block.words <= HEADING_WORDS
        )

    def judge_company(self) -> None:
        """What the line model would cut, explained by shape and place; what it keeps without being sure is in doubt."""
        heading: int | None = None
        any_kept = any(self.keep)
        for index, block in enumerate(self.blocks):
            heading = because.heading(self.blocks, self.cuts, index, heading)
            likely, doubted = self.likely[index], any_kept and not self.keep[index]
            if index in self.cuts or index in self.safe or not (doubted or likely < DOUBT):
                continue
            category, why = because.structure(block, because.place(index, self.first, self.last), self._named(heading))
            cut = Cut(block.span, category, "line-model", why, round(1 - likely, 2))
            spared = likely >= SURE and self.mostly_story and block.closed
            (self.cuts if doubted and not spared else self.doubts)[index] = cut

    def _named(self, heading: int | None) -> tuple[Category, str] | None:
        return None if heading is None else (self.cuts[heading].category, self.blocks[heading].text)

    def result(self) -> Cleaning:
        kept = [i for i in range(len(self.blocks)) if i not in self.cuts]
        pieces = [self._piece(index, following) for index, following in zip_longest(kept, kept[1:])]
        cuts = list(self.cuts.values())
        sign = signoff.read(self.blocks[kept[-1]]) if kept and kept[-1] not in self.safe else None
        if sign:
            pieces[-1] = pieces[-1]._replace(span=Span(pieces[-1].span.start, sign.rest))
            cuts.append(sign.cut)
            self.found.append(("outlet", sign.found))
        cuts.sort(key=lambda cut: cut.span)
        doubts = tuple(cut for index, cut in sorted(self.doubts.items()) if index not in self.cuts)
        return Cleaning(self.text, self.blocks, tuple(cuts), doubts, tuple(pieces), tuple(self.found))

    def _piece(self, index: int, following: int | None) -> Piece:
        block = self.blocks[index]
        inside = following is not None and self.first < index < self.last
        shape: Shape = "heading" if inside and is_heading(block, self.blocks[following or 0]) else "paragraph"
        return Piece(block.span, block.line, shape)

    def _outside(self, index: int) -> bool:
        return index < self.first or index > self.last

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
        """Whether a rule's second witness is there. A closed sentence always asks for one: a story may say it."""
        head, tail = index < self.first, index > self.last
        doubted = not self.keep[index]
        unsure = doubted or (self.likely[index] < CERTAIN and not self.blocks[index].closed)
        holds = {
            "anywhere": doubted or head or tail or not self.blocks[index].closed,
            "head": head or (unsure and wording.category == "byline" and self._below_lead(index)),
            "tail": tail or unsure,
            "edge": head or tail or unsure,
            "beside": self._company(wording, index) and (head or tail or doubted),
        }
        return holds[wording.where]

    def _below_lead(self, index: int) -> bool:
        """Whether an open line stands amid the story, near its begin: below its end are bylines of other stories."""
        return not self.blocks[index].closed and self.first < index < min(self.last, self.first + LEAD_LINES + 1)

    def _company(self, wording: Wording, index: int) -> bool:
        """Whether a line already cut stands beside this one; for prose the model keeps, one of the rule's category."""
        near = [self.cuts[i].category for i in (index - 1, index + 1) if i in self.cuts]
        return wording.category in near if self.blocks[index].prose and self.keep[index] else bool(near)

    def _cut(self, index: int, category: Category, rule: str, because: str, confidence: float = 1.0) -> None:
        if index not in self.safe:
            self.cuts.setdefault(index, Cut(self.blocks[index].span, category, rule, because, round(confidence, 2)))


def is_heading(block: Block, following: Block) -> bool:
    """A short unended line that opens a longer block: a heading of the article."""
    if not following.prose or block.closed:
        return False
    first = block.text[0]
    return block.words <= 12 and block.text[-1] not in ",;:،؛–—-" and (first.isalnum() and not first.islower())
