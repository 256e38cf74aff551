"""The front-matter schema, one row a field, and how each is written as one line of YAML and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import yaml

from digest.model import DigestError
from digest.page.clean import clean
from digest.page.edtf import is_edtf

Writer = Literal["build", "people"]
Check = Callable[[str], str]

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Field:
    """A row. `writer` is who fills it (people may change all of them); `check` says how to mend a value, or ''."""

    name: str
    writer: Writer
    holds: Literal["one", "list"]
    check: Check


def _any(_: str) -> str:
    return ""


def _one_of(*values: str) -> Check:
    return lambda text: "" if text in values else f"it is one of {', '.join(values)}"


def _like(pattern: str, mend: str) -> Check:
    return lambda text: "" if re.fullmatch(pattern, text) else mend


_CODE = _like(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "it is a BCP 47 code such as en, ar or zh-Hant")


def _edtf(text: str) -> str:
    return "" if is_edtf(text) else "write an EDTF date: 2018-10-14, 2018-10, 2018, 2018-10-14~ (about), 2014/2016"


_GRADE = _like("[A-F][1-6]", "it is an Admiralty grade: source A–F, information 1–6, as in B2")

# fmt: off
FIELDS: Mapping[str, Field] = {row.name: row for row in (
    Field("title",           "build",  "one",  _any),
    Field("subtitle",        "build",  "one",  _any),
    Field("lang",            "build",  "one",  _CODE),
    Field("outlet",          "build",  "one",  _any),
    Field("authors",         "build",  "list", _any),
    Field("date",            "build",  "one",  _edtf),
    Field("translated_from", "build",  "one",  _any),
    Field("credit",          "build",  "one",  _any),
    Field("tags",            "build",  "list", _any),
    Field("people",          "build",  "list", _any),
    Field("places",          "build",  "list", _any),
    Field("organisations",   "build",  "list", _any),
    Field("derived",         "build",  "list", _any),
    Field("status",          "build",  "one",  _one_of("draft", "reviewed")),
    Field("reviewed_by",     "people", "one",  _any),
    Field("grade",           "people", "one",  _GRADE),
    Field("stance",          "people", "one",  _any),
    Field("note",            "people", "one",  _any),
    Field("publish",         "people", "one",  _one_of("full", "summary", "hidden")),
)}
# fmt: on


# -- reading ------------------------------------------------------------------------------------------------------


def text(value: object) -> str:
    """A front-matter value as its words: what YAML took for a date, a number or a truth is text here; none is ''."""
    if value is None or isinstance(value, list | dict):
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def texts(value: object) -> tuple[str, ...]:
    """A list field as its words; one bare value counts as a list of one."""
    return (
        tuple(filter(None, map(text, value))) if isinstance(value, list | tuple) else tuple(filter(None, [text(value)]))
    )


def problems(values: Mapping[str, object], where: Callable[[str], str]) -> Iterable[DigestError]:
    """What the known fields of a page say that they cannot; `where` gives the place of a field (`file:line`)."""
    for name, row in FIELDS.items():
        value = values.get(name)
        if value is None:
            continue
        if isinstance(value, dict) or (isinstance(value, list) and row.holds == "one"):
            yield DigestError(
                f"{name} holds {_shape(value)}",
                where(name),
                f"Write {'a list' if row.holds == 'list' else 'one value'}",
            )
            continue
        for one in texts(value):
            if mend := row.check(one):
                yield DigestError(f"{name} cannot be {one!r}", where(name), mend[0].upper() + mend[1:])


def _shape(value: object) -> str:
    return "a mapping" if isinstance(value, dict) else "a list"


# -- writing ------------------------------------------------------------------------------------------------------


def emit(name: str, value: object) -> str:
    """One line of YAML, `name: value`, with its line end; lists and mappings in flow style.

    `yaml.safe_load` gives the same text back, whatever it holds, once it is clean (no line ends, no control
    characters). A date is written bare, as people write it: YAML may read it as a date, `text` undoes that.
    """
    bare = name == "date" and isinstance(value, str) and is_edtf(value)
    return f"{scalar(name)}: {value if bare else _flow(value)}\n"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(
                f"{scalar(str(k), flow=True)}: {scalar(str(v), flow=True) if v else ''}" for k, v in value.items()
            )
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(scalar(text(one), flow=True) for one in value) + "]"
    return scalar(text(value))


_PLAIN = re.compile(r"[^\W_](?:[^:#\n]|:(?=\S)|(?<=\S)#)*")
# What YAML 1.1 or 1.2 reads as something else than text.
_FLOW = re.compile(r"[\[\]{},?]")
_SPECIAL = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null|0o[0-7]+|0x[\da-f]+|[\d_.:]+(?:e[-+]?\d+)?")


@lru_cache(maxsize=4096)
def scalar(words: str, *, flow: bool = False) -> str:
    """`words`, cleaned, as a YAML scalar on one line: bare where that reads back the same, else quoted."""
    words = clean(words)
    if _is_plain(words, flow=flow):
        return words
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'" if "'" not in words else json.dumps(words, ensure_ascii=False)


def _is_plain(words: str, *, flow: bool) -> bool:
    if not _PLAIN.fullmatch(words) or _SPECIAL.fullmatch(words) or (flow and _FLOW.search(words)):
        return False
    try:
        return bool(yaml.load(words, LOADER) == words)  # noqa: S506 - a safe loader
    except yaml.YAMLError:
        return False
