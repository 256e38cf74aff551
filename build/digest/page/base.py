"""The build's last word on each page: a record named by its own hash, which the page carries."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from digest.model import DigestError, Page
from digest.page.render import page_text

FOLDER = ".base"
_NAME = re.compile(r"[0-9a-f]{64}")
_SIGNED = re.compile(r"^(digest: \{seed: .*, base: )[0-9a-f]*\}(?=\r?$)", re.MULTILINE)


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


def record(page: Page, **more: object) -> bytes:
    """The file of the base record of `page`: JSON, keys sorted, to be read by people and by `git diff`."""
    data = {**page.record, **more, "page": page_text(page, ""), "seed": {"name": page.seed, "sha256": page.seed_sha256}}
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "backslashreplace")


def name_of(data: bytes) -> str:
    """The name a record goes by; line ends that a checkout changed do not count."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def load(name: str, data: bytes, where: str) -> Base:
    """The record in `data`. Raises DigestError where it is not the one that `name` promises."""
    if not _NAME.fullmatch(name) or name_of(data) != name:
        raise DigestError("the record is not what its name says", where, "Take it back from the history, or delete it")
    return Base(name, json.loads(data))


def signed(page: str, base: str) -> str:
    """`page` with the hash of its record in its front matter."""
    return _SIGNED.sub(lambda m: f"{m[1]}{base}}}", page, count=1)
