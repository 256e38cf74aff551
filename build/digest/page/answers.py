"""What people answer on the command line: which page they mean, what they take, turn down or put back."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digest.model import DigestError
from digest.page import review, slug
from digest.page.base import Base, Proposal, load, name_of
from digest.page.format import parse
from digest.page.store import Change, Store, Stored, opened

# From a page and its record to the page and the file of its record, as they are after the answer.
_Answer = Callable[[str, Base, str], tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page (its path below the content folder) with what waits for a person's word on it."""

    path: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A page, and the parts or lines of it that were answered."""

    path: str
    parts: tuple[str, ...]


def waiting(content: Path, names: Sequence[str] = ()) -> tuple[Waiting, ...]:
    """The proposals of the pages called `names`, of all pages without; in the order of their paths."""
    with opened(content, check=True) as store:
        pages = [find(store, name) for name in names] or sorted(store.pages.values(), key=lambda page: page.path)
    return tuple(Waiting(page.path, page.base.proposals) for page in pages if page.base and page.base.proposals)


def settle(content: Path, name: str, parts: Iterable[str], *, take: bool) -> Settled:
    """Takes the build's version of `parts` of a page, or turns it down; all parts where none is named.

    Raises DigestError where there is no such page, or no such part of it waits.
    """
    answer = review.accept if take else review.reject
    return _apply(content, name, tuple(parts), answer, lambda base: tuple(p.part for p in base.proposals))


def restore(content: Path, name: str, lines: Iterable[int]) -> Settled:
    """Puts what was cut from `lines` of a page's seed (from 1) back. Raises DigestError where nothing was cut."""

    def answer(text: str, base: Base, line: str) -> tuple[str, bytes]:
        return review.restore(text, base, int(line))

    return _apply(content, name, tuple(map(str, lines)), answer, lambda _: ())


def revive(content: Path, name: str) -> str:
    """Brings a page that a person deleted back, as the build last wrote it; returns its path below `content`.

    `name` is its seed, its slug or its path. Raises DigestError where no such page was deleted.
    """
    with opened(content) as store:
        wanted = slug.same_name(PurePosixPath(name.replace("\\", "/")).name.removesuffix(".md"))
        found = [seed for seed, base in store.deleted.items() if wanted in (slug.same_name(seed), _slug(base))]
        if len(found) == 1:
            return store.revive(found[0])
        if found:
            raise DigestError("several deleted pages go by this name", name, f"Name a seed: {', '.join(found)}")
        page = find(store, name)
        mend = "Name the lines of its seed to put back, as `digest explain` counts them."
        raise DigestError("this page was not deleted", str(content / page.path), mend)


def _slug(base: Base) -> str:
    title = str(parse(base.page, base.seed).fields.get("title") or "")
    return slug.same_name(slug.slug(title, set(), instead=PurePosixPath(base.seed).stem))


def find(store: Store, name: str) -> Stored:
    """The page that a person calls `name`: its path, with or without the content folder, its slug, or its seed."""
    wanted = slug.same_name(name.replace("\\", "/").removeprefix("./").rstrip("/"))
    found = [page for page in store.pages.values() if wanted in _names(store, page)]
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(sorted(page.path for page in found))
        raise DigestError("several pages go by this name", name, f"Name one by its path: {paths}")
    stems = [PurePosixPath(page.path).stem for page in store.pages.values()]
    near = [stem for stem in stems if wanted in stem] or difflib.get_close_matches(wanted, stems, 1, 0.5)
    raise DigestError("no page goes by this name", name, f"Did you mean {near[0]}?" if near else "Name its path.")


def _names(store: Store, page: Stored) -> set[str]:
    path = PurePosixPath(page.path)
    whole = [(store.content / page.path).as_posix(), (store.content / page.path).absolute().as_posix()]
    return {slug.same_name(one) for one in (*whole, page.path, path.name, path.stem, page.seed)}


def _apply(
    content: Path, name: str, parts: tuple[str, ...], answer: _Answer, every: Callable[[Base], tuple[str, ...]]
) -> Settled:
    """All answers or none: the page is written once, when every part has its answer."""
    with opened(content) as store:
        page = find(store, name)
        if page.base is None:
            mend = "Take its record in .base/ back from the history; until then the page is yours alone."
            raise DigestError("the page has no record of what the build wrote", str(content / page.path), mend)
        asked = parts or every(page.base)
        if not asked:
            raise DigestError("nothing waits on this page", str(content / page.path), "See `digest review`.")
        text, base, record = page.text, page.base, b""
        for part in asked:
            text, record = answer(text, base, part)
            base = load(name_of(record), record, page.path)
        (done,) = store.apply([Change("merged", page.path, page.seed, text, record)])
    if done.outcome != "merged":
        raise DigestError("the page was saved meanwhile", str(content / page.path), "Give your answer once more.")
    return Settled(page.path, asked)
