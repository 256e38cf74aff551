"""A Content-Security-Policy for the built site: what the theme brings may run, nothing else may, whatever gets in.

The policy stands in each page as a `<meta>`, so that any plain host of files keeps it. All pages carry the same one:
instant navigation shows a page within another page's policy.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from digest.page import files

# Material needs inline styles; the browser's own pictures of controls are data.
_POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"""\ssrc\s*=|\stype\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def hashes(html: str) -> set[str]:
    """The sources, as the policy writes them, of the scripts that stand in `html` itself; data is no script."""
    inline = [words for about, words in _SCRIPT.findall(html) if not _SOURCE.search(about)]
    return {f"'sha256-{_digest(words)}'" for words in inline if words}


def policy(sources: Iterable[str]) -> str:
    """The policy that lets these scripts run, and files of the site itself."""
    return _POLICY.format(hashes="".join(f" {source}" for source in sorted(sources)))


def secured(html: str, rules: str) -> str:
    """`html` with the policy at the top of its head, before anything it governs. Without a head: as it is."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return _HEAD.sub(lambda head: head[0] + meta, _META.sub("", html), count=1)


def secure(site: Path) -> None:
    """Writes the policy into every page below `site`."""
    pages = {path: path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(site.rglob("*.html"))}
    rules = policy(set().union(*(hashes(html) for html in pages.values())))
    for path, html in pages.items():
        files.write(path, secured(html, rules).encode("utf-8", "surrogateescape"), site)


def _digest(words: str) -> str:
    # A browser reads line ends as \n before it hashes.
    text = words.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()).decode()


def served(site: Path) -> bool:
    """Whether `mkdocs serve` built this folder for itself; it adds a script of its own while it answers."""
    return site.name.startswith("mkdocs_") and site.parent == Path(tempfile.gettempdir())
