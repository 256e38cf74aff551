"""Seeds and disks at their limits, through the real command: a clear error or a right result, nothing lost, no hang."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in a month, the Taliban said."
MEGABYTE = 1024 * 1024
PATIENCE = 600  # seconds until a build counts as hanging, on however busy a machine


def seed(home: Path, name: str, data: bytes | str) -> None:
    (home / "seeds").mkdir(exist_ok=True)
    (home / "seeds" / name).write_bytes(data.encode() if isinstance(data, str) else data)


def digest(home: Path, seconds: int, *, largest: int = 0, humble: bool = False) -> subprocess.CompletedProcess[str]:
    """The real build; `largest` is the size in bytes that a file may grow to; a `humble` root keeps to rights."""

    def limited() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        if humble and os.geteuid() == 0:
            for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: what lets root write where nobody may
                ctypes.CDLL(None).prctl(24, right)  # PR_CAPBSET_DROP

    return subprocess.run(
        [sys.executable, "-m", "digest", "build"],
        cwd=home, capture_output=True, text=True, timeout=seconds, check=False, preexec_fn=limited,
    )  # fmt: skip


def pages(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "content" / "articles").glob("*.md")}


def large(home: Path) -> str:
    seed(home, "a.txt", "\n\n".join(f"{STORY} Day {n}." for n in range(100 * MEGABYTE // 115)))
    return _refused_or_built(digest(home, 600), home)


def long_line(home: Path) -> str:
    seed(home, "a.txt", " ".join(f"{STORY} Day {n}." for n in range(50 * MEGABYTE // 115)))
    return _refused_or_built(digest(home, 600), home)


def one_word(home: Path) -> str:
    seed(home, "a.txt", f"{STORY}\n\n" + "x" * 50 * MEGABYTE)
    return _refused_or_built(digest(home, 600), home)


def nuls(home: Path) -> str:
    seed(home, "a.txt", "\0".join(f"{STORY} Day {n}.\n\n" for n in range(100)))
    return _refused_or_built(digest(home, PATIENCE), home)


def same_titles(home: Path) -> str:
    (home / "seeds").mkdir()
    for n in range(10_000):
        seed(home, f"{n:05}.txt", f"Talks go on\n\nOn day {n} nothing came of it. {STORY}\n")
    done = digest(home, 900)
    return (
        "" if done.returncode == 0 and len(pages(home)) == 10_000 else f"{len(pages(home))} pages, {done.stderr[-300:]}"
    )


def disk_full(home: Path) -> str:
    """No file may grow beyond some bytes: the pages are too large to write."""
    seed(home, "a.txt", f"Talks\n\n{STORY}\n")
    digest(home, PATIENCE)
    before = pages(home)
    seed(home, "a.txt", "Talks\n\n" + "\n\n".join(f"{STORY} Day {n}." for n in range(3000)))
    done = digest(home, PATIENCE, largest=60_000)
    if pages(home) != before or done.returncode != 2 or "Traceback" in done.stderr:
        return f"exit {done.returncode}, {'pages changed' if pages(home) != before else done.stderr[-300:]}"
    return "" if digest(home, PATIENCE).returncode == 0 and pages(home) != before else "the next build did not mend it"


def read_only(home: Path) -> str:
    seed(home, "a.txt", f"Talks\n\n{STORY}\n")
    digest(home, PATIENCE)
    before = pages(home)
    seed(home, "a.txt", f"Talks\n\n{STORY}\n\nAnd {STORY}\n")
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = digest(home, PATIENCE, humble=True)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    told = done.returncode == 2 and "Traceback" not in done.stderr and "ermission" in done.stderr
    return "" if told and pages(home) == before else f"exit {done.returncode}: {done.stderr[-300:]}"


def two_builds(home: Path) -> str:
    for n in range(20):
        seed(home, f"{n}.txt", f"Talks of day {n}\n\n{STORY} Day {n}.\n")
    running = [subprocess.Popen([sys.executable, "-m", "digest", "build"], cwd=home, stdout=-3) for _ in range(2)]
    codes = [one.wait(PATIENCE) for one in running]
    again = digest(home, PATIENCE)
    return "" if codes == [0, 0] and len(pages(home)) == 20 and "20 same" in again.stdout else f"{codes} {again.stdout}"


def odd(home: Path) -> str:
    seed(home, "a.txt", f"Talks\n\n{STORY}\n")
    os.mkfifo(home / "seeds" / "pipe.txt")
    (home / "seeds" / "link.txt").symlink_to("/etc/passwd")
    (home / "content" / "articles").mkdir(parents=True)
    os.mkfifo(home / "content" / "articles" / "pipe.md")
    (home / "content" / "articles" / "link.md").symlink_to("/etc/passwd")
    done = digest(home, PATIENCE)
    named = all(name in done.stderr for name in ("pipe.txt", "link.txt"))
    return "" if done.returncode == 2 and named and "talks.md" in pages_named(home) else done.stderr[-300:]


def pages_named(home: Path) -> set[str]:
    return {path.name for path in (home / "content" / "articles").iterdir() if path.is_file() and not path.is_symlink()}


def _refused_or_built(done: subprocess.CompletedProcess[str], home: Path) -> str:
    refused = done.returncode == 2 and "a.txt" in done.stderr and "Traceback" not in done.stderr
    return (
        "" if refused or (done.returncode == 0 and len(pages(home)) == 1) else f"{done.returncode} {done.stderr[-300:]}"
    )


CASES: dict[str, Callable[[Path], str]] = {
    "disk full": disk_full, "read-only folder": read_only, "two builds at once": two_builds, "pipes and links": odd,
    "NUL bytes": nuls, "50 MB word": one_word, "50 MB line": long_line, "100 MB seed": large,
    "10,000 same titles": same_titles,
}  # fmt: skip


def main(*names: str) -> int:
    """Each case in a folder of its own; what went wrong is printed, with the seconds of CPU it took."""
    wrong = 0
    for name in names or CASES:
        home = Path(tempfile.mkdtemp())
        home.chmod(0o755)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            fault = CASES[name](home)
        except subprocess.TimeoutExpired:
            fault = "it hangs"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{name:20} {'ok' if not fault else 'WRONG: ' + fault}  ({took:.1f} s of CPU)", flush=True)
        wrong += bool(fault)
        shutil.rmtree(home)
    return wrong


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
