"""The bench pages in memory and a fast scorer with the definitions of the bench's score.py."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Record = dict[str, Any]
Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
SHIP = ("wcxb_dev", "fundus_dev", "zh_handmade", "mozilla", "found")
# Pages that `found.py` labelled: they train, and measure nothing.
FOUND = "found"
_STEP = np.uint64(0x9E3779B97F4A7C15)
_numbers: dict[str, int] = {}


def load(bench: Path, names: Sequence[str] = ()) -> list[Record]:
    """All pages of the named collections (or of all): non-blank lines, their labels, blank lines before each."""
    out = []
    if missing := [name for name in names if not (bench / f"{name}.jsonl.gz").exists()]:
        raise FileNotFoundError(f"{bench} lacks {', '.join(missing)}; the model card says where pages come from")
    for path in sorted(bench.glob("*.jsonl.gz")):
        collection = path.name.partition(".")[0]
        if not names or collection in names:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                out += [_record(json.loads(line), collection) for line in file]
    return out


def _record(record: Record, collection: str) -> Record:
    rows = record["raw"].split("\n")
    kept = [i for i, row in enumerate(rows) if row.strip()]
    labels = np.array([record["labels"][i] for i in kept], np.int8)
    gaps = np.diff(np.array(kept, np.int64), prepend=-1) - 1
    return {**record, "coll": collection, "lines": [rows[i] for i in kept], "y": labels, "gaps": gaps}


@cache
def _scorer(bench: Path) -> Any:
    """The bench's own score.py, for its tokens."""
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(bench / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shingles(tokens: Hashes) -> Hashes:
    """Hashes of all four-word shingles."""
    if not len(tokens):
        return np.zeros(0, np.uint64)
    size = min(4, len(tokens))
    hashes = np.zeros(len(tokens) - size + 1, np.uint64)
    for i in range(size):
        hashes = hashes * _STEP + tokens[i : len(tokens) - size + 1 + i]
    return hashes


def prepare(records: Iterable[Record], bench: Path) -> None:
    """Add what `score` needs: word numbers of every line, shingles of the gold text."""
    cut = _scorer(bench).tokens

    def numbered(text: str) -> Hashes:
        return np.array([_numbers.setdefault(token, len(_numbers) + 1) for token in cut(text)], np.uint64)

    for record in records:
        record["tok"] = [numbered(line) for line in record["lines"]]
        record["gs"] = np.sort(_shingles(numbered(record["gold"])))
        record["nt"] = np.array([len(tokens) for tokens in record["tok"]])


def _common(found: Hashes, gold: Hashes) -> int:
    """Size of the intersection of two multisets."""
    kinds, times = np.unique(found, return_counts=True)
    low, high = np.searchsorted(gold, kinds), np.searchsorted(gold, kinds, "right")
    return int(np.minimum(times, high - low).sum())


def score(record: Record, keep: Mask) -> dict[str, float]:
    """Precision, recall, F of one page; F of its removed lines; share of its main lines lost."""
    kept = [record["tok"][i] for i in np.flatnonzero(keep)]
    found = _shingles(np.concatenate(kept)) if kept else np.zeros(0, np.uint64)
    right = _common(found, record["gs"])
    precision, recall = right / max(len(found), 1), right / max(len(record["gs"]), 1)
    row = {"P": precision, "R": recall, "found": float(len(found) > 0), "F": harmonic(precision, recall)}
    counted = record["nt"] > 0
    main, stays = record["y"][counted] == 1, keep[counted]
    if not main.all():
        gone = float((~stays & ~main).sum())
        row["lF"] = 2 * gone / (2 * gone + float((~stays & main).sum()) + float((stays & ~main).sum()))
    if main.any():
        row["lost"] = float((~stays & main).sum()) / float(main.sum())
        row["empty"] = float(not stays.any())
    return row


def harmonic(first: float, second: float) -> float:
    """The F of two rates."""
    return 2 * first * second / (first + second) if first + second else 0.0


def _mean(rows: list[dict[str, float]], name: str) -> float:
    values = [row[name] for row in rows if name in row]
    return float(np.mean(values)) if values else float("nan")


def total(rows: list[dict[str, float]]) -> dict[str, float]:
    """Means over pages; F1 is that of the mean rates."""
    precision, recall = _mean([row for row in rows if row["found"]], "P"), _mean(rows, "R")
    out = {"n": float(len(rows)), "F1": harmonic(precision, recall), "P": precision, "R": recall}
    out |= {name: _mean(rows, name) for name in ("lF", "lost", "F")}
    return out | {
        "empty": sum(row.get("empty", 0) for row in rows),
        "p10": float(np.quantile([row["F"] for row in rows], 0.1)),
    }


def table(records: list[Record], keeps: list[Mask], key: Callable[[Record], Any]) -> dict[Any, dict[str, float]]:
    """One line of totals per group."""
    groups: dict[Any, list[dict[str, float]]] = {}
    for record, keep in zip(records, keeps, strict=True):
        groups.setdefault(key(record), []).append(score(record, keep))
    return {name: total(rows) for name, rows in sorted(groups.items())}
