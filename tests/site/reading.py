"""What the browser tests hold in their hands: the site, and a page of it in the browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


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


def search(page: Page, words: str) -> Locator:
    """The links to what is found, once the search has answered; opened by its key where it is closed."""
    if not page.locator(".finder[open]").count():
        page.keyboard.press("/")
    page.locator(".finder-field").fill(words)
    expect(page.locator(".finder")).to_have_attribute("data-answers", words)
    return page.locator(".finder-list a")


def found(links: Locator) -> list[str]:
    """Where the links lead, without what the browser is to light up there."""
    return [str(url).split("#")[0] for url in links.evaluate_all("links => links.map(link => link.href)")]
