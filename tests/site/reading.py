"""What the browser tests hold in their hands: the site, and a page of it in the browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page


@dataclass
class Site:
    """Where the site lies and answers; `urls` are the articles' addresses by the number their seed begins with."""

    folder: Path
    content: Path
    base: str = ""
    urls: dict[str, str] = field(default_factory=dict)


@dataclass
class Reader:
    """A page in the browser and what it did that a reader does not see."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
