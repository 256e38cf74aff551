"""The index as it is laid beside the pages: the same for the same pages, small, and never half there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from digest.publish import index
from digest.publish.search import Record

RECORDS = [
    Record(
        "articles/a/",
        "A title <b>",
        "Talks in Doha. محادثات الدوحة، 谈判",
        ("Doha", "الدوحة"),
        {"lang": ("en",), "outlet": ('The "Wire"',)},
    ),
    Record("articles/empty/", "", ""),
    Record("articles/odd/", "\ud800\x00", "\ud800 \x00 \u202e x" * 50, ("\ud800",), {"tags": ("\ud800", "")}),
]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_pages_give_the_same_words_and_fragments(tmp_path: Path) -> None:
    """Not the same filter: Pagefind writes its values in any order, and names the files by what is in them."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        index.lay(RECORDS, tmp_path / name, offline=False)
    first, second = files(tmp_path / "one"), files(tmp_path / "two")
    same = {path for path in first if not re.search(r"pf_filter|pf_meta|entry", path)}
    assert {path: first[path] for path in same} == {path: second.get(path) for path in same}
    assert {"pagefind/pagefind.js", "pagefind/wasm.unknown.pagefind", "search/settings.js"} <= same
    assert not [path for path in first if "ui" in path or "highlight" in path]


def test_a_new_index_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    index.lay(RECORDS, tmp_path, offline=False)
    old = files(tmp_path / "pagefind" / "fragment")
    index.lay([Record("new/", "New", "Other words")], tmp_path, offline=False)
    assert not set(old) & set(files(tmp_path / "pagefind" / "fragment"))


def test_a_copy_for_the_disk_needs_no_indexer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")
    index.lay(RECORDS, tmp_path, offline=True)
    assert set(files(tmp_path)) == {"search/settings.js", "search/whole.js"}


@pytest.mark.parametrize("program", ["/nowhere/pagefind", "false", "text"])
def test_without_an_indexer_there_is_no_index_and_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    (tmp_path / "text").write_text("no program\n")
    (tmp_path / "text").chmod(0o755)
    path = str(tmp_path / "text") if program == "text" else shutil.which(program) or program
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", path)
    with pytest.raises(index.NoIndexer) as problem:
        index.lay(RECORDS, tmp_path, offline=False)
    assert str(problem.value)
    assert not (tmp_path / "pagefind").exists()
