"""How this page was made: a base record as HTML, each cut with its reason and each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from babel.numbers import format_percent
from markupsafe import Markup

from digest.language import Language, known, languages
from digest.model import MOVED
from digest.publish.view import plain
from digest.publish.wording import label_or, language_name, locale

_Row = tuple[str, Mapping[str, Any]]  # a field's name, and what was read for it

_SHOWN = 600  # letters of a cut or of a piece of evidence: enough to know it by
_WHOLE = 6_000  # letters of a kept line that is shown whole; the text above has it in any case

_ORDER = ("title", "subtitle", "outlet", "authors", "date", "lang", "translated_from", "credit")
_LOST = Markup('<del class="made-words" dir="auto">{}</del>')
_KEPT = Markup('<span class="made-words" dir="auto">{}</span>')


def made(record: Mapping[str, Any], language: Language, seed: str = "") -> Markup:
    """The fold's inside: what was read, then the seed from top to bottom, its cuts struck through in their places.

    Without `seed` only what was cut, moved or doubted stands there. Every word is scraped text and is escaped.
    """
    read = [_value(field, row, language) for field, row in _fields(record.get("values"))]
    values = Markup('<ul class="made-list">{}</ul>').format(Markup("").join(read)) if read else Markup("")
    proof = Markup('<div class="proof">{}</div>').format(Markup("").join(_proof(record, seed, language)))
    lost = any(not _is_told(row) for row in _rows(record.get("cuts")))
    none = Markup("") if lost else Markup("<p>{}</p>").format(language.label("made-no-cuts"))
    parts = (_head("made-values", language), values) if read else ()
    return Markup("").join((*parts, _head("made-proof", language), none, proof))


def _head(label: str, language: Language) -> Markup:
    return Markup('<p class="made-head">{}</p>').format(language.label(label))


def _proof(record: Mapping[str, Any], seed: str, language: Language) -> Iterator[Markup]:
    """The seed's lines in their order. A cut whose place is not to be trusted follows the one before."""
    rows = [(row, _LOST, "lost") for row in _rows(record.get("cuts")) if not _is_told(row)]
    rows += [(row, _KEPT, "moved") for row in _rows(record.get("cuts")) if _is_told(row)]
    rows += [(row, _KEPT, "doubt") for row in _rows(record.get("doubts"))]
    at = 0
    for row, words, what in sorted(rows, key=lambda item: _offset(item[0], "start")):
        start, end = _offset(row, "start"), _offset(row, "end")
        yield from _kept(seed[at:start])
        yield _cut(row, language, words, what)
        at = max(at, end)
    yield from _kept(seed[at:])


def _offset(row: Mapping[str, Any], name: str) -> int:
    value = row.get(name)
    return max(value, 0) if isinstance(value, int) else 0


def _kept(text: str) -> Iterator[Markup]:
    for line in filter(None, map(plain, text.splitlines())):
        shown = line if len(line) <= _WHOLE else f"{line[: _WHOLE // 2]} […] {line[-_WHOLE // 2 :]}"
        yield Markup('<p class="kept" dir="auto">{}</p>').format(shown)


def _is_told(cut: Mapping[str, Any]) -> bool:
    return plain(cut.get("category")) in MOVED


def _fields(values: object) -> list[tuple[str, Mapping[str, Any]]]:
    fields = values if isinstance(values, Mapping) else {}
    ordered = sorted(fields.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER))
    return [(str(field), row) for field, rows in ordered for row in _rows(rows)]


def _value(field: str, row: Mapping[str, Any], language: Language) -> Markup:
    """A value that is its own evidence, word for word, is not said twice."""
    evidence, value = _short(row.get("evidence")), _short(row.get("value"))
    quoted = Markup('<q dir="auto">{}</q>').format(evidence) if evidence not in {"", value} else Markup("")
    shown = language_name(value, language.code) if field == "lang" else value
    return Markup('<li><b>{}</b> <bdi>{}</bdi> <span class="made-why">{}{}</span></li>').format(
        label_or(f"field-{field}", field, language), shown, quoted, _because(row, language)
    )


def _cut(row: Mapping[str, Any], language: Language, words: Markup, what: str) -> Markup:
    category = plain(row.get("category"))
    tag = {"moved": "made-moved", "doubt": "made-doubts"}.get(what)
    said = Markup('<span class="made-why">{}<b>{}</b>{}{}</span>').format(
        Markup("{} · ").format(language.label(tag)) if tag else "",
        label_or(f"cut-{category}", category, language),
        _because(row, language),
        _confidence(row, language),
    )
    return Markup('<div class="{}">{} {}</div>').format(what, words.format(_short(row.get("text"))), said)


def _confidence(row: Mapping[str, Any], language: Language) -> Markup:
    """How sure a cut is, where it is not quite."""
    value = row.get("confidence")
    if not isinstance(value, float) or not 0 <= value < 1:
        return Markup("")
    share = format_percent(min(value, 0.99), locale=locale(language.code))
    return Markup(" · <bdi>{}</bdi>").format(language.label("made-sure").replace("{share}", share))


def _because(row: Mapping[str, Any], language: Language) -> Markup:
    """Line, reason and rule; the reason in the page's language where it has words for the rule."""
    rule = plain(row.get("rule"))
    why = _why(rule, plain(row.get("because")), language)
    line = f"{language.label('line')} {row.get('line')}" if isinstance(row.get("line"), int) else ""
    parts = [Markup("<bdi>{}</bdi>").format(part) for part in (line, why) if part]
    return Markup("").join(Markup(" · {}").format(part) for part in parts) + _rule(rule)


def _why(rule: str, because: str, language: Language) -> str:
    """In the page's language, else in English, else as the rule wrote it down."""
    tongue, own = _reasons_of_wordings().get(rule, ("", ""))
    theirs = known("en").reasons.get(rule, "") if tongue != language.code else ""
    return language.reasons.get(rule) or theirs or because or own


@cache
def _reasons_of_wordings() -> Mapping[str, tuple[str, str]]:
    """By rule: the language of its file, and why it did what it did."""
    return {row.rule: (code, row.because) for code, language in languages().items() for row in language.wording}


def _rule(rule: str) -> Markup:
    return Markup(' <code dir="ltr">{}</code>').format(rule) if rule else Markup("")


def _short(value: object) -> str:
    text = plain(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _rows(rows: object) -> list[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
