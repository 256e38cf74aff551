"""What is known of each language (one TOML file each in languages/, found by its name), and which one a text speaks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import re2

from digest.model import Category, DigestError
from digest.text import fold, sound, squeeze

Where = Literal["anywhere", "edge", "head", "tail", "beside"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of wording: lines of which `pattern` (RE2) matches the whole belong to `category`.

    `where` says what else must hold: `anywhere` nothing; `head`, `tail`, `edge` no story before, behind,
    on one side; `beside` touches a line already cut, also outside the story. `gives` names the field that the
    pattern's named group answers, `sure` (0–1) how far that value can be trusted alone. `cuts` and `keeps` are
    its examples, checked when the row is loaded.
    """

    rule: str
    category: Category
    pattern: Any
    because: str
    where: Where
    gives: str
    sure: float
    cuts: tuple[str, ...]
    keeps: tuple[str, ...]

    def match(self, line: str) -> Any | None:
        return self.pattern.fullmatch(sound(squeeze(line)))


@dataclass(frozen=True, slots=True)
class Language:
    """One language: `labels` are what pages say in it, `words` its closed lists (abbreviations, titles, cues…).

    `reasons` tell in it why a rule did what it did, by the rule's name, where the rule itself says it in another.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    headings: tuple[str, str, str]
    labels: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    wording: tuple[Wording, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """The phrase for `name` in this language, in English where it has none."""
        return self.labels.get(name) or known("en").labels[name]

    def list(self, name: str) -> tuple[str, ...]:
        return self.words.get(name, ())


@cache
def languages() -> Mapping[str, Language]:
    """All languages on the shelf, by code."""
    shelf = resources.files("digest") / "languages"
    files = sorted((f for f in shelf.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name[:-5]: _language(f.name[:-5], tomllib.loads(f.read_text("utf-8"))) for f in files}


def known(code: str) -> Language:
    """The language `code`, or English for one that has no file yet."""
    return languages().get(code) or languages()["en"]


@cache
def listed(name: str) -> frozenset[str]:
    """The words of the list `name` in every language, folded: a frame may speak another language than its story."""
    return frozenset(fold(word) for language in languages().values() for word in language.list(name))


def direction(code: str) -> Literal["ltr", "rtl"]:
    """The writing direction of a BCP 47 code, also for languages without a file."""
    if code in languages():
        return languages()[code].direction
    return "rtl" if code.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


# CLDR 46, characterOrder = right-to-left.
RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks lrc mzn ps sd ug ur yi".split())


def wordings(rows: Iterable[Mapping[str, Any]], source: str) -> tuple[Wording, ...]:
    """Rules from the rows of a data file, each held against its own examples. Raises DigestError."""
    return tuple(_wording(row, source) for row in rows)


def _language(code: str, data: Mapping[str, Any]) -> Language:
    source = f"languages/{code}.toml"
    return Language(
        code=code,
        name=data["name"],
        direction=data.get("direction", "ltr"),
        headings=tuple(data["headings"]),
        labels=data.get("labels", {}),
        words={name: tuple(value) for name, value in data.get("words", {}).items()},
        wording=wordings(data.get("wording", ()), source),
        reasons=data.get("reasons", {}),
    )


def _wording(row: Mapping[str, Any], source: str) -> Wording:
    name = str(row.get("rule", "?"))
    _check_row(row, name, source)
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        pattern = re2.compile(row["pattern"], options)
    except re2.error as error:
        raise DigestError(
            f"the pattern of {name} is no RE2 expression ({error})", source, "See RE2's syntax."
        ) from None
    wording = Wording(
        rule=name,
        category=row["category"],
        pattern=pattern,
        because=row["because"],
        where=row.get("where", "anywhere"),
        gives=row.get("gives", ""),
        sure=float(row.get("sure", 1.0)),
        cuts=tuple(row.get("cuts", ())),
        keeps=tuple(row.get("keeps", ())),
    )
    _hold_against_examples(wording, source)
    return wording


def _check_row(row: Mapping[str, Any], name: str, source: str) -> None:
    missing = [key for key in ("rule", "category", "pattern", "because") if not isinstance(row.get(key), str)]
    if missing:
        raise DigestError(f"{name} has no {missing[0]}", source, "Every row has rule, category, pattern and because.")
    for key, allowed in (("category", get_args(Category)), ("where", get_args(Where))):
        if row.get(key, allowed[0]) not in allowed:
            raise DigestError(f"{name}: unknown {key} {row[key]!r}", source, f"One of: {', '.join(allowed)}.")


def _hold_against_examples(wording: Wording, source: str) -> None:
    if not wording.cuts or not wording.keeps:
        raise DigestError(
            f"{wording.rule} carries no examples",
            source,
            "Give it lines it cuts and lines it keeps, in cuts and keeps.",
        )
    for line in wording.cuts:
        if not wording.match(line):
            raise DigestError(f"{wording.rule} misses its example {line!r}", source, "Mend the pattern or the example.")
    for line in wording.keeps:
        if wording.match(line):
            raise DigestError(f"{wording.rule} cuts {line!r}, which it must keep", source, "Narrow the pattern.")


# Fine labels of the identifier that are one language to readers.
_FOLDED = {"wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "pcm": "en", "nn": "nb", "no": "nb"}
UNKNOWN = "und"


def detect(text: str) -> str:
    """The BCP 47 code of the language most of `text` is in; `und` where it holds no letters.

    py3langid (naive Bayes over byte n-grams, 97 languages). In a mixed text the one with most letters wins.
    """
    if not any(map(str.isalpha, text)):
        return UNKNOWN
    from py3langid import classify  # noqa: PLC0415 - a model of 4.5 MB, read when first asked

    code = str(classify(text)[0])
    return _FOLDED.get(code, code)
