"""The gate: what an editor may write passes, what runs or reports does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.gate import clean, faults, meta, own_meta
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


@pytest.mark.parametrize("front", ["title: A\nlang: en\ndate: 2018-10-14~", "title: A\nmine: [x]"])
def test_a_sound_page_has_no_faults(tmp_path: Path, front: str) -> None:
    page = tmp_path / "a.md"
    page.write_text(f"---\n{front}\n---\n\nText\n", "utf-8")
    assert list(faults(page, {"title": "A", "date": "2018-10-14~"})) == []
    assert list(faults(page, {})) == []


def test_a_bad_value_is_named_with_its_line_and_its_mending(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("---\ntitle: A\ndate: next week\nstatus: done\n---\n\nText\n", "utf-8")
    found = [str(fault) for fault in faults(page, {"title": "A", "date": "next week", "status": "done"})]
    assert [f"{page}:3" in found[0], "EDTF" in found[0], f"{page}:4" in found[1]] == [True] * 3


def test_front_matter_that_is_no_yaml_is_a_fault(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("---\ntitle: [A\n---\n\nText\n", "utf-8")
    assert list(faults(page, {}))


def test_only_layout_of_the_right_shape_reaches_the_theme() -> None:
    assert "search" not in own_meta({"search": True})
    assert own_meta({"search": {"exclude": True}})["search"] == {"exclude": True}
