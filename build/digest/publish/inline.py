"""Links within an article's words: from each summary sentence to its place in the text, from each name to its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from markupsafe import escape

from digest.language import languages
from digest.publish.places import Mark, Words, loose
from digest.text import SIGNS, UNSPACED, squeeze

_SUMMARY = re.compile(r'<h2 class="part-summary"[^>]*>.*?</h2>\s*<ul>(.*?)</ul>', re.DOTALL)
_SENTENCE = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_FURTHEST, _MANY = 200_000, 300  # letters of a text that are searched for names, and for how many names
_SENTENCES = 100  # sentences of a summary that are led to their places: each is looked for in the whole text
_LETTER = re.compile(rf"[\w{SIGNS}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name with a page: `forms` are its spellings, `url` leads there from the article, `title` is its tooltip."""

    forms: tuple[str, ...]
    url: str
    title: str


def linked(html: str, names: Iterable[Named] = ()) -> str:
    """A page's HTML, its parts marked, with its sentences and names linked. What has no place stays as it is."""
    before, head, rest = html.partition('<h2 class="part-text"')
    text, tail, after = rest.partition('<h2 class="part-related"')
    if not head:
        return html
    words = Words.of(head + text)
    before, sentences = _summary(before, words)
    marks = [*sentences, *_named(words, tuple(islice(names, _MANY)), sentences)]
    return before + words.marked(marks) + tail + after


def _summary(before: str, words: Words) -> tuple[str, list[Mark]]:
    """The summary with its sentences as links, and the marks of their places."""
    listed = _SUMMARY.search(before)
    if not listed:
        return before, []
    parts, marks, at = [], list[Mark](), listed.start(1)
    for sentence in islice(_SENTENCE.finditer(before, *listed.span(1)), _SENTENCES):
        place = _place(words, sentence[1], marks)
        if place:
            marks.append(place)
            parts += [before[at : sentence.start(1)], f'<a class="told" href="#s.{len(marks)}">{sentence[1]}</a>']
            at = sentence.end(1)
    return before[: listed.start(1)] + "".join(parts) + before[at:], marks


def _place(words: Words, sentence: str, taken: list[Mark]) -> Mark | None:
    """Where a sentence stands: behind the one before, else anywhere; nowhere if it was edited or holds a link."""
    said = squeeze(Words.of(sentence).text)
    if not said or "<a" in sentence:
        return None
    start = words.text.find(said, taken[-1].end if taken else 0)
    start = start if start >= 0 else words.text.find(said)
    if start < 0 or any(start < mark.end and mark.start < start + len(said) for mark in taken):
        return None
    end = words.balanced(start, start + len(said))
    return Mark(start, end, f'<span class="said" id="s.{len(taken) + 1}">', "</span>")


def _named(words: Words, names: tuple[Named, ...], sentences: list[Mark]) -> Iterator[Mark]:
    """The first mention of each name; longer spellings are found first, so no name is torn out of another."""
    owners = {loose(form): name for name in reversed(names) for form in name.forms if form}
    if not owners:
        return
    spelt = re.compile("|".join(map(re.escape, sorted(owners, key=len, reverse=True))))
    text, met = loose(words.text[:_FURTHEST]), set[str]()
    for found in spelt.finditer(text):
        start, end = found.span()
        name = owners[found[0]]
        if name.url not in met and _whole(text, start, end) and _fits(words, start, end, sentences):
            met.add(name.url)
            title = f' title="{escape(name.title)}"' if name.title else ""
            yield Mark(start, end, f'<a class="named" href="{escape(name.url)}"{title}>', "</a>", rank=1)


def _fits(words: Words, start: int, end: int, sentences: list[Mark]) -> bool:
    torn = any(start < edge < end for mark in sentences for edge in (mark.start, mark.end))
    return not torn and words.free(start, end)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a spelling stands there as a word; what a language writes onto words may stand before it."""
    after = text[end : end + 1]
    if after and _LETTER.match(after) and not _UNSPACED.match(text[end - 1]):
        return False
    if _UNSPACED.match(text[start]):
        return True
    first = start
    while first and start - first < 6 and _LETTER.match(text[first - 1]):
        first -= 1
    return first == start or text[first:start] in _written_onto()


@cache
def _written_onto() -> frozenset[str]:
    """Particles that stand on a word without a blank, of all languages: with the article and without it."""
    rows = [row.partition("=") for language in languages().values() for row in language.list("proclitics")]
    return frozenset(loose(form) for long, _, short in rows for form in (long, long.removesuffix(short), short) if form)


def tooltip(label: str, forms: Iterable[str]) -> str:
    """A name in the scripts that `label` is not written in, one spelling each."""
    by_script: dict[str, str] = {}
    for form in forms:
        by_script.setdefault(_script(form), form)
    by_script.pop(_script(label), None)
    return " · ".join(form for script, form in by_script.items() if script)


def _script(text: str) -> str:
    """What Unicode calls the script of the first letter; empty where there is none."""
    letter = next(filter(str.isalpha, text), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
