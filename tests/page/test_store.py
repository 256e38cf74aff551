"""Pages on disk: what a build writes, what it leaves alone."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from page_samples import page

from digest.model import DigestError, Page
from digest.page import base as bases
from digest.page.render import page_text
from digest.page.review import accept
from digest.page.store import Change, opened


def build(content: Path, *pages: Page) -> list[str]:
    with opened(content) as store:
        return [change.outcome for change in store.apply(store.plan(pages))]


def titled(seed: str, title: str) -> Page:
    return page(seed, fields={"title": title}, related=())


def files(content: Path) -> dict[str, bytes]:
    return {p.relative_to(content).as_posix(): p.read_bytes() for p in content.rglob("*") if p.is_file()}


def only(content: Path) -> Path:
    (path,) = (content / "articles").rglob("*.md")
    return path


def test_second_build_changes_nothing(tmp_path: Path) -> None:
    assert build(tmp_path, page()) == ["new"]
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.*")}
    assert build(tmp_path, page()) == ["same"]
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.*")} == before


def test_page_names_a_sound_base(tmp_path: Path) -> None:
    build(tmp_path, page())
    (record,) = (tmp_path / ".base").iterdir()
    base = bases.load(record.stem, record.read_bytes(), "here")
    assert base.page == only(tmp_path).read_text("utf-8")
    assert base.seed == "a.txt"


def test_unedited_page_follows_the_build(tmp_path: Path) -> None:
    build(tmp_path, page())
    assert build(tmp_path, page(summary=("They left.",))) == ["changed"]
    assert "- They left." in only(tmp_path).read_text("utf-8")
    assert len(list((tmp_path / ".base").iterdir())) == 1


def test_slug_stays_when_the_title_changes(tmp_path: Path) -> None:
    build(tmp_path, titled("a.txt", "First"))
    build(tmp_path, titled("a.txt", "Second"))
    assert only(tmp_path).name == "first.md"


def test_moved_page_is_followed(tmp_path: Path) -> None:
    build(tmp_path, page())
    (tmp_path / "articles" / "deep").mkdir()
    only(tmp_path).rename(tmp_path / "articles" / "deep" / "My page.md")
    assert build(tmp_path, page(summary=("New.",))) == ["changed"]
    assert only(tmp_path).name == "My page.md"
    with opened(tmp_path, check=True) as store:
        assert store.paths({"a.txt": "Other title"}) == {"a.txt": "articles/deep/My page.md"}


def test_check_writes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "none", check=True) as store:
        assert store.plan([page()])[0].outcome == "new"
    assert not (tmp_path / "none").exists()


def test_paths_are_unique_and_known_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "Doha.md").write_text("a page of a person's own\n")
    with opened(tmp_path) as store:
        paths = store.paths({"b": "DOHA", "a": "Doha", "c": "About"})
        assert paths == {"a": "articles/doha-2.md", "b": "articles/doha-3.md", "c": "articles/about-2.md"}
        changes = store.plan([titled("b", "DOHA"), titled("a", "Doha"), titled("c", "About")])
    assert {change.seed: change.path for change in changes} == paths


def test_page_without_its_base_is_the_persons(tmp_path: Path) -> None:
    build(tmp_path, page())
    (record,) = (tmp_path / ".base").iterdir()
    record.write_bytes(record.read_bytes() + b" ")
    before = only(tmp_path).read_bytes()
    assert build(tmp_path, page(summary=("New.",))) == ["edited"]
    record.unlink()
    assert build(tmp_path, page(summary=("New.",))) == ["edited"]
    assert only(tmp_path).read_bytes() == before


def test_a_checkout_with_other_line_ends_keeps_the_record_sound() -> None:
    data = bases.record(page(), page_text(page(), ""))
    name = bases.name_of(data)
    assert bases.load(name, data.replace(b"\n", b"\r\n"), "here").name == name


def test_page_saved_while_the_build_runs_is_kept(tmp_path: Path) -> None:
    build(tmp_path, page())
    with opened(tmp_path) as store:
        changes = store.plan([page(summary=("New.",))])
        only(tmp_path).write_text("mine\n", "utf-8")
        assert [change.outcome for change in store.apply(changes)] == ["edited"]
    assert only(tmp_path).read_text("utf-8") == "mine\n"


def test_file_that_appears_where_a_new_page_would_go_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        changes = store.plan([page()])
        (tmp_path / "articles").mkdir()
        (tmp_path / changes[0].path).write_text("mine\n")
        assert [change.outcome for change in store.apply(changes)] == ["edited"]
    assert (tmp_path / changes[0].path).read_text() == "mine\n"


def test_copy_of_a_page_is_not_the_page(tmp_path: Path) -> None:
    build(tmp_path, page())
    copy = only(tmp_path).with_name("a-copy.md")
    copy.write_text(only(tmp_path).read_text("utf-8") + "\nmine\n", "utf-8")
    assert build(tmp_path, page(summary=("New.",))) == ["changed"]
    assert "mine" in copy.read_text("utf-8")
    with opened(tmp_path, check=True) as store:
        assert [twin.path for twin in store.twins] == ["articles/a-copy.md"]


def test_odd_files_are_never_opened(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    os.mkfifo(tmp_path / "articles" / "pipe.md")
    (tmp_path / "articles" / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "outside").symlink_to("/")
    (tmp_path / "articles" / "folder.md").mkdir()
    assert build(tmp_path, page()) == ["new"]
    with opened(tmp_path, check=True) as store:
        assert store.odd == ("articles/link.md", "articles/pipe.md")


def test_a_title_never_leaves_the_folder(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for n, title in enumerate(["../../evil", "/etc/passwd", "..\\..\\x", "a\x00b", "con", "."]):
        build(content, *(titled(f"{m}.txt", t) for m, t in enumerate(["../../evil", "/etc", title, f"{n}"])))
    assert [p.name for p in tmp_path.iterdir()] == ["content"]
    assert {p.parent for p in content.rglob("*.md")} == {content / "articles"}


@pytest.mark.parametrize(
    ("data", "line"), [(b"---\ntitle: a: b\n---\n", 2), (b"ok\n\xff\xfe\n", 2), (b"---\na: 1\na: 2\n---\n", 3)]
)
def test_page_that_cannot_be_read_is_named(tmp_path: Path, data: bytes, line: int) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bad.md").write_bytes(data)
    with pytest.raises(DigestError) as caught, opened(tmp_path):
        pass
    assert caught.value.where == f"articles/bad.md:{line}"


def test_hostile_words_survive_the_disk(tmp_path: Path) -> None:
    made = page(
        "s\ud800 {x}.txt",
        fields={"title": "\ud800\x00 {a}: b"},
        text=(("paragraph", "\ud800 lone"),),
        record={"x": "\ud800"},
    )
    assert build(tmp_path, made) == ["new"]


def test_crash_before_the_page_leaves_no_trace(tmp_path: Path) -> None:
    data = bases.record(page(), page_text(page(), ""))
    (tmp_path / ".base").mkdir()
    (tmp_path / ".base" / f"{bases.name_of(data)}.new").write_bytes(data)
    (tmp_path / ".base" / ".123.tmp").write_bytes(b"half")
    assert build(tmp_path, page(summary=("New.",))) == ["new"]
    assert len(list((tmp_path / ".base").iterdir())) == 1


def test_crash_behind_the_page_is_mended(tmp_path: Path) -> None:
    build(tmp_path, page())
    (record,) = (tmp_path / ".base").iterdir()
    record.rename(record.with_suffix(".new"))
    assert build(tmp_path, page()) == ["same"]
    assert record.exists()


def test_changes_say_what_they_are(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        (change,) = store.plan([page()])
    assert change == replace(change, outcome="new", path="articles/talks-in-doha.md", seed="a.txt")
    assert isinstance(change, Change)


# -- pages that people edit ------------------------------------------------------------------------------------------


def edit(content: Path, old: str, new: str) -> None:
    path = only(content)
    before = path.read_bytes()
    assert old.encode() in before
    path.write_bytes(before.replace(old.encode(), new.encode()))


def test_edited_page_is_merged(tmp_path: Path) -> None:
    build(tmp_path, page())
    edit(tmp_path, "title: Talks in Doha", "title: Mine # sic")
    assert build(tmp_path, page()) == ["edited"]
    assert build(tmp_path, page(summary=("New.",))) == ["merged"]
    text = only(tmp_path).read_text("utf-8")
    assert "title: Mine # sic\n" in text
    assert "- New.\n" in text
    assert build(tmp_path, page(summary=("New.",))) == ["edited"]
    assert only(tmp_path).read_text("utf-8") == text


def test_checkout_with_other_line_ends_is_no_edit_to_lose(tmp_path: Path) -> None:
    build(tmp_path, page())
    edit(tmp_path, "\n", "\r\n")
    assert build(tmp_path, page()) == ["edited"]
    assert build(tmp_path, page(summary=("New.",))) == ["merged"]
    data = only(tmp_path).read_bytes()
    assert b"- New.\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_deleted_page_stays_deleted_until_it_is_revived(tmp_path: Path) -> None:
    build(tmp_path, page(), titled("b.txt", "Other"))
    path = tmp_path / "articles" / "talks-in-doha.md"
    text = path.read_bytes()
    path.unlink()
    for _ in range(3):
        assert build(tmp_path, page(), titled("b.txt", "Other")) == ["deleted", "same"]
    with opened(tmp_path) as store:
        assert "a.txt" not in store.paths({"a.txt": "Talks", "b.txt": "Other"})
        assert store.revive("a.txt") == "articles/talks-in-doha.md"
    assert path.read_bytes() == text
    assert build(tmp_path, page(), titled("b.txt", "Other")) == ["same", "same"]
    assert build(tmp_path, page(summary=("New.",)), titled("b.txt", "Other")) == ["changed", "same"]


def test_revived_page_does_not_overwrite_what_has_its_name_now(tmp_path: Path) -> None:
    build(tmp_path, page())
    only(tmp_path).write_text("mine\n", "utf-8")
    with opened(tmp_path) as store:
        assert store.revive("a.txt") == "articles/talks-in-doha-2.md"
    assert (tmp_path / "articles" / "talks-in-doha.md").read_text("utf-8") == "mine\n"


def renamed(content: Path, made: Page) -> list[str]:
    """A build whose only seed is that of `made`."""
    with opened(content) as store:
        found = store.following({made.seed: made.seed_sha256}, [made.seed])
        return [change.outcome for change in found.apply(found.plan([made], seeds=[made.seed]))]


def test_seed_that_is_renamed_keeps_its_page_and_what_people_did_to_it(tmp_path: Path) -> None:
    build(tmp_path, page())
    assert renamed(tmp_path, page("b.txt")) == ["changed"]
    edit(tmp_path, "They met.", "They met, mine.")
    assert renamed(tmp_path, page("c.txt")) == ["merged"]
    assert "They met, mine." in only(tmp_path).read_text("utf-8")
    assert renamed(tmp_path, page("c.txt")) == ["edited"]
    only(tmp_path).unlink()
    assert renamed(tmp_path, page("d.txt")) == ["deleted"]
    assert renamed(tmp_path, page("e.txt", seed_sha256="1" * 64)) == ["new"]


def test_copy_of_a_seed_is_a_seed_of_its_own(tmp_path: Path) -> None:
    build(tmp_path, page())
    with opened(tmp_path) as store:
        found = store.following({"a.txt": "0" * 64, "b.txt": "0" * 64}, ["a.txt", "b.txt"])
        assert list(found.pages) == ["a.txt"]


def test_older_version_of_a_page_is_a_persons_edit(tmp_path: Path) -> None:
    """Taken back from the history alone, without its record: it stays as it is, and later news arrive."""
    build(tmp_path, page())
    older = only(tmp_path).read_text("utf-8")
    build(tmp_path, page(summary=("They met.", "They left.")))
    only(tmp_path).write_text(older, "utf-8")
    assert build(tmp_path, page(summary=("They met.", "They left."))) == ["merged"]
    assert "They left.\n\n## Text" not in only(tmp_path).read_text("utf-8")
    assert build(tmp_path, page(summary=("They met.", "They left."), headings=("Sum", "Text", "Related"))) == ["merged"]
    assert "## Sum\n\n- They met.\n\n" in only(tmp_path).read_text("utf-8")


def test_of_two_records_the_page_goes_on_from_the_one_it_resembles(tmp_path: Path) -> None:
    """Git joined two branches, and the digest line names neither's record."""
    records = {}
    for name, summary in (("left", "They met, left."), ("right", "They met, right.")):
        build(tmp_path / name, page(summary=(summary,)))
        (records[name],) = (tmp_path / name / ".base").iterdir()
    content = tmp_path / "left"
    records["right"].rename(content / ".base" / records["right"].name)
    edit(content, records["left"].stem, "0" * 64)
    edit(content, "They left.", "They left, mine.")
    assert build(content, page(summary=("New.",))) == ["merged"]
    text = only(content).read_text("utf-8")
    assert "- New.\n" in text
    assert "They left, mine." in text


def test_page_taken_back_from_the_history_is_known_again(tmp_path: Path) -> None:
    build(tmp_path, page())
    path = only(tmp_path)
    data = path.read_bytes()
    path.unlink()
    build(tmp_path, page(summary=("New.",)))
    path.write_bytes(data)
    assert build(tmp_path, page(summary=("New.",))) == ["changed"]


def test_page_whose_own_line_a_person_took_out_is_theirs(tmp_path: Path) -> None:
    build(tmp_path, page())
    text = only(tmp_path).read_text("utf-8")
    only(tmp_path).write_text("\n".join(row for row in text.split("\n") if not row.startswith("digest")), "utf-8")
    assert build(tmp_path, page(summary=("New.",))) == ["deleted"]


def test_deleted_seed_takes_its_page_along_unless_it_was_edited(tmp_path: Path) -> None:
    build(tmp_path, titled("a.txt", "A"), titled("b.txt", "B"), titled("c.txt", "C"))
    path = tmp_path / "articles" / "b.md"
    path.write_text(path.read_text("utf-8") + "\nmine\n", "utf-8")
    with opened(tmp_path) as store:
        changes = store.apply(store.plan([titled("c.txt", "C")], seeds=["c.txt"]))
    assert [(change.outcome, change.path) for change in changes] == [
        ("same", "articles/c.md"), ("removed", "articles/a.md"), ("kept", "articles/b.md"),
    ]  # fmt: skip
    assert sorted(p.name for p in (tmp_path / "articles").iterdir()) == ["b.md", "c.md"]
    assert build(tmp_path, titled("a.txt", "A")) == ["new"]


def test_removal_that_was_killed_is_no_deletion_by_a_person(tmp_path: Path) -> None:
    build(tmp_path, page())
    (record,) = (tmp_path / ".base").iterdir()
    record.rename(record.with_suffix(".new"))
    only(tmp_path).unlink()
    assert build(tmp_path, page()) == ["new"]


def test_part_of_the_seeds_removes_nothing(tmp_path: Path) -> None:
    build(tmp_path, titled("a.txt", "A"), titled("b.txt", "B"))
    assert build(tmp_path, titled("a.txt", "A")) == ["same"]
    assert len(list((tmp_path / "articles").iterdir())) == 2


def test_front_matter_in_braces_keeps_its_form_and_is_asked_about(tmp_path: Path) -> None:
    build(tmp_path, page())
    (record,) = (tmp_path / ".base").iterdir()
    front = f"---\n{{title: Mine, tags: [a], digest: {{seed: a.txt, base: {record.stem}}}}}\n---\n"
    only(tmp_path).write_text(front + "\n## Summary\n\n- They met.\n", "utf-8")
    assert build(tmp_path, page(summary=("New.",), fields={"title": "Talks", "lang": "fa"})) == ["merged"]
    (record,) = (tmp_path / ".base").iterdir()
    text = only(tmp_path).read_text("utf-8")
    assert text.startswith(f"---\n{{title: Mine, tags: [a], digest: {{seed: a.txt, base: {record.stem}}}}}\n---\n")
    assert "- New.\n" in text
    with opened(tmp_path, check=True) as store:
        base = store.pages["a.txt"].base
    assert base
    assert {"title", "lang"} <= {proposal.part for proposal in base.proposals}
    with pytest.raises(DigestError, match="braces"):
        accept(text, base, "title")
