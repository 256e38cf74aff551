"""The pages on disk: found by their seed, compared with the base, merged with what people did, written whole.

    with opened(content) as store:
        paths = store.paths({page.seed: title, …})
        store.apply(store.plan(pages))

`plan` only compares what was read; `apply` writes. Under content/.base/ lies one record a page. The order of
writing makes a crash harmless at any point: first the record under the name `….new`, then the page by rename,
then the record gets its name, then the record it replaces goes. So a record that has its name was once on a
page: when that page is no more, a person deleted it, and its record stays as the stone that says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from digest.model import DigestError, Page
from digest.page import base as bases
from digest.page import fields, files, slug
from digest.page.base import Base, Proposal
from digest.page.format import parse
from digest.page.links import Places, healed
from digest.page.merge import merge
from digest.page.render import inline, page_text
from digest.page.review import carried, resigned

# What a build does with a page: `same`, `edited` (a person's, nothing new for it), `deleted` (by a person) and
# `kept` (a person's, its seed is gone) are left as they are; `merged` joins both; `removed` goes with its seed.
Outcome = Literal["new", "changed", "merged", "same", "edited", "deleted", "kept", "removed"]
FOLDER = "articles"
_NOT_PAGES = frozenset(["browse"])


@dataclass(frozen=True, slots=True)
class Stored:
    """A page on disk: `path` below the content folder, `text` as it stands; it `names` a base, sound or not."""

    path: str
    text: str
    seed: str
    names: str
    base: Base | None

    @property
    def edited(self) -> bool:
        """Whether a person changed it since the build wrote it, or may have."""
        return self.base is None or self.text != self.base.page

    @property
    def hidden(self) -> bool:
        """Whether a person took it out of the site."""
        return self.edited and fields.text(parse(self.text, self.path).fields.get("publish")) == "hidden"

    @property
    def former(self) -> tuple[str, ...]:
        """The paths it had before, the oldest first, as its record tells."""
        told = self.base.data.get("paths") if self.base else ()
        paths = dict.fromkeys(path for path in told if isinstance(path, str)) if isinstance(told, list) else {}
        return tuple(path for path in paths if path != self.path)


@dataclass(frozen=True, slots=True)
class Change:
    """What a build does to one page. `text` and `record` are what it writes, None where it leaves them."""

    outcome: Outcome
    path: str
    seed: str
    text: str | None = None
    record: bytes | None = None

    @property
    def writes(self) -> bool:
        """Whether the folder is another one after it."""
        return self.text is not None or self.outcome == "removed"


@dataclass(frozen=True, slots=True)
class Store:
    """What was read of the content folder.

    `pages` by seed; `twins` name a seed that another page has; `files` are the paths of all Markdown files,
    `odd` those that are links, pipes and their like (never opened); `deleted` the seeds whose page a person
    deleted, with its last record.
    """

    content: Path
    pages: Mapping[str, Stored] = field(default_factory=dict)
    twins: tuple[Stored, ...] = ()
    files: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    deleted: Mapping[str, Base] = field(default_factory=dict)

    def following(self, texts: Mapping[str, str], seeds: Collection[str]) -> Store:
        """The store with pages and deletions under the new names of seeds that were renamed.

        `texts` are the seeds that were read, name → SHA-256; `seeds` the names of all seeds there are. A seed that
        is gone and a new one of the same text are one seed.
        """
        known = {**self.deleted, **{seed: page.base for seed, page in self.pages.items()}}
        free = {text: name for name, text in sorted(texts.items(), reverse=True) if name not in known}
        lost = {base.sha256: seed for seed, base in sorted(known.items(), reverse=True) if base and seed not in seeds}
        names = {seed: free[text] for text, seed in lost.items() if text in free}
        pages = {names.get(seed, seed): replace(page, seed=names.get(seed, seed)) for seed, page in self.pages.items()}
        return replace(self, pages=pages, deleted={names.get(seed, seed): base for seed, base in self.deleted.items()})

    def paths(self, titles: Mapping[str, str]) -> Mapping[str, str]:
        """The path of each seed's page: where it is, or where a new one will be; a deleted one has none."""
        former = (path for page in self.pages.values() for path in page.former)
        taken = {slug.same_name(Path(path).stem) for path in (*self.files, *self.odd, *former)}
        found: dict[str, str] = {}
        last: dict[str, int] = {}
        for seed, title in sorted(titles.items()):
            if seed in self.pages:
                found[seed] = self.pages[seed].path
            if seed in self.pages or seed in self.deleted:
                continue
            name = slug.slug(title, taken, instead=Path(seed).stem, last=last)
            taken.add(slug.same_name(name))
            found[seed] = f"{FOLDER}/{name}.md"
        return found

    def plan(self, pages: Sequence[Page], seeds: Collection[str] | None = None) -> tuple[Change, ...]:
        """What a build would do with `pages`, in their order; writes nothing.

        `seeds` are the names of all seeds there are. A page whose seed is not among them goes, unless a
        person edited it; without `seeds` no page goes. A page that stays though it is not among `pages` loses
        the build's links to those that go.
        """
        paths = self.paths({page.seed: str(page.fields.get("title", "")) for page in pages})
        changes = tuple(self._change(page, paths.get(page.seed, "")) for page in pages)
        if seeds is None:
            return changes
        built = {page.seed for page in pages}
        rest = [page for seed, page in sorted(self.pages.items()) if seed not in built]
        gone = {page.path for page in rest if page.seed not in seeds and not page.edited}
        return (*changes, *self._left(rest, gone, seeds, paths.values()))

    def _left(
        self, rest: Sequence[Stored], gone: Collection[str], seeds: Collection[str], made: Collection[str]
    ) -> Iterator[Change]:
        """What becomes of pages that the build has no news for: their seed is gone, or cannot be read."""
        places = self._places(gone, made) if rest else Places((), {})
        for page in rest:
            healed = None if page.path in gone else _healed(page, places)
            if page.path in gone:
                yield Change("removed", page.path, page.seed)
            elif page.seed not in seeds:
                yield replace(healed, outcome="kept") if healed else Change("kept", page.path, page.seed)
            elif healed:
                yield healed

    def _change(self, page: Page, path: str) -> Change:
        stored = self.pages.get(page.seed)
        if stored is None and page.seed in self.deleted:
            return Change("deleted", path, page.seed)
        if stored is not None and stored.edited:
            return _merged(stored, page)
        unsigned = page_text(page, "")
        record = bases.record(page, unsigned)
        text = bases.signed(unsigned, bases.name_of(record))
        if stored is not None and stored.text == text:
            return Change("same", path, page.seed)
        return Change("changed" if stored else "new", path, page.seed, text, record)

    def _places(self, gone: Collection[str], made: Collection[str]) -> Places:
        """Where pages can be linked once those that are `gone` are so, and those that are `made`."""
        hidden = {page.path for page in self.pages.values() if page.hidden}
        moved = {former: page.path for page in self.pages.values() for former in page.former}
        return Places({*self.files, *made} - {*gone} - hidden, moved)

    def apply(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Writes what `plan` found; returns what was done. A page saved by a person meanwhile counts as edited."""
        done = tuple(self._write(change) for change in changes)
        folders = {(self.content / change.path).parent for change in done if change.writes}
        for folder in sorted(folders):
            files.last(folder)
        self._sweep(done)
        if folders:
            files.last(self.content / bases.FOLDER)
        return done

    def _write(self, change: Change) -> Change:
        writes = change.text is not None and change.record is not None
        if not writes and change.outcome != "removed":
            return change
        if not self._untouched(change):
            return Change("edited", change.path, change.seed)
        if change.text is not None and change.record is not None:
            self._put(self.content / change.path, change.text, change.record)
        else:
            self._drop(change)
        return change

    def _put(self, path: Path, text: str, data: bytes) -> None:
        folder = self.content / bases.FOLDER
        record = folder / f"{bases.name_of(data)}.json"
        named = record.exists()
        if not named:
            files.write(record.with_suffix(".new"), data, folder, lasting=True)
        files.write(path, text.encode(), folder, lasting=True)
        if not named:
            record.with_suffix(".new").replace(record)

    def _drop(self, change: Change) -> None:
        """Takes a page out. Its record loses its name first: a record with a name would say that a person did it."""
        stored = self.pages[change.seed]
        record = self.content / bases.FOLDER / f"{stored.names}.json"
        if record.exists():
            record.replace(record.with_suffix(".new"))
        (self.content / change.path).unlink()

    def _untouched(self, change: Change) -> bool:
        """Whether the page is still what `plan` saw."""
        path = self.content / change.path
        stored = self.pages.get(change.seed)
        if stored is None:
            return not path.exists() and not path.is_symlink()
        try:
            return files.read(path, change.path) == stored.text
        except DigestError:
            return False

    def _sweep(self, done: Sequence[Change]) -> None:
        """Gives each record that a page names its name, and drops those that neither a page nor a deletion needs."""
        written = {change.seed: bases.name_of(change.record) for change in done if change.record is not None}
        gone = {change.seed for change in done if change.outcome == "removed"}
        needed = {page.names for page in self.pages.values() if page.seed not in gone | set(written)}
        needed |= {*written.values(), *(twin.names for twin in self.twins), *(b.name for b in self.deleted.values())}
        for path in _records(self.content):
            if path.stem in needed:
                path.replace(path.with_suffix(".json"))
            else:
                path.unlink()

    def revive(self, seed: str) -> str:
        """Writes the page of `seed` that a person deleted again, as the build last did; returns its path."""
        base = self.deleted[seed]
        title = str(parse(base.page, seed).fields.get("title") or "")
        path = replace(self, deleted={}).paths({seed: title})[seed]
        files.write(self.content / path, base.page.encode(), self.content / bases.FOLDER, lasting=True)
        return path


def _merged(stored: Stored, page: Page) -> Change:
    """A page that a person edited; without its base it is theirs alone."""
    unsigned = page_text(page, "")
    joined = _joined(stored, unsigned, lambda waiting: bases.record(page, unsigned, waiting))
    return joined or Change("edited", stored.path, stored.seed)


def _healed(stored: Stored, places: Places) -> Change | None:
    """A page that stays without news: what its links led to may be gone or elsewhere."""
    if stored.base is None:
        return None
    before, headings = str(stored.base.data["page"]), stored.base.data.get("headings")
    heading = inline(str(headings[-1])) if isinstance(headings, list) and headings else ""
    unsigned = healed(before, stored.path, f"## {heading}", places)
    return None if unsigned == before else _joined(stored, unsigned, partial(stored.base.rewritten, unsigned))


def _joined(stored: Stored, unsigned: str, record_of: Callable[[tuple[Proposal, ...]], bytes]) -> Change | None:
    """The person's page with what the build has new; None where there is nothing to write."""
    if stored.base is None:
        return None
    ours = bases.signed(unsigned, bases.UNSIGNED)
    merged = merge(stored.base.page, stored.text, ours)
    record = record_of(carried(stored.base.proposals, merged, ours))
    text = resigned(merged.text, bases.name_of(record))
    if text is None or text == stored.text:
        return None
    return Change("merged", stored.path, stored.seed, text, record)


def _records(content: Path) -> list[Path]:
    """Records, named or new, and what a killed build left aside."""
    folder = content / bases.FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if path.suffix in (".json", ".new", ".tmp") and not path.is_dir()]


@contextmanager
def opened(content: Path, *, check: bool = False) -> Iterator[Store]:
    """The store of a content folder, held for this process alone; with `check` only read, and nothing is held."""
    if check:
        yield read(content)
        return
    with files.locked(content / bases.FOLDER):
        yield read(content)


def read(content: Path) -> Store:
    """The content folder as it stands. Raises DigestError for a page that cannot be read."""
    plain, odd = files.walk(content, _NOT_PAGES)
    records = {path.stem: path for path in _records(content) if path.suffix != ".tmp"}
    stored = [page for path in plain if (page := _stored(content, path, records))]
    left = _unnamed(records, {page.names for page in stored})
    stored = [page if page.base else _adopted(page, left) for page in stored]
    pages: dict[str, Stored] = {}
    for page in sorted(stored, key=lambda page: (page.edited, page.path)):
        pages.setdefault(page.seed, page)
    deleted = {base.seed: base for base in left if base.seed not in pages}
    twins = tuple(page for page in stored if pages[page.seed] is not page)
    return Store(content, pages, twins, tuple(plain), tuple(odd), deleted)


def _stored(content: Path, path: str, records: Mapping[str, Path]) -> Stored | None:
    text = files.read(content / path, path)
    digest = parse(text, path).fields.get("digest")
    if not isinstance(digest, dict) or not isinstance(digest.get("seed"), str):
        return None
    name = str(digest.get("base") or "")
    return Stored(path, text, digest["seed"], name, _base(records[name]) if name in records else None)


def _unnamed(records: Mapping[str, Path], named: Collection[str]) -> list[Base]:
    """The sound records that no page names."""
    found = (_base(path) for name, path in records.items() if name not in named and path.suffix == ".json")
    return [base for base in found if base]


def _adopted(page: Stored, left: Sequence[Base]) -> Stored:
    """A page without its record, with the record of its seed that no page names: the page was taken back from the
    history, or git joined two versions of it. Of several records the one whose page is most like this one.
    """
    rows = Counter(page.text.splitlines())
    likeness = [((Counter(base.page.splitlines()) & rows).total(), base.name, base) for base in left]
    mine = [one for one in likeness if one[2].seed == page.seed]
    if not mine:
        return page
    base = max(mine, key=lambda one: one[:2])[2]
    return replace(page, names=base.name, base=base)


def _base(path: Path) -> Base | None:
    try:
        return bases.load(path.stem, files.read_bytes(path, path.name), path.name)
    except DigestError:
        return None
