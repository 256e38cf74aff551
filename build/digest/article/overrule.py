"""What the people of one collection want cut or kept, whatever the house thinks: `rules.toml` beside seeds/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import re2

from digest.model import Block, Category, DigestError
from digest.text import key, sound, squeeze

Verdict = Literal["cut", "keep"]
_ALLOWED = frozenset({"phrase", "pattern", "category", "because"})


@dataclass(frozen=True, slots=True)
class Overrule:
    """A row: lines that say `phrase` (case, marks and white space aside), or that `pattern` (RE2) matches whole."""

    verdict: Verdict
    phrase: str
    pattern: Any | None
    category: Category
    because: str

    def match(self, block: Block) -> bool:
        if self.pattern is not None:
            return self.pattern.fullmatch(sound(squeeze(block.text))) is not None
        return key(block.text) == self.phrase


@dataclass(frozen=True, slots=True)
class Overrules:
    """The rows of a project. `keep` outweighs `cut`."""

    rows: tuple[Overrule, ...] = ()

    def ruling(self, block: Block) -> Overrule | None:
        """The row that decides on `block`; None where the house decides."""
        return next((row for row in self.rows if row.match(block)), None)


def parse(text: str, where: str) -> Overrules:
    """The rows of a rules file: `cut` and `keep`, each a list of phrases or of {phrase | pattern, category, because}.

    Raises DigestError for what is no TOML, no RE2 expression, or no key of a row.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DigestError(f"the rules are no TOML: {error}", where, "Mend the line, or delete the file.") from None
    unknown = sorted(data.keys() - {"cut", "keep"})
    if unknown:
        raise DigestError(f"unknown list {unknown[0]!r}", where, "There are two lists: cut and keep.")
    return Overrules((*_rows("keep", data, where), *_rows("cut", data, where)))


def _rows(verdict: Verdict, data: Mapping[str, Any], where: str) -> Iterator[Overrule]:
    rows = data.get(verdict, [])
    if not isinstance(rows, list):
        raise DigestError(f"{verdict} is no list", where, f'Write {verdict} = ["a phrase", …].')
    for row in rows:
        yield _row(verdict, {"phrase": row} if isinstance(row, str) else row, where)


def _row(verdict: Verdict, row: Any, where: str) -> Overrule:
    if not isinstance(row, dict) or not row.keys() <= _ALLOWED or not all(isinstance(v, str) for v in row.values()):
        raise DigestError(
            f"{verdict} has a row that is no rule: {row!r}", where, f"Its keys: {', '.join(sorted(_ALLOWED))}."
        )
    category = row.get("category", "other")
    if category not in get_args(Category):
        raise DigestError(f"unknown category {category!r}", where, f"One of: {', '.join(get_args(Category))}.")
    phrase, pattern = key(row.get("phrase", "")), row.get("pattern")
    if not phrase and not pattern:
        raise DigestError(f"{verdict} has a row without words", where, "Give it a phrase or a pattern.")
    because = row.get("because", f"the project's own rule: {row.get('phrase') or pattern}")
    return Overrule(verdict, phrase, _compiled(pattern, where), category, because)


def _compiled(pattern: str | None, where: str) -> Any | None:
    if not pattern:
        return None
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise DigestError(f"{pattern!r} is no RE2 expression ({error})", where, "See RE2's syntax.") from None
