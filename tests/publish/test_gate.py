"""The gate: what an editor may write passes, what runs or reports does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.gate import clean, meta, own_meta
from digest.publish.view import PageView

KEPT = [
    '<div class="admonition note"><p class="admonition-title">Note</p><p>x</p></div>',
    '<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>',
    '<p><abbr title="World Health Organization">WHO</abbr></p>',
    '<details class="quote" open=""><summary>s</summary><p>x</p></details>',
    '<h3 id="الملخص">الملخص<a class="headerlink" href="#الملخص" title="Permanent link">¶</a></h3>',
    '<p lang="ar" dir="rtl">نص</p>',
    '<p><img alt="a" src="../picture.png"></p>',
]
STOPPED = [
    ("<script>alert(1)</script>", "alert"),
    ('<img src="x" onerror="alert(1)">', "onerror"),
    ('<a href="javascript:alert(1)">x</a>', "javascript"),
    ('<img src="https://elsewhere.example/pixel.gif">', "elsewhere"),
    ('<img src="//elsewhere.example/pixel.gif">', "elsewhere"),
    ('<iframe src="https://elsewhere.example"></iframe>', "iframe"),
    ("<style>@import url(//elsewhere.example)</style>", "import"),
    ('<p style="background:url(//elsewhere.example)">x</p>', "style"),
    ('<p id="__config">{}</p>', "__config"),
    ('<div class="md-search" data-md-component="search">x</div>', "md-"),
    ('<form action="https://elsewhere.example"><input></form>', "form"),
]


@pytest.mark.parametrize("html", KEPT)
def test_what_editors_write_passes(html: str) -> None:
    assert clean(html) == html


@pytest.mark.parametrize(("html", "trace"), STOPPED)
def test_what_runs_or_reports_does_not(html: str, trace: str) -> None:
    assert trace not in clean(html)


@given(st.text(max_size=80))
def test_values_for_the_theme_hold_no_markup(text: str) -> None:
    """No value that the theme prints unescaped holds a sign that opens an element, a comment or an attribute."""
    fields = {"title": text, "description": text, "subtitle": text, "icon": text, "template": text}
    for seen in (meta(PageView("articles/a.md", fields)), own_meta(fields)):
        assert not set("<>\"'") & set("".join(map(str, seen.values())))
        assert "template" not in seen
        assert "icon" not in seen


def test_a_malformed_language_reaches_no_template() -> None:
    assert meta(PageView("articles/a.md", {"lang": '"><script>'}))["lang"] == "und"
