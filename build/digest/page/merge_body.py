"""The body of a page three ways: what the build changed is done to the person's text, block by block."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, pairwise, product

from digest.page.align import ALIKE, Alignment, align, alike, bag
from digest.page.base import Proposal
from digest.page.format import Block, lines, newline, split
from digest.page.words import merge_words

_MANY = 10_000  # comparisons of two blocks; a build that rewrites more than that is not searched for moved words
_NEAR = 20  # blocks looked at, those with the rarest words in common first
_PROSE = ("paragraph", "heading", "item")


@dataclass(frozen=True, slots=True)
class _Unit:
    """One change of the build: blocks of the base that give way to blocks of its new page (either may be none)."""

    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(slots=True)
class _Group:
    """A unit that still grows."""

    old: set[int]
    new: set[int]


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
    added: Counter[str] = field(default_factory=Counter)  # texts that only the person has
    missing: Counter[str] = field(default_factory=Counter)  # texts that they took out
    spoken: dict[str, list[int]] = field(default_factory=dict)  # where a word stands in blocks only they have

    def __post_init__(self) -> None:
        known = set(self.left.same.values())
        own = {k: block for k, block in enumerate(self.theirs) if k not in known}
        self.added = Counter(plain(block.text) for block in own.values())
        for k, block in own.items():
            for word in _spoken(block):
                self.spoken.setdefault(word, []).append(k)
        self.missing = Counter(_texts(self.base)) - Counter(_texts(self.theirs))


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


def plain(text: str) -> str:
    """A block as it is compared: the kind of its line ends does not count, nor does the last one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


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
        if _is_part(block):
            _enter(merge, before.get(j))
        if j in steps:
            steps[j]()
        if j in before:
            _settle(merge, before[j])


def _steps(merge: _Merge, free: Iterable[_Unit], disputed: Iterable[_Unit]) -> dict[int, Callable[[], None]]:
    """What there is to do at each block of the build's page."""
    pair = {j: i for i, j in merge.right.edited.items()}
    new = [j for unit in free for j in unit.new]
    return {
        **{j: partial(_exchange, merge, pair[j], j) if j in pair else partial(_insert, merge, j) for j in new},
        **{unit.new[0]: partial(_dispute, merge, unit) for unit in disputed if unit.new},
        **{merge.right.same[i]: partial(_move, merge, i) for i in merge.right.moved},
    }


def _units(merge: _Merge) -> tuple[list[_Unit], list[_Unit]]:
    """Changes as small as they can be told apart; blocks that share their words are one (split, joined).

    First those whose blocks the person left as they were, then those that need a closer look.
    """
    known = merge.right.turned()
    fresh = [j for j in range(len(merge.ours)) if j not in known]
    gone = [i for i in range(len(merge.base)) if merge.right[i] is None]
    units = _joined(merge.right.edited, gone, fresh, _kin(merge, gone, fresh))
    free = {unit for unit in units if all(i in merge.left.same for i in unit.old)}
    return [unit for unit in units if unit in free], [unit for unit in units if unit not in free]


def _joined(
    pairs: Mapping[int, int], gone: Iterable[int], fresh: Iterable[int], kin: Iterable[tuple[int, int]]
) -> list[_Unit]:
    """The units that pairs, single blocks and kinship between them add up to."""
    both = {i: _Group({i}, {j}) for i, j in pairs.items()}
    at_old = both | {i: _Group({i}, set()) for i in gone}
    at_new = {j: both[i] for i, j in pairs.items()} | {j: _Group(set(), {j}) for j in fresh}
    for i, j in kin:
        one, other = at_old[i], at_new[j]
        one.old |= other.old
        one.new |= other.new
        at_old.update(dict.fromkeys(other.old, one))
        at_new.update(dict.fromkeys(other.new, one))
    whole = {id(group): group for group in (*at_old.values(), *at_new.values())}
    return [_Unit(tuple(sorted(group.old)), tuple(sorted(group.new))) for group in whole.values()]


def _kin(merge: _Merge, gone: Sequence[int], fresh: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs (block of the base, block of ours) of which one, that has no counterpart, stands mostly in the other."""
    lost, made = {*gone}, {*fresh}
    old = {i: _spoken(merge.base[i]) for i in [*merge.right.edited, *gone]}
    new = {j: _spoken(merge.ours[j]) for j in [*merge.right.edited.values(), *fresh]}
    if len(old) * len(new) > _MANY:
        return
    lists, lists_now = _lists(merge.base), _lists(merge.ours)
    for (i, before), (j, now) in product(old.items(), new.items()):
        least = min([before.total()] * (i in lost) + [now.total()] * (j in made), default=0)
        # A sentence of the Text stands in the Summary as well, which does not mean that it went there.
        if least and (i in lists) == (j in lists_now) and (before & now).total() >= ALIKE * least:
            yield i, j


def _lists(blocks: Sequence[Block]) -> set[int]:
    """The blocks of parts that are bullets throughout: a summary, the links."""
    heads = [n for n, block in enumerate(blocks) if _is_part(block)]
    parts = [range(a + 1, b) for a, b in pairwise([*heads, len(blocks)])]
    return {n for part in parts if all(blocks[n].sort == "item" for n in part) for n in part}


def _spoken(block: Block) -> Counter[str]:
    words = {} if _is_part(block) else bag(block.text)
    return Counter({word: n for word, n in words.items() if word.isalnum()})


# -- done to the person's page -------------------------------------------------------------------------------------


def _is_part(block: Block) -> bool:
    return block.sort == "heading" and block.text.startswith("## ")


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
    """A new block, unless the person wrote it as well; proposed where they took out its like, or its part."""
    block, text = merge.ours[j], plain(merge.ours[j].text)
    if merge.added[text]:
        merge.added[text] -= 1
    elif merge.missing[text] or merge.place.closed:
        _propose(merge, _Unit((), (j,)), "")
    else:
        _spot(merge).append(block)


def _exchange(merge: _Merge, index: int, j: int) -> None:
    """The build's version of a block that the person left, unless they wrote it elsewhere; their blank lines stay."""
    at, block = merge.left.same[index], merge.ours[j]
    changed = not _same_gap(merge.theirs[at], merge.base[index])
    written = merge.added[plain(block.text)] > 0
    merge.added[plain(block.text)] -= written
    merge.instead[at] = [] if written else [replace(block, gap=merge.theirs[at].gap) if changed else block]


def _dispute(merge: _Merge, unit: _Unit) -> None:
    """Both sides changed the same blocks, or one took out what the other changed."""
    places = sorted({at for i in unit.old if (at := merge.left[i]) is not None})
    if places and len(unit.old) == len(unit.new) == 1:
        _join(merge, unit, places[0])
        return
    places += [at for i in unit.old if merge.left[i] is None for at in _lingers(merge, i) if at not in places]
    if places or unit.new:
        _propose(merge, unit, _shown(merge.theirs[at] for at in places))


def _lingers(merge: _Merge, index: int) -> list[int]:
    """The block of the person's that took up most of one they seem to have taken out: they joined the two."""
    words = _spoken(merge.base[index])
    rare = sorted((merge.spoken[word] for word in words if word in merge.spoken), key=len)
    near = islice(dict.fromkeys(k for places in rare for k in places), _NEAR)
    return [k for k in near if (words & _spoken(merge.theirs[k])).total() >= ALIKE * words.total()][:1]


def _join(merge: _Merge, unit: _Unit, at: int) -> None:
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


def _propose(merge: _Merge, unit: _Unit, theirs: str) -> None:
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
