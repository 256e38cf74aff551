"""A host as readers meet it, on loopback, that compresses and counts what it sends; and the browser that asks it."""

from __future__ import annotations

import gzip
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "site")]

import hosting  # noqa: E402 - these lie beside the tests that share them

from browser_setup import installed  # noqa: E402

_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


class Counting(hosting.Quiet):
    """Sends files, texts gzipped; `sent` holds (path, bytes of the body) of every answer since it was cleared."""

    sent: ClassVar[list[tuple[str, int]]] = []

    def do_GET(self) -> None:  # noqa: N802 - the name http.server calls
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in _TEXTS:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)
        self.sent.append((self.path, len(body)))


def chromium() -> str:
    """The browser the tests use."""
    path = installed()
    if path is None:
        raise SystemExit("no Chromium: run `python tests/browser_setup.py` first")
    return path


def served(folder: Path) -> AbstractContextManager[str]:
    """The address of `folder` while it is served, compressed and counted."""
    return hosting.served(folder, Counting)
