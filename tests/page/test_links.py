"""The build's links on pages it has no news for: healed where the build wrote them, left where a person did."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_samples import page

from digest.model import Link, Page
from digest.page.gate import check
from digest.page.links import Places, healed
from digest.page.store import opened

SEEDS = ("a.txt", "b.txt", "c.txt")


def linked(seed: str, *others: str) -> Page:
    links = tuple(Link(f"{other}.md", f"Of {other} [again](x)", f"both name {other}") for other in others)
    return page(
        seed,
        fields={"title": Path(seed).stem},
        related=links,
        record={"paths": [f"articles/{Path(seed).stem}.md"]},
    )


def build(content: Path, pages: list[Page], seeds: tuple[str, ...]) -> dict[str, str]:
    with opened(content) as store:
        return {change.path: change.outcome for change in store.apply(store.plan(pages, seeds))}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three pages that name each other; a person edited a.md."""
    pages = [linked("a.txt", "b", "c"), linked("b.txt", "a"), linked("c.txt", "a")]
    assert set(build(tmp_path, pages, SEEDS).values()) == {"new"}
    edit(tmp_path, "They met.\n\n###", "They met in *Doha*.\n\n###")
    return tmp_path


def edit(content: Path, old: str, new: str) -> None:
    path = content / "articles" / "a.md"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def text(content: Path) -> str:
    return (content / "articles" / "a.md").read_text("utf-8")


def test_links_that_lead_somewhere_stay_to_the_byte(content: Path) -> None:
    before = text(content)
    assert build(content, [linked("b.txt"), linked("c.txt")], ("b.txt", "c.txt"))["articles/a.md"] == "kept"
    assert text(content) == before


def test_a_link_of_the_person_stays_and_is_named(content: Path) -> None:
    edit(content, "both name c", "see also c")
    assert build(content, [linked("b.txt")], ("b.txt",))["articles/a.md"] in ("merged", "kept")
    assert "see also c" in text(content)
    assert ["c.md" in fault.what for fault in check(content)] == [True]


def test_a_kept_page_loses_its_link_to_one_that_goes(content: Path) -> None:
    before = text(content)
    assert build(content, [linked("b.txt")], ("b.txt",)) == {
        "articles/b.md": "changed", "articles/a.md": "kept", "articles/c.md": "removed",
    }  # fmt: skip
    assert [row.split(": ")[0] for row in before.splitlines() if row not in text(content).splitlines()] == [
        "digest", next(row for row in before.splitlines() if "(c.md)" in row),
    ]  # fmt: skip
    assert not list(check(content))
    assert build(content, [linked("b.txt")], ("b.txt",)) == {"articles/b.md": "same", "articles/a.md": "kept"}


def test_a_page_whose_seed_cannot_be_read_loses_its_link_too(content: Path) -> None:
    assert build(content, [linked("b.txt")], ("a.txt", "b.txt"))["articles/a.md"] == "merged"
    assert not list(check(content))
    assert build(content, [linked("b.txt")], ("a.txt", "b.txt")) == {"articles/b.md": "same"}


def test_without_any_link_the_part_goes(content: Path) -> None:
    build(content, [page("d.txt", fields={"title": "d"}, related=())], ("d.txt",))
    assert "Related" not in text(content)
    assert text(content).endswith("They left.\n")
    assert not list(check(content))


def test_a_link_follows_a_page_that_was_renamed(content: Path) -> None:
    for name, new in (("b", "sub/(new) b"), ("c", "c2")):
        path = content / "articles" / f"{new}.md"
        path.parent.mkdir(exist_ok=True)
        (content / "articles" / f"{name}.md").rename(path)
    pages = [linked("b.txt"), linked("c.txt")]
    build(content, pages, ("b.txt", "c.txt"))
    build(content, pages, ("b.txt", "c.txt"))
    assert "](sub/%28new%29%20b.md)" in text(content)
    assert "](c2.md)" in text(content)
    assert not list(check(content))


def test_a_hidden_page_is_linked_no_more(content: Path) -> None:
    path = content / "articles" / "b.md"
    path.write_text(path.read_text("utf-8").replace("title: b\n", "title: b\npublish: hidden\n"), "utf-8")
    build(content, [linked("b.txt"), linked("c.txt")], ("b.txt", "c.txt"))
    assert "(b.md)" not in text(content)


@pytest.mark.parametrize("body", ["", "- [a](b.md)\n", "## Related\n", "## Related\n\ntext [a](b.md)\n"])
def test_a_page_without_links_of_the_build_stays(body: str) -> None:
    assert healed(body, "articles/a.md", "## Related", Places((), {})) == body
