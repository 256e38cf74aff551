"""Arabic names against their English spellings: hit@1, hit@5, recall at precision .98.

python -m benchmarks.transliteration BENCH_NAMES_FOLDER [QUERIES]
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from digest.relations.transliterate import similarity


def ranked(pairs: list[tuple[str, str]]) -> list[tuple[list[str], str, float]]:
    """For each Arabic name: the five likeliest English ones, the right one, the score of the first."""
    english = sorted({en for en, _ in pairs})
    result = []
    for right, arabic in pairs:
        scores = sorted(((similarity(en, arabic), en) for en in english), reverse=True)[:5]
        result.append(([en for _, en in scores], right, scores[0][0]))
    return result


def recall_at(found: list[tuple[list[str], str, float]], precision: float) -> tuple[float, float]:
    """(recall, threshold): the most right first hits a threshold lets through at that precision."""
    best, right = (0.0, 1.0), 0
    for n, (names, gold, score) in enumerate(sorted(found, key=lambda row: -row[2]), 1):
        right += names[0] == gold
        if right / n >= precision:
            best = (right / len(found), score)
    return best


def main() -> None:
    with gzip.open(Path(sys.argv[1]) / "anetac_pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    pairs = [(row["en"], row["ar"]) for row in rows][: int(sys.argv[2]) if len(sys.argv) > 2 else 1000]
    found = ranked(pairs)
    hit1 = sum(names[0] == gold for names, gold, _ in found) / len(found)
    hit5 = sum(gold in names for names, gold, _ in found) / len(found)
    recall, threshold = recall_at(found, 0.98)
    print(f"{len(found)} names: hit@1 {hit1:.3f}  hit@5 {hit5:.3f}", end="  ")
    print(f"recall at precision .98 {recall:.3f} (from {threshold:.3f})")


if __name__ == "__main__":
    main()
