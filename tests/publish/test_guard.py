"""What MkDocs gets to read: no link, no pipe, nothing that a browser runs; Markdown that its readers can parse."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.page import dialect
from digest.publish import guard


@dataclass
class File:
    src_uri: str
    src_dir: str | None
    abs_src_path: str | None


def files(root: Path, *paths: str) -> list[File]:
    return [File(path, str(root), str(root / path)) for path in paths]


def test_plain_files_of_known_kinds_and_what_others_bring_are_fit(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("articles/a.md", "articles/photo.PNG", "names.yml"):
        (tmp_path / name).write_bytes(b"x")
    brought = [File("assets/digest.js", "/theme", "/theme/assets/digest.js"), File("made.txt", None, None)]
    assert guard.unfit([*files(tmp_path, "articles/a.md", "articles/photo.PNG", "names.yml"), *brought], tmp_path) == []


def test_a_folder_of_pages_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_bytes(b"x")
    (tmp_path / "content").symlink_to("real")
    assert guard.unfit(files(tmp_path / "content", "a.md"), tmp_path / "content") == []


def test_links_pipes_and_active_files_are_unfit(tmp_path: Path) -> None:
    (tmp_path / "leak.md").symlink_to("/etc/hostname")
    (tmp_path / "leak.txt").symlink_to("/etc/hostname")
    (tmp_path / "etc").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("x.html", "x.js", "x.svg"):
        (tmp_path / name).write_text("x")
    names = ["leak.md", "leak.txt", "etc/hostname", "pipe.md", "x.html", "x.js", "x.svg", "gone.md"]
    assert guard.unfit(files(tmp_path, *names), tmp_path) == names


def test_links_to_folders_are_named_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "articles" / ".deep").mkdir(parents=True)
    (tmp_path / "plain.md").symlink_to("/etc/hostname")
    assert list(guard.linked(tmp_path)) == []
    (tmp_path / "articles" / ".deep" / "all").symlink_to("/")
    (tmp_path / "articles" / "round").symlink_to(tmp_path)
    names = {Path(fault.where).relative_to(tmp_path).as_posix() for fault in guard.linked(tmp_path)}
    assert names == {"articles/.deep/all", "articles/round"}


@pytest.mark.parametrize(
    "text", ["Plain <b>bold</b>.", "`<![CDATA[x]]>`", "<!-- a --> <![CDATA[x]]>", "- - a\n> > b", "- " * 9]
)
def test_what_can_be_parsed_stays(text: str) -> None:
    assert guard.parsable(text) == text


def test_what_stops_the_reader_becomes_words() -> None:
    for text in ('a <![><img src="]> b', "a <![", "<!--\n<![x"):
        assert guard.parsable(text) == text.replace("<![", "<\u200b![")
        assert "<![" not in guard.parsable(text)


@pytest.mark.parametrize("opener", ["[a", "[ (](", "![[]()"])
def test_hundreds_of_brackets_in_a_paragraph_become_words(opener: str) -> None:
    """Python-Markdown would look for the end of each of them for ever."""
    many = "Text.\n\n" + opener * 8000 + "\n"
    assert "[" not in guard.parsable(many)
    assert html.unescape(guard.parsable(many)) == many
    code = f"```\n{'[1, 2], ' * 600}\n```\n"
    assert guard.parsable(code) == code
    links = "\n\n".join(["[a](b)"] * 600)
    assert guard.parsable(links) == links
    assert "[" not in guard.parsable(f"```\n{opener * 8000}")


@pytest.mark.parametrize("mark", ["- ", "* ", "1. ", "> ", ">", "-   ", "+ > "])
def test_lists_without_end_become_words(mark: str) -> None:
    """Python-Markdown goes one call deeper for each mark: a thousand of them would end the whole build."""
    tamed = guard.parsable(f"Text.\n\n{mark * 1000}a")
    assert tamed == f"Text.\n\n&#8203;{mark * 1000}a"
    assert dialect.html(tamed).count("<li>") == 0
