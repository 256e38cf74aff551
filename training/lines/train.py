"""Train the line model on the shippable benches and pack it: train.py BENCH_DIR [OUT.npz]."""

from __future__ import annotations

import pathlib
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.lines import cues as interface
from training.lines import data, lex, nn
from training.lines.made import measure, round_of

Record = dict[str, Any]
HERE = pathlib.Path(__file__).parent
ROUNDS = 4
Cues = NDArray[np.uint64]


def article_weight(record: Record) -> float:
    """Pages whose main text is mostly prose weigh more: the tool reads articles, not shop shelves."""
    main, size = record["y"] == 1, record["size"]
    share = float(size[main & (size >= 12)].sum() / max(size[main].sum(), 1))
    return 0.2 + 0.8 * share**2


def fit(
    train: list[Record], rounds: list[list[Record]], test: list[Record], settings: nn.Settings, seed: int = 1
) -> tuple[nn.Fitted, lex.Lexicon]:
    """Attach the lexicon (sites that a page holds lines of left out) and fit a network; (network, lexicon)."""
    lexicon = lex.attach(train, test, [record for made in rounds for record in made])
    for record in (*train, *(record for made in rounds for record in made)):
        record["pw"] = article_weight(record)
    return nn.fit(train, rounds, nn.scaling(train), seed, settings), lexicon


def pack(model: nn.Fitted, lexicon: lex.Lexicon, cues: Cues, path: pathlib.Path) -> None:
    """Write the .npz that line_model.load reads: half precision weights, odds in fiftieths."""
    keys, odds = lexicon
    strong = odds != 0
    arrays: dict[str, Any] = {
        "words": keys[strong].astype(np.uint32),
        "odds": np.round(odds[strong] * 50).astype(np.int8),
        "cues": cues.astype(np.uint32),
        "dilations": np.array(nn.DILATIONS, np.int8),
        "mean": model.mean.astype(np.float32),
        "scale": model.scale.astype(np.float32),
    }
    arrays |= {name: held.astype(np.float16) for name, held in nn.numpy_weights(model.net).items()}
    np.savez_compressed(path, **arrays)


def main() -> None:
    """Read, make rounds, fit, pack."""
    bench = pathlib.Path(sys.argv[1])
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "model.npz"
    cues = interface.load_cues(HERE / "cues.txt")
    records = [measure(record, cues) for record in data.load(bench, data.SHIP)]
    model, lexicon = fit(records, [round_of(records, cues, number) for number in range(ROUNDS)], [], nn.Settings())
    pack(model, lexicon, cues, out)
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
