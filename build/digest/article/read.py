"""One seed read alone: the stages of the article room in their order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from digest.article.body import Body, body
from digest.article.boilerplate import read_blocks
from digest.article.mentions import mentions
from digest.article.metadata import derived_title, gather
from digest.article.overrule import Overrules
from digest.article.sentences import paragraphs, sentences
from digest.article.summary import summarise
from digest.model import Article, DigestError, Mention, Metadata, Piece, Seed, Sentence, Span

SUMMARY_SENTENCES = 3
# Characters of a story that are searched for sentences and names: a book is shown whole, but not annotated to its end.
# A line counts for forty at least.
LOOKED_AT, LINE = 100_000, 40


def read_article(seed: Seed, shared: Mapping[str, int] | None = None, overrules: Overrules | None = None) -> Article:
    """The article in `seed`. `shared`: in how many seeds a line stands, by its key; `overrules`: the project's own.

    Raises DigestError for a seed that is nothing but frame.
    """
    cleaning = read_blocks(seed.text, shared, overrules)
    if not cleaning.pieces:
        raise DigestError(
            "nothing in this seed is a story", seed.name, "Delete it, or name the lines to keep in rules.toml."
        )
    meta = gather(cleaning.found, seed.text, cleaning.pieces)
    lang = meta.lang.value
    story = body(seed.text, _opening(seed.text, cleaning.pieces))
    told = _prose_sentences(story, lang)
    meta = _titled(meta, told, story)
    chosen = summarise(told, story.text, lang, SUMMARY_SENTENCES, meta.title.value)
    return Article(
        seed=seed,
        pieces=_paragraphs(seed.text, cleaning.pieces, lang),
        cuts=cleaning.cuts,
        doubts=cleaning.doubts,
        meta=meta,
        sentences=tuple(_sentence_in_seed(s, story) for s in told),
        summary=tuple(_sentence_in_seed(s, story) for s in chosen),
        mentions=(*_bylined(meta), *(_mention_in_seed(m, story) for m in mentions(story.text, lang))),
    )


def _opening(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of the first `LOOKED_AT` characters; one that reaches beyond ends at a blank, where it has one."""
    ends = list(accumulate(max(LINE, len(piece.span)) for piece in pieces))
    whole = bisect_right(ends, LOOKED_AT)
    if whole == len(pieces):
        return tuple(pieces)
    start = pieces[whole].span.start
    most = start + LOOKED_AT - (ends[whole - 1] if whole else 0)
    blank = text.rfind(" ", start, most)
    return (*pieces[:whole], pieces[whole]._replace(span=Span(start, blank if blank > start else most)))


def _bylined(meta: Metadata) -> Iterator[Mention]:
    """Who wrote the story is named in it, if not in its body."""
    for author in meta.authors:
        if author.span is not None:
            yield Mention(author.span, author.value, "person", author.value, author.confidence)


def _prose_sentences(story: Body, lang: str) -> tuple[Sentence, ...]:
    """The sentences of the body's paragraphs; headings are none."""
    headings = {
        story.in_seed(Span(at, at)).start
        for at, piece in zip(story.starts, story.pieces, strict=True)
        if piece.shape == "heading"
    }
    return tuple(s for s in sentences(story.text, lang) if story.in_seed(s.span).start not in headings)


def _titled(meta: Metadata, told: tuple[Sentence, ...], story: Body) -> Metadata:
    if meta.title.value:
        return meta
    title = derived_title(told, meta.lang.value)
    if title.span is not None:
        title = replace(title, span=story.in_seed(title.span))
    return replace(meta, title=title, derived=("title",) if title.value else ())


def _paragraphs(text: str, pieces: tuple[Piece, ...], lang: str) -> tuple[Piece, ...]:
    """Pieces as paragraphs to read: a wall of text is shown as several."""
    shown = []
    for piece in pieces:
        block = piece.span.of(text)
        for part in paragraphs(block, lang) if piece.shape == "paragraph" else (Span(0, len(block)),):
            span = Span(piece.span.start + part.start, piece.span.start + part.end)
            shown.append(piece._replace(span=span))
    return tuple(shown)


def _sentence_in_seed(sentence: Sentence, story: Body) -> Sentence:
    return replace(sentence, span=story.in_seed(sentence.span))


def _mention_in_seed(mention: Mention, story: Body) -> Mention:
    return replace(mention, span=story.in_seed(mention.span))
