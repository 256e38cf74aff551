"""Hostile texts against the whole house: python -m benchmarks.safety HOSTILE_FOLDER [PART …]

Parts: `words` (do to_markdown's words survive the site's rendering, how much does it add), `time` (pathological texts,
seconds of CPU each), `limits` (large, odd and many seeds through the real command), `site` (every payload as a seed, as
the values of a page and as an editor's paste; the built site opened page by page in Chromium, no policy to help it).
All of them without names. Exits with 1 where anything fell short.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import hostile_site, limits
from digest import pipeline, to_markdown
from digest.page import dialect
from digest.page.clean import clean

SECONDS = 2.0


def rows(path: Path) -> Iterator[str]:
    """The texts of a file of the bench; a recipe is a Python expression that makes one."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"] if "text" in row else base64.b64decode(row["b64"]).decode("utf-8", "replace")
            recipe = row.get("meta", {}).get("recipe")
            yield eval(text, {"__builtins__": {"range": range}}) if recipe else text


def words(bench: Path) -> int:
    """Texts whose rendered blocks are not exactly their cleaned lines."""
    wrong = 0
    for path in sorted(bench.glob("*.jsonl.gz")):
        if path.name.startswith("pathological"):
            continue
        texts = kept = length = added = touched = paragraphs = 0
        for text in rows(path):
            lines = [line for row in text.split("\n") if (line := clean(row))]
            written = to_markdown(text)
            texts += 1
            kept += [shown for _, shown in dialect.seen(written)] == lines
            length += sum(map(len, lines))
            added += len(written) - len("\n\n".join(lines))
            paragraphs += len(lines)
            touched += len(set(written.split("\n\n")) - set(lines))
        wrong += texts - kept
        rate = f"{1000 * added / max(length, 1):6.2f} characters added per 1,000"
        name = path.name.partition(".")[0]
        print(f"{name:12} {kept:5} of {texts:5} kept  {rate}  {touched} of {paragraphs} paragraphs", flush=True)
    return wrong


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that `work` takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def pathological(bench: Path) -> int:
    """Texts that take longer than two seconds: written and rendered, and as the only seed of a build."""
    slow = 0
    worst = [0.0, 0.0]
    for text in rows(bench / "pathological.jsonl.gz"):
        with tempfile.TemporaryDirectory() as folder:
            seeds = Path(folder) / "seeds"
            seeds.mkdir()
            (seeds / "a.txt").write_text(text, "utf-8", "replace")
            took = [
                cpu(lambda text=text: dialect.html(to_markdown(text))),
                cpu(lambda folder=folder, seeds=seeds: pipeline.build(seeds, Path(folder) / "content")),
            ]
        worst = list(map(max, worst, took))
        slow += max(took) > SECONDS
        if max(took) > SECONDS:
            print(f"  {text[:24]!r}… {took[0]:.2f} s rendered, {took[1]:.2f} s built")
    print(f"pathological: {slow} over {SECONDS} s; worst {worst[0]:.2f} s rendered, {worst[1]:.2f} s built", flush=True)
    return slow


def site(bench: Path) -> int:
    kinds = ["xss", "mdxss", "ssti", "md", "naughty", "bidi", "traversal", "yamlattack", "csv", "surrogate"]
    payloads = [text for kind in kinds for text in rows(bench / f"{kind}.jsonl.gz") if text.strip()]
    return hostile_site.main(payloads)


PARTS: dict[str, Callable[[Path], int]] = {
    "words": words,
    "time": pathological,
    "limits": lambda _: limits.main(),
    "site": site,
}


def main(bench: str, *parts: str) -> int:
    os.environ.setdefault("PYTHONHASHSEED", "0")
    return 1 if sum(PARTS[part](Path(bench)) for part in parts or PARTS) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
