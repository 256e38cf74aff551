"""Names found in texts: span F1, typed and untyped, by the whole of `mentions` (model, gazetteer, consistency).

    python -m benchmarks.ner BENCH_NER_FOLDER       IEER and the ANERcorp test part were never trained on; the rest were

What was held back while training is measured by `python -m training.tagger BENCH_NER_FOLDER --held-out`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.ner_data import Example, read
from digest.article.mentions import mentions

SETS = (("ieer_en_docs", "en"), ("anercorp_ar", "ar"), ("uner_ewt_en", "en"), ("wikigold_en", "en"), ("aqmar_ar", "ar"))
UNSEEN = frozenset(("ieer_en_docs", "anercorp_ar"))
Typed = set[tuple[int, int, str]]
Untyped = set[tuple[int, int]]


def found(text: str, lang: str) -> Typed:
    return {(m.span.start, m.span.end, m.kind) for m in mentions(text, lang)}


def scores(texts: Sequence[Example], lang: str, finder: Callable[[str, str], Typed] = found) -> dict[str, float]:
    """F1 typed and untyped, precision and recall untyped, F1 a kind."""
    pairs = [(finder(t.text, lang), set(t.gold)) for t in texts]
    bare = [({x[:2] for x in p}, {x[:2] for x in g}) for p, g in pairs]
    result = {"typed": f1(pairs), "untyped": f1(bare), "precision": ratio(bare, 0), "recall": ratio(bare, 1)}
    for kind in ("person", "place", "organisation"):
        result[kind] = f1([({x for x in p if x[2] == kind}, {x for x in g if x[2] == kind}) for p, g in pairs])
    return result


def f1(pairs: Sequence[tuple[Typed, Typed]] | Sequence[tuple[Untyped, Untyped]]) -> float:
    hits = sum(len(p & g) for p, g in pairs)  # type: ignore[operator]
    return 2 * hits / max(1, sum(len(p) + len(g) for p, g in pairs))


def ratio(pairs: Sequence[tuple[Untyped, Untyped]], side: int) -> float:
    return sum(len(pair[0] & pair[1]) for pair in pairs) / max(1, sum(len(pair[side]) for pair in pairs))


def main() -> None:
    folder = Path(sys.argv[1])
    for name, lang in SETS:
        texts = read(folder, name)
        mentions("warm up", lang)
        start = time.perf_counter()
        row = scores(texts, lang)
        rate = sum(len(t.text.split()) for t in texts) / (time.perf_counter() - start)
        note = "unseen" if name in UNSEEN else "trained on"
        print(f"{name:14} {note:10}", *(f"{k} {v:.3f}" for k, v in row.items()), f"{rate:,.0f} words/s")


if __name__ == "__main__":
    main()
