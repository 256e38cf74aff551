"""The front matter of a page three ways: the build's changes are written into the person's text, key by key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from digest.model import DigestError
from digest.page.align import bag
from digest.page.base import Proposal
from digest.page.fields import emit, scalar
from digest.page.format import Key, ParsedPage, parse

# The build's own key: nobody else's word counts there.
OWN = "digest"
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the three front matters: values and texts by key."""

    values: Mapping[str, object]
    keys: Mapping[str, Key]

    @classmethod
    def of(cls, page: ParsedPage) -> _Side:
        return cls(page.fields, {key.name: key for key in page.keys})

    def text(self, name: str) -> str:
        return self.keys[name].text if name in self.keys else ""


def merge_fields(base: ParsedPage, theirs: ParsedPage, ours: ParsedPage) -> tuple[str, tuple[Proposal, ...]]:
    """The merged front matter (between its two lines), and what waits for the person's word.

    The texts of all three must have the same line ends. Comments, order and quoting of `theirs` stay.
    """
    chunks = {key.name: key.text for key in theirs.keys}
    b, t, o = _Side.of(base), _Side.of(theirs), _Side.of(ours)
    changed = [name for name in {**o.keys, **b.keys} if not _settled(name, b, t, o)]
    if not theirs.keys:  # one mapping in braces, or nothing: there are no lines to write values into
        return theirs.front, tuple(_waiting(name, b, t, o) for name in changed if name != OWN)
    waiting = [name for name in changed if not _applied(name, chunks, b, t, o)]
    front = "".join(chunks.values())
    if not _sound(front, base, theirs):
        front, waiting = _untouched(t, o), [name for name in changed if name != OWN]
    return front, tuple(_waiting(name, b, t, o) for name in waiting)


def _waiting(name: str, b: _Side, t: _Side, o: _Side) -> Proposal:
    return Proposal(name, "field", b.text(name), t.text(name), o.text(name))


def _settled(name: str, b: _Side, t: _Side, o: _Side) -> bool:
    """Whether there is nothing to do: the build changed nothing, or the person has it already."""
    ours = o.values.get(name, _ABSENT)
    return ours in (b.values.get(name, _ABSENT), t.values.get(name, _ABSENT))


def _applied(name: str, chunks: dict[str, str], b: _Side, t: _Side, o: _Side) -> bool:
    """Writes the build's change of one key into `chunks`; False where the person has to decide."""
    before, theirs, ours = (side.values.get(name, _ABSENT) for side in (b, t, o))
    if name == OWN:
        return _written(name, chunks, t, o)
    if theirs is _ABSENT:
        return before is _ABSENT and _inserted(name, chunks, o)
    if t.text(name).splitlines() == b.text(name).splitlines():  # a file may have line ends of both kinds
        chunks[name] = o.text(name)  # empty where the build has it no more
        return True
    if ours is _ABSENT:
        return False
    return _united(name, chunks, b, t, o) or (theirs == before and _written(name, chunks, t, o))


def _united(name: str, chunks: dict[str, str], b: _Side, t: _Side, o: _Side) -> bool:
    """Three lists joined as ordered sets; False where they are no lists, or a comment is in the way."""
    before, theirs, ours = (side.values.get(name, []) for side in (b, t, o))
    if not (isinstance(before, list) and isinstance(theirs, list) and isinstance(ours, list)):
        return False
    return _listed(t.keys[name], chunks, united(before, theirs, ours))


def _inserted(name: str, chunks: dict[str, str], o: _Side) -> bool:
    """A new key goes behind the one it follows in the build's page, in front of `digest` at the latest."""
    order = list(o.keys)
    before = next((n for n in reversed(order[: order.index(name)]) if n in chunks and n != OWN), None)
    items = list(chunks.items())
    at = [n for n, _ in items].index(before) + 1 if before else 0
    chunks.clear()
    chunks.update([*items[:at], (name, o.text(name)), *items[at:]])
    return True


def _written(name: str, chunks: dict[str, str], t: _Side, o: _Side) -> bool:
    """The build's value in the place of the person's, comments and all the rest as they stand."""
    if name not in t.keys:
        return _inserted(name, chunks, o)
    start, end = o.keys[name].value
    return _replaced(t.keys[name], chunks, o.text(name)[start:end], o.values[name])


def _replaced(key: Key, chunks: dict[str, str], value: str, means: object) -> bool:
    start, end = key.value
    blank = " " if key.text[:start].endswith(":") else ""
    text = key.text[:start] + blank + value + key.text[end:]
    if _reads(text) != {key.name: means}:
        return False
    chunks[key.name] = text
    return True


def _reads(chunk: str) -> object:
    try:
        return parse(f"---\n{chunk}---\n", "").fields
    except DigestError:
        return None


def put(page: ParsedPage, name: str, chunk: str, order: Sequence[str]) -> str:
    """The front matter of `page` with the lines `chunk` for the key `name`, or without it where they are empty.

    Comments of the person stay where only the value changes; a new key goes where `order` has it.
    """
    chunks = {key.name: key.text for key in page.keys}
    wanted = _Side.of(parse(f"---\n{chunk}---\n", name))
    if not chunk:
        chunks.pop(name, None)
    elif name not in chunks:
        keys = {**dict.fromkeys(order, wanted.keys[name]), name: wanted.keys[name]}
        _inserted(name, chunks, _Side({}, keys))
    elif not _written(name, chunks, _Side.of(page), wanted):
        chunks[name] = chunk
    return "".join(chunks.values())


# -- lists as ordered sets -----------------------------------------------------------------------------------------


def united(base: Sequence[object], theirs: Sequence[object], ours: Sequence[object]) -> list[object]:
    """The person's list without what the build dropped, with what it added behind the item that it follows."""
    result = [one for one in theirs if one not in base or one in ours]
    for n, one in enumerate(ours):
        if one in base or one in result:
            continue
        before = next((result.index(other) + 1 for other in reversed(ours[:n]) if other in result), 0)
        result.insert(before, one)
    return result


def _listed(key: Key, chunks: dict[str, str], wanted: list[object]) -> bool:
    """Writes the items of a list in the person's own style; False where a comment would have to go."""
    old = _reads(key.text)
    items = old[key.name] if isinstance(old, dict) else []
    if not key.items or not wanted or not all(isinstance(one, str) for one in (*wanted, *items)):
        line = emit(key.name, wanted).partition(": ")[2].rstrip("\n")
        return "#" not in key.text[slice(*key.value)] and _replaced(key, chunks, line, wanted)
    spans = _spans(key)
    start, end = key.value[0], max(key.value[1], spans[-1][1])
    first, last = key.text[start : spans[0][0]], key.text[spans[-1][1] : end]
    text = first + "".join(_items(key, spans, items, wanted)) + last
    if text.count("#") < key.text[start:end].count("#"):
        return False
    return _replaced(replace(key, value=(start, end)), chunks, text, wanted)


def _items(key: Key, spans: Sequence[tuple[int, int]], items: list[object], wanted: list[object]) -> Iterator[str]:
    """Each item as the person wrote it, or new, with what stands in front of it."""
    flow = key.text[key.value[0]] == "["
    gaps = [key.text[a[1] : b[0]] for a, b in pairwise(spans)]
    usual = next((gap for gap in gaps if "#" not in gap), ", " if flow else _bullet(key))
    place = {one: n for n, one in reversed(list(enumerate(items)))}
    for n, one in enumerate(wanted):
        at, before = place.get(one, -1), place.get(wanted[n - 1], -1) if n else -1
        yield "" if not n else gaps[before] if 0 <= before == at - 1 else usual
        yield key.text[slice(*spans[at])] if at >= 0 else scalar(str(one), flow=flow)


def _spans(key: Key) -> list[tuple[int, int]]:
    """Where the items stand; in a list with hyphens a comment behind an item goes with it."""
    if key.text[key.value[0]] == "[":
        return list(key.items)
    return [(a, b + len(re.match("[^\r\n]*", key.text[b:])[0])) for a, b in key.items]  # type: ignore[index]


def _bullet(key: Key) -> str:
    """The start of one more item in a list of one, written with hyphens."""
    first = key.items[0][0]
    line = key.text.rfind("\n", 0, first) + 1
    return ("\r\n" if "\r\n" in key.text else "\n") + key.text[line:first]


# -- what must hold ------------------------------------------------------------------------------------------------


def _sound(front: str, base: ParsedPage, theirs: ParsedPage) -> bool:
    """The result can be read, and every word that the person added to the text is still there."""
    try:
        parse(f"---\n{front}---\n", "")
    except DigestError:
        return False
    missing = bag(theirs.front) - bag(base.front) - _dropped(base, theirs) - bag(front)
    return not any(word.isalnum() for word in missing)


def _dropped(base: ParsedPage, theirs: ParsedPage) -> Counter[str]:
    """The build's own line does not count as a person's words."""
    own = {key.name: key.text for key in theirs.keys}.get(OWN, "")
    return bag(own) if own not in {key.text for key in base.keys} else Counter()


def _untouched(t: _Side, o: _Side) -> str:
    """The person's front matter as it stands, but for the build's own key."""
    chunks = {name: key.text for name, key in t.keys.items()}
    _written(OWN, chunks, t, o)
    return "".join(chunks.values())
