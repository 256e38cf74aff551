"""Leave one collection, site group or language out: cv.py BENCH_DIR collection|site|language OUT.pkl."""

from __future__ import annotations

import pickle
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.article import line_features as features
from digest.article.line_model import decide, long_run, run_vote
from training.lines import cues as interface
from training.lines import data, nn, train
from training.lines.made import measure, round_of

Record = dict[str, Any]
Floats = NDArray[np.float32]
SITE_GROUPS = 5
# A fold with less than this part of the shipped pages reads them twice as often, to learn for about as long.
FEW = 0.5
OWN_LANGUAGES = ("en", "de", "zh")


def group_of(kind: str, record: Record) -> str:
    """The fold a record belongs to."""
    if kind == "collection":
        return str(record["coll"])
    if kind == "site":
        return str(zlib.crc32((record["domain"] or record["page"]).encode()) % SITE_GROUPS)
    language = str(record["lang"])
    return language if language in OWN_LANGUAGES else "other"


def folds(kind: str, records: list[Record]) -> Iterator[tuple[str, list[Record], list[Record]]]:
    """Name, training pages, held-out pages."""
    shipped = [record for record in records if record["coll"] in data.SHIP]
    judged = [record for record in shipped if record["coll"] != data.FOUND]
    for name in sorted({group_of(kind, record) for record in judged}):
        aside = [record for record in judged if group_of(kind, record) == name]
        sites = {record["domain"] for record in aside}
        rest = [record for record in shipped if group_of(kind, record) != name]
        yield name, [r for r in rest if r["coll"] != data.FOUND or r["domain"] not in sites], aside
    if kind == "collection":
        yield "shipped", shipped, [record for record in records if record["coll"] not in data.SHIP]


def settings(inside: int, shipped: int) -> nn.Settings:
    """Those of the shipped model, with twice the epochs for a fold of few pages."""
    usual = nn.Settings()
    return replace(usual, epochs=2 * usual.epochs) if inside < FEW * shipped else usual


def judge(model: nn.Fitted, record: Record) -> Floats:
    """Log odds of the net and the run's vote, as line_model does it."""
    logits = nn.predict(model, record) + run_vote(record["size"], long_run(record["size"]))
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def best_run_mask(record: Record) -> NDArray[np.bool_]:
    """The peer: best contiguous run of (words - 10)."""
    begin, end = features.best_run(record["size"] - 10)
    place = np.arange(len(record["size"]))
    return (place >= begin) & (place < end)


def report(records: list[Record], found: dict[str, Floats], key: Callable[[Record], Any], title: str) -> None:
    """Print ours, the best run and 'do nothing' side by side; ! marks what is below the best run."""
    done = [record for record in records if record["id"] in found]
    ours = data.table(
        done, [decide(found[record["id"]], record["size"], long_run(record["size"])) for record in done], key
    )
    runs = data.table(done, [best_run_mask(record) for record in done], key)
    idle = data.table(done, [record["y"] >= 0 for record in done], key)
    print(title)
    for name, row in ours.items():
        cells = " ".join(f"{cell} {row[cell]:.3f}" for cell in ("F1", "P", "R", "p10", "lF", "lost"))
        flag = " !" if row["F1"] < runs[name]["F1"] else ""
        peers = f"run {runs[name]['F1']:.3f} idle {idle[name]['F1']:.3f}"
        print(f"{name!s:<34}{row['n']:>5.0f} {cells} empty {row['empty']:.0f} | {peers}{flag}", flush=True)


def main() -> None:
    """Run the folds, print every fold and the sum, keep the probabilities and every fold's model."""
    bench, kind, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    cues = interface.load_cues(train.HERE / "cues.txt")
    records = [measure(record, cues) for record in data.load(bench)]
    data.prepare([record for record in records if record["coll"] != data.FOUND], bench)
    shipped = sum(record["coll"] in data.SHIP for record in records)
    found: dict[str, Floats] = {}
    for name, inside, aside in folds(kind, records):
        rounds = [round_of(inside, cues, number) for number in range(train.ROUNDS)]
        model, lexicon = train.fit(inside, rounds, aside, settings(len(inside), shipped))
        train.pack(model, lexicon, cues, out.with_suffix(f".{name}.npz"))
        fold = {record["id"]: judge(model, record) for record in aside}
        report(aside, fold, lambda record: record["variant"], f"-- held out {kind} {name}")
        found |= fold
        out.write_bytes(pickle.dumps(found))
    report(records, found, lambda record: record["variant"], "== all folds by variant")
    report(records, found, lambda record: (record["coll"], record["variant"]), "== by collection")
    report(records, found, lambda record: (record["lang"], record["variant"]), "== by language")


if __name__ == "__main__":
    main()
