"""content/browse/ holds what the build gives, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.put import FOLDER, put

NAMES = st.sampled_from(["people.md", "tags.md", "people/ann-lee.md", "people/كرزاي.md", "tags/x.md"])
PAGES = st.dictionaries(NAMES, st.sampled_from(["", "# One\n", "# Zwei\n\nكلمة\n"]))


@given(PAGES, PAGES)
def test_the_folder_is_what_was_put_last(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str]
) -> None:
    """put(a) then put(b) leaves b, with no empty folder beside it."""
    content = tmp_path_factory.mktemp("content")
    put(content, before)
    put(content, after)
    root = content / FOLDER
    found = {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in root.rglob("*") if p.is_file()}
    assert found == after
    assert all(any(p.iterdir()) for p in root.rglob("*") if p.is_dir())


def test_a_page_that_does_not_differ_is_not_written(tmp_path: Path) -> None:
    put(tmp_path, {"people.md": "# People\n"})
    before = (tmp_path / FOLDER / "people.md").stat()
    put(tmp_path, {"people.md": "# People\n"})
    after = (tmp_path / FOLDER / "people.md").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
