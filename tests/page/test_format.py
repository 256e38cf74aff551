"""A Markdown file ⇄ its parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_samples import page

from digest.model import DigestError
from digest.page.format import parse
from digest.page.render import page_text

lines = st.lists(
    st.sampled_from(
        ["---", "...", "title: a", "# note", "tags:", "  - b", "- c", "digest: {seed: a, base: b}", "", "x: |", "  y",
         "!!! note", "    text", "```", "## H", "- item", "  more", "para", "\ufeff", "1. one", "[^1]: note"]
    ),
    max_size=14,
)  # fmt: skip


@given(lines, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@settings(max_examples=300)
def test_parts_are_the_file(rows: list[str], newline: str, bom: bool) -> None:  # noqa: FBT001
    """Head, front matter, foot and body are the file to the byte; so are the keys, and the blocks with their gaps."""
    text = "\ufeff" * bom + "---\n" * (len(rows) % 2) + newline.join(rows)
    try:
        parsed = parse(text, "a.md")
    except DigestError:
        return  # a page that cannot be read is not taken apart
    lead, blocks = parsed.blocks()
    assert parsed.head + parsed.front + parsed.foot + parsed.body == text
    assert lead + "".join(block.text + block.gap for block in blocks) == parsed.body
    assert not parsed.keys or "".join(key.text for key in parsed.keys) == parsed.front


def test_a_page_of_the_build() -> None:
    parsed = parse(page_text(page(), "ff"), "a.md")
    assert parsed.fields == {
        "title": "Talks in Doha", "lang": "en", "date": "2018-10-14~", "tags": ["peace talks", "Doha"],
        "digest": {"seed": "a.txt", "base": "ff"},
    }  # fmt: skip
    assert parsed.place("date") == "a.md:4"
    assert [(block.sort, block.line) for block in parsed.blocks()[1]] == [
        ("heading", 9), ("item", 11), ("heading", 13), ("paragraph", 15), ("heading", 17), ("paragraph", 19),
        ("heading", 21), ("item", 23),
    ]  # fmt: skip


def test_values_are_what_people_typed() -> None:
    text = "---\na: no\nb: 0123\nc: 2018-10-14\nd:\ne: ~\nf: 'x'\n---\n"
    assert parse(text, "a.md").fields == {"a": "no", "b": "0123", "c": "2018-10-14", "d": None, "e": None, "f": "x"}


def test_comments_go_with_their_key() -> None:
    text = "---\n# on a\na: 1 # behind\n# on b\n# more\nb:\n  - x\n  # inside\n- y\n---\n".replace("- y\n", "  - y\n")
    assert [key.text for key in parse(text, "a.md").keys] == [
        "# on a\na: 1 # behind\n", "# on b\n# more\nb:\n  - x\n  # inside\n  - y\n",
    ]  # fmt: skip


def test_blocks_keep_together_what_belongs_together() -> None:
    body = "!!! note\n    one\n\n    two\n\n```\na\n\nb\n```\n\n- x\n  y\n- z\n\n    deep\n\nlast\n### H\nafter\n"
    assert [block.text for block in parse(body, "a.md").blocks()[1]] == [
        "!!! note\n    one\n\n    two\n", "```\na\n\nb\n```\n", "- x\n  y\n", "- z\n\n    deep\n", "last\n",
        "### H\n", "after\n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "\n", "plain", "---\n", "---\nno end\n", "----\na: b\n---\n", "---\n---\nbody\n", "---\n# only\n---\n"]
)
def test_pages_without_keys(text: str) -> None:
    assert not parse(text, "a.md").fields


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: a: b", 2), ("ok: 1\ntitle: [a", 3), ("a: 1\nb: 2\na: 3", 4), ("a: &x [1]\nb: *x", 2),
        ("a: !!python/name:os.system x", 2),
        ("a: " + "[" * 30 + "]" * 30, 2), ("- a\n- b", 2), ("just words", 2), ("a: @x", 2),
        ("a:\t- b\n\tc: d", 2),
        ("a: \x07", 2),
        ("a: " + "x" * 70_000, 1), ("a: \ud800", 2),
    ],
)  # fmt: skip
def test_broken_front_matter_is_named_with_its_line(front: str, line: int) -> None:
    with pytest.raises(DigestError) as caught:
        parse(f"---\n{front}\n---\n\nbody\n", "content/a.md")
    assert caught.value.where == f"content/a.md:{line}" or line == 3
    assert caught.value.mend


def test_a_page_of_ours_without_its_end() -> None:
    with pytest.raises(DigestError, match="no end"):
        parse("---\ntitle: a\ndigest: {seed: a, base: b}\n\n## Text\n", "a.md")


def test_many_lines() -> None:
    text = "para\n\n- x\n\n" * 40_000
    parsed = parse(text, "a.md")
    assert len(parsed.blocks()[1]) == 80_000
