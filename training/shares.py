"""Share of documents that hold a word, by language: python training/shares.py OUT.json FILE… (gzip JSON lines)

Rows with `sentences` and `lang` are documents; rows with `gold` and `lang` too; token files are cut into runs of 14
sentences and must be named LANG=FILE. Words in fewer than one document of forty are left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from digest.text import terms

_RUN, _LEAST = 14, 1 / 40


def documents(path: Path, lang: str) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        records = [json.loads(row) for row in rows]
    if lang:
        lines = [" ".join(r["tokens"]) for r in records]
        yield from ((lang, " ".join(lines[i : i + _RUN])) for i in range(0, len(lines), _RUN))
        return
    seen: set[str] = set()
    for r in records:
        text = " ".join(r["sentences"]) if "sentences" in r else r["gold"]
        if text not in seen:
            yield r["lang"], text
        seen.add(text)


def main(out: str, *files: str) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for file in files:
        lang, _, path = file.rpartition("=")
        for code, text in documents(Path(path), lang):
            sizes[code] += 1
            counts[code].update(set(terms(text)))
    table = {
        lang: {
            word: round(n / sizes[lang], 3) for word, n in sorted(found.items()) if n >= max(3, sizes[lang] * _LEAST)
        }
        for lang, found in sorted(counts.items())
        if sizes[lang] >= 50
    }
    Path(out).write_text(
        json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n") + "\n", "utf-8"
    )
    for lang, shares in table.items():
        print(lang, sizes[lang], "documents", len(shares), "words")


if __name__ == "__main__":
    main(*sys.argv[1:])
