"""Is every page sound? What `digest check` says of the files people edit, each fault with its line and its mending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from digest.model import DigestError
from digest.page import fields, files
from digest.page.format import parse

# Written by the build and swept with it; nobody edits them.
_BUILT = frozenset(["browse"])


def check(content: Path) -> Iterator[DigestError]:
    """The faults of all Markdown files below `content`, in the order of their paths. Raises nothing."""
    plain, odd = files.walk(content, _BUILT)
    for path in odd:
        yield DigestError("this is no plain file", str(content / path), "Move it out of the folder of pages.")
    for path in plain:
        yield from _faults(content / path)


def _faults(path: Path) -> Iterator[DigestError]:
    try:
        page = parse(files.read(path, str(path)), str(path))
    except DigestError as fault:
        yield fault
        return
    yield from fields.problems(page.fields, page.place)
