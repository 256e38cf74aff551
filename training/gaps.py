"""Train the model of gaps: python training/gaps.py LANG OUT.json TEXTS… (gzip JSON lines with `tokens` or `sentences`).

Sentences are joined into documents, all punctuation and (in every second copy) all digits dropped, as in a scrape that
lost them. Logistic regression by AdaGrad with an L1 penalty (Duchi et al. 2011); a fifth of the documents is held out.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from digest.article.gaps import Model, Word, best, features, gap_score, leans, words

_MARKS = re.compile(r"[^\w\s]|_")
_DIGITS = re.compile(r"\S*\d\S*")
_STOP = re.compile(r"\W*[.!?؟]\W*")
_FULL = re.compile(r"[.!?؟…]\W*$")
# Chosen on the tuning side among 0.005, 0.01, 0.02, 0.05.
# Lighter weights are dropped: half the size for no F1.
LEAST = 0.2
# What a comma counts for as a beginning: 0.4 was tried and cost two points of F1.
SOFT = 0.0
_CLAUSE = re.compile(r"(?<=\s)[،؛](?=\s)|[،؛]\s|,\s")
PENALTY = 0.02
# A run of sentences as long as a short article.
_RUN = 14


def documents(path: Path, lang: str) -> list[list[str]]:
    """Sentences by document; a token file has no documents, so that runs of it stand for them."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        records = [json.loads(row) for row in rows]
    if "sentences" in records[0]:
        return [list(filter(_FULL.search, r["sentences"])) for r in records if r["lang"] == lang]
    lines = list(joined([token for r in records for token in r["tokens"]]))
    return [lines[i : i + _RUN] for i in range(0, len(lines), _RUN)]


def joined(tokens: list[str]) -> Iterator[str]:
    """Sentences of a token file, whose rows may end inside one."""
    waiting: list[str] = []
    for token in tokens:
        waiting.append(token)
        if _STOP.fullmatch(token):
            yield " ".join(waiting)
            waiting = []


def stripped(sentences: list[str], *, digits: bool) -> tuple[list[Word], np.ndarray]:
    """The words of a document without its marks; for each how much of a beginning it is, 1 for a sentence's."""
    found: list[Word] = []
    begins: list[float] = []
    for sentence in sentences:
        for at, clause in enumerate(_CLAUSE.split(sentence)):
            bare = _MARKS.sub(" ", clause if digits else _DIGITS.sub(" ", clause))
            some = words(bare)
            begins += [(SOFT if at else 1.0) if i == 0 else 0.0 for i in range(len(some))]
            found += some
    return found, np.array(begins)


def rows(runs: list[tuple[list[Word], np.ndarray]]) -> Iterator[tuple[list[str], float]]:
    for tokens, begins in runs:
        for i in range(1, len(tokens)):
            yield features(tokens, i), float(begins[i])


def train(runs: list[tuple[list[Word], np.ndarray]], penalty: float, epochs: int = 8) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias."""
    data = list(rows(runs))
    counts: dict[str, int] = {}
    for found, _ in data:
        for f in found:
            counts[f] = counts.get(f, 0) + 1
    index = {f: i for i, f in enumerate(f for f, c in counts.items() if c >= 3)}
    x = [np.array([index[f] for f in found if f in index]) for found, _ in data]
    y = np.array([label for _, label in data], dtype=float)
    weights, bias = descend(x, y, len(index), penalty, epochs)
    return {f: round(float(weights[i]), 2) for f, i in index.items() if abs(weights[i]) >= LEAST}, bias


def descend(x: list[np.ndarray], y: np.ndarray, size: int, penalty: float, epochs: int) -> tuple[np.ndarray, float]:
    weights, seen, bias = np.zeros(size), np.full(size, 0.1), -3.0
    order = np.random.default_rng(7)
    for epoch in range(epochs):
        for i in order.permutation(len(x)):
            error = 1 / (1 + math.exp(-(bias + weights[x[i]].sum()))) - y[i]
            seen[x[i]] += error * error
            step = 0.3 / np.sqrt(seen[x[i]])
            moved = weights[x[i]] - step * error
            weights[x[i]] = np.sign(moved) * np.maximum(np.abs(moved) - step * penalty, 0)
            bias -= 0.01 / (1 + epoch) * error
    return weights, bias


def f1(model: Model, runs: list[tuple[list[Word], np.ndarray]], lang: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the cuts over `runs`."""
    right = guessed = gold = 0
    for tokens, begins in runs:
        scores = np.array([gap_score(model, tokens, i) for i in range(len(tokens))])
        for i in range(1, len(tokens)):
            if leans(tokens[i - 1].raw, lang):
                scores[i] = -np.inf
        found = set(best(scores, np.ones(len(tokens)), (model.mean, model.deviation, model.share)))
        wanted = set(np.flatnonzero(begins[1:] == 1) + 1)
        right, guessed, gold = right + len(found & wanted), guessed + len(found), gold + len(wanted)
    p, r = right / max(guessed, 1), right / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def main(lang: str, out: str, *paths: str) -> None:
    parts: dict[str, list[list[str]]] = {"train": [], "tune": []}
    held = []
    for path in paths:
        docs = documents(Path(path), lang)
        parts["train"] += [d for i, d in enumerate(docs) if i % 10 not in {0, 5, 7}]
        parts["tune"] += docs[7::10]
        held.append((Path(path).name, docs[::5]))
    runs = [stripped(d, digits=digits) for d in parts["train"] for digits in (True, False)]
    tune = [stripped(d, digits=digits) for d in parts["tune"] for digits in (True, False)]
    weights, bias = train(runs, penalty=PENALTY)
    # Units for readers: 25 words, hardly ever more than 60. A prior as wide as print itself wins two points of F1
    # and leaves units of 90 words.
    tries = [Model(weights, bias + bonus, 3.2, 0.45, 1.0) for bonus in np.arange(0, 7, 0.5)]
    model = max(tries, key=lambda m: f1(m, tune, lang)[2])
    for name, docs in held:
        for digits in (True, False):
            found = f1(model, [stripped(d, digits=digits) for d in docs], lang)
            print(name, "digits kept" if digits else "digits lost", *(f"{value:.3f}" for value in found))
    fields = {k: round(float(getattr(model, k)), 3) for k in ("bias", "mean", "deviation", "share")}
    Path(out).write_text(
        json.dumps({"weights": dict(sorted(weights.items())), **fields}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
    print(len(weights), "weights", fields, "tune", f1(model, tune, lang))


if __name__ == "__main__":
    main(*sys.argv[1:])
