"""Texts dropped, pages broken and mended while the site is being served: the real `mkdocs serve`, as it comes."""

from __future__ import annotations

import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from reading import Reader, found, search

ROOT = Path(__file__).parents[2]
TEXT = "A seed while serving\n\nOfficials of both sides met in Doha on Friday, and agreed to meet again in a month.\n"
NOTICES = ("NO_MKDOCS_2_WARNING", "DISABLE_MKDOCS_2_WARNING")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass
class Served:
    """The project on disk, the address it is served at, and the lines the server says."""

    root: Path
    address: str
    lines: queue.Queue[str]

    def until(self, words: str) -> list[str]:
        """What is said up to the line with `words`, that line included."""
        said: list[str] = []
        while not said or words not in said[-1]:
            said.append(self.lines.get(timeout=120))
        return said

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=120) as answer:
            return str(answer.read().decode())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A copy of the project without a page, served."""
    for name in ("seeds", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(
        ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse")
    )
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in NOTICES}
        | {"SITE_URL": f"{address}/", "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as serving:
        assert serving.stderr
        lines: queue.Queue[str] = queue.Queue()
        listening = threading.Thread(target=lambda told: [lines.put(line) for line in told], args=(serving.stderr,))
        listening.start()
        yield Served(tmp_path, address, lines)
        serving.terminate()
        listening.join()


@pytest.mark.browser
def test_what_happens_while_the_site_is_served(served: Served, reader: Reader) -> None:
    """One server for the whole story: it starts in silence, takes a seed and finds it, refuses a broken file, goes on."""
    started = "".join(served.until("Serving on"))
    assert "end of life" not in started
    assert started.count("new: content/articles/") == 5

    seed = served.root / "seeds" / "dropped.txt"
    seed.write_text(TEXT)
    said = served.until("Reloading browsers")
    assert [line for line in said if "new: content/articles/a-seed-while-serving.md" in line]
    assert "Officials of both sides met in Doha" in served.get("articles/a-seed-while-serving/")
    assert (served.root / "content" / "articles" / "a-seed-while-serving.md").is_file()

    (served.root / "seeds" / "empty.txt").write_text("")
    said = served.until("Documentation built")
    assert [line for line in said if "seeds/empty.txt" in line and "goes without it" in line]

    names = served.root / "content" / "names.yml"
    sound = names.read_text("utf-8")
    names.write_text("names: [broken\n", "utf-8")
    said = served.until("the site stays as it was")
    assert not [line for line in said if "a-seed-while-serving" in line], "what was built is told twice"
    assert len([line for line in said if "Cleaning site directory" in line]) == 0, "the last good site was cleared"
    assert [line for line in said if "names.yml" in line]
    assert "Officials of both sides met in Doha" in served.get("articles/a-seed-while-serving/")

    # The page's question for news waits unanswered, as it does while nothing changes: no reload under the reader's hands.
    reader.page.route("**/livereload/**", lambda _: None)
    reader.page.goto(served.address)
    assert [url for url in found(search(reader.page, "agreed Officials")) if "a-seed-while-serving" in url]

    names.write_text(sound, "utf-8")
    page = served.root / "content" / "articles" / "a-seed-while-serving.md"
    page.write_text(page.read_text("utf-8").replace("status: draft", "status: finished"), "utf-8")
    told = served.until("status cannot be 'finished'")[-1]
    assert "a-seed-while-serving.md:" in told
