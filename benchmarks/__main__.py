"""All benches in turn: `make bench`, or `python -m benchmarks [FOLDER] [NAME …]`. Data is measured, never kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path("../shared/bench")
# Each bench: the command that follows `python`, with {bench} for the folder of data.
BENCHES = {
    "cleaning": [
        *("{bench}/cleaning/score.py", "--run", "benchmarks.cleaning:clean", "--by", "dataset,variant,lang"),
        *(f"{{bench}}/cleaning/{name}.jsonl.gz" for name in ("waddle_dev", "ar_graft")),
    ],
    "cleaning-speed": ["-m", "benchmarks.cleaning", "{bench}/cleaning"],
    "names": ["-m", "benchmarks.ner", "{bench}/ner"],
    "transliteration": ["-m", "benchmarks.transliteration", "{bench}/names"],
    "related": ["-m", "benchmarks.related", "{bench}/related/semeval2022_pairs.jsonl.gz", "en", "ar"],
    "safety": ["-m", "benchmarks.safety", "{bench}/hostile"],
    "merging": ["-m", "benchmarks.merging"],
    "searching": ["-m", "benchmarks.searching"],
    "kills": ["-m", "benchmarks.kills"],
    "summary": [
        *("{bench}/summary/score.py", "{bench}/summary", "--k", "3", "--words", "100"),
        *("--run", "benchmarks.summaries:ours", "--run", "benchmarks.summaries:lead"),
    ],
}


def main(arguments: list[str]) -> int:
    bench = Path(arguments[0]) if arguments and Path(arguments[0]).is_dir() else BENCH
    chosen = [name for name in arguments if name in BENCHES] or list(BENCHES)
    if not bench.is_dir():
        print(f"{bench}: no such folder. Name the one with the data: python -m benchmarks FOLDER", file=sys.stderr)
        return 2
    failed = 0
    for name in chosen:
        print(f"\n== {name}", flush=True)
        command = [part.format(bench=bench) for part in BENCHES[name]]
        failed += subprocess.run([sys.executable, *command], check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
