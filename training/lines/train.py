"""Train the line model on the shippable benches and pack it: train.py BENCH_DIR [OUT.npz [planted]]."""

from __future__ import annotations

import pathlib
import random
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.article import line_features as features
from digest.article import line_shapes as text
from training.lines import augment as made
from training.lines import cues as interface
from training.lines import data, lex, nn, plant

Record = dict[str, Any]
HERE = pathlib.Path(__file__).parent
SEEDS = (1, 2, 3)
STRANGERS = 6
Cues = NDArray[np.uint64]


def measure(record: Record, cues: Cues) -> Record:
    """Add features (half precision), words as short hashes and sizes to a record with lines and gaps."""
    page = text.read_page(record["lines"])
    short = np.uint64(32)
    record["X"] = features.structure(page, record["gaps"], cues, features.kinds_of(page)).astype(np.float16)
    record["w"] = (page.words.line.astype(np.int32), (page.words.paired >> short).astype(np.uint32))
    record["th"] = (page.text >> short).astype(np.uint32)
    record["size"] = features.units(page)
    return record


def _sheet(record: Record) -> made.Sheet:
    return made.Sheet(record["lines"], [int(x) for x in record["y"]], [int(x) for x in record["gaps"]])


def _frame(record: Record, copy: int, variants: dict[str, list[Record]], rng: random.Random) -> Record | None:
    """Another page whose head and tail the story gets; the first copy mostly keeps its own."""
    if copy == 0 and rng.random() >= 0.2:
        return None
    variant = record["variant"] if rng.random() < 0.7 else rng.choice(("full", "light"))
    collections = sorted({other["coll"] for other in variants[variant]})
    chosen = rng.choice(collections)
    return rng.choice([other for other in variants[variant] if other["coll"] == chosen])


def _stranger(record: Record, frame: Record, light: list[Record], rng: random.Random) -> Record | None:
    """Sometimes a third page of the frame's collection, of the story's language where there is one."""
    if rng.random() >= 0.35:
        return None
    pool = [x for x in light if x["coll"] == frame["coll"] and x["page"] != record["page"]]
    same = [x for x in pool if x["lang"] == record["lang"]]
    return rng.choice(same or pool)


def make_overs(records: list[Record], cues: Cues, seed: int = 7) -> list[Record]:
    """Two or three made-over copies of every page, each remembering whose frame it wears."""
    rng = random.Random(seed)  # noqa: S311
    variants: dict[str, list[Record]] = {}
    for record in records:
        variants.setdefault(record["variant"], []).append(record)
    out = []
    for record in records:
        for copy in range(3 if record["variant"] in ("full", "light") else 2):
            frame = _frame(record, copy, variants, rng)
            other = _stranger(record, frame or record, variants["light"], rng)
            sheet = made.make_over(
                _sheet(record), _sheet(frame) if frame else None, _sheet(other) if other else None, rng
            )
            if len(sheet.lines) > 1:
                out.append(measure(_copied(record, frame or record, sheet), cues))
    return out


def _copied(record: Record, frame: Record, sheet: made.Sheet) -> Record:
    same = {name: record[name] for name in ("coll", "domain", "page", "lang", "variant")}
    worn = {"f" + name: frame[name] for name in ("coll", "domain", "page", "lang")}
    return {**same, **worn, "lines": sheet.lines, "y": np.array(sheet.labels, np.int8), "gaps": np.array(sheet.gaps)}


def article_weight(record: Record) -> float:
    """Pages whose main text is mostly prose weigh more: the tool reads articles, not shop shelves."""
    main, size = record["y"] == 1, record["size"]
    share = float(size[main & (size >= 12)].sum() / max(size[main].sum(), 1))
    return 0.2 + 0.8 * share**2


def planted(records: list[Record], cues: Cues, seed: int = 11) -> list[Record]:
    """A copy of every page with next articles, comments or teasers of its collection behind (or before) the story."""
    rng = random.Random(seed)  # noqa: S311
    out = []
    for record in records:
        pool = [
            x
            for x in records
            if x["variant"] == "light" and x["coll"] == record["coll"] and x["page"] != record["page"]
        ]
        same = [x for x in pool if x["lang"] == record["lang"]]
        pool = same if len(same) >= STRANGERS else pool
        if not pool or not record["y"].any():
            continue
        others = [_sheet(x) for x in rng.sample(pool, min(STRANGERS, len(pool)))]
        story = made.shorten(_sheet(record), rng) if rng.random() < 0.35 else _sheet(record)
        sheet = made.dress(plant.plant(made.thin(story, rng), others, rng), rng)
        if len(sheet.lines) > 1:
            out.append(measure(_copied(record, record, sheet), cues))
    return out


def made_pages(records: list[Record], cues: Cues, *, strangers: bool = False) -> list[Record]:
    """The made-over copies, and the planted ones where wished for: they cut more, and lose more."""
    return make_overs(records, cues) + (planted(records, cues) if strangers else [])


def fit(
    train: list[Record],
    extra: list[Record],
    test: list[Record],
    seeds: tuple[int, ...] = SEEDS,
    settings: nn.Settings | None = None,
) -> tuple[list[nn.Fitted], lex.Lexicon]:
    """Attach the lexicon (own sites left out) and fit one network a seed; (networks, lexicon)."""
    lexicon = lex.attach(train, test, extra)
    for record in train + extra:
        record["pw"] = article_weight(record)
    scale = nn.scaling(train)
    return [nn.fit(train + extra, scale, seed, settings) for seed in seeds], lexicon


def pack(models: list[nn.Fitted], lexicon: lex.Lexicon, cues: Cues, path: pathlib.Path) -> None:
    """Write the .npz that line_model.load reads: half precision weights, odds in fiftieths."""
    keys, odds = lexicon
    strong = odds != 0
    arrays: dict[str, Any] = {
        "words": keys[strong].astype(np.uint32),
        "odds": np.round(odds[strong] * 50).astype(np.int8),
        "cues": cues.astype(np.uint32),
        "dilations": np.array(nn.DILATIONS, np.int8),
        "mean": models[0].mean.astype(np.float32),
        "scale": models[0].scale.astype(np.float32),
    }
    weights = [nn.numpy_weights(model.net) for model in models]
    for name in weights[0]:
        arrays[name] = np.stack([held[name] for held in weights]).astype(np.float16)
    np.savez_compressed(path, **arrays)


def main() -> None:
    """Read, make over, fit, pack."""
    bench = pathlib.Path(sys.argv[1])
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "model.npz"
    cues = interface.load_cues(HERE / "cues.txt")
    records = [measure(record, cues) for record in data.load(bench, data.SHIP)]
    models, lexicon = fit(records, made_pages(records, cues, strangers="planted" in sys.argv[3:]), [])
    pack(models, lexicon, cues, out)
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
