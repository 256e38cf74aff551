"""A text dropped into seeds/ while the site is being served appears as a page: the real `mkdocs serve`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "A seed while serving\n\nOfficials of both sides met in Doha on Friday, and agreed to meet again in a month.\n"
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the project without a page, and the address at which `mkdocs serve` shows it."""
    for name in ("seeds", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=tmp_path,
        env=os.environ | QUIET | {"SITE_URL": f"http://127.0.0.1:{port}/"},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as serving:
        assert serving.stderr
        said = next((line for line in serving.stderr if "Serving on" in line), "")
        assert said, "mkdocs serve ended before it served"
        yield tmp_path, f"http://127.0.0.1:{port}"
        serving.terminate()
        serving.stderr.read()


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as answer:
        return str(answer.read().decode())


def test_a_dropped_seed_appears(served: tuple[Path, str]) -> None:
    root, address = served
    built = _get(f"{address}/livereload/0/1")
    (root / "seeds" / "dropped.txt").write_text(TEXT)
    # The server answers this when a newer build is there: the browser's own way of waiting.
    while (newer := _get(f"{address}/livereload/{built}/1")) == built:
        pass
    assert int(newer) > int(built)
    assert "Officials of both sides met in Doha" in _get(f"{address}/articles/a-seed-while-serving/")
    assert (root / "content" / "articles" / "a-seed-while-serving.md").is_file()
