"""The cleaner for the scorer of the cleaning bench; and its speed beside jusText, in CPU seconds of one run.

python -m benchmarks.cleaning FOLDER       speed, memory, growth with length
score.py --run benchmarks.cleaning:clean   quality (see benchmarks/__main__.py)
"""

from __future__ import annotations

import gzip
import html
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import justext

import digest

SETS = ("wcxb_dev", "fundus_dev", "zh_handmade")
# Pages a set: enough for a steady ratio, few enough for a minute.
PAGES = 60


def clean(raw: str) -> str:
    """Raw text → kept text, as the scorer asks."""
    return digest.clean(raw).text


def by_justext(raw: str) -> str:
    """The same lines through jusText, each a paragraph, with the stop words of all its languages."""
    page = "".join(f"<p>{html.escape(line)}</p>" for line in raw.split("\n") if line.strip())
    found = justext.justext(f"<html><body>{page}</body></html>", _STOPS)
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


_STOPS = frozenset().union(*(justext.get_stoplist(name) for name in ("English", "German", "French")))


def pages(folder: Path, variant: str) -> list[str]:
    """The first pages of each set in one variant."""
    return [raw for name in SETS for raw in list(_raw(folder / f"{name}.jsonl.gz", variant))[:PAGES]]


def _raw(path: Path, variant: str) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["variant"] == variant:
                yield row["raw"]


def seconds(run: Callable[[str], str], texts: list[str]) -> float:
    """CPU seconds of this process over `texts`."""
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def growth() -> Iterator[tuple[str, float, float]]:
    """Odd texts at a size and at four times the size: CPU seconds of each. Linear is a ratio of four."""
    shapes: dict[str, Callable[[int], str]] = {
        "long text": lambda n: "Officials of both sides met in the capital on Friday, and agreed to meet again.\n" * n,
        "one line": lambda n: "word " * (16 * n),
        "short lines": lambda n: "Home\n" * n,
    }
    for name, shape in shapes.items():
        small, large = (min(seconds(clean, [shape(n)]) for _ in range(3)) for n in (12_500, 50_000))
        yield name, small, large


def main(folder: Path) -> None:
    clean("Warm the models up.")
    for variant in ("full", "light"):
        texts = pages(folder, variant)
        # Turn and turn about, so that a change of the machine's mood meets both.
        ours, theirs = zip(*((seconds(clean, [t]), seconds(by_justext, [t])) for t in texts), strict=True)
        each = 1000 * sum(ours) / len(texts)
        print(f"{variant:6} {len(texts)} pages: {each:.2f} ms a page, {sum(theirs) / sum(ours):.2f} x jusText")
    for name, small, large in growth():
        print(f"{name:12} {small:.2f} s → {large:.2f} s for four times the length ({large / small:.1f} x)")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
