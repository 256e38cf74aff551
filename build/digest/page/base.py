"""The build's last word on each page: a record named by its own hash, which the page carries."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from digest.model import DigestError, Page

FOLDER = ".base"
UNSIGNED = "f" * 64  # stands for the hash until the record is made
_NAME = re.compile(r"[0-9a-f]{64}")
_SIGNED = re.compile(r"^(digest: \{seed: .*, base: )[0-9a-f]*\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the build would write where a person wrote something else; the person's stands until they decide.

    `part` names it on its page: a front-matter key, eight hexadecimal digits for blocks, `body` for the whole.
    `base`, `theirs`, `ours` are its Markdown or YAML as the build wrote it last, as the person has it, as the
    build would write it now; empty where it is not there.
    """

    part: str
    sort: Literal["field", "block", "body"]
    base: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Base:
    """A record on disk: `name` is the SHA-256 of its file, `data` what it holds (`page`, `seed`, and the rest)."""

    name: str
    data: Mapping[str, object]

    @property
    def page(self) -> str:
        """The page as the build wrote it, signed."""
        return signed(str(self.data["page"]), self.name)

    @property
    def seed(self) -> str:
        seed = self.data["seed"]
        return str(seed["name"]) if isinstance(seed, Mapping) else ""

    @property
    def sha256(self) -> str:
        """That of the seed the page was written from."""
        seed = self.data["seed"]
        return str(seed["sha256"]) if isinstance(seed, Mapping) else ""

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What waits for a person's word on this page."""
        rows = self.data.get("proposals")
        return tuple(Proposal(**row) for row in rows) if isinstance(rows, list) else ()

    def rewritten(self, page: str, proposals: Iterable[Proposal]) -> bytes:
        """The file of this record for another unsigned page of the build."""
        return dumped({**self.data, "page": page, "proposals": _rows(proposals)})

    def without(self, *parts: str) -> bytes:
        """The file of this record, those proposals settled."""
        return dumped({**self.data, "proposals": _rows(p for p in self.proposals if p.part not in parts)})


def record(page: Page, text: str, proposals: Iterable[Proposal] = ()) -> bytes:
    """The file of the base record of `page`: JSON, keys sorted, to be read by people and by `git diff`.

    `text` is the page's, unsigned: with the place of the hash left empty. It goes into the record as `page`;
    `seed`, `headings` and `proposals` are ours as well, everything else is the page's own `record`.
    """
    ours = {
        "page": text,
        "seed": {"name": page.seed, "sha256": page.seed_sha256},
        "headings": list(page.headings),
        "proposals": _rows(proposals),
    }
    return dumped({**page.record, **ours})


def _rows(proposals: Iterable[Proposal]) -> list[dict[str, str]]:
    return [asdict(proposal) for proposal in proposals]


def dumped(data: Mapping[str, object]) -> bytes:
    """A record as the bytes of its file."""
    rows = [f" {json.dumps(name, ensure_ascii=False)}: {_json(value)}" for name, value in sorted(data.items())]
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode("utf-8", "backslashreplace")


# Written in C, as an encoder that sets in by itself is not; the blanks are part of what stands between two values.
_ROW = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",\n   ", ": "))


def _json(value: object) -> str:
    """A value of a record, set in by one; numbers and rows by the quick way, since a long text has thousands."""
    if isinstance(value, list) and value and {int} == {*map(type, value)}:
        return "[\n  " + ",\n  ".join(map(str, value)) + "\n ]"
    if isinstance(value, list) and value and all(map(_flat, value)):
        return "[\n" + ",\n".join(f"  {{\n   {_ROW.encode(row)[1:-1]}\n  }}" for row in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).replace("\n", "\n ")


def _flat(row: object) -> bool:
    return isinstance(row, dict) and row != {} and not any(isinstance(one, dict | list | tuple) for one in row.values())


def name_of(data: bytes) -> str:
    """The name a record goes by; line ends that a checkout changed do not count."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def load(name: str, data: bytes, where: str) -> Base:
    """The record in `data`. Raises DigestError where it is not the one that `name` promises."""
    if not _NAME.fullmatch(name) or name_of(data) != name:
        raise DigestError("the record is not what its name says", where, "Take it back from the history, or delete it")
    found = json.loads(data)
    if not isinstance(found, dict) or not isinstance(found.get("page"), str) or not isinstance(found.get("seed"), dict):
        raise DigestError("this is no record of a page", where, "Delete it")
    return Base(name, found)


def signed(page: str, base: str) -> str:
    """A page that the build wrote, with the hash of its record in its front matter."""
    return _SIGNED.sub(lambda m: f"{m[1]}{base}}}", page, count=1)
