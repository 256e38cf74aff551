"""Texts made to keep a reader of Markdown busy for ever: cleaned, written as Markdown, pasted into a page."""

from __future__ import annotations

import subprocess
import sys

import pytest

SECONDS = 2  # of CPU a text, for all three ways together: the system itself ends what takes more
MAKE = """
import digest
from digest.page import dialect
from digest.publish.guard import parsable

texts = [
    "*a **a " * 2000, "_a " * 8000, "[a" * 8000, "a]" * 8000, "[ (](" * 5000, "![[]()" * 5000, "[" * 5000 + "]" * 5000,
    "> " * 1000 + "a", "".join("  " * n + "* a\\n" for n in range(200)), "".join("e" + "`" * n for n in range(1, 400)),
    "[a](<b" * 5000, "</" + "<!--" * 9000, "<" * 50000, "&" * 50000, "{: " * 5000, "[^1]" * 5000, "|a" * 3000,
    "<div>" * 2000, "!!! a\\n" * 1000, "-" * 50000, " " * 100000 + "x", "\\n" * 100000 + "x",
]
for text in texts:
    digest.clean(text)
    dialect.html(digest.to_markdown(text))
    dialect.html(parsable(text))
print(len(texts))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of Unix")
def test_no_text_keeps_the_reader_busy() -> None:
    import resource

    most = 22 * SECONDS
    done = subprocess.run(
        [sys.executable, "-c", MAKE], capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (most, most)),
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "22"), done.stderr[-500:]
