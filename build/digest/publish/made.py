"""How this page was made: a base record as HTML, each cut with its reason and each value with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from digest.language import Language, known, languages
from digest.publish.view import plain
from digest.publish.wording import language_name

_Row = tuple[str, Mapping[str, Any]]  # a field's name, and what was read for it

_SHOWN = 600  # letters of a cut or of a piece of evidence: enough to know it by

_ORDER = ("title", "subtitle", "outlet", "authors", "date", "lang", "translated_from", "credit")
# Cuts of these categories are not lost: the page says them elsewhere.
_HEAD = frozenset({"title", "subtitle", "byline", "date", "outlet", "credit", "notice"})
_LOST = Markup('<del class="made-words" dir="auto">{}</del>')
_KEPT = Markup('<span class="made-words" dir="auto">{}</span>')


def made(record: Mapping[str, Any], language: Language) -> Markup:
    """The fold's inside, each line of the seed once. Every word of `record` is scraped text and is escaped."""
    cuts = _rows(record.get("cuts"))
    moved = {plain(row.get("text")): row for row in reversed(cuts) if _is_told(row)}
    fields = _fields(record.get("values"))
    placed = [row for row in fields if _evidence(row) in moved]
    read = [row for row in fields if row not in placed]
    rest = [moved[words] for words in reversed(moved) if words not in set(map(_evidence, placed))]
    return Markup("").join((
        _part("made-values", language, [_value(field, row, language) for field, row in read]),
        _part("made-moved", language, [
            *(_value(field, row, language) for field, row in placed),
            *(_cut(row, language, _KEPT) for row in rest),
        ]),
        _part("made-cuts", language, [_cut(row, language, _LOST) for row in cuts if not _is_told(row)], "made-no-cuts"),
        _part("made-doubts", language, [_cut(row, language, _KEPT) for row in _rows(record.get("doubts"))]),
    ))  # fmt: skip


def _is_told(cut: Mapping[str, Any]) -> bool:
    return plain(cut.get("category")) in _HEAD


def _evidence(row: _Row) -> str:
    return plain(row[1].get("evidence"))


def _part(label: str, language: Language, items: list[Markup], none: str = "") -> Markup:
    heading = Markup('<p class="made-head">{}</p>').format(language.label(label))
    if items:
        return heading + Markup('<ul class="made-list">{}</ul>').format(Markup("").join(items))
    return heading + Markup("<p>{}</p>").format(language.label(none)) if none else Markup("")


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
        _label(f"field-{field}", field, language), shown, quoted, _because(row, language)
    )


def _cut(row: Mapping[str, Any], language: Language, words: Markup) -> Markup:
    category = plain(row.get("category"))
    said = Markup('<span class="made-why"><b>{}</b>{}</span>').format(
        _label(f"cut-{category}", category, language), _because(row, language)
    )
    return Markup("<li>{} {}</li>").format(words.format(_short(row.get("text"))), said)


def _because(row: Mapping[str, Any], language: Language) -> Markup:
    """Line, reason and rule; the reason in the page's language where it has words for the rule."""
    rule = plain(row.get("rule"))
    reasons = language.reasons or known("en").reasons
    why = reasons.get(rule) or plain(row.get("because")) or _reasons_of_wordings().get(rule, "")
    line = f"{language.label('line')} {row.get('line')}" if isinstance(row.get("line"), int) else ""
    parts = [Markup("<bdi>{}</bdi>").format(part) for part in (line, why) if part]
    return Markup("").join(Markup(" · {}").format(part) for part in parts) + _rule(rule)


@cache
def _reasons_of_wordings() -> Mapping[str, str]:
    return {row.rule: row.because for language in languages().values() for row in language.wording}


def _rule(rule: str) -> Markup:
    return Markup(' <code dir="ltr">{}</code>').format(rule) if rule else Markup("")


def _label(name: str, otherwise: str, language: Language) -> Markup:
    try:
        return escape(language.label(name))
    except KeyError:
        return escape(otherwise)


def _short(value: object) -> str:
    text = plain(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _rows(rows: object) -> list[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
