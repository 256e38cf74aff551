"""The body of a page three ways: what the build changed is done to the person's text, block by block."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from digest.page.align import ALIKE, Alignment, align, alike, bag
from digest.page.base import Proposal
from digest.page.format import Block, lines, newline, plain, split
from digest.page.units import Unit, is_part, spoken, units
from digest.page.words import merge_words

_NEAR = 20  # blocks looked at, those with the rarest words in common first
_PROSE = ("paragraph", "heading", "item")


@dataclass(slots=True)
class _Place:
    """Where the next new block would go, in blocks of the person's page (-1: in front of the first).

    `still` stands behind a block that the person left where it was, `any` behind one that may have moved;
    `closed` says that the person took the part's heading out.
    """

    still: int | None = -1
    any: int = -1
    closed: bool = False


@dataclass(slots=True)
class _Merge:
    """The three texts in blocks, what is what in them, and the result as it grows on the person's blocks."""

    base: Sequence[Block]
    theirs: Sequence[Block]
    ours: Sequence[Block]
    left: Alignment  # base → theirs
    right: Alignment  # base → ours
    place: _Place = field(default_factory=_Place)
    instead: dict[int, list[Block]] = field(default_factory=dict)
    behind: dict[int, list[Block]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    own: set[int] = field(default_factory=set)  # blocks that only the person has
    added: Counter[str] = field(default_factory=Counter)  # their texts
    gone: str = ""  # the blocks that they took out or changed, one below the other
    spoken: dict[str, list[int]] = field(default_factory=dict)  # where a word stands in blocks only they have

    def __post_init__(self) -> None:
        self.own = {*range(len(self.theirs))} - {*self.left.same.values()}
        self.added = Counter(plain(self.theirs[k].text) for k in self.own)
        for k in sorted(self.own):
            for word in spoken(self.theirs[k]):
                self.spoken.setdefault(word, []).append(k)
        self.gone = "\n".join(Counter(_texts(self.base)) - Counter(_texts(self.theirs)))


def merge_body(base: str, theirs: str, ours: str) -> tuple[str, tuple[Proposal, ...]]:
    """The merged body and the proposals. The three must have the same line ends.

    Where a word that the person added is missing in the result, or a block that they took out is back, the
    person's body stays whole and the build's is proposed.
    """
    if ours in (base, theirs):
        return theirs, ()
    if theirs == base:
        return ours, ()
    (_, b), (lead, t), (_, o) = split(base), split(theirs), split(ours)
    merge = _Merge(b, t, o, align(_texts(b), _texts(t)), align(_texts(b), _texts(o)))
    _run(merge)
    text = lead + _written(merge)
    if _kept(base, theirs, ours, text):
        return text, tuple(merge.proposals)
    return theirs, (Proposal("body", "body", base, theirs, ours),)


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [plain(block.text) for block in blocks]


# -- what the build changed ----------------------------------------------------------------------------------------


def _run(merge: _Merge) -> None:
    """Does the build's changes: what is gone first, then in the order of its page."""
    free, disputed = _units(merge)
    for i in (i for unit in free for i in unit.old if i not in merge.right.edited):
        merge.instead[merge.left.same[i]] = []
    for unit in (unit for unit in disputed if not unit.new):
        _dispute(merge, unit)
    steps = _steps(merge, free, disputed)
    before = merge.right.turned()
    for j, block in enumerate(merge.ours):
        if is_part(block):
            _enter(merge, before.get(j))
        if j in steps:
            steps[j]()
        if j in before:
            _settle(merge, before[j])


def _steps(merge: _Merge, free: Iterable[Unit], disputed: Iterable[Unit]) -> dict[int, Callable[[], None]]:
    """What there is to do at each block of the build's page."""
    pair = {j: i for i, j in merge.right.edited.items()}
    new = [j for unit in free for j in unit.new]
    return {
        **{j: partial(_exchange, merge, pair[j], j) if j in pair else partial(_insert, merge, j) for j in new},
        **{unit.new[0]: partial(_dispute, merge, unit) for unit in disputed if unit.new},
        **{merge.right.same[i]: partial(_move, merge, i) for i in merge.right.moved},
    }


def _units(merge: _Merge) -> tuple[list[Unit], list[Unit]]:
    """The build's changes: first to blocks that the person left as they were, then those that need a closer look."""
    found = units(merge.base, merge.ours, merge.right)
    free = {unit for unit in found if all(i in merge.left.same for i in unit.old)}
    return [unit for unit in found if unit in free], [unit for unit in found if unit not in free]


# -- done to the person's page -------------------------------------------------------------------------------------


def _enter(merge: _Merge, before: int | None) -> None:
    """A part of the build's page begins: new blocks go below its heading, unless the person took that out."""
    merge.place.closed = before is not None and merge.left[before] is None
    if before is not None:
        merge.place.still = None


def _settle(merge: _Merge, index: int) -> None:
    """The next new block stands behind this one of the base, where the person still has it."""
    at = merge.left[index]
    if at is None or index in merge.right.moved:
        return
    merge.place.any = at
    if index not in merge.left.moved:
        merge.place.still = at


def _spot(merge: _Merge) -> list[Block]:
    place = merge.place
    return merge.behind.setdefault(place.any if place.still is None else place.still, [])


def _move(merge: _Merge, index: int) -> None:
    """The build moved a block: the person's version of it goes along, unless they moved it themselves."""
    at = merge.left[index]
    if at is None or index in merge.left.moved:
        return
    moving = merge.instead.get(at, [merge.theirs[at]])
    merge.instead[at] = []
    _spot(merge).extend(moving)


def _insert(merge: _Merge, j: int) -> None:
    """A new block, unless the person wrote it as well; proposed where they took out what it says, or its part."""
    block = merge.ours[j]
    if _written_too(merge, block):
        return
    if plain(block.text) in merge.gone or merge.place.closed:
        _propose(merge, Unit((), (j,)), "")
    else:
        _spot(merge).append(block)


def _written_too(merge: _Merge, block: Block) -> bool:
    """Whether the person wrote the same; each block of theirs counts once."""
    text = plain(block.text)
    found = merge.added[text] > 0
    merge.added[text] -= found
    return found


def _exchange(merge: _Merge, index: int, j: int) -> None:
    """The build's version of a block that the person left, unless they wrote it elsewhere; their blank lines stay."""
    at, block = merge.left.same[index], merge.ours[j]
    changed = not _same_gap(merge.theirs[at], merge.base[index])
    new = replace(block, gap=merge.theirs[at].gap) if changed else block
    merge.instead[at] = [] if _written_too(merge, block) else [new]


def _dispute(merge: _Merge, unit: Unit) -> None:
    """Both sides changed the same blocks, or one took out what the other changed."""
    places = sorted({at for i in unit.old if (at := merge.left[i]) is not None})
    if places and len(unit.old) == len(unit.new) == 1:
        _join(merge, unit, places[0])
        return
    places += [at for i in unit.old if merge.left[i] is None for at in _lingers(merge, i) if at not in places]
    if places or unit.new:
        _propose(merge, unit, _shown(merge.theirs[at] for at in _filled(merge, unit, places)))


def _filled(merge: _Merge, unit: Unit, places: Sequence[int]) -> list[int]:
    """The places in order, with what stands between them of a block that the person divided; nothing else of theirs."""
    words = sum((spoken(merge.base[i]) for i in unit.old), Counter[str]())
    between = merge.own & {*range(min(places, default=0), max(places, default=0))} - {*merge.left.edited.values()}
    said = {k: spoken(merge.theirs[k]) for k in between}
    return sorted({*places, *(k for k in said if 0 < ALIKE * said[k].total() <= (said[k] & words).total())})


def _lingers(merge: _Merge, index: int) -> list[int]:
    """The block of the person's that took up most of one they seem to have taken out: they joined the two."""
    words = spoken(merge.base[index])
    rare = sorted((merge.spoken[word] for word in words if word in merge.spoken), key=len)
    near = islice(dict.fromkeys(k for places in rare for k in places), _NEAR)
    return [k for k in near if (words & spoken(merge.theirs[k])).total() >= ALIKE * words.total()][:1]


def _join(merge: _Merge, unit: Unit, at: int) -> None:
    """Both changed one block: word by word where that can be told, else the person's stands."""
    base, theirs, ours = merge.base[unit.old[0]], merge.theirs[at], merge.ours[unit.new[0]]
    if plain(theirs.text) == plain(ours.text):
        return
    prose = all(block.sort in _PROSE for block in (base, theirs, ours))
    near = prose and min(alike(base.text, theirs.text), alike(base.text, ours.text)) >= ALIKE
    text = merge_words(plain(base.text), plain(theirs.text), plain(ours.text)) if near else None
    if text is None or len(split(text)[1]) != 1:
        _propose(merge, unit, _shown([theirs]))
        return
    ends = theirs.text[len(theirs.text.rstrip("\r\n")) :]
    merge.instead[at] = [replace(theirs, text=text.replace("\n", newline(merge.theirs[0].text + theirs.text)) + ends)]


def _propose(merge: _Merge, unit: Unit, theirs: str) -> None:
    base, ours = _shown(merge.base[i] for i in unit.old), _shown(merge.ours[j] for j in unit.new)
    part = hashlib.sha256(f"{base}\0{ours}".encode()).hexdigest()[:8]
    merge.proposals.append(Proposal(part, "block", base, theirs, ours))


def _shown(blocks: Iterable[Block]) -> str:
    """Blocks as one text, their blank lines between them kept."""
    return plain("".join(block.text + block.gap for block in blocks))


# -- written down --------------------------------------------------------------------------------------------------


def _written(merge: _Merge) -> str:
    out = [(block, None) for block in merge.behind.get(-1, [])]
    origin = {k: i for i, k in merge.left.same.items()}
    for k, block in enumerate(merge.theirs):
        here = merge.instead.get(k)
        kept = [(replace(block, gap=_gap(merge, k, origin.get(k))), k)] if here is None else [(b, None) for b in here]
        out += [*kept, *((b, None) for b in merge.behind.get(k, []))]
    return "".join(_spaced(out, merge.theirs))


def _gap(merge: _Merge, k: int, index: int | None) -> str:
    """The blank lines behind a block of the person's that the build has too: theirs where they changed them."""
    theirs = merge.theirs[k].gap
    if index is None or index in merge.right.moved or index not in merge.right.same:
        return theirs
    base, ours = merge.base[index], merge.ours[merge.right.same[index]]
    return ours.gap if _same_gap(merge.theirs[k], base) and not _same_gap(base, ours) else theirs


def _same_gap(one: Block, other: Block) -> bool:
    return len(lines(one.gap)) == len(lines(other.gap))


def _spaced(out: Sequence[tuple[Block, int | None]], theirs: Sequence[Block]) -> Iterator[str]:
    """The texts with blank lines where Markdown needs them, and the end of the page as the person has it."""
    end = newline("".join(block.text for block in theirs[:1]))
    for n, (block, k) in enumerate(out):
        if n + 1 == len(out):
            yield block.text + (block.gap if k == len(theirs) - 1 else "")
            return
        after, m = out[n + 1]
        ended = block.text if block.text.endswith(("\n", "\r")) else block.text + end
        together = k is not None and m == k + 1
        apart = block.gap or together or block.sort == after.sort == "item"
        yield ended + (block.gap if apart else end)


# -- what must hold ------------------------------------------------------------------------------------------------


def _kept(base: str, theirs: str, ours: str, result: str) -> bool:
    """Every word and block of the person stands as they left it: none lost, none back, none twice."""
    was, mine, new, got = map(bag, (base, theirs, ours, result))
    if mine - was - got or any(was[word] == 1 >= new[word] for word in got - mine):
        return False
    before, now, after = (Counter(_texts(split(text)[1])) for text in (base, theirs, result))
    return all(after[text] <= now[text] for text in before - now)
