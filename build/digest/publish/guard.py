"""What MkDocs may read and publish of the folder of pages: plain files of known kinds, and Markdown it can parse."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from digest.model import DigestError
from digest.page.gate import BESIDE

# Lists and quotations in each other, deeper than Python-Markdown can follow and anybody reads.
_DEEP = re.compile(r"^(?=(?:[ \t]*+(?:[-+*]|\d{1,9}[.)])[ \t]++|[ \t]*+>){20})", re.MULTILINE)

# Python-Markdown looks for the end of each bracket to the end of the paragraph, and for each one inside that again.
_BRACKETS = 500
_PARAGRAPH = re.compile(r"(?:[^\n]*[^\s][^\n]*(?:\n|$))+")
_CODE = re.compile(r"^((?:```\w*\n(?:(?!```).*\n)*+```|~~~\w*\n(?:(?!~~~).*\n)*+~~~)[ \t]*$)", re.MULTILINE)
# Python's reader of HTML gives up on any other section, wherever extensions let it begin to read.
_SECTION = re.compile(r"<!\[(?!CDATA\[)")


class Source(Protocol):
    """What is asked of a file of MkDocs: where it lies, if anywhere, and below which folder."""

    @property
    def src_uri(self) -> str: ...
    @property
    def src_dir(self) -> str | None: ...
    @property
    def abs_src_path(self) -> str | None: ...


def linked(content: Path) -> Iterator[DigestError]:
    """The links to folders below `content`. MkDocs would walk into them, round in circles or all over the disk."""
    for folder, names, _ in os.walk(content):  # which enters no link
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink():
                mend = "Put the files themselves there, or move the link out of the folder of pages."
                yield DigestError("this is a link to a folder", str(path), mend)


def unfit(files: Iterable[Source], content: Path) -> list[str]:
    """The files below `content` that must not be opened or published: links, pipes, and what a browser would run."""
    root = os.path.realpath(content)
    own = [file for file in files if file.abs_src_path and file.src_dir and os.path.realpath(file.src_dir) == root]
    return [file.src_uri for file in own if not _fits(Path(str(file.abs_src_path)), root, file.src_uri)]


def _fits(path: Path, root: str, uri: str) -> bool:
    try:
        plain = stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
    inside = os.path.realpath(path) == os.path.normpath(f"{root}/{uri}")
    return plain and inside and path.suffix.lower().removeprefix(".") in BESIDE | {"md", "yml"}


def parsable(markdown: str) -> str:
    """`markdown` without what stops its readers: lists in lists without end, paragraphs of hundreds of brackets,
    sections in brackets nobody knows.
    """
    shallow = _SECTION.sub("<\u200b![", _DEEP.sub("&#8203;", markdown))
    if shallow.count("[") <= _BRACKETS:
        return shallow
    parts = _CODE.split(shallow)  # paragraphs and code in turn
    return "".join(part if n % 2 else _PARAGRAPH.sub(_plain, part) for n, part in enumerate(parts))


def _plain(paragraph: re.Match[str]) -> str:
    text = paragraph[0]
    return text if text.count("[") <= _BRACKETS else text.replace("[", "&#91;")
