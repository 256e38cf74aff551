"""The only file that knows the order of the stages, and the process pool."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from digest import compose
from digest.article.blocks import blocks
from digest.article.boilerplate import SHARED_BY, Cleaning, read_blocks
from digest.article.overrule import Overrules
from digest.article.overrule import parse as parse_overrules
from digest.article.read import read_article
from digest.article.seed import read as read_seed
from digest.model import Article, DigestError, Name, Page, Relations, Seed
from digest.page.fields import text as text_of
from digest.page.format import parse
from digest.page.store import Change, Store, opened
from digest.publish.browse import Shelf, written
from digest.publish.collect import collect
from digest.publish.put import put
from digest.relations.authority import Authority
from digest.relations.authority import parse as parse_authority
from digest.relations.names import unite
from digest.relations.relate import relate
from digest.relations.tags import tags
from digest.text import key

_T = TypeVar("_T")
# What a long run shows: the stage, how much of it is done, how much there is.
Progress = Callable[[str, int, int], None]
# Below this many seeds a pool costs more than it saves.
POOL_FROM = 48


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, or under `check` would do. `problems` are the inputs it had to leave out.

    `shelf` is what the browse pages were drawn from, `former` the earlier paths of each page by its path; both are
    empty under `check`.
    """

    changes: tuple[Change, ...] = ()
    problems: tuple[DigestError, ...] = ()
    shelf: Shelf | None = None
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether a page changed, or would."""
        return any(change.writes for change in self.changes)


def build(seeds: Path, content: Path, *, check: bool = False, progress: Progress | None = None) -> Report:
    """Build `content` from `seeds`: read each alone, relate all together, write what differs.

    `check` writes nothing. A seed that cannot be read is reported and left out; its page stays as it is.
    Raises DigestError where nothing can be built: no folder of seeds, an authority file that is broken.
    """
    told = progress or _silent
    found, problems = read_seeds(seeds, told)
    articles, empty = read_articles(found, read_overrules(seeds), told)
    relations = relate_all(articles, read_authority(content), told)
    with opened(content, check=check) as held:
        _refuse_emptiness(seeds, held)
        names = {path.name for path in seed_files(seeds)}
        store = held.following({article.seed.name: article.seed.sha256 for article in articles}, names)
        pages = compose_pages(articles, pinned(relations, articles, store), store)
        changes = store.plan(pages, seeds=names)
        if not check:
            changes = store.apply(changes)
    report = Report(tuple(changes), (*problems, *empty))
    return report if check else replace(report, **publish(content, relations.names))


def publish(content: Path, names: Sequence[Name]) -> dict[str, Any]:
    """Writes the browse pages of the pages as people left them; gives back what a report says of them."""
    with opened(content, check=True) as store:
        shelf = collect(store, names)
        put(content, written(shelf))
    return {"shelf": shelf, "former": {page.path: page.former for page in store.pages.values() if page.former}}


def seed_text(seed: Path, sha256: str) -> str:
    """The text of a seed whose bytes have this sum; empty where it cannot be read or is another by now."""
    try:
        found = read_seed(seed)
    except DigestError:
        return ""
    return found.text if found.sha256 == sha256 else ""


def seed_files(folder: Path) -> list[Path]:
    """What lies in the folder of seeds, by name; hidden files are the system's, not seeds."""
    if not folder.is_dir():
        raise DigestError("there is no such folder of seeds", str(folder), "Make it, or name another with --seeds.")
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _refuse_emptiness(seeds: Path, store: Store) -> None:
    """Pages go with their seeds; but a folder without any seed beside a full one is a slip, not a wish."""
    if store.pages and not seed_files(seeds):
        raise DigestError(
            f"there is no seed, but {len(store.pages)} pages", str(seeds), "Name the right folder, or delete the pages."
        )


def read_seeds(folder: Path, progress: Progress) -> tuple[list[Seed], list[DigestError]]:
    """The seeds of a folder, and what is wrong with those that cannot be read."""
    paths = seed_files(folder)
    seeds, problems = [], []
    for done, path in enumerate(paths, 1):
        try:
            seeds.append(read_seed(path))
        except DigestError as problem:
            problems.append(problem)
        progress("Reading seeds", done, len(paths))
    return seeds, problems


def survey(seeds: Iterable[Seed]) -> Mapping[str, int]:
    """Lines that several texts share, by key, with the number of texts. Copies of one story count as one text."""
    counts: Counter[str] = Counter()
    told: set[str] = set()
    for seed in seeds:
        keys = {key(block.text) for block in blocks(seed.text)}
        story = max(keys, key=lambda line: (len(line), line), default="")
        if story not in told:
            told.add(story)
            counts.update(keys)
    return {line: count for line, count in counts.items() if line and count >= SHARED_BY}


def read_articles(
    seeds: Sequence[Seed], overrules: Overrules, progress: Progress
) -> tuple[list[Article], list[DigestError]]:
    """Each seed alone, many of them over all cores; and what is wrong with those that hold no story."""
    read = partial(_read, shared=survey(seeds), overrules=overrules)
    if len(seeds) < POOL_FROM:
        results = list(_counted(map(read, seeds), len(seeds), progress))
    else:
        with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
            results = list(_counted(pool.map(read, seeds, chunksize=8), len(seeds), progress))
    articles = [result for result in results if isinstance(result, Article)]
    return articles, [result for result in results if isinstance(result, DigestError)]


def taken_apart(path: Path) -> Cleaning:
    """The seed at `path` as a build of its folder would clean it: with the folder's shared lines and its rules."""
    seed = read_seed(path)
    beside, _ = read_seeds(path.absolute().parent, _silent)
    return read_blocks(seed.text, survey(beside), read_overrules(path.absolute().parent))


def _read(seed: Seed, shared: Mapping[str, int], overrules: Overrules) -> Article | DigestError:
    """A result that crosses from one process to another."""
    try:
        return read_article(seed, shared, overrules)
    except DigestError as problem:
        return problem


def read_authority(content: Path) -> Authority:
    """The names that people settled in content/names.yml; an empty authority where there is no such file."""
    path = content / "names.yml"
    return parse_authority(_people_wrote(path), str(path)) if path.exists() else Authority()


def read_overrules(seeds: Path) -> Overrules:
    """The project's own rules, in rules.toml beside the folder of seeds; none where there is no such file."""
    path = seeds.absolute().parent / "rules.toml"
    return parse_overrules(_people_wrote(path), str(path)) if path.exists() else Overrules()


def _people_wrote(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise DigestError("the file is not UTF-8", str(path), "Save it as UTF-8 text.") from None
    except OSError as error:
        raise DigestError(f"the file cannot be read ({error.strerror})", str(path), "Check its rights.") from None


def relate_all(articles: Sequence[Article], authority: Authority, progress: Progress) -> Relations:
    """All articles together: names, tags, related pages."""
    progress("Relating articles", 0, 3)
    names, named = unite(articles, authority)
    progress("Relating articles", 1, 3)
    tagged = tags(articles, named)
    progress("Relating articles", 2, 3)
    related = relate(articles, named)
    progress("Relating articles", 3, 3)
    return Relations(names, named, tagged, related)


def pinned(relations: Relations, articles: Sequence[Article], store: Store) -> Relations:
    """Tags stay as they were once written while the seed stays: what is rare moves with every text that comes."""
    tags = dict(relations.tags)
    for article in articles:
        stored = store.pages.get(article.seed.name)
        if stored and stored.base and stored.base.sha256 == article.seed.sha256:
            written = parse(stored.base.page, stored.path).fields.get("tags")
            tags[article.seed.name] = tuple(map(str, written)) if isinstance(written, list) else ()
    return replace(relations, tags=tags)


def compose_pages(articles: Sequence[Article], relations: Relations, store: Store) -> list[Page]:
    """The pages as the build would write them, each knowing where it lies and lay.

    Links carry the titles people gave; none leads to a deleted page or to one that people hid.
    """
    paths = store.paths({article.seed.name: article.meta.title.value for article in articles})
    left = {seed: parse(page.text, page.path).fields for seed, page in store.pages.items() if page.edited}
    titles = {a.seed.name: (_title(a, store), a.meta.lang.value) for a in articles}
    shown = {seed: path for seed, path in paths.items() if text_of(left.get(seed, {}).get("publish")) != "hidden"}
    seen_from = cache(partial(_seen_from, shown))  # nearly all pages lie in one folder
    pages = []
    for article in articles:
        path = paths.get(article.seed.name, "")
        page = compose.page(article, relations, seen_from(PurePosixPath(path).parent), titles)
        pages.append(replace(page, record={**page.record, "paths": _paths(store, page.seed, path)}))
    return pages


def _paths(store: Store, seed: str, path: str) -> list[str]:
    """Where a page lay and lies, so that a renamed one is found at its old address too."""
    stored = store.pages.get(seed)
    return [*(stored.former if stored else ()), path]


def _title(article: Article, store: Store) -> str:
    """The title that the page will have: a person's where they changed it, else the build's new one."""
    stored = store.pages.get(article.seed.name)
    if stored is None or not stored.edited:
        return article.meta.title.value
    left = parse(stored.text, stored.path).fields.get("title")
    built = parse(stored.base.page, stored.path).fields.get("title") if stored.base else None
    return str(left) if left and left != built else article.meta.title.value


def _seen_from(paths: Mapping[str, str], folder: PurePosixPath) -> Mapping[str, str]:
    """The paths as links from the pages of a folder: relative, with forward slashes."""
    return {seed: os.path.relpath(target, folder).replace(os.sep, "/") for seed, target in paths.items()}


def _counted(results: Iterable[_T], total: int, progress: Progress) -> Iterable[_T]:
    for done, result in enumerate(results, 1):
        progress("Reading articles", done, total)
        yield result


def _silent(_stage: str, _done: int, _total: int) -> None: ...
