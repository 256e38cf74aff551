"""Article + Relations → the page the build would write, and the record of how it came about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from digest.language import Language, known, languages
from digest.model import Article, Cut, Found, Kind, Link, Name, Page, Related, Relations, Seed
from digest.text import lines, squeeze

_KINDS: tuple[tuple[str, Kind], ...] = (("people", "person"), ("places", "place"), ("organisations", "organisation"))
# A reason names what weighs most, not everything.
REASON_NAMES = 5
# Bytes of a value and of a list in the front matter, which as a whole may have 64 KB. Only broken texts have more.
VALUE_BYTES, LIST_BYTES = 1_000, 5_000


def page(
    article: Article, relations: Relations, paths: Mapping[str, str], titles: Mapping[str, tuple[str, str]]
) -> Page:
    """The page of `article`.

    `paths` are the targets of links as seen from this page, `titles` title and language, both by seed name.
    """
    seed, language = article.seed, known(article.meta.lang.value)
    related = relations.related.get(seed.name, ())
    return Page(
        seed=seed.name,
        seed_sha256=seed.sha256,
        fields=_fields(article, relations),
        headings=language.headings,
        summary=tuple(squeeze(sentence.text) for sentence in article.summary),
        text=tuple((piece.shape, squeeze(piece.span.of(seed.text))) for piece in article.pieces),
        related=tuple(
            Link(paths[r.seed], titles[r.seed][0], reason(r, language, titles[r.seed][1]))
            for r in related
            if r.seed in paths
        ),
        record=record(article, relations.named.get(seed.name, ())),
    )


def reason(related: Related, language: Language, other: str) -> str:
    """Why two pages are linked, in the reader's language; names in both scripts where the other page speaks another."""
    names = [_both_scripts(name, language.code, other) for name in related.names[:REASON_NAMES]]
    parts = [f"{language.label('both-name')} {_listing(names, language)}"] if names else []
    if related.words:
        parts.append(f"{language.label('share-words')} {_listing(related.words[:REASON_NAMES], language)}")
    return "; ".join(parts)


def record(article: Article, names: Iterable[Name]) -> dict[str, Any]:
    """What the base keeps beside the page: cuts, doubts, the evidence of values, names as each language says them.

    One form a language, and only languages on the shelf: a record should not move with every text that comes.
    """
    numbers = _Numbers(article.seed)
    meta = article.meta
    values: dict[str, list[Found[str]]] = {
        "title": [meta.title],
        "lang": [meta.lang],
        "authors": list(meta.authors),
        **{
            name: [found]
            for name in ("subtitle", "outlet", "date", "translated_from", "credit")
            if (found := getattr(meta, name)) is not None
        },
    }
    return {
        "seed": {"name": article.seed.name, "sha256": article.seed.sha256, "encoding": article.seed.encoding},
        "length": len(article.seed.text),
        "lines": [piece.line for piece in article.pieces],
        "cuts": [numbers.cut(cut) for cut in article.cuts],
        "doubts": [numbers.cut(cut) for cut in article.doubts],
        "starts": [piece.span.start for piece in article.pieces],
        "values": {name: [numbers.found(f) for f in found] for name, found in values.items() if found},
        "names": [
            {
                "name": name.name,
                "kind": name.kind,
                "forms": {lang: list(forms[:1]) for lang, forms in sorted(name.forms.items()) if lang in languages()},
            }
            for name in names
        ],
    }


def _fields(article: Article, relations: Relations) -> dict[str, object]:
    meta, name = article.meta, article.seed.name
    named = relations.named.get(name, ())
    values: dict[str, object] = {
        "title": squeeze(meta.title.value),
        "subtitle": _value(meta.subtitle),
        "lang": meta.lang.value,
        "outlet": _value(meta.outlet),
        "authors": [squeeze(author.value) for author in meta.authors],
        "date": _value(meta.date),
        "translated_from": _value(meta.translated_from),
        "credit": _value(meta.credit),
        "tags": list(relations.tags.get(name, ())),
        **{field: [n.name for n in named if n.kind == kind] for field, kind in _KINDS},
        "derived": list(meta.derived),
        "status": "draft",
    }
    return {field: _fitting(value) for field, value in values.items() if value}


def _fitting(value: object) -> object:
    """A value cut to what the front matter can hold: a text at a blank or a letter, a list behind a whole item."""
    if not isinstance(value, list):
        return shortened(str(value), VALUE_BYTES)
    items = [shortened(str(item), VALUE_BYTES) for item in value]
    sizes = accumulate(len(item.encode("utf-8", "replace")) + 6 for item in items)
    return [item for item, size in zip(items, sizes, strict=True) if size <= LIST_BYTES]


def shortened(text: str, most: int) -> str:
    """`text` in at most `most` bytes, an ellipsis for what is missing."""
    data = text.encode("utf-8", "replace")
    if len(data) <= most:
        return text
    head = data[: most - 3].decode("utf-8", "ignore")
    return (head.rpartition(" ")[0] or head) + "…"


def _value(found: Found[str] | None) -> str:
    return squeeze(found.value) if found else ""


def _both_scripts(name: Name, here: str, there: str) -> str:
    """`Hamid Karzai (كرزاي)` on an English page that links to an Arabic one, `كرزاي (Hamid Karzai)` the other way."""
    own, other = _form(name, here), _form(name, there)
    return own if own == other else f"{own} ({other})"


def _form(name: Name, lang: str) -> str:
    """The name as pages in `lang` say it; the canonical form is the English one."""
    return name.name if lang == "en" else next(iter(name.forms.get(lang, ())), name.name)


def _listing(parts: Iterable[str], language: Language) -> str:
    return language.label("list-comma").join(parts)


class _Numbers:
    """Line numbers of a seed for readers, who count from 1."""

    def __init__(self, seed: Seed) -> None:
        self.text = seed.text
        self.starts = [*accumulate((len(line) + 1 for line in lines(seed.text)), initial=0)]

    def cut(self, cut: Cut) -> dict[str, Any]:
        return {
            "line": bisect_right(self.starts, cut.span.start),
            "start": cut.span.start,
            "end": cut.span.end,
            "text": cut.span.of(self.text),
            "category": cut.category,
            "rule": cut.rule,
            "because": cut.because,
            "confidence": cut.confidence,
        }

    def found(self, found: Found[str]) -> dict[str, Any]:
        line = bisect_right(self.starts, found.span.start) if found.span else None
        return {
            "value": found.value,
            "evidence": found.evidence,
            "rule": found.rule,
            "line": line,
            "confidence": found.confidence,
        }
