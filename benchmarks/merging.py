"""Random edits against random regenerations: python -m benchmarks.merging [MERGES] [SEED]

Half of the merges come from a fixed seed, half from SEED (a fresh one without it). Prints what went wrong, with the
seed that shows it again; exits with 1 where anything did.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "page"))

import simulation

FIXED = 7


def main(merges: str = "20000", seed: str = "") -> int:
    fresh = int(seed) if seed else random.SystemRandom().randrange(10**9)
    wrong = 0
    print(
        f"{len(simulation.EDITS)} kinds of edit, {len(simulation.HABITS)} habits of editors, "
        f"{len(simulation.REGENERATIONS)} kinds of regeneration"
    )
    for one in (FIXED, fresh):
        counts, failures = simulation.run(int(merges) // 2, one)
        print("\n".join(failures[:20]), end="\n" * bool(failures))
        print(f"seed {one}: {dict(counts)}, {len(failures)} wrong", flush=True)
        wrong += len(failures)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
