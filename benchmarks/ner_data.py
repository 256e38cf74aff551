"""The name benches as plain texts with gold spans, however each of them is written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = {"PER": "person", "PERS": "person", "LOC": "place", "ORG": "organisation"}
GROUP = 20
_TIGHT_BEFORE = frozenset(".,;:!?)%]}") | {"'s", "n't", "'re", "'ll", "'ve", "'m", "'d", "،", "؛", "؟"}
_TIGHT_AFTER = frozenset("([{$")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its gold names: (start, end, kind) in characters."""

    text: str
    gold: tuple[tuple[int, int, str], ...]


def read(folder: Path, name: str) -> list[Example]:
    """The records of one bench; GROUP sentences running make one text, as in an article."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if "spans" in records[0]:
        return [_document(record) for record in records]
    return [joined(records[i : i + GROUP]) for i in range(0, len(records), GROUP)]


def _document(record: dict[str, Any]) -> Example:
    gold = [(s, e, KINDS[tag]) for s, e, tag in record["spans"] if tag in KINDS]
    return Example(record["text"], tuple(gold))


def joined(records: Sequence[dict[str, Any]]) -> Example:
    """Sentences, one a line."""
    text, gold = "", []
    for record in records:
        sentence = sentence_of(record["tokens"], record["tags"])
        gold += [(s + len(text), e + len(text), kind) for s, e, kind in sentence.gold]
        text += sentence.text + "\n"
    return Example(text, tuple(gold))


def sentence_of(tokens: Sequence[str], tags: Sequence[str]) -> Example:
    """Tokens set as people write them: no blank before a full stop or a clitic, none round an inner hyphen."""
    text, ends, starts = "", [], []
    for at, token in enumerate(tokens):
        text += "" if at == 0 or _tight(tokens, at) else " "
        starts.append(len(text))
        text += token
        ends.append(len(text))
    gold = [(starts[a], ends[b - 1], kind) for a, b, kind in _runs(tags)]
    return Example(text, tuple(gold))


def _tight(tokens: Sequence[str], at: int) -> bool:
    before, token = tokens[at - 1], tokens[at]
    hyphen = token == "-" and at + 1 < len(tokens) and before[-1:].isalpha() and tokens[at + 1][:1].isalpha()
    after = before == "-" and at > 1 and tokens[at - 2][-1:].isalpha() and token[:1].isalpha()
    return token in _TIGHT_BEFORE or before in _TIGHT_AFTER or hyphen or after


def _runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(tags):
        kind = KINDS.get(tags[at][2:].upper())
        end = at + 1
        while kind and end < len(tags) and tags[end] == "I-" + tags[at][2:]:
            end += 1
        if kind:
            yield at, end, kind
        at = end
