"""The policy in built pages: which scripts it lets run, and where it stands."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from pathlib import Path

from digest.publish import csp


def source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def page(*scripts: str) -> str:
    head = '<head>\n<meta charset="utf-8"><title>t</title></head>'
    return f"<!doctype html><html>{head}<body>{''.join(scripts)}</body></html>"


def test_only_scripts_that_stand_in_the_page_are_hashed() -> None:
    html = page(
        '<script src="a.js"></script>', '<script type="application/json">{"a": 1}</script>', "<script></script>",
        "<script>one()</script>", "<SCRIPT async>two()\n</SCRIPT >", "<script>three()\r\n</script>",
    )  # fmt: skip
    assert csp.hashes(html) == {source("one()"), source("two()\n"), source("three()\n")}


def test_every_page_carries_the_policy_of_all_pages(tmp_path: Path) -> None:
    """Instant navigation shows one page within the policy of another."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.html").write_text(page("<script>one()</script>"))
    (tmp_path / "deep" / "index.html").write_text(page("<script>two()</script>"))
    csp.secure(tmp_path)
    texts = [path.read_text() for path in tmp_path.rglob("*.html")]
    assert len(texts) == 2
    for text in texts:
        assert source("one()") in text
        assert source("two()") in text
        assert (
            text.index('charset="utf-8"')
            < text.index("default-src 'none'; script-src 'self' '")
            < text.index("<title>")
        )


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("<script>one()</script>"))
    csp.secure(tmp_path)
    once = (tmp_path / "index.html").read_bytes()
    csp.secure(tmp_path)
    assert (tmp_path / "index.html").read_bytes() == once


def test_bytes_of_a_page_stay(tmp_path: Path) -> None:
    odd = b"<html><head></head>\r\n\xff \xc3\xa9</html>"
    (tmp_path / "index.html").write_bytes(odd)
    csp.secure(tmp_path)
    made = (tmp_path / "index.html").read_bytes()
    assert made.startswith(b"<html><head><meta http-equiv=")
    assert made.endswith(b'"></head>\r\n\xff \xc3\xa9</html>')


def test_the_folder_of_mkdocs_serve_is_known() -> None:
    assert csp.served(Path(tempfile.gettempdir()) / "mkdocs_abc")
    assert not csp.served(Path("project") / "site")
