"""kill -9 at random moments of a real build while pages are being edited: python -m benchmarks.kills [KILLS] [SEED]

`digest build` runs in a process of its own over seeds that change from run to run; a second hand appends a line of its
own to a page at any moment, the way an editor saves: aside, then renamed. After each kill every page is whole and
parses, names a record that is there and sound, and carries every line that was ever saved to it; at the end an
undisturbed build finishes what was left.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from digest.page.store import Store, opened

SEEDS = 12
STORY = "Officials of both sides met in Doha on Friday and agreed to meet again in a month, the Taliban said."


def seeds(home: Path, version: int) -> None:
    """Texts that are new in one paragraph, so that every page is written again."""
    (home / "seeds").mkdir(exist_ok=True)
    for n in range(SEEDS):
        text = f"Talks of day {n}\n\n{STORY} Day {n}.\n\nVersion {version} of it was told in Kabul on the day after.\n"
        (home / "seeds" / f"{n:02}.txt").write_text(text)


class Editor(threading.Thread):
    """Saves a line of its own to a random page again and again; `saved` holds what each page must carry."""

    def __init__(self, home: Path, rng: random.Random) -> None:
        super().__init__(daemon=True)
        self.folder, self.rng, self.done = home / "content" / "articles", rng, threading.Event()
        self.saved: dict[str, list[str]] = {}

    def run(self) -> None:
        number = 0
        while not self.done.wait(self.rng.uniform(0.05, 0.4)):
            paths = sorted(self.folder.glob("*.md"))[: SEEDS // 2]
            if paths:
                number += 1
                self._save(self.rng.choice(paths), f"A line of a person, number {number}x.")

    def _save(self, path: Path, line: str) -> None:
        try:
            text = path.read_text("utf-8")
            aside = path.with_name(f".{path.name}.swp")
            aside.write_text(f"{text}\n{line}\n", "utf-8")
            if path.read_text("utf-8") == text:  # as an editor that tells when the file has changed meanwhile
                aside.replace(path)
                self.saved.setdefault(path.name, []).append(line)
        except OSError as error:
            print("the editor:", error)


def build(home: Path) -> subprocess.Popen[bytes]:
    """A build in a process group of its own, no output kept."""
    command = [sys.executable, "-m", "digest", "build"]
    return subprocess.Popen(command, cwd=home, stdout=-3, stderr=-3, start_new_session=True)


def damage(home: Path, saved: dict[str, list[str]]) -> list[str]:
    """What a kill broke."""
    wrong = []
    with opened(home / "content", check=True) as store:
        wrong += [f"{page.path} names no sound record" for page in store.pages.values() if page.base is None]
        wrong += [f"{seed} counts as deleted" for seed in store.deleted] + [
            f"{twin.path} is a twin" for twin in store.twins
        ]
        wrong += _lost(store, saved)
    return wrong


def _lost(store: Store, saved: dict[str, list[str]]) -> list[str]:
    texts = {Path(page.path).name: page.text for page in store.pages.values()}
    return [
        f"{name}: {row!r} is lost"
        for name, rows in saved.items()
        for row in rows
        if texts.get(name, "").count(row) != 1
    ]


def main(kills: str = "300", seed: str = "5") -> int:
    rng = random.Random(int(seed))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        seeds(home, 0)
        build(home).wait()
        began = time.monotonic()
        build(home).wait()
        whole = time.monotonic() - began
        editor = Editor(home, random.Random(int(seed) + 1))
        editor.start()
        wrong, killed = [], 0
        while killed < int(kills):
            seeds(home, killed + 1)
            one = build(home)
            # Most of a build is the start of Python; the kill falls where it works on files more often than not.
            time.sleep(whole * rng.uniform(0.35, 1.1))
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
                killed += 1
            one.wait()
            found = damage(
                home, {name: list(rows) for name, rows in list(editor.saved.items())[:]} if killed % 10 == 0 else {}
            )
            wrong += [f"after kill {killed}: {what}" for what in found]
        editor.done.set()
        editor.join()
        seeds(home, 10**6)
        build(home).wait()
        wrong += [f"at the end: {what}" for what in damage(home, editor.saved)]
        with opened(home / "content", check=True) as store:
            behind = [page.path for page in store.pages.values() if "Version 1000000 " not in page.text]
        wrong += [f"{path} is not the last build's" for path in behind]
    lines = sum(map(len, editor.saved.values()))
    print("\n".join(wrong[:20]), end="\n" * bool(wrong))
    print(f"{killed} kills, {lines} edits of {len(editor.saved)} pages meanwhile: {len(wrong)} damaged or lost")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
