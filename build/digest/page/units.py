"""What a build changed from its last page to its new one, in changes as small as they can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from digest.page.align import ALIKE, Alignment, bag
from digest.page.format import Block

_MANY = 10_000  # comparisons of two blocks; a build that rewrites more than that is not searched for moved words


@dataclass(frozen=True, slots=True)
class Unit:
    """One change of the build: blocks of the base that give way to blocks of its new page (either may be none)."""

    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(slots=True)
class _Group:
    """A unit that still grows."""

    old: set[int]
    new: set[int]


def units(base: Sequence[Block], ours: Sequence[Block], turned: Alignment) -> list[Unit]:
    """The changes from one page to the other; blocks that share their words are one (split, joined)."""
    known = turned.turned()
    fresh = [j for j in range(len(ours)) if j not in known]
    gone = [i for i in range(len(base)) if turned[i] is None]
    return _joined(turned.edited, gone, fresh, _kin((base, ours), turned.edited, gone, fresh))


def _joined(
    pairs: Mapping[int, int], gone: Iterable[int], fresh: Iterable[int], kin: Iterable[tuple[int, int]]
) -> list[Unit]:
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
    return [Unit(tuple(sorted(group.old)), tuple(sorted(group.new))) for group in whole.values()]


def _kin(
    pages: tuple[Sequence[Block], Sequence[Block]], edited: Mapping[int, int], gone: Sequence[int], fresh: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs (block of the base, block of ours) of which one, that has no counterpart, stands mostly in the other."""
    base, ours = pages
    lost, made = {*gone}, {*fresh}
    old = {i: spoken(base[i]) for i in [*edited, *gone]}
    new = {j: spoken(ours[j]) for j in [*edited.values(), *fresh]}
    if len(old) * len(new) > _MANY:
        return
    lists, lists_now = _lists(base), _lists(ours)
    for (i, before), (j, now) in product(old.items(), new.items()):
        least = min([before.total()] * (i in lost) + [now.total()] * (j in made), default=0)
        # A sentence of the Text stands in the Summary as well, which does not mean that it went there.
        if least and (i in lists) == (j in lists_now) and (before & now).total() >= ALIKE * least:
            yield i, j


def _lists(blocks: Sequence[Block]) -> set[int]:
    """The blocks of parts that are bullets throughout: a summary, the links."""
    heads = [n for n, block in enumerate(blocks) if is_part(block)]
    parts = [range(a + 1, b) for a, b in pairwise([*heads, len(blocks)])]
    return {n for part in parts if all(blocks[n].sort == "item" for n in part) for n in part}


def spoken(block: Block) -> Counter[str]:
    """The words of a block that is no heading of a part, without signs."""
    words = {} if is_part(block) else bag(block.text)
    return Counter({word: n for word, n in words.items() if word.isalnum()})


def is_part(block: Block) -> bool:
    """Whether a block heads a part of the page."""
    return block.sort == "heading" and block.text.startswith("## ")
