"""Disks and seeds at their limits, in real processes: a clear error or a right result, and nothing lost."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import limits

from digest import pipeline
from digest.page import dialect


@pytest.mark.skipif(sys.platform == "win32", reason="needs rights and limits of Unix")
@pytest.mark.parametrize("name", ["disk full", "read-only folder", "pipes and links", "NUL bytes"])
def test_limit(name: str, tmp_path: Path) -> None:
    assert limits.CASES[name](tmp_path) == ""


# -- texts made to keep a machine busy -------------------------------------------------------------------------------

SECONDS = 2.0
AS_LONG_AS = 5  # prose of forty pages may take a fifth of that, on however busy a machine

SHAPES = {
    "emphasis opened": "*a **a " * 2000 + "b" + " a** a*" * 2000,
    "emphasis in a line": "*a **a " * 71_428,
    "emphasis in lines": ("*a **a " * 200 + "\n") * 350,
    "underscores": "_a " * 8000,
    "brackets opened": "[a" * 8000,
    "brackets closed": "a]" * 8000,
    "brackets and round ones": "[ (](" * 5000,
    "pictures": "![[]()" * 5000,
    "nested brackets": "[" * 5000 + "a" + "]" * 5000,
    "nested quotations": "> " * 1000 + "a",
    "some nested quotations": "> " * 200 + "a",
    "nested lists": "".join("  " * n + "* a\n" for n in range(300)),
    "runs of code marks": "".join("e" + "`" * n for n in range(1, 600)),
    "links without end": "[a](<b" * 5000,
    "comments opened": "</" + "<!--" * 20_000,
    "less-than": "<" * 50_000,
    "ampersands": "&" * 50_000,
    "entities": "&amp;" * 50_000,
    "stars": "*" * 20_000,
    "attribute lists": "{: " * 5000,
    "footnotes": "[^1]" * 5000,
    "abbreviations": "".join(f"*[A{n}]: x\n" for n in range(500)) + "A1 A2",
    "hashes": "#" * 20_000,
    "blanks": " " * 100_000 + "x",
    "blank lines": "\n" * 100_000 + "x",
    "one line of words": "word " * 200_000,
    "one line of digits": "12 345 " * 30_000,
    "one line of dates": "1 May 2020 " * 20_000,
    "one line of names": "Hamid Karzai " * 30_000,
    "one line of Arabic": "قال حامد في كابل " * 15_000,
    "one line of Han": "和平谈判星期五在多哈举行" * 20_000,
    "smileys": ":a" * 10_000,
    "tildes": "~" * 20_000,
    "carets": "^a" * 8000,
    "equals": "==" * 8000,
    "pluses": "++a" * 5000,
    "dollars": "$a" * 8000,
    "a table": "|a" * 5000 + "\n" + "|-" * 5000 + "\n",
    "tags": "<div>" * 3000,
    "admonitions": "!!! a\n" * 2000,
    "quotation marks": '"' * 50_000,
    "apostrophes": "'" * 20_000,
    "hyphens": "-" * 50_000,
    "backslashes": "\\" * 50_000,
    "marks on one letter": "a" + "\u0301" * 50_000,
    "joined faces": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 10_000,
    "lines of one letter": "x\n" * 10_000,
}


def spent(text: str, home: Path) -> float:
    """Seconds of CPU from a seed to its page, and from the page to HTML."""
    seeds = home / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "a.txt").write_text(text, "utf-8")
    before = time.process_time()
    pipeline.build(seeds, home / "content")
    for path in (home / "content" / "articles").glob("*.md"):
        dialect.html(path.read_text("utf-8"))
    return time.process_time() - before


@pytest.mark.parametrize("shape", SHAPES)
def test_no_text_keeps_a_build_busy(shape: str, tmp_path: Path) -> None:
    """Two seconds of CPU, or as much as some prose takes where the machine is slow at that moment."""
    took = spent(SHAPES[shape], tmp_path / "shape")
    if took > SECONDS:
        prose = "\n\n".join(f"{limits.STORY} Day {n}." for n in range(1000))
        assert took < AS_LONG_AS * spent(prose, tmp_path / "prose")


def test_the_words_behind_what_is_annotated_are_on_the_page(tmp_path: Path) -> None:
    """A book is shown whole; names are looked for in its beginning."""
    rows = [f"{limits.STORY} Day {n}." for n in range(1500)]
    rows[-1] = "At last Zalmay Khalilzad came to Ouagadougou and said so himself in front of everybody."
    limits.seed(tmp_path, "a.txt", "Talks\n\n" + "\n\n".join(rows))
    pipeline.build(tmp_path / "seeds", tmp_path / "content")
    (page,) = limits.pages(tmp_path).values()
    assert all(row in page.decode() for row in rows)
    assert b"Ouagadougou" not in page.partition(b"\n---\n")[0]
