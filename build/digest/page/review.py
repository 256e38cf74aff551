"""What waits for a person's word: proposals listed, taken or turned down, and cut lines put back.

Each answer is a pair (text of the page, file of its record) for `Store.apply`; nothing is written here.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.model import DigestError
from digest.page.align import ALIKE, alike
from digest.page.base import Base, Proposal, name_of
from digest.page.format import Block, ParsedPage, lines, parse, plain, split
from digest.page.merge import Merged
from digest.page.merge_body import merge_body
from digest.page.merge_fields import OWN, put
from digest.page.render import inline, to_markdown
from digest.text import squeeze

_OPENING = 40  # characters


def diff(proposal: Proposal) -> str:
    """The person's lines against the build's, as a unified diff without its head."""
    theirs, ours = plain(proposal.theirs).splitlines(), plain(proposal.ours).splitlines()
    rows = difflib.unified_diff(theirs, ours, lineterm="", n=3)
    return "\n".join(row for row in rows if not row.startswith(("---", "+++", "@@")))


def opening(proposal: Proposal) -> str:
    """The first words of a block, by which people know it better than by its digits; a field has its name."""
    words = squeeze(proposal.theirs or proposal.ours or proposal.base) if proposal.sort == "block" else ""
    return words if len(words) <= _OPENING else f"{words[:_OPENING].rstrip()}…"


def accept(text: str, base: Base, part: str) -> tuple[str, bytes]:
    """The page with the build's version of `part` in the place of the person's. Raises DigestError for a wrong part."""
    proposal = _find(base, part)
    page = parse(text, "page")
    ours = _ended(proposal.ours, page.newline)
    front, body = page.front, page.body
    if proposal.sort == "field" and not page.keys:
        mend = "Write its keys one a line, or take the value over by hand."
        raise DigestError("the front matter is one mapping in braces", f"{base.seed}, {part}", mend)
    if proposal.sort == "field":
        front = put(page, part, ours, [key.name for key in parse(base.page, "base").keys])
    elif proposal.sort == "body":
        body = ours
    else:
        body = _with(page, proposal, parse(_ended(base.page, page.newline), "base").body)
    return _answer(page.head + front + page.foot + body, base.without(part))


def reject(text: str, base: Base, part: str) -> tuple[str, bytes]:
    """The page as it is, the proposal gone; the build asks again only when its own version changes."""
    _find(base, part)
    return _answer(text, base.without(part))


def restore(text: str, base: Base, line: int) -> tuple[str, bytes]:
    """The page with what was cut from line `line` of its seed (from 1) back where it stood.

    The record must hold `cuts` (rows with `line`, `start` and `text`) and `starts` (where in the seed each block
    of the Text starts, in order).
    """
    rows = [row for row in _rows(base, "cuts") if isinstance(row, dict) and row.get("line") == line]
    if not rows:
        raise DigestError(f"nothing was cut from line {line}", base.seed, "`digest explain` lists the cuts.")
    page = parse(text, "page")
    built = parse(base.page, "base").body
    heading = f"## {inline(str(_rows(base, 'headings')[1]))}"
    wanted = built
    for n, row in enumerate(rows):
        before = sum(isinstance(start, int) and start < row["start"] for start in _rows(base, "starts"))
        wanted = _inserted(wanted, heading, before + n, to_markdown(str(row["text"])))
    body, _ = merge_body(_ended(built, page.newline), page.body, _ended(wanted, page.newline))
    if body == page.body:
        raise DigestError(f"line {line} is in the page already", base.seed, "Look for it there.")
    return _answer(page.head + page.front + page.foot + body, base.without())


def _rows(base: Base, name: str) -> list[object]:
    rows = base.data.get(name)
    return rows if isinstance(rows, list) else []


def _inserted(built: str, heading: str, before: int, new: str) -> str:
    """The build's body with paragraphs behind the first `before` blocks of the part under `heading`."""
    lead, blocks = split(built)
    start = next((n for n, block in enumerate(blocks) if plain(block.text) == heading), -1)
    at = min(start + before + 1, len(blocks))
    texts = [block.text + (block.gap or "\n" * (n + 1 == at)) for n, block in enumerate(blocks)]
    return lead + "".join([*texts[:at], new, "\n\n"[: 2 if texts[at:] else 1], *texts[at:]])


# -- proposals ----------------------------------------------------------------------------------------------------


def _find(base: Base, part: str) -> Proposal:
    found = next((proposal for proposal in base.proposals if proposal.part == part), None)
    if found is None:
        parts = ", ".join(proposal.part for proposal in base.proposals) or "none"
        raise DigestError(f"no proposal is called {part}", base.seed, f"Waiting are: {parts}.")
    return found


def _with(page: ParsedPage, proposal: Proposal, built: str) -> str:
    """The person's body with the build's blocks: in the place of theirs, else where the build has them."""
    lead, blocks = page.blocks()
    places = _places(blocks, proposal.theirs)
    ours = _ended(proposal.ours, page.newline)
    if not places:
        body, waiting = merge_body(built.replace(ours, "", 1), page.body, built)
        return body if not waiting and ours in body else f"{page.body.rstrip()}{page.newline * 2}{ours}{page.newline}"
    rows = ["" if n in places[1:] else block.text + block.gap for n, block in enumerate(blocks)]
    gap = blocks[places[-1]].gap or page.newline * (places[-1] + 1 < len(blocks) and "\n" in ours)
    rows[places[0]] = ours + page.newline + gap if ours else ""
    return lead + "".join(rows)


def _places(blocks: Sequence[Block], text: str) -> list[int]:
    """Where the blocks of `text` stand; empty unless all of them do."""
    wanted = [plain(block.text) for block in split(text)[1]]
    found: list[int] = []
    for one in wanted:
        at = next((n for n, block in enumerate(blocks) if plain(block.text) == one and n not in found), None)
        if at is None:
            return []
        found.append(at)
    return sorted(found)


def carried(old: Iterable[Proposal], merged: Merged, ours: str) -> tuple[Proposal, ...]:
    """The proposals of a merge, and of those before it the ones that still say what the build would write."""
    page, built = parse(merged.text, "page"), parse(ours, "build")
    asked = {proposal.part for proposal in merged.proposals}
    kept = (_still(proposal, page, built) for proposal in old if proposal.part not in asked)
    return (*(proposal for proposal in kept if proposal), *merged.proposals)


def _still(proposal: Proposal, page: ParsedPage, built: ParsedPage) -> Proposal | None:
    """The proposal with the person's version as it stands now; None where it is settled or out of date."""
    if proposal.sort == "field":
        return _still_field(proposal, page, built)
    theirs, ours = plain(page.body), plain(built.body)
    wanted = plain(proposal.ours)
    if proposal.sort == "body":
        return proposal if wanted == ours != theirs else None
    current = bool(wanted) and wanted in ours and wanted not in theirs
    outdated = not wanted and plain(proposal.base) not in ours
    if not current and not outdated:
        return None
    now = _now(proposal.theirs, page)
    return replace(proposal, theirs=now) if now or wanted else None


def _still_field(proposal: Proposal, page: ParsedPage, built: ParsedPage) -> Proposal | None:
    name = proposal.part
    if built.fields.get(name) == page.fields.get(name):
        return None
    chunk = {key.name: plain(key.text) for key in built.keys}.get(name, "")
    mine = next((key.text for key in page.keys if key.name == name), "")
    return replace(proposal, theirs=mine) if chunk == plain(proposal.ours) else None


def _now(theirs: str, page: ParsedPage) -> str:
    """What a person's version became since it was noted: the same, the block most like it, or nothing."""
    blocks = page.blocks()[1]
    if not theirs or _places(blocks, theirs):
        return theirs
    score, text = max(((alike(theirs, block.text), block.text) for block in blocks), default=(0.0, ""))
    return plain(text) if score >= ALIKE else ""


# -- signing ------------------------------------------------------------------------------------------------------


def _answer(text: str, record: bytes) -> tuple[str, bytes]:
    signed = resigned(text, name_of(record))
    if signed is None:
        raise DigestError("the page no longer says which record it belongs to", "page", "Put its digest line back.")
    return signed, record


def resigned(text: str, base: str) -> str | None:
    """A page that a person edited, with the hash of its record in its front matter; None where it has no place."""
    page = parse(text, "page")
    own = next((key.text for key in page.keys if key.name == OWN), "" if page.keys else page.front)
    digest = page.fields.get(OWN)
    if not isinstance(digest, dict) or not digest.get("base") or own.count(str(digest["base"])) != 1:
        return None
    front = page.front.replace(own, own.replace(str(digest["base"]), base), 1)
    return page.head + front + page.foot + page.body


def _ended(text: str, newline: str) -> str:
    return text if newline == "\n" else "".join(lines(text)).replace("\r\n", "\n").replace("\n", newline)
