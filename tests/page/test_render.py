"""Text → Markdown → what a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_samples import HOSTILE, page

from digest.model import Link
from digest.page import dialect
from digest.page.clean import clean
from digest.page.format import split
from digest.page.render import MOST_LINES, inline, page_text, to_markdown

signs = st.text(alphabet=st.sampled_from(list("ab1 .\\`*_{}[]()<>&#!~:+-=|^/?$\"';\n")), max_size=60)
shapes = st.sampled_from(["paragraph", "heading", "item"])


@pytest.mark.parametrize(
    "line",
    [
        "Plain words, with a comma – and a dash.", "It cost $5 and $10.", "5 * 3 * 2", "snake_case_name", "a ` alone",
        "I <3 you", "Q&A, R&D", "at 10:30, see http://example.org/a_b?c=d&e=f", "(in brackets) [and these]",
        "50% ~ 60%",
        "قال: «نعم»", "他说：“好”。", "C# and C++", "a/b", "2018. A year",
        "x = y | z", "wait...",
    ],
)  # fmt: skip
def test_what_is_no_markdown_is_not_touched(line: str) -> None:
    assert to_markdown(line) == (line if line != "2018. A year" else "2018\\. A year")


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_line_shows_its_words(line: str) -> None:
    words = clean(line)
    assert [text for _, text in dialect.seen(to_markdown(line))] == ([words] if words else [])


def test_hostile_lines_together_show_their_words() -> None:
    lines = [clean(line) for line in HOSTILE if clean(line)]
    assert [text for _, text in dialect.seen(to_markdown("\n".join(HOSTILE)))] == lines


@given(signs | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_words_in_words_out(text: str) -> None:
    """What a reader sees of the Markdown of a text are its lines, cleaned; each is a plain paragraph."""
    lines = [words for line in text.split("\n") if (words := clean(line))]
    assert dialect.seen(to_markdown(text)) == [("p", line) for line in lines]


@given(st.lists(st.tuples(shapes, signs), max_size=6), st.lists(signs, max_size=3), signs, signs)
@settings(max_examples=150, deadline=None)
def test_page_shows_its_blocks(text: list[tuple[str, str]], summary: list[str], title: str, reason: str) -> None:
    """A page shows its summary, its text and its links, word for word and in order."""
    made = page(text=tuple(text), summary=tuple(summary), related=(Link("a b.md", title, reason),))
    body = page_text(made, "").split("---\n", 2)[2]
    words = [clean(line) for line in [*summary, *(line for _, line in text)]]
    shown = [line for tag, line in dialect.seen(body) if tag != "h2"]
    assert shown[:-1] == [line for line in words if line]
    assert shown[-1] == f"{clean(title)} — {clean(reason)}".removesuffix(" — ").strip()


@given(st.text(max_size=80))
def test_clean_is_idempotent(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("unit", ["[", "![", "[a](", "<a ", "*a **", "_a __", "a`b``", "&lt;", "\\", "<!--", "~", "{"])
def test_runs_of_openers_become_a_fence(unit: str) -> None:
    line = clean(unit * 20_000)
    assert [text for _, text in dialect.seen(to_markdown(line))] == [line]


def test_many_footnote_marks_stay_a_paragraph() -> None:
    line = "They met.[1] They left.[2] " * 300
    assert dialect.seen(to_markdown(line)) == [("p", clean(line))]


def test_page_as_documented() -> None:
    assert page_text(page(), "ff") == (
        "---\ntitle: Talks in Doha\nlang: en\ndate: 2018-10-14~\ntags: [peace talks, Doha]\n"
        "digest: {seed: a.txt, base: ff}\n---\n\n## Summary\n\n- They met.\n\n## Text\n\nThey met.\n\n### Later\n\n"
        "They left.\n\n## Related\n\n- [Other](other-page.md) — both name Doha\n"
    )  # fmt: skip


def test_empty_parts_are_left_out() -> None:
    text = page_text(page(summary=(), related=(), fields={"title": "T", "outlet": None, "tags": []}), "")
    assert "Summary" not in text
    assert "Related" not in text
    assert "outlet" not in text
    assert "tags" not in text


@given(signs)
@settings(deadline=None)
def test_title_in_a_link_shows_its_words(title: str) -> None:
    """A title inside a link is one link with exactly its words."""
    words = clean(title)
    html = dialect.html(f"[{inline(title)}](x.md)")
    assert not words or (html.count("<a ") == 1 and dialect.read_html(html) == [("p", words)])


@pytest.mark.parametrize(
    ("title", "markdown"),
    [
        ("Q&A: a talk", "Q&A: a talk"),
        ("A [b] c", "A \\[b\\] c"),
        ("U.S. *and* R&D", "U.S. \\*and\\* R&D"),
        ("1. One", "1\\. One"),
    ],
)
def test_titles_in_links_stay_readable(title: str, markdown: str) -> None:
    assert inline(title) == markdown


@pytest.mark.parametrize("title", ["]:", "[a]:", "](b)", "\\", "a\\", "[", "![x]", "`", "<a>"])
def test_title_never_leaves_its_link(title: str) -> None:
    assert dialect.html(f"- [{inline(title)}](x.md) — why").count('<a href="x.md">') == 1


@pytest.mark.parametrize("unit", ["Word, word. ", "note [1], (a). ", "a_b. c*d, "])
def test_a_long_line_costs_little(unit: str) -> None:
    line = clean((unit * 400 + "word, word; " * 200) * 8)
    assert [words for _, words in dialect.seen(to_markdown(line))] == [line]


def test_a_text_of_very_many_lines_is_one_block_of_plain_text() -> None:
    """No word is lost, and whoever renders the page does not pay for the square of its blocks."""
    rows = [*(f"line {n}" for n in range(MOST_LINES)), "*the last*"]
    assert dialect.seen(to_markdown("\n".join(rows))) == [("pre", " ".join(rows))]
    assert len(split(to_markdown("\n".join(rows[:-1])))[1]) == MOST_LINES
