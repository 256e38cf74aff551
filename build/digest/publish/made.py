"""How this page was made: a base record as HTML, each cut with its reason and each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from digest.language import Language
from digest.publish.view import plain

_SHOWN = 600  # letters of a cut or of a piece of evidence: enough to know it by

_ORDER = ("title", "subtitle", "outlet", "authors", "date", "lang", "translated_from", "credit")


def made(record: Mapping[str, Any], language: Language) -> Markup:
    """The fold's inside. Every word of `record` comes from a scraped text and is escaped."""
    return Markup("").join((
        _part("made-values", language, _values(record.get("values"), language)),
        _part("made-cuts", language, [_cut(cut, language) for cut in _rows(record.get("cuts"))], "made-no-cuts"),
        _part("made-doubts", language, [_cut(cut, language) for cut in _rows(record.get("doubts"))]),
    ))  # fmt: skip


def _part(label: str, language: Language, items: list[Markup], none: str = "") -> Markup:
    heading = Markup('<p class="made-head">{}</p>').format(language.label(label))
    if items:
        return heading + Markup('<ul class="made-list">{}</ul>').format(Markup("").join(items))
    return heading + Markup("<p>{}</p>").format(language.label(none)) if none else Markup("")


def _values(values: object, language: Language) -> list[Markup]:
    fields = values if isinstance(values, Mapping) else {}
    ordered = sorted(fields.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER))
    return [_value(str(field), row, language) for field, rows in ordered for row in _rows(rows)]


def _value(field: str, row: Mapping[str, Any], language: Language) -> Markup:
    evidence = _short(row.get("evidence"))
    quoted = Markup('<q dir="auto">{}</q>').format(evidence) if evidence else Markup("")
    return Markup('<li><b>{}</b> <bdi>{}</bdi> <span class="made-why">{}{} {}</span></li>').format(
        _label(f"field-{field}", field, language),
        _short(row.get("value")),
        quoted,
        _line(row.get("line"), language),
        _rule(row.get("rule")),
    )


def _cut(row: Mapping[str, Any], language: Language) -> Markup:
    category = plain(row.get("category"))
    said = Markup('<span class="made-why"><b>{}</b>{} <bdi>{}</bdi> {}</span>').format(
        _label(f"cut-{category}", category, language),
        _line(row.get("line"), language),
        plain(row.get("because")),
        _rule(row.get("rule")),
    )
    return Markup('<li><del dir="auto">{}</del> {}</li>').format(_short(row.get("text")), said)


def _line(line: object, language: Language) -> Markup:
    return Markup(" · {} {} · ").format(language.label("line"), line) if isinstance(line, int) else Markup(" · ")


def _rule(rule: object) -> Markup:
    return Markup("<code>{}</code>").format(plain(rule)) if plain(rule) else Markup("")


def _label(name: str, otherwise: str, language: Language) -> Markup:
    try:
        return escape(language.label(name))
    except KeyError:
        return escape(otherwise)


def _short(value: object) -> str:
    text = plain(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _rows(rows: object) -> Iterable[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, (list, tuple)) else []
