"""The page as people left it, meeting the page the build would write: nobody's work is lost, and people win."""

from __future__ import annotations

from dataclasses import dataclass

from digest.page.base import Proposal
from digest.page.format import parse
from digest.page.merge_body import merge_body
from digest.page.merge_fields import merge_fields


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged page, and what the build would have written where the person's word stands."""

    text: str
    proposals: tuple[Proposal, ...] = ()


def merge(base: str, theirs: str, ours: str) -> Merged:
    """The page of a person (`theirs`) with what the build changed from `base` to `ours`.

    Every change of the build is either in the text or among the proposals. Line ends, byte order mark,
    comments, order and quoting stay as the person has them. Raises DigestError where the person's front
    matter cannot be read.
    """
    if ours in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(ours)
    page = parse(theirs, "page")
    before, now = (parse(_ended(text, page.newline), "build") for text in (base, ours))
    front, fields = merge_fields(before, page, now)
    body, blocks = merge_body(before.body, page.body, now.body)
    return Merged(page.head + front + page.foot + body, fields + blocks)


def _ended(text: str, newline: str) -> str:
    return text if newline == "\n" else text.replace("\r\n", "\n").replace("\n", newline)
