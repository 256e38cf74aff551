"""Nearest articles within a language: python -m benchmarks.related PAIRS.jsonl.gz [LANG …]

Rows `{t1, t2, l1, l2, overall}`; of pairs with overall ≤ 2 each first text asks for its second among all texts.
"""

from __future__ import annotations

import gzip
import json
import sys

from digest.relations.similar import neighbours


def main(path: str, *langs: str) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["overall"] is not None]
    for lang in langs or ("en", "ar"):
        mine = [row for row in rows if row["l1"] == row["l2"] == lang]
        texts = list(dict.fromkeys(text for row in mine for text in (row["t1"], row["t2"])))
        place = {text: i for i, text in enumerate(texts)}
        near = neighbours(texts, [lang] * len(texts))
        asked = [(place[r[a]], place[r[b]]) for r in mine if r["overall"] <= 2 for a, b in (("t1", "t2"), ("t2", "t1"))]
        asked = [(a, b) for a, b in asked if a != b]
        for most in (1, 5):
            hits = sum(b in [n.at for n in near[a][:most]] for a, b in asked)
            print(lang, len(texts), "texts", len(asked), f"queries  R@{most}", f"{hits / len(asked):.3f}")
        cosine = {(a, n.at): n.cosine for a, found in enumerate(near) for n in found}
        for grade in (1, 2, 3, 4):
            some = sorted(
                cosine.get((place[r["t1"]], place[r["t2"]]), 0.0)
                for r in mine
                if grade - 0.5 <= r["overall"] < grade + 0.5
            )
            print(
                "  overall",
                grade,
                len(some),
                [round(some[len(some) * q // 10], 2) for q in (1, 3, 5, 7, 9)] if some else "",
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
