"""Browse pages on disk: written where they differ, gone where the collection no longer gives them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from digest.page import files

FOLDER = "browse"
_SCRATCH = ".base"


def put(content: Path, pages: Mapping[str, str]) -> None:
    """Make content/browse/ hold exactly `pages` (path → Markdown). Nobody edits this folder; it is not kept."""
    root = content / FOLDER
    for path, text in pages.items():
        target, data = root / path, text.encode("utf-8", "replace")
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            files.write(target, data, content / _SCRATCH)
    for stale in sorted(root.rglob("*"), reverse=True):
        if stale.is_dir() and not stale.is_symlink():
            if not any(stale.iterdir()):
                stale.rmdir()
        elif stale.relative_to(root).as_posix() not in pages:
            stale.unlink()
