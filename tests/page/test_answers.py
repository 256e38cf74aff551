"""`digest review` and `digest restore` as people run them, on pages of a real build."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_samples import page
from typer.testing import CliRunner, Result

from digest.__main__ import app
from digest.model import DigestError, Page
from digest.page import answers
from digest.page.store import opened

FIRST = "On Friday the men in Doha ended the talks without a statement of their own"
CUTS = {"cuts": [{"line": 2, "start": 20, "text": "Share <this>"}], "starts": [10, 40]}


def build(content: Path, title: str, first: str = FIRST) -> None:
    text = (("paragraph", first), ("paragraph", "A second one."))
    pages: list[Page] = [
        page(fields={"title": title}, text=text, record=CUTS),
        page("b.txt", fields={"title": "Other"}),
    ]
    with opened(content) as store:
        store.apply(store.plan(pages))


def run(content: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--content", str(content)])


def files(content: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    """A page whose title and first paragraph wait for an answer."""
    build(tmp_path, "Talks")
    mine = tmp_path / "articles" / "talks.md"
    mine.write_text(mine.read_text("utf-8").replace("title: Talks", "title: Mine").replace("the men", "the women"))
    build(tmp_path, "Theirs", FIRST.replace("the men", "the boys"))
    return tmp_path


def test_nothing_waits(tmp_path: Path) -> None:
    build(tmp_path, "Talks")
    result = run(tmp_path, "review")
    assert (result.exit_code, result.stdout) == (0, "Nothing waits for an answer.\n")


def test_what_waits_is_shown_with_its_diff(disputed: Path) -> None:
    result = run(disputed, "review")
    assert result.exit_code == 1
    assert "talks.md\n  title\n    -title: Mine\n    +title: Theirs\n" in result.stdout
    assert "  On Friday the women in Doha ended the ta…\n    -On Friday the women" in result.stdout
    assert run(disputed, "review", "talks").stdout == result.stdout
    assert run(disputed, "review", "other").exit_code == 0


def test_one_part_is_taken_the_other_turned_down(disputed: Path) -> None:
    mine = disputed / "articles" / "talks.md"
    assert run(disputed, "review", "--accept", "talks", "title").exit_code == 0
    assert "title: Theirs\n" in mine.read_text("utf-8")
    assert run(disputed, "review", "--reject", str(mine)).exit_code == 0
    assert "the women" in mine.read_text("utf-8")
    assert run(disputed, "review").exit_code == 0
    build(disputed, "Theirs", FIRST.replace("the men", "the boys"))
    assert run(disputed, "review").exit_code == 0


def test_all_parts_or_none(disputed: Path) -> None:
    """A wrong part among right ones: nothing is written."""
    before = (disputed / "articles" / "talks.md").read_bytes()
    with pytest.raises(DigestError, match="no proposal is called colour"):
        answers.settle(disputed, "talks", ["title", "colour"], take=True)
    assert (disputed / "articles" / "talks.md").read_bytes() == before
    assert answers.settle(disputed, "articles/talks.md", [], take=True).parts[0] == "title"
    assert "the boys" in (disputed / "articles" / "talks.md").read_text("utf-8")


def test_cut_line_comes_back_and_stays(tmp_path: Path) -> None:
    build(tmp_path, "Talks")
    assert run(tmp_path, "restore", "a.txt", "2").exit_code == 0
    build(tmp_path, "Talks", FIRST + ", he said")
    text = (tmp_path / "articles" / "talks.md").read_text("utf-8")
    assert f"{FIRST}, he said\n\nShare &lt;this>\n\nA second one.\n" in text


@pytest.mark.parametrize(
    ("words", "what", "mend"),
    [
        (["review", "--accept", "tolks"], "no page goes by this name", "Did you mean talks"),
        (["review", "--accept", "talks", "--reject", "other"], "exclude each other", "one page after the other"),
        (["review", "--reject", "talks"], "nothing waits", "digest review"),
        (["restore", "talks", "2", "77"], "nothing was cut from line 77", "digest explain"),
    ],
)
def test_what_cannot_be_answered(
    tmp_path: Path, words: list[str], what: str, mend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What, where and how to mend; no page changes."""
    build(tmp_path, "Talks")
    before = files(tmp_path)
    monkeypatch.setattr("sys.argv", ["digest", *words, "--content", str(tmp_path)])
    with pytest.raises(DigestError) as refused:
        app(standalone_mode=False)
    assert what in refused.value.what
    assert mend in refused.value.mend
    assert files(tmp_path) == before


def test_a_page_without_its_record_cannot_be_answered(disputed: Path) -> None:
    for record in (disputed / ".base").iterdir():
        record.unlink()
    with pytest.raises(DigestError, match="no record"):
        answers.settle(disputed, "talks", [], take=True)


def test_a_name_of_two_pages_is_no_name(tmp_path: Path) -> None:
    build(tmp_path, "Talks")
    (tmp_path / "articles" / "more").mkdir()
    (tmp_path / "articles" / "other.md").rename(tmp_path / "articles" / "more" / "talks.md")
    with pytest.raises(DigestError, match="several pages"):
        answers.restore(tmp_path, "talks", [2])
    assert answers.restore(tmp_path, "articles/talks.md", [2]).parts == ("2",)
