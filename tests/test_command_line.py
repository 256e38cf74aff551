"""The command line as people run it: real processes, real folders, exit codes and messages."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digest import __version__

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in a month, the Taliban said."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A project of two small seeds."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(f"Talks in the capital\n\n{STORY}\n\nComments are closed.\n")
    (tmp_path / "seeds" / "b.txt").write_text(f"Another day of talks\n\nAgain nothing came of it. {STORY}\n")
    return tmp_path


def run(desk: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "digest", *arguments], cwd=desk, capture_output=True, text=True, timeout=120, check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_version(tmp_path: Path) -> None:
    result = run(tmp_path, "--version")
    assert (result.returncode, result.stdout.strip()) == (0, f"digest {__version__}")


def test_build_then_build_again_changes_nothing(desk: Path) -> None:
    """A second build changes no byte."""
    assert run(desk, "build").returncode == 0
    once = files(desk)
    assert "content/articles/talks-in-the-capital.md" in once
    second = run(desk, "build")
    assert (second.returncode, second.stdout.strip()) == (0, "2 same")
    assert files(desk) == once


def test_build_check_writes_nothing_and_tells(desk: Path) -> None:
    before = files(desk)
    assert run(desk, "build", "--check").returncode == 1
    assert files(desk) == before
    run(desk, "build")
    assert run(desk, "build", "--check").returncode == 0


def test_other_folders_can_be_named(desk: Path) -> None:
    (desk / "seeds").rename(desk / "pile")
    assert run(desk, "build", "--seeds", "pile", "--content", "pages").returncode == 0
    assert (desk / "pages" / "articles" / "talks-in-the-capital.md").is_file()


def test_check_is_content_with_a_fresh_build(desk: Path) -> None:
    run(desk, "build")
    result = run(desk, "check")
    assert result.returncode == 0, result.stderr
    assert "all sound" in result.stdout


def test_explain_tells_every_line(desk: Path) -> None:
    result = run(desk, "explain", "a.txt")
    assert result.returncode == 0
    lines = [line.split() for line in result.stdout.splitlines()[:3]]
    assert [line[:3] for line in lines] == [["1", "cut", "title"], ["3", "kept", "paragraph"], ["5", "cut", "comments"]]
    assert "comments-closed" in result.stdout


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem[:3])
def test_explain_shows_each_line_of_the_seeds(seed: Path) -> None:
    shown = run(ROOT, "explain", seed.name).stdout
    numbers = {line[:5].strip() for line in shown.splitlines()}
    wanted = {str(n) for n, line in enumerate(seed.read_text("utf-8").split("\n"), 1) if line.strip()}
    assert wanted <= numbers


BAD = {
    "empty": (lambda p: p.write_bytes(b""), "empty"),
    "binary": (lambda p: p.write_bytes(b"\x7fELF\x00\x01\x02"), "binary"),
    "folder": (lambda p: p.mkdir(), "a folder"),
    "pipe": (os.mkfifo, "a named pipe"),
    "broken": (lambda p: p.write_bytes("Die Gespräche — gehen weiter über".encode() + b"\xff."), "broken UTF-8"),
    "link": (lambda p: p.symlink_to("/etc/hostname"), "a link"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_seed_is_named_and_the_others_are_built(desk: Path, kind: str) -> None:
    """Exit code 2, a message with what, where and how to mend; the good seeds have their pages."""
    make, what = BAD[kind]
    bad = desk / "seeds" / "bad.txt"
    make(bad)
    result = run(desk, "build")
    assert result.returncode == 2
    assert what in result.stderr
    assert "bad.txt" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(list((desk / "content" / "articles").glob("*.md"))) == 2


def test_a_seed_that_breaks_keeps_its_page(desk: Path) -> None:
    run(desk, "build")
    page = desk / "content" / "articles" / "talks-in-the-capital.md"
    before = page.read_bytes()
    (desk / "seeds" / "a.txt").write_bytes(b"\x00\x01")
    assert run(desk, "build").returncode == 2
    assert page.read_bytes() == before


def test_no_seeds_folder(tmp_path: Path) -> None:
    result = run(tmp_path, "build")
    assert result.returncode == 2
    assert "--seeds" in result.stderr


def test_explain_a_seed_that_is_not_there(desk: Path) -> None:
    result = run(desk, "explain", "none.txt")
    assert result.returncode == 2
    assert "none.txt" in result.stderr


def test_two_seeds_with_one_title_get_a_page_each(desk: Path) -> None:
    shutil.copy(desk / "seeds" / "a.txt", desk / "seeds" / "c.txt")
    assert run(desk, "build").returncode == 0
    names = {p.name for p in (desk / "content" / "articles").glob("talks*.md")}
    assert names == {"talks-in-the-capital.md", "talks-in-the-capital-2.md"}


def test_an_edit_outlives_a_build_that_has_news(desk: Path) -> None:
    run(desk, "build")
    page = desk / "content" / "articles" / "talks-in-the-capital.md"
    page.write_text(page.read_text() + "\nAn editor's note.\n")
    (desk / "seeds" / "a.txt").write_text(f"Talks in the capital\n\n{STORY} They did not sign.\n")
    result = run(desk, "build")
    assert result.returncode == 0
    assert f"merged   content/articles/{page.name}" in result.stdout
    assert "An editor's note." in page.read_text()
    assert "They did not sign." in page.read_text()
    assert run(desk, "build", "--check").returncode == 0


def test_a_new_title_of_an_edited_page_is_in_all_links_at_once(desk: Path) -> None:
    """A second build changes no byte, whatever the first one merged."""
    for name in ("a", "b"):
        path = desk / "seeds" / f"{name}.txt"
        path.write_text(path.read_text() + "\nZalmay Khalilzad met Hamid Karzai in Kabul.\n")
    run(desk, "build")
    first, second = (
        desk / "content" / "articles" / f"{name}.md" for name in ("talks-in-the-capital", "another-day-of-talks")
    )
    assert "[Talks in the capital]" in second.read_text()
    first.write_text(first.read_text() + "\nAn editor's note.\n")
    seed = desk / "seeds" / "a.txt"
    seed.write_text(seed.read_text().replace("Talks in the capital", "Talks in the old capital"))
    assert run(desk, "build").returncode == 0
    assert "[Talks in the old capital]" in second.read_text()
    once = files(desk)
    assert run(desk, "build").returncode == 0
    assert files(desk) == once


def test_a_deleted_page_stays_deleted_and_nothing_links_to_it(desk: Path) -> None:
    run(desk, "build")
    page = desk / "content" / "articles" / "talks-in-the-capital.md"
    page.unlink()
    result = run(desk, "build")
    assert result.returncode == 0
    assert "deleted" in result.stdout
    assert not page.exists()
    assert not [p for p in page.parent.glob("*.md") if page.name in p.read_text()]
    assert run(desk, "check").returncode == 0


def test_a_deleted_page_can_be_brought_back(desk: Path) -> None:
    run(desk, "build")
    page = desk / "content" / "articles" / "talks-in-the-capital.md"
    text = page.read_bytes()
    page.unlink()
    assert run(desk, "build").returncode == 0
    for name in ("a.txt", "talks-in-the-capital", "content/articles/talks-in-the-capital.md"):
        restored = run(desk, "restore", name)
        assert (restored.returncode, restored.stdout) == (0, "restored content/articles/talks-in-the-capital.md\n")
        assert page.read_bytes() == text
        page.unlink()
    run(desk, "restore", "a.txt")
    again = run(desk, "restore", "a.txt")
    assert (again.returncode, "not deleted" in again.stderr) == (2, True)
    assert run(desk, "restore", "nowhere").returncode == 2


def test_a_page_goes_with_its_seed_unless_a_person_edited_it(desk: Path) -> None:
    run(desk, "build")
    first, second = (
        desk / "content" / "articles" / f"{name}.md" for name in ("talks-in-the-capital", "another-day-of-talks")
    )
    second.write_text(second.read_text() + "\nAn editor's note.\n")
    (desk / "seeds" / "c.txt").write_text(f"A third day\n\n{STORY}\n")
    (desk / "seeds" / "a.txt").unlink()
    (desk / "seeds" / "b.txt").unlink()
    result = run(desk, "build")
    assert result.returncode == 0
    assert (first.exists(), second.exists()) == (False, True)
    assert "removed" in result.stdout
    assert "kept" in result.stdout


def test_an_empty_folder_of_seeds_deletes_nothing(desk: Path) -> None:
    run(desk, "build")
    (desk / "empty").mkdir()
    result = run(desk, "build", "--seeds", "empty")
    assert result.returncode == 2
    assert len(list((desk / "content" / "articles").glob("*.md"))) == 2


def test_a_page_whose_front_matter_is_broken_is_left_alone_and_named(desk: Path) -> None:
    run(desk, "build")
    page = desk / "content" / "articles" / "talks-in-the-capital.md"
    page.write_text(page.read_text().replace("title: ", "title: [unclosed ", 1))
    before = files(desk / "content" / "articles")
    result = run(desk, "build")
    assert result.returncode == 2
    assert page.name in result.stderr
    assert files(desk / "content" / "articles") == before
    check = run(desk, "check")
    assert check.returncode == 1
    assert re.search(rf"{page.name}:[23]: .* Put the value in quotes", check.stderr)


def test_a_broken_authority_file_is_named(desk: Path) -> None:
    (desk / "content").mkdir()
    (desk / "content" / "names.yml").write_text("names: [")
    result = run(desk, "build")
    assert result.returncode == 2
    assert "names.yml" in result.stderr


def test_clean_serves_a_pipe(desk: Path) -> None:
    text = (desk / "seeds" / "a.txt").read_text()
    piped = subprocess.run(
        [sys.executable, "-m", "digest", "clean", "-"],
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert piped.stdout == f"{STORY}\n"
    assert run(desk, "clean", "seeds/a.txt").stdout == piped.stdout


def test_clean_tells_its_cuts_as_json(desk: Path) -> None:
    told = [json.loads(line) for line in run(desk, "clean", "--json", "seeds/a.txt", "seeds/b.txt").stdout.splitlines()]
    assert [row["file"] for row in told] == ["seeds/a.txt", "seeds/b.txt"]
    text = (desk / "seeds" / "a.txt").read_text()
    assert [(text[slice(*cut["span"])], cut["category"]) for cut in told[0]["cuts"]] == [
        ("Talks in the capital", "title"),
        ("Comments are closed.", "comments"),
    ]


def test_rules_beside_the_seeds_overrule_the_house(desk: Path) -> None:
    (desk / "rules.toml").write_text('keep = ["Comments are closed."]\n')
    run(desk, "build")
    assert "Comments are closed." in (desk / "content" / "articles" / "talks-in-the-capital.md").read_text()
    assert "project-rule" not in run(desk, "explain", "a.txt").stdout


def test_clean_prints_the_good_ones_and_names_the_bad(desk: Path) -> None:
    (desk / "empty.txt").write_text("")
    result = run(desk, "clean", "empty.txt", "seeds/a.txt")
    assert result.returncode == 2
    assert STORY in result.stdout
    assert "empty.txt" in result.stderr


def test_a_folder_that_is_none_is_an_error_not_a_traceback(desk: Path) -> None:
    result = run(desk, "build", "--content", "seeds/a.txt")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert (desk / "seeds" / "a.txt").is_file()


def test_explain_shows_no_escape_sequence_of_a_seed(desk: Path) -> None:
    (desk / "seeds" / "esc.txt").write_text(f"Title \x1b]0;owned\x07 here\n\n{STORY}\n")
    assert "\x1b]" not in run(desk, "explain", "esc.txt").stdout


def test_a_build_does_not_hang_on_hash_order(desk: Path) -> None:
    """The pages are the same whatever the interpreter's hash seed."""
    for n in range(5):
        (desk / "seeds" / f"n{n}.txt").write_text(f"Talks, part {n}\n\n{STORY} Kabul, Doha and Islamabad agreed.\n")
    built = []
    for seed in ("0", "1", "7"):
        content = desk / f"content-{seed}"
        done = subprocess.run(
            [sys.executable, "-m", "digest", "build", "--content", str(content)],
            cwd=desk, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, timeout=120, check=True,
        )  # fmt: skip
        assert done.returncode == 0
        built.append(files(content))
    assert built[0] == built[1] == built[2]
