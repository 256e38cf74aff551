"""Texts and pages that the tests of the page room share."""

from __future__ import annotations

from typing import Any

from digest.model import Link, Page

# One of each way a line can be taken for something else than its words.
HOSTILE = (
    "1234567890. no item", "١. لا بند",
    "# no heading", "#hashtag", "> no quote", "- no item", "+ no item", "* no item", "1. no item", "12) no item",
    "!!! note", "??? note", "???+ note", ": no definition", "[TOC]", "///Footnotes Go Here///", "---", "***", "___",
    "* * *", "===", "~~~", "```", "``` python", "~~~text", "`code` and ``more``", "a ` alone", "*a* **b** ***c***",
    "_a_ __b__ __init__", "5 * 3 * 2", "snake_case_name", "a_b_ _c", "[a](b)", "[a][b]", "[a]: b", "[^1]", "[^1]: note",
    "*[NATO]: a pact", "![x](y)", "![x]{: onerror=alert(1) }", "{: .a #b}", "{foo}", "text {: .c}", "{{ 4*4 }} {% x %}",
    "<script>alert(1)</script>", "<b>", "</div>", "<!-- gone", "<!-- gone -->", "<?php ?>", "<![CDATA[x]]>", "I <3 you",
    "<http://a.b>", "<a@b.c>", "&amp; &lt; &copy; &#42; &copy", "a & b", "\\* \\\\ \\a \\", "C:\\dir\\*.txt", "\\&lt;",
    "~~gone~~", "==mark== ++ins++ ^^sup^^", "$5 and $10", "| a | b |", ":smile:", "a  b\tc", "\u00a0edge\u3000",
    "\u202eright to left", "\u2067open \u202a twice", "nul\x00 esc\x1b bell\x07 \x02\x03 wzxhzdk:0", "\ud800 alone",
    "\ufeffmark \ufffe", "line\u2028sep\u0085arated", "مرحبا *بالعالم*", "你好**世界**", "สวัสดี_ชาวโลก_", "\u200b", "",
    "klzzwxh:0001", "\u2018q\u2019 -- ...", "[[a](b)](c)", "![[a]]", "<a href='x'>[y](z)</a>", "-", "+", "*", "1.", "#",
)  # fmt: skip

SCALARS = (
    "no", "Yes", "NULL", "~", "", "0123", "1e3", "0x1F", "0o17", "1_000", "12:30:45", "2018-10-14", "1.5", ".inf",
    "a: b", "a #b", "a:", "# a", "- a", "? a", "a?b", "[a]", "{a}", "a, b", "@a", "`a`", "%a", "&a", "*a", "!a", "|",
    ">", "'", '"', "'\"", "a\\b", "it's", 'say "hi"', "\u2028", "y", "=", "<<", "---", "...", "مرحبا", "你好", "😀",
    "\ud800", "\ufffe", "a\x00b", "\x7f", "\xa0", "\u202eevil", "2024 elections",
)  # fmt: skip


def page(seed: str = "a.txt", **changes: Any) -> Page:
    """A small page; `changes` replace its parts."""
    parts: dict[str, Any] = {
        "seed": seed,
        "seed_sha256": "0" * 64,
        "fields": {"title": "Talks in Doha", "lang": "en", "date": "2018-10-14~", "tags": ["peace talks", "Doha"]},
        "headings": ("Summary", "Text", "Related"),
        "summary": ("They met.",),
        "text": (("paragraph", "They met."), ("heading", "Later"), ("paragraph", "They left.")),
        "related": (Link("other-page.md", "Other", "both name Doha"),),
        "record": {"cuts": [], "values": {}},
    }
    return Page(**{**parts, **changes})
