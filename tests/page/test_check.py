"""`digest check` on pages of a real build: first what it must not blame, then each fault with its line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from page_samples import HOSTILE, page

from digest.page import gate, markup
from digest.page.render import to_markdown
from digest.page.store import opened

SEED = b"The raw text."
HASH = hashlib.sha256(SEED).hexdigest()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two pages, the seed of one, and the folders they lie in."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_bytes(SEED)
    root = tmp_path / "content"
    text = (("paragraph", "They met."), ("paragraph", "They left."))
    pages = [
        page(seed_sha256=HASH, text=text),
        page("b.txt", fields={"title": "Other page"}, related=(), text=text),
    ]
    with opened(root) as store:
        store.apply(store.plan(pages))
    return root


def told(content: Path) -> list[str]:
    """Faults as `file:line: what`, the files below the content folder."""
    found = gate.check(content, content.parent / "seeds")
    return [f"{fault.where.removeprefix(f'{content}/')}: {fault.what}" for fault in found if fault.mend]


def first(content: Path) -> Path:
    return content / "articles" / "talks-in-doha.md"


def add(content: Path, body: str) -> int:
    """Appends to a page; the line at which it starts."""
    path = first(content)
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{body}\n", "utf-8")
    return before.count("\n") + 2


def test_a_fresh_build_is_sound(content: Path) -> None:
    assert told(content) == []


@pytest.mark.parametrize(
    "body",
    [
        'A **bold** [link](other-page.md#later) and [another](https://example.org/a?b=c "Title") <https://a.b/c>.',
        "[home](../index.md) ![chart](chart.png) [^1] [ref][r]\n\n[^1]: A note.\n\n[r]: other-page.md",
        '!!! note "Mind"\n    Text with <kbd>Ctrl</kbd> and <abbr title="x">y</abbr>, 5 < 6 & 7 > 3.',
        "Code: `<script>alert(1)</script>` and `[a](nowhere.md)`.\n\n```html\n<iframe src=x></iframe>\n[a](no.md)\n```",
        "A paragraph with a class\n{: .wide #here title='on = off' }",
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        "<!-- a comment -->",
        "\u2067مرحبا\u2069 and \u202bعرب\u202c",
        "[mail](mailto:a@b.org) [browse](../browse/people.md) [top](#summary)",
    ],
)
def test_what_people_may_write(content: Path, body: str) -> None:
    (content / "index.md").write_text("# Home\n")
    (content / "articles" / "chart.png").write_bytes(b"\x89PNG")
    add(content, body)
    assert told(content) == []


def test_what_the_build_writes_of_hostile_words_is_sound() -> None:
    """The words of a payload are no payload."""
    assert list(markup.faults(to_markdown("\n".join(HOSTILE)))) == []


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("Text.\n\n<script>alert(1)</script>", 2, "<script> is not published"),
        ("Text.\n\n<iframe src='https://a.b'></iframe>", 2, "<iframe> is not published"),
        ("<b onclick=alert(1)>x</b>", 0, "onclick runs a script"),
        ("<div\n\nonclick=alert(1)>x</div>", 2, "onclick runs a script"),
        ("![x](y.png){: onerror=alert(1) }", 0, "onerror runs a script"),
        ('Word\n{: onmouseover="x" }', 1, "onmouseover runs a script"),
        ("# Heading {: ONCLICK='x' }", 0, "onclick runs a script"),
        ("[a](javascript:alert(1))", 0, "javascript"),
        ("[a](<java&#115;cript:alert(1)>)", 0, "javascript"),
        ("Text [a][b].\n\n[b]: javascript:alert(1)", 2, "javascript"),
        ("[a](data:text/html;base64,x)", 0, "data: is not published"),
        ("<a href='vbscript:x'>y</a>", 0, "vbscript"),
        ("![x](https://elsewhere.example/x.png)", 0, "tells its host who reads"),
        ("<img src=//elsewhere.example/x.png>", 0, "tells its host who reads"),
        ("<svg><style>*{}</style></svg>", 0, "<svg> is not published"),
        ("Text.\n\n[a](nowhere.md)", 2, "the link to nowhere.md leads nowhere"),
        ("[a](/etc/passwd)", 0, "leads nowhere"),
        ("[a](../../seeds/a.txt)", 0, "leads nowhere"),
        ("Text.\nright \u202eto left", 1, "no end"),
        ("[" * 4000, 0, "more signs"),
    ],
)
def test_what_a_body_must_not_hold(content: Path, body: str, line: int, what: str) -> None:
    (content / "articles" / "y.png").write_bytes(b"\x89PNG")
    at = add(content, body)
    found = told(content)
    assert any(what in one for one in found), found
    assert any(one.startswith(f"articles/talks-in-doha.md:{at + line}: ") and what in one for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("title: Talks", "title: [Talks", 3, "front matter cannot be read"),
        ("title: Talks", "own: &a [x, x]\ntitle: Talks", 2, "anchors"),
        ("title: Talks", f"own: {'x' * 70_000}\ntitle: Talks", 1, "longer than 64 KB"),
        ("lang: en", "lang: en\nstatus: final", 4, "status cannot be 'final'"),
        ("lang: en", "lang: en\ngrade: Z9", 4, "grade cannot be 'Z9'"),
        ("date: 2018-10-14~", "date: 14.10.2018", 4, "date cannot be"),
        ("title: Talks", "title: \u202eTalks", 2, "no end"),
        ("## Summary", "## Sumary", 9, "the heading of a part is misspelt: Sumary"),
        ("## Text\n", "", 14, "the part Text has no heading"),
        ("## Summary", "## In short", 9, "the heading of the part Summary reads In short"),
        ("## Text\n", "## Text\n\n<<<<<<< HEAD\n", 15, "two versions"),
        ("lang: en", "<<<<<<< HEAD\nlang: en\n=======\nlang: fa\n>>>>>>> x", 3, "two versions"),
        ("base: ", "base: 0", 6, "record"),
    ],
)
def test_what_a_person_may_get_wrong(content: Path, old: str, new: str, line: int, what: str) -> None:
    path = first(content)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (found,) = told(content)
    assert found.startswith(f"articles/talks-in-doha.md:{line}: ")
    assert what in found


def test_a_page_without_a_body_is_no_fault(content: Path) -> None:
    path = first(content)
    head, front, _ = path.read_text("utf-8").split("---\n", 2)
    path.write_text(f"{head}---\n{front}---\n", "utf-8")
    assert told(content) == []


def test_a_part_that_a_person_took_out_is_no_fault(content: Path) -> None:
    path = first(content)
    text = path.read_text("utf-8")
    path.write_text(text.partition("## Related")[0].replace("## Summary\n\n- They met.\n\n", ""), "utf-8")
    assert told(content) == []


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "leak.md": (lambda path: path.symlink_to("/etc/hostname"), "no plain file"),
    "leak.png": (lambda path: path.symlink_to("/etc/hostname"), "no plain file"),
    "folder": (lambda path: path.symlink_to("/etc"), "no plain file"),
    "pipe.md": (os.mkfifo, "no plain file"),
    "page.html": (lambda path: path.write_text("<script>1</script>"), "not published"),
    "drawing.svg": (lambda path: path.write_text("<svg onload='x'/>"), "not published"),
    "odd.md": (lambda path: path.write_bytes(b"Two lines,\none \xff odd"), "not UTF-8"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_named_and_never_opened(content: Path, name: str) -> None:
    make, what = ODD[name]
    make(content / "articles" / name)
    (found,) = told(content)
    assert found.startswith(f"articles/{name}")
    assert what in found


def test_two_pages_of_one_seed(content: Path) -> None:
    (content / "articles" / "zcopy.md").write_bytes(first(content).read_bytes())
    (found,) = told(content)
    assert found.startswith("articles/zcopy.md:6: the seed a.txt has another page")


def test_two_pages_at_one_address(content: Path) -> None:
    (content / "articles" / "Talks-in-Doha.md").write_text("Mine.\n")
    (content / "articles" / "other-page").mkdir()
    (content / "articles" / "other-page" / "index.md").write_text("Mine.\n")
    found = told(content)
    assert [one.partition(": ")[0] for one in found] == [
        "articles/other-page/index.md:1",
        "articles/talks-in-doha.md:1",
    ]
    assert all("same address" in one for one in found)


def test_a_seed_that_changed(content: Path) -> None:
    """The page was built from another text, whether or not a person edited it; without seeds nobody can tell."""
    (content.parent / "seeds" / "a.txt").write_bytes(SEED + b" More.")
    (found,) = told(content)
    assert found.startswith("articles/talks-in-doha.md:6: the seed a.txt is another text")
    assert list(gate.check(content)) == []
