"""The index of the search, laid beside the built pages: by Pagefind, or whole where the copy is opened from disk."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex
from pagefind.service import get_executable

from digest.page import files
from digest.publish import search
from digest.publish.search import Record
from digest.text import sound

_FOLDER, _SETTINGS, _WHOLE = "pagefind", "search/settings.js", "search/whole.js"
_PATIENCE = 300  # seconds for one answer of the indexer; without an end a dead one would be waited for
# Pagefind's own dialogs and their styles: ours takes their place.
_UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-worker.js")
_LANGUAGE = "und"  # one index over all languages, without the stemmer of any: our keys do for all


class NoIndexer(Exception):  # noqa: N818 - it names the case, as DigestError does
    """Pagefind's program is missing on this machine, or does not run here."""


def lay(records: Sequence[Record], site: Path, *, offline: bool) -> None:
    """Everything the search needs, below `site`. Raises NoIndexer; the pages are sound then, but for the search."""
    files.write(site / _SETTINGS, sound(search.settings("whole" if offline else "pagefind")).encode(), site)
    if offline:
        files.write(site / _WHOLE, sound(search.whole(records)).encode(), site)
    else:
        _run(records, site)


def _run(records: Sequence[Record], site: Path) -> None:
    folder = site / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _check(get_executable())
        asyncio.run(_index(records, folder))
    except (OSError, TimeoutError, ValueError, AssertionError, subprocess.SubprocessError) as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoIndexer(str(problem) or type(problem).__name__) from problem
    for name in _UNUSED:
        for path in folder.glob(name):
            path.unlink()


def _check(program: Path | None) -> None:
    """Asked for its version first: of one that dies at once, Pagefind's own library would wait for an answer."""
    if program is None:
        raise FileNotFoundError("its program is not installed")
    subprocess.run([program, "--version"], check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 - not a shell


async def _index(records: Sequence[Record], folder: Path) -> None:
    async with PagefindIndex(config=IndexConfig(output_path=str(folder))) as index:
        for record in records:
            await asyncio.wait_for(_add(index, record), _PATIENCE)


async def _add(index: PagefindIndex, record: Record) -> None:
    await index.add_custom_record(
        url=sound(record.url),
        content=sound(search.spread(record.text)),
        language=_LANGUAGE,
        meta={
            "title": sound(record.heading),
            "keys": sound(" ".join(search.keys(record.heading))),
            "names": sound(" ".join(search.keys(record.known_as))),
        },
        filters={"in": [sound(value) for value in search.filed(record)]},
    )
