"""A host as readers meet it, on loopback, that compresses and counts what it sends; and the browser that asks it."""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


class Counting(http.server.SimpleHTTPRequestHandler):
    """Sends files, texts gzipped; `sent` holds (path, bytes of the body) of every answer since it was cleared."""

    sent: ClassVar[list[tuple[str, int]]] = []

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
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
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from browser_setup import installed  # noqa: PLC0415 - beside the tests

    path = installed()
    if path is None:
        raise SystemExit("no Chromium: run `python tests/browser_setup.py` first")
    return path


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder` while it is served."""
    handler = functools.partial(Counting, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
