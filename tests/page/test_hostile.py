"""The hostile bench, where it is at hand: a sample of each kind, each held against the laws of the page room."""

from __future__ import annotations

import base64
import gzip
import json
import os
from pathlib import Path

import pytest
import yaml

from digest.page import dialect
from digest.page.clean import clean
from digest.page.fields import emit
from digest.page.render import to_markdown
from digest.page.slug import LONGEST, slug

ROOT = Path(__file__).resolve().parents[2]
BENCH = Path(os.environ.get("DIGEST_BENCH", ROOT.parent / "shared" / "bench")) / "hostile"
FILES = sorted(BENCH.glob("*.jsonl.gz"))
EVERY = 25


def texts(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        sample = [json.loads(row) for row in list(rows)[::EVERY]]
    return [row["text"] if "text" in row else base64.b64decode(row["b64"]).decode("utf-8", "replace") for row in sample]


@pytest.mark.skipif(not FILES, reason="the bench is not at hand")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_values_and_names_survive(path: Path) -> None:
    for text in texts(path):
        lines = [line for row in text.split("\n") if (line := clean(row))]
        assert [words for _, words in dialect.seen(to_markdown(text))] == lines
        assert yaml.safe_load(emit("title", text)) == {"title": clean(text)}
        assert yaml.safe_load(emit("tags", ["a", text, "b"])) == {"tags": ["a", clean(text), "b"]}
        assert 0 < len(slug(text).encode()) <= LONGEST
