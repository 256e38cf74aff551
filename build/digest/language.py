"""What is known of each language (one TOML file each in languages/, found by its name), and which one a text speaks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import re2

from digest.model import Category, DigestError
from digest.text import fold, loose, sound, squeeze

Where = Literal["anywhere", "edge", "head", "tail", "beside"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of wording: lines of which `pattern` (RE2) matches the whole belong to `category`.

    `where` says what else must hold. `anywhere`: nothing, for an open line; `head`: no story above it;
    `tail`: none below; `edge`: none on one side; `beside`: it touches a line already cut, and the story is not around
    it or the model doubts it. Where the line model is not sure of a line, `tail` and `edge` hold for it as well, and
    `head` for a byline below the story's lead. `gives` names the field that the pattern's named group answers, `sure`
    (0–1) how far that value can be trusted alone. `cuts` and `keeps` are its examples, checked when the row is loaded.
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
    """All languages on the shelf, by code. Files whose name begins with "_" are none. Raises DigestError."""
    shelf = resources.files("digest") / "languages"
    names = sorted(f.name for f in shelf.iterdir() if f.name.endswith(".toml") and not f.name.startswith("_"))
    return shelved({name[:-5]: (shelf / name).read_text("utf-8") for name in names})


def shelved(files: Mapping[str, str]) -> Mapping[str, Language]:
    """Languages from the TOML of their files, by code, held against one another; `en` is among them.

    Raises DigestError, which names file and key.
    """
    found = {code: _language(code, _parsed(code, toml)) for code, toml in files.items()}
    owners: dict[str, str] = {}
    for code, language in found.items():
        _refuse_unknown(language.labels, found["en"].labels, "label", _source(code))
        for row in language.wording:
            if row.rule in owners:
                what = f"the rule {row.rule} stands in {owners[row.rule]} already"
                raise DigestError(what, _source(code), "Rule names are unique over all files: rename one.")
            owners[row.rule] = _source(code)
    return found


def known(code: str) -> Language:
    """The language `code`, or English for one that has no file yet."""
    return languages().get(code) or languages()["en"]


@cache
def listed(name: str) -> frozenset[str]:
    """The words of the list `name` in every language, folded: a frame may speak another language than its story."""
    return frozenset(fold(word) for language in languages().values() for word in language.list(name))


@cache
def folded(code: str, name: str, form: Callable[[str], str] = fold) -> frozenset[str]:
    """The words of one language's list `name`, each brought into its `form`; none for a language without a file."""
    language = languages().get(code)
    return frozenset(map(form, language.list(name))) if language else frozenset()


@cache
def affixes(name: str) -> tuple[str, ...]:
    """What languages write onto words, loosely spelt, the longest first: `onsets` (articles, alone and with what they
    take before them), `letters` (words of one letter) or `endings`. A search reads all of them in every text.
    """
    every = [language.list(row) for language in languages().values() for row in _AFFIXES[name]]
    found = {loose(rule.partition("=")[0]) for row in every for rule in row}
    return tuple(sorted(found, key=lambda affix: (-len(affix), affix)))


_AFFIXES = {"onsets": ("article", "proclitics"), "letters": ("letters",), "endings": ("endings",)}


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


# What a file may say, and the lists of words that are read somewhere: another name is a slip of the pen.
_FILE_KEYS = frozenset("name direction headings labels reasons words wording".split())
_ROW_KEYS = frozenset("rule category where pattern because gives sure cuts keeps".split())
WORD_LISTS = frozenset(
    "abbreviations adding article byline-cues connectives determiners endings family-first governors honorifics "
    "leaning letters name-particles not-names openers organisation-cues organisations orphans outlet-tails "
    "person-titles place-cues places proclitics published-cues stopwords titles-before verbal".split()
)
# BCP 47: language, script, region. Single letters ("x-") and variants name nothing that a text can be detected as.
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


def _source(code: str) -> str:
    return f"languages/{code}.toml"


def _parsed(code: str, toml: str) -> Mapping[str, Any]:
    if not _CODE.fullmatch(code):
        mend = "Name it after a BCP 47 code (de, zh-Hant); a file that is no language begins with _."
        raise DigestError(f"{code!r} is no language code", _source(code), mend)
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise DigestError(f"is no TOML: {error}", _source(code), "Mend the line it names.") from None


def _refuse_unknown(keys: Iterable[str], allowed: Collection[str], what: str, source: str) -> None:
    for key in keys:
        if key not in allowed:
            near = get_close_matches(key, allowed, 1)
            mend = f"Did you mean {near[0]}?" if near else f"One of: {', '.join(sorted(allowed))}."
            raise DigestError(f"unknown {what} {key!r}", source, mend)


def _language(code: str, data: Mapping[str, Any]) -> Language:
    source = _source(code)
    _refuse_unknown(data, _FILE_KEYS, "key", source)
    _refuse_unknown(data.get("words", {}), WORD_LISTS, "list of words", source)
    _check_head(data, source)
    return Language(
        code=code,
        name=data["name"],
        direction=data.get("direction", "ltr"),
        headings=tuple(data["headings"]),
        labels=data.get("labels", {}),
        words={name: _checked_list(name, value, source) for name, value in data.get("words", {}).items()},
        wording=wordings(data.get("wording", ()), source),
        reasons=data.get("reasons", {}),
    )


def _check_head(data: Mapping[str, Any], source: str) -> None:
    headings = data.get("headings")
    sound_headings = isinstance(headings, list) and len(headings) == len(set(map(str, headings))) == len(_PARTS)
    for key, holds, mend in (
        ("name", isinstance(data.get("name"), str), "Say what the language calls itself."),
        ("headings", sound_headings, f"Three different ones: {', '.join(_PARTS)}."),
        ("direction", data.get("direction", "ltr") in _DIRECTIONS, f"One of: {', '.join(_DIRECTIONS)}."),
    ):
        if not holds:
            raise DigestError(f"{key} is missing or unsound", source, mend)


_PARTS = ("summary", "text", "related")
_DIRECTIONS = ("ltr", "rtl")


def _checked_list(name: str, value: Any, source: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise DigestError(f"{name} is no list of words", source, 'Write it as ["one", "two"].')
    again = sorted({word for word in value if value.count(word) > 1}) if len(set(value)) < len(value) else []
    if again:
        raise DigestError(f"{name} says {again[0]!r} twice", source, "Take one away.")
    return tuple(value)


def _wording(row: Mapping[str, Any], source: str) -> Wording:
    name = str(row.get("rule", "?"))
    _check_row(row, name, source)
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = not row.get("gives")  # at a third of the cost
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
    _refuse_unknown(row, _ROW_KEYS, f"key of {name}", source)
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
# Letters that tell a language; the rest of a long text only costs.
SAMPLE = 50_000


def detect(text: str) -> str:
    """The BCP 47 code of the language most of `text` is in; `und` where it holds no letters.

    py3langid (naive Bayes over byte n-grams, 97 languages). In a mixed text the one with most letters wins.
    """
    if not any(map(str.isalpha, text)):
        return UNKNOWN
    from py3langid import classify  # noqa: PLC0415 - a model of 4.5 MB, read when first asked

    code = str(classify(text[:SAMPLE])[0])
    return _FOLDED.get(code, code)
