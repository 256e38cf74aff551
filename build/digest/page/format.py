"""A Markdown file ⇄ its parts: the front matter as text, key by key, and the body, block by block.

Nothing is lost on the way: the parts, written one after the other, are the file to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from digest.model import DigestError

Sort = Literal["paragraph", "heading", "item", "fence", "container"]

FRONT_BYTES, FRONT_DEPTH = 64 * 1024, 20
# Where git could not join two versions of a page it leaves both, between such lines.
MARK = re.compile(r"(?:<{7}|>{7}) ")
UNMARK = "Keep the version that is right and take the lines <<<<<<<, ======= and >>>>>>> out"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Key:
    """A top-level key of the front matter with its lines: the comments above it and all of its value.

    `value` is where the value stands in `text` (empty behind the colon where there is none), `items` where
    each of its items stands, for a list.
    """

    name: str
    line: int
    text: str
    value: tuple[int, int]
    items: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the body: its lines as they stand, and the blank lines behind them."""

    sort: Sort
    line: int
    text: str
    gap: str


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A file in parts. `head + front + foot + body` is the file.

    `head` is the byte order mark and the opening line, `foot` the closing one; both empty where the page has
    no front matter. `front` is the keys' texts one after the other; `keys` is empty where the front matter is
    one mapping in braces. `fields` holds the values as people
    typed them: texts, lists, mappings, None; YAML's dates, numbers and truths stay text.
    """

    where: str
    head: str
    front: str
    foot: str
    body: str
    fields: Mapping[str, object] = field(default_factory=dict)
    keys: tuple[Key, ...] = ()

    def place(self, name: str) -> str:
        """`file:line` of a top-level key."""
        return f"{self.where}:{next((key.line for key in self.keys if key.name == name), 2)}"

    def blocks(self) -> tuple[str, tuple[Block, ...]]:
        """The blank lines the body starts with, and its blocks."""
        return split(self.body, (self.head + self.front + self.foot).count("\n") + 1)

    @property
    def newline(self) -> str:
        """The line end that most lines of the file have."""
        return newline(self.head + self.front + self.foot + self.body)


def plain(text: str) -> str:
    """A block as it is compared: the kind of its line ends does not count, nor does the last one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def newline(text: str) -> str:
    """The line end that most lines of `text` have; a lone CR, of old editors, where there is no other."""
    if "\n" not in text:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lines(text: str) -> list[str]:
    """Lines with their ends, as Markdown counts them (not at U+2028, form feeds and their like)."""
    return _LINE.findall(text)


def parse(text: str, where: str) -> ParsedPage:
    """The parts of the file `where`. Raises DigestError for front matter that cannot be read, with its line."""
    rows = lines(text)
    closing = _closing(rows)
    if closing is None:
        if text.lstrip("\ufeff")[:3] == "---" and any(row.startswith("digest:") for row in rows[1:40]):
            mend = "Close it with a line of three hyphens, ended like the others."
            raise DigestError("the front matter has no end", f"{where}:1", mend)
        bom = "\ufeff" if text.startswith("\ufeff") else ""
        return ParsedPage(where, bom, "", "", text[len(bom) :])
    for number, row in enumerate(rows[1:closing], 2):
        if MARK.match(row):
            raise DigestError("git left a mark of two versions", f"{where}:{number}", UNMARK)
    front = "".join(rows[1:closing])
    fields, keys = _fields(front, where)
    return ParsedPage(where, rows[0], front, rows[closing], "".join(rows[closing + 1 :]), fields, keys)


def _closing(rows: list[str]) -> int | None:
    """The index of the line that closes the front matter, as MkDocs finds it (`mkdocs.utils.meta`)."""
    if not rows or not re.fullmatch(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)", rows[0]):
        return None
    return next(
        (n for n, row in enumerate(rows[1:], 1) if re.fullmatch(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n)", row)), None
    )


# -- front matter -------------------------------------------------------------------------------------------------


class _Loader(_LOADER):  # type: ignore[misc]
    """YAML in which only an empty value is special: `no`, `0123` and `2018-10-14` are the words people typed."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the class attribute PyYAML looks for
        first: [(tag, pattern) for tag, pattern in rules if tag == "tag:yaml.org,2002:null"]
        for first, rules in _LOADER.yaml_implicit_resolvers.items()
    }


def _fields(front: str, where: str) -> tuple[dict[str, object], tuple[Key, ...]]:
    if len(front) > FRONT_BYTES or len(front.encode(errors="replace")) > FRONT_BYTES:
        raise DigestError("the front matter is longer than 64 KB", f"{where}:1", "Move long texts into the page")
    try:
        front.encode()
        _guard(front, where)
        loader = _Loader(front)
        root = loader.get_single_node()
        if root is None:
            return {}, ()
        if not isinstance(root, yaml.MappingNode):
            raise DigestError("the front matter holds no keys", f"{where}:2", "Write `name: value`, one a line")
        _once(root, where)
        values = {str(key): value for key, value in loader.construct_document(root).items()}
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise _broken(error, where) from None
    return values, () if root.flow_style else _chunks(front, root)


def _guard(front: str, where: str) -> None:
    """No aliases and tags, no deep nesting: what they are good for in a page is to blow it up."""
    depth = 0
    for event in yaml.parse(front, _LOADER):
        line = event.start_mark.line + 2  # type: ignore[union-attr]
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > FRONT_DEPTH:
            raise DigestError("the front matter nests too deep", f"{where}:{line}", "Twenty levels must do")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DigestError(
                "YAML anchors and aliases are not read", f"{where}:{line}", "Put the value in quotes, or write it out"
            )
        if getattr(event, "tag", None):
            raise DigestError("YAML tags are not read", f"{where}:{line}", "Put the value in quotes")


def _once(root: yaml.MappingNode, where: str) -> None:
    seen: dict[str, int] = {}
    for key, _ in root.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name in seen:
            problem = f"{name} stands twice (also in line {seen[name]})"
            raise DigestError(problem, f"{where}:{line}", "Keep one of them")
        seen[name] = line


def _broken(error: Exception, where: str) -> DigestError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML"
    return DigestError(
        f"the front matter cannot be read: {problem}",
        f"{where}:{(mark.line if mark else 0) + 2}",
        "Put the value in quotes where it holds a colon, a # or starts with a sign",
    )


def _chunks(front: str, root: yaml.MappingNode) -> tuple[Key, ...]:
    """The front matter cut at its keys; comments right above a key go with it."""
    begins = [_above(front, key.start_mark.index) for key, _ in root.value]
    begins[:1] = [0][: len(begins)]
    ends = [*begins[1:], len(front)]
    return tuple(_key(front, pair, begin, end) for pair, begin, end in zip(root.value, begins, ends, strict=False))


def _key(front: str, pair: tuple[yaml.Node, yaml.Node], begin: int, end: int) -> Key:
    key, value = pair
    line = front.count("\n", 0, key.start_mark.index) + 2
    items = value.value if isinstance(value, yaml.SequenceNode) else []
    spans = [(node.start_mark.index - begin, _end(front, node) - begin) for node in (value, *items)]
    return Key(str(key.value), line, front[begin:end], spans[0], tuple(spans[1:]))


def _above(front: str, at: int) -> int:
    """Where the comments right above a key begin; an indented one belongs to the value before."""
    begin = _start(front, at)
    while front[(line := _start(front, _before(front, begin))) : begin].startswith("#"):
        begin = line
    return begin


def _start(text: str, at: int) -> int:
    """Where the line begins that holds the sign in front of `at`, or that begins there."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _before(text: str, begin: int) -> int:
    """The end of the line above the one that begins at `begin`, its line end left out."""
    return max(begin - (2 if text[max(begin - 2, 0) : begin] == "\r\n" else 1), 0)


def _end(front: str, node: yaml.Node) -> int:
    """Where a value ends; YAML's own mark for a block lies at the next key, behind its comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(front, last[1] if isinstance(last, tuple) else last)
    start = int(node.start_mark.index)
    return start + len(front[start : node.end_mark.index].rstrip())


# -- body ---------------------------------------------------------------------------------------------------------

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d+[.)])[ \t]")
_CONTAINER = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]|\[\^[^\]]+\]:|:[ \t]")
_DEEPER = re.compile(r"(?: {4}|\t| {2,}(?=\S))")


def split(body: str, line: int = 1) -> tuple[str, tuple[Block, ...]]:
    """The blank lines in front, and the blocks of `body`, whose first line is number `line` of its file."""
    rows = lines(body)
    first = next((n for n, row in enumerate(rows) if row.strip()), len(rows))
    return "".join(rows[:first]), tuple(_blocks(rows, first, line))


def _blocks(rows: list[str], at: int, line: int) -> Iterator[Block]:
    while at < len(rows):
        sort = _sort(rows[at])
        end = _END[sort](rows, at)
        behind = end
        while behind < len(rows) and not rows[behind].strip():
            behind += 1
        yield Block(sort, line + at, "".join(rows[at:end]), "".join(rows[end:behind]))
        at = behind


def _sort(row: str) -> Sort:
    if _FENCE.match(row):
        return "fence"
    if _HEADING.match(row):
        return "heading"
    if _ITEM.match(row):
        return "item"
    return "container" if _CONTAINER.match(row) else "paragraph"


def _end_of_paragraph(rows: list[str], at: int) -> int:
    at += 1
    while at < len(rows) and rows[at].strip() and _sort(rows[at]) in ("paragraph", "item"):
        at += 1
    return at


def _end_of_fence(rows: list[str], at: int) -> int:
    """Behind the closing line; where there is none the rest of the page is one block."""
    opening = _FENCE.match(rows[at])
    marks = opening[1] if opening else ""
    for n in range(at + 1, len(rows)):
        row = rows[n].strip()
        if row.startswith(marks) and not row.strip(marks[0]):
            return n + 1
    return len(rows)


def _end_of_container(rows: list[str], at: int) -> int:
    """Behind the last line that is indented, blank lines between them included."""
    end = at = at + 1
    while at < len(rows):
        blank = not rows[at].strip()
        if not blank and not _DEEPER.match(rows[at]) and (at > end or _sort(rows[at]) != "paragraph"):
            break
        at += 1
        end = end if blank else at
    return end


_END = {
    "paragraph": _end_of_paragraph,
    "heading": lambda _, at: at + 1,
    "fence": _end_of_fence,
    "item": _end_of_container,
    "container": _end_of_container,
}
