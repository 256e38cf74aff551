"""Text → Markdown that shows exactly its words, and a page → its file.

The escapes are contextual: a character is touched only where it would be read as Markdown. What comes out
is rendered as the site renders it and compared with what went in; a line that differs is written more
strictly (every sign that opens something, every sign as an entity, every character that is no letter), in the
end as a fenced block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from digest.model import Link, Page, Shape
from digest.page import dialect, fields
from digest.page.clean import clean
from digest.text import squeeze

# A line without these signs, and without a list mark at its start, is the same in Markdown.
_SIGN = re.compile(r"[\\`*_\[\]{}<>&~]|^(?:[-+#:!?/=|^.]|\d+[.)])")
# Signs that start an inline pattern: Python-Markdown's cost grows with their square where they stay open.
_OPENER = re.compile(r"[\[<!&]")
_TRIGGER = re.compile(r"[\\`*_\[<!&~{]")
OPENERS, TRIGGERS = 200, 2_000
# Each sign takes ten microseconds to prove. A text with so many of them may have fewer in a line.
CROWD, IN_A_CROWD = 20_000, 100
# Blocks rendered at once: Python-Markdown's cost grows with their square.
AT_ONCE = 4_000
# Of so many lines a page is one block of plain text: whoever renders it pays for the square of its blocks.
MOST_LINES = 20_000

_START = re.compile(
    r"#|>|[-+](?=\s|$)|\*(?=\s|$)|\d+\.(?=\s|$)|[-_*](?:\s*[-_*]){2,}\s*$|!!!|\?\?\?|:(?=\s)|///|\[TOC\]|=+\s*$"
)
_RUN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash that would escape its neighbour
    r"|<(?=[A-Za-z/!?])|&(?=#?[0-9A-Za-z]{1,40};)|\{(?=[{%#:=+\-~>.])"
    r"|~~+|\[|`+|\*+|_+"
)
_EVERY = re.compile(r"[\\`*_\[\]<{~]|&(?=#?[0-9A-Za-z]{1,40};)")
_LINKISH = re.compile(r"\] ?[\[(:]")


def to_markdown(text: str) -> str:
    """`text`, one paragraph a line, as Markdown that the site shows with exactly the same words."""
    return _joined([("paragraph", line) for line in text.split("\n")])


def page_text(page: Page, base: str) -> str:
    """The file of `page`, signed with the hash of its base record (empty: as the record itself keeps it)."""
    rows = [fields.emit(name, value) for name, value in page.fields.items() if value not in (None, "", (), [])]
    digest = fields.emit("digest", {"seed": page.seed, "base": base})
    summary, text, related = page.headings
    parts = (
        (summary, _joined([("item", sentence) for sentence in page.summary])),
        (text, _joined(page.text)),
        (related, "\n".join(map(_link, page.related))),
    )
    body = "".join(f"\n## {inline(heading)}\n\n{part}\n" for heading, part in parts if part)
    return f"---\n{''.join(rows)}{digest}---\n{body}"


def inline(text: str) -> str:
    """A title or a phrase as Markdown, for use inside a line or a link: brackets are escaped throughout."""
    line = clean(text)
    if not _SIGN.search(line):
        return line
    return next((text for escape in _LEVELS[1:] if _shows_inside(text := escape(line), line)), _all(line))


def _shows_inside(source: str, line: str) -> bool:
    r"""Alone and as a link's words: `[\]:](…)` would be a definition of a link, and show nothing."""
    return all(_shows(whole, ("p", line)) for whole in (source, f"[{source}](x.md)"))


def address(path: str) -> str:
    """A path as the target of a link: what Markdown, HTML or an address would read otherwise is written as per cent."""
    return re.sub(r"[\s()<>%#?&\"'\\`*_\[\]{}|^~]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), clean(path))


def _link(link: Link) -> str:
    reason = clean(link.reason)
    return f"- [{inline(link.title)}]({address(link.target)})" + (f" — {inline(reason)}" if reason else "")


# -- lines of a part ----------------------------------------------------------------------------------------------


def _joined(blocks: Iterable[tuple[Shape, str]]) -> str:
    """The blocks as Markdown, rendered together once more: what is sound alone may pair up with a neighbour."""
    lines = [(shape, line) for shape, text in blocks if (line := clean(text))]
    if len(lines) > MOST_LINES:
        return fence("\n".join(line for _, line in lines))
    special = [block for block in lines if _SIGN.search(block[1])]
    most = IN_A_CROWD if sum(len(_TRIGGER.findall(line)) for _, line in special) > CROWD else TRIGGERS
    # More of them are proven in parts, so that no sign may stay with which lines far apart could pair up.
    levels = range(len(special) > AT_ONCE, len(_LEVELS))
    level = next((n for n in levels if _sound([(b, _block(*b, n, most)) for b in special])), len(_LEVELS))
    return _stacked([(shape, _block(shape, line, level, most)) for shape, line in lines])


def _sound(written: Sequence[tuple[tuple[Shape, str], str]]) -> bool:
    return all(_shown(written[at : at + AT_ONCE]) for at in range(0, len(written), AT_ONCE))


def _shown(written: Sequence[tuple[tuple[Shape, str], str]]) -> bool:
    source = _stacked([(shape, text) for (shape, _), text in written])
    return dialect.seen(source) == [(_tag(shape, text), squeeze(line)) for (shape, line), text in written]


def _stacked(blocks: Sequence[tuple[Shape, str]]) -> str:
    """Blocks apart by a blank line; items of one list follow each other."""
    rows: list[str] = []
    for n, (shape, block) in enumerate(blocks):
        tight = n and shape == blocks[n - 1][0] == "item" and "\n" not in block + blocks[n - 1][1]
        rows += [("\n" if tight else "\n\n") * bool(n), block]
    return "".join(rows)


_MARK: dict[Shape, str] = {"paragraph": "", "heading": "### ", "item": "- "}
_TAG: dict[Shape, str] = {"paragraph": "p", "heading": "h3", "item": "li"}


def _tag(shape: Shape, block: str) -> str:
    return "pre" if "\n" in block else _TAG[shape]


@lru_cache(maxsize=4096)
def _block(shape: Shape, line: str, level: int, most: int) -> str:
    """One block, written at `level` or, where that shows other words, more strictly; of at most so many signs."""
    if not _SIGN.search(line) and shape != "heading":
        return _MARK[shape] + line
    if len(_TRIGGER.findall(line)) > most:
        return fence(line)
    level = max(level, 1) if len(_OPENER.findall(line)) > OPENERS else level
    for escape in _LEVELS[level:]:
        block = _MARK[shape] + escape(line)
        if block.count("&#") > TRIGGERS:
            break
        if _shows(block, (_TAG[shape], line)):
            return block
    return fence(line)


def _shows(source: str, block: tuple[str, str]) -> bool:
    return dialect.seen(source) == [block]


def fence(line: str) -> str:
    """One or more lines as a fenced block of plain text: for what costs Python-Markdown more than linear time."""
    longest = max(map(len, re.findall("`+", line)), default=0)
    marks = "`" * max(3, longest + 1)
    return f"{marks}text\n{line}\n{marks}"


# -- four ways to write a line, each stricter than the one before --------------------------------------------------


def _contextual(line: str) -> str:
    start = _START.match(line)
    head = _first(start[0]) if start else ""
    at = start.end() if start else 0
    linkish = _LINKISH.search(line) is not None
    single = {sign for sign in "`*_" if line.count(sign) == 1}

    def escaped(run: re.Match[str]) -> str:
        signs, text = run[0], run.string
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        quiet = {
            "[": not linkish and after != "^",
            "*": (before + after).isspace(),
            "_": before.isalnum() and after.isalnum(),
        }
        return signs if signs in single or quiet.get(signs[0]) else _plain(signs)

    return head + _RUN.sub(escaped, line[at:])


def _first(mark: str) -> str:
    """A mark at the start of a line that makes it a heading, a list, a rule…, made plain."""
    return f"{mark[:-1]}\\." if mark[0].isdigit() else _plain(mark[0]) + mark[1:]


def _plain(signs: str) -> str:
    """Signs behind a backslash where every Markdown knows it, else as entities."""
    return "".join("\\" + sign if sign in "\\`*_[]#>+-!" else _entity(sign) for sign in signs)


def _entity(sign: str) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(sign) or f"&#{ord(sign)};"


def _strict(line: str) -> str:
    """As the first, but every sign that can open something, brackets included."""
    start = _START.match(line)
    head = _first(start[0]) if start else ""
    return head + _EVERY.sub(lambda m: _plain(m[0]), line[start.end() if start else 0 :])


def _entities(line: str) -> str:
    start = re.match(r"\d+(?=[.)])|", line)
    head = start[0] if start else ""
    return head + re.sub(r"[!-/:-@\[-`{-~]", lambda m: _entity(m[0]), line[len(head) :])


def _all(line: str) -> str:
    return re.sub(r"[^\s\w]|_", lambda m: f"&#{ord(m[0])};", line)


_LEVELS: tuple[Callable[[str], str], ...] = (_contextual, _strict, _entities, _all)
