"""Links within an article's words: what has no place must not change, what has one is found in every script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.gate import clean, text_of
from digest.publish.inline import Named, linked, tooltip
from digest.publish.places import Words

HEAD = '<h2 class="part-summary" id="s">Summary</h2>\n<ul>\n{}\n</ul>\n<h2 class="part-text" id="t">Text</h2>\n{}\n'
TAIL = '<h2 class="part-related" id="r">Related</h2>\n<ul>\n<li><a href="x">Kabul</a></li>\n</ul>'
KABUL = Named(("Kabul", "كابول", "喀布尔"), "../kabul/", "كابول")
INSTITUTE = Named(("Kabul Institute",), "../institute/", "")


def page(summary: str, text: str) -> str:
    return HEAD.format(f"<li>{summary}</li>", text) + TAIL


def words_of(html: str) -> str:
    return str(text_of(html))


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Edited since.", "<p>The talks failed.</p>"),
        ('The <a href="x">talks</a> failed.', "<p>The talks failed.</p>"),
        ("The talks failed.", "<p>The talks</p>\n<p>failed.</p>"),
        ("", "<p>The talks failed.</p>"),
    ],
)
def test_a_sentence_without_a_place_stays_plain(summary: str, text: str) -> None:
    assert linked(page(summary, text)) == page(summary, text)


def test_a_page_without_its_parts_stays_as_it_is() -> None:
    assert linked("<p>Kabul</p>", [KABUL]) == "<p>Kabul</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<h3>Kabul</h3>",
        "<p><code>Kabul</code></p>",
        '<p><a href="x">in Kabul</a></p>',
        "<p>Kabulis</p>",
        "<p>Ka<b>bul</b></p>",
    ],
)
def test_no_link_in_headings_links_code_or_within_words(text: str) -> None:
    assert 'class="named"' not in linked(page("S.", text), [KABUL])


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The talks failed.", "<p>First. The talks\nfailed. Last.</p>"),
        ("“A &amp; B” met.", "<p>“A &amp; B” met. Last.</p>"),
        ("The talks failed.", "<p>First. The <em>talks</em> failed.</p>"),
        ("فشلت المحادثات في كابول", "<p>و قيل فشلت المحادثات في كابول و غيرها</p>"),
        ("会谈失败了。", "<p>他说。会谈失败了。完。</p>"),
    ],
)
def test_a_sentence_leads_to_its_place(sentence: str, text: str) -> None:
    html = linked(page(sentence, text))
    assert f'<a class="told" href="#s.1">{sentence}</a>' in html
    place = re.search(r'<span class="said" id="s.1">(.*?)</span>', html, re.DOTALL)
    assert place
    assert " ".join(words_of(place[1]).split()) == words_of(sentence)
    assert words_of(html) == words_of(page(sentence, text))


def test_a_sentence_that_ends_within_emphasis_is_anchored_where_it_begins() -> None:
    html = linked(page("One two three.", "<p>One <em>two three. Four.</em></p>"))
    assert '<p><span class="said" id="s.1">One </span><em>two' in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>In Kabul, Kabul.</p>", "Kabul"),
        ("<p>وكابول مدينة</p>", "كابول"),
        ("<p>في كابول</p>", "كابول"),
        ("<p>在喀布尔举行</p>", "喀布尔"),
    ],
)
def test_the_first_mention_of_a_name_leads_to_its_page(text: str, shown: str) -> None:
    html = linked(page("S.", text), [KABUL])
    assert html.count('class="named"') == 1
    assert f'<a class="named" href="../kabul/" title="كابول">{shown}</a>' in html


def test_a_longer_name_is_not_torn() -> None:
    html = linked(page("S.", "<p>The Kabul Institute in Kabul.</p>"), [KABUL, INSTITUTE])
    assert '<a class="named" href="../institute/">Kabul Institute</a> in <a class="named" href="../kabul/"' in html


def test_a_name_within_a_sentence_stands_inside_its_mark() -> None:
    html = linked(page("Kabul fell.", "<p>Kabul fell. So?</p>"), [KABUL])
    assert '<span class="said" id="s.1"><a class="named" href="../kabul/" title="كابول">Kabul</a> fell.</span>' in html


def test_a_tooltip_says_the_name_in_the_other_scripts_once_each() -> None:
    assert tooltip("Kabul", ["Kabul", "كابول", "كابل", "Cabul", "喀布尔", "…"]) == "كابول · 喀布尔"


SOME = st.lists(
    st.sampled_from([
        "Kabul", " ", "<em>", "</em>", "&amp;", "&lt;", "<p>", "</p>", "<a href='x\">'>", "</a>", "كابول", "<br>", "x",
        "&", "喀布尔", "The talks failed.",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


@given(SOME, st.sampled_from(["The talks failed.", "Kabul x", "&amp;", "x كابول"]))
def test_links_change_no_word_and_no_nesting(text: str, sentence: str) -> None:
    """Whatever a page holds, links leave its words as they were and its tags balanced."""
    before = page(sentence, clean(text))
    after = linked(before, [KABUL, INSTITUTE])
    assert words_of(after) == words_of(before)
    assert clean(after) == after.replace("\r", "")


@given(SOME)
def test_every_letter_knows_where_it_stands(text: str) -> None:
    """The places of a text's letters rise, and each lies within its HTML."""
    words = Words.of(clean(text))
    assert len(words.text) == len(words.begins) == len(words.ends)
    assert list(words.begins) == sorted(words.begins)
    assert all(begin < end <= len(words.html) for begin, end in zip(words.begins, words.ends, strict=True))
