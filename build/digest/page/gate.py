"""Is every page sound? What `digest check` says of the files people edit, each fault with its line and its mending."""

from __future__ import annotations

import difflib
import hashlib
import html
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from digest.model import DigestError
from digest.page import base as bases
from digest.page import clean, fields, files, markup, slug
from digest.page.base import Base
from digest.page.format import MARK, UNMARK, Block, ParsedPage, lines, parse

# Written by the build and swept with it; nobody edits them.
_BUILT = "browse"
# What may lie beside the pages: it is published as it stands, so it must be nothing that a browser runs.
BESIDE = frozenset("png jpg jpeg gif webp avif txt csv tsv bib json pdf".split())
_SETTINGS = frozenset(["names.yml"])

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_LINK = re.compile(
    r"(?<!\\)\]\(\s{0,9}(?:<([^<>\n]{0,2000})>|([^\s()<>]{1,2000}))|^ {0,3}\[(?!\^)[^\]\n]{1,500}\]:\s{0,9}(\S{1,2000})"
)
_HEADING = re.compile(r"##[ \t]+(.*?)[ \t#]*$")
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class _Folder:
    """What lies below the content folder: Markdown files, all else that is published, and what is no plain file."""

    root: Path
    pages: tuple[str, ...]
    others: frozenset[str]
    odd: tuple[str, ...]


def check(content: Path, seeds: Path | None = None) -> Iterator[DigestError]:
    """The faults of all files below `content`, in the order of their paths, each with `file:line`. Raises nothing.

    With `seeds` the pages whose seed has changed since they were built are told as well.
    """
    folder = _walk(content)
    for path in folder.odd:
        yield DigestError("this is no plain file", str(content / path), "Move it out of the folder of pages.")
    yield from _beside(folder)
    read: list[ParsedPage] = []
    for path in folder.pages:
        try:
            page = parse(files.read(content / path, str(content / path)), str(content / path))
        except DigestError as fault:
            yield fault
            continue
        read.append(page)
        base = _base(page, content)
        yield from fields.problems(page.fields, page.place)
        yield from _faults(page, path, folder)
        if (
            base is None or _text(page) != base.page
        ):  # the build itself writes nothing active, and checks that it does not
            yield from _active(page)
        if _seed(page):
            yield from _state(page, base, seeds)
    yield from _twins(read)


# -- the folder ---------------------------------------------------------------------------------------------------


def _walk(root: Path) -> _Folder:
    pages, others, odd = [], set(), []
    waiting = [root] if root.is_dir() else []
    while waiting:
        for entry in os.scandir(waiting.pop()):
            path = Path(entry.path).relative_to(root).as_posix()
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and path != _BUILT:
                    waiting.append(Path(entry.path))
            elif not entry.is_file(follow_symlinks=False):
                odd.append(path)
            elif entry.name.lower().endswith(".md") and not entry.name.startswith("."):
                pages.append(path)
            else:
                others.add(path)
    return _Folder(root, tuple(sorted(pages)), frozenset(others), tuple(sorted(odd)))


def _beside(folder: _Folder) -> Iterator[DigestError]:
    for path in sorted(folder.others - _SETTINGS):
        name = PurePosixPath(path).name
        if not name.startswith(".") and name.rpartition(".")[2].lower() not in BESIDE:
            mend = f"Pages are .md; beside them may lie {', '.join(sorted(BESIDE))}."
            yield DigestError("files of this kind are not published", str(folder.root / path), mend)


def _twins(pages: list[ParsedPage]) -> Iterator[DigestError]:
    """Two pages of one seed, and two pages that a reader would find at one address."""
    seeds: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for page in pages:
        seed = _seed(page)
        if seed and (other := seeds.setdefault(seed, page.where)) != page.where:
            mend = "Keep one; in the other delete the digest line, and it is a page of your own."
            yield DigestError(f"the seed {seed} has another page, {other}", page.place("digest"), mend)
        address = slug.same_name(re.sub(r"(?:^|/)(?:index|readme)$", "", page.where.lower().removesuffix(".md")))
        if (other := addresses.setdefault(address, page.where)) != page.where:
            mend = "Rename one of them: capitals, and how letters are composed, do not tell names apart."
            yield DigestError(f"{other} has the same address", f"{page.where}:1", mend)


# -- one page -----------------------------------------------------------------------------------------------------


def _faults(page: ParsedPage, path: str, folder: _Folder) -> Iterator[DigestError]:
    first = (page.head + page.front + page.foot).count("\n")
    for number, line in enumerate(lines(_text(page)), 1):
        if MARK.match(line):
            yield DigestError("git left a mark of two versions", f"{page.where}:{number}", UNMARK)
        if clean.unclosed(line):
            mend = "End it in the same line (U+202C or U+2069), or take the sign out."
            yield DigestError("a sign that turns the direction of text has no end", f"{page.where}:{number}", mend)
    for number, target in _targets(page.body, first + 1):
        if not _leads(target, path, folder):
            mend = "Name a page by its path from this one, as in other-page.md, or take the link out."
            yield DigestError(f"the link to {target} leads nowhere", f"{page.where}:{number}", mend)


def _active(page: ParsedPage) -> Iterator[DigestError]:
    rows = [html.unescape(row).lower() for row in lines(page.body)]
    first = (page.head + page.front + page.foot).count("\n") + 1
    for what, source in markup.faults(page.body):
        at = next((n for n, row in enumerate(rows) if source.lower() in row), 0)
        yield DigestError(what, f"{page.where}:{first + at}", "Take it out; to show it, write it in a code block.")


def _targets(body: str, first: int) -> Iterator[tuple[int, str]]:
    """Where the links of a body lead, each with its line; code is no link."""
    fence = ""
    for number, line in enumerate(lines(body), first):
        marks = _FENCE.match(line)
        if fence:
            fence = "" if marks and marks[1].startswith(fence) else fence
        elif marks:
            fence = marks[1]
        else:
            for found in _LINK.finditer(_CODE.sub("", line.rstrip("\r\n"))):
                yield number, next(filter(None, found.groups()), "")


def _leads(target: str, path: str, folder: _Folder) -> bool:
    """Whether a link from the page at `path` leads somewhere; addresses elsewhere are not asked."""
    way = unquote(target.partition("#")[0].partition("?")[0])
    if not way or markup.scheme(target) or target.startswith("//"):
        return True
    whole = os.path.normpath(PurePosixPath(path).parent / way).replace(os.sep, "/")
    return whole in folder.pages or whole in folder.others or whole.split("/", 1)[0] == _BUILT


def _text(page: ParsedPage) -> str:
    return page.head + page.front + page.foot + page.body


def _seed(page: ParsedPage) -> str:
    digest = page.fields.get("digest")
    return str(digest.get("seed") or "") if isinstance(digest, Mapping) else ""


def _base(page: ParsedPage, content: Path) -> Base | None:
    """The record that a page names, where it is there and sound."""
    digest = page.fields.get("digest")
    name = str(digest.get("base")) if isinstance(digest, Mapping) else ""
    record = content / bases.FOLDER / f"{name}.json"
    try:
        return bases.load(name, files.read_bytes(record, str(record)), str(record)) if name.isalnum() else None
    except (DigestError, ValueError):
        return None


def _state(page: ParsedPage, base: Base | None, seeds: Path | None) -> Iterator[DigestError]:
    """How a page of the build stands to its record and to its seed."""
    place = page.place("digest")
    if base is None:
        mend = "Take the record back from the history; without it no build changes this page any more."
        yield DigestError("the record that this page names is missing or broken", place, mend)
        return
    yield from _parts(page, base)
    if seeds is not None and _changed(seeds / base.seed, base.sha256):
        what = f"the seed {base.seed} is another text than the page was built from"
        yield DigestError(what, place, "Run `digest build`.")


def _changed(seed: Path, sha256: str) -> bool:
    """Whether the seed is there, and another one. What cannot be read, the build itself tells."""
    try:
        return seed.name != "" and hashlib.sha256(files.read_bytes(seed, str(seed))).hexdigest() != sha256
    except DigestError:
        return False


def _parts(page: ParsedPage, base: Base) -> Iterator[DigestError]:
    """Parts that the build made and whose heading is gone or misspelt, while what stood under it is still there."""
    built = _headings(parse(base.page, "record"))
    mine = _headings(page)
    for name, (_, under) in built.items():
        if name in mine:
            continue
        near = difflib.get_close_matches(name, [other for other in mine if other not in built], 1, _ALIKE)
        if near:
            place = f"{page.where}:{mine[near[0]][0]}"
            yield DigestError(f"the heading of a part is misspelt: {near[0]}", place, f"Write ## {name}")
        elif other := next((other for other, (_, first) in mine.items() if first == under and other not in built), ""):
            what = f"the heading of the part {name} reads {other}, so that the site does not know it"
            yield DigestError(what, f"{page.where}:{mine[other][0]}", f"Write ## {name}")
        elif at := next((block.line for block in page.blocks()[1] if _first_line(block) == under), 0):
            yield DigestError(f"the part {name} has no heading", f"{page.where}:{at}", f"Write ## {name} above it.")


def _headings(page: ParsedPage) -> dict[str, tuple[int, str]]:
    """The headings of the parts, each with its line and the first line of what stands under it."""
    blocks = page.blocks()[1]
    found = {}
    for block, under in zip_longest(blocks, blocks[1:]):
        heading = _HEADING.match(block.text.rstrip("\r\n")) if block.sort == "heading" else None
        if heading:
            found[heading[1]] = (block.line, _first_line(under) if under else "")
    return found


def _first_line(block: Block) -> str:
    return block.text.split("\n", 1)[0].strip()
