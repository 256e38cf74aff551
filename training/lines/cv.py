"""Leave one collection, site group or language out: cv.py BENCH_DIR collection|site|language OUT.pkl [seeds]."""

from __future__ import annotations

import pickle
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.article import line_features as features
from digest.article.line_model import decide, run_vote
from training.lines import cues as interface
from training.lines import data, nn, train

Record = dict[str, Any]
Floats = NDArray[np.float32]
SITE_GROUPS = 5
OWN_LANGUAGES = ("en", "de", "zh")


def group_of(kind: str, record: Record, prefix: str = "") -> str:
    """The fold a record (or with prefix f, its frame) belongs to."""
    if kind == "collection":
        return str(record[prefix + "coll"])
    if kind == "site":
        return str(zlib.crc32((record[prefix + "domain"] or record[prefix + "page"]).encode()) % SITE_GROUPS)
    language = str(record[prefix + "lang"])
    return language if language in OWN_LANGUAGES else "other"


def folds(
    kind: str, records: list[Record], extra: list[Record]
) -> Iterator[tuple[str, list[Record], list[Record], list[Record]]]:
    """Name, training pages, made pages, held-out pages."""
    shipped = [record for record in records if record["coll"] in data.SHIP]
    for name in sorted({group_of(kind, record) for record in shipped}):
        inside = [record for record in shipped if group_of(kind, record) != name]
        aside = [record for record in shipped if group_of(kind, record) == name]
        clean = [record for record in extra if name not in (group_of(kind, record), group_of(kind, record, "f"))]
        yield name, inside, clean, aside
    if kind == "collection":
        yield "shipped", shipped, extra, [record for record in records if record["coll"] not in data.SHIP]


def judge(models: list[nn.Fitted], record: Record) -> Floats:
    """Mean of the log odds over the seeds and the run's vote, as line_model does it."""
    logits = np.mean([nn.predict(model, record) for model in models], axis=0) + run_vote(record["size"])
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def best_run_mask(record: Record) -> NDArray[np.bool_]:
    """The peer: best contiguous run of (words - 10)."""
    begin, end = features.best_run(record["size"] - 10)
    place = np.arange(len(record["size"]))
    return (place >= begin) & (place < end)


def report(records: list[Record], found: dict[str, Floats], key: Callable[[Record], Any], title: str) -> None:
    """Print ours, the best run and 'do nothing' side by side; ! marks what is below the best run."""
    done = [record for record in records if record["id"] in found]
    ours = data.table(done, [decide(found[record["id"]], record["size"]) for record in done], key)
    runs = data.table(done, [best_run_mask(record) for record in done], key)
    idle = data.table(done, [record["y"] >= 0 for record in done], key)
    print(title)
    for name, row in ours.items():
        cells = " ".join(f"{cell} {row[cell]:.3f}" for cell in ("F1", "P", "R", "p10", "lF", "lost"))
        flag = " !" if row["F1"] < runs[name]["F1"] else ""
        peers = f"run {runs[name]['F1']:.3f} idle {idle[name]['F1']:.3f}"
        print(f"{name!s:<34}{row['n']:>5.0f} {cells} empty {row['empty']:.0f} | {peers}{flag}", flush=True)


def main() -> None:
    """Run the folds, print every fold and the sum, keep the probabilities."""
    bench, kind, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    seeds = tuple(range(1, int(sys.argv[4]) + 1)) if len(sys.argv) > 4 else (1,)
    cues = interface.load_cues(train.HERE / "cues.txt")
    records = [train.measure(record, cues) for record in data.load(bench)]
    data.prepare(records, bench)
    extra = train.made_pages([record for record in records if record["coll"] in data.SHIP], cues)
    found: dict[str, Floats] = {}
    for name, inside, clean, aside in folds(kind, records, extra):
        models, _ = train.fit(inside, clean, aside, seeds)
        fold = {record["id"]: judge(models, record) for record in aside}
        report(aside, fold, lambda record: record["variant"], f"-- held out {kind} {name}")
        found |= fold
        out.write_bytes(pickle.dumps(found))
    report(records, found, lambda record: record["variant"], "== all folds by variant")
    report(records, found, lambda record: (record["coll"], record["variant"]), "== by collection")
    report(records, found, lambda record: (record["lang"], record["variant"]), "== by language")


if __name__ == "__main__":
    main()
