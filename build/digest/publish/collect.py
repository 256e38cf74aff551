"""What readers may see of all pages as people left them, gathered once a build: a hidden page is in none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Name
from digest.page.format import parse
from digest.page.store import Store, Stored
from digest.publish.browse import Shelf, shelve
from digest.publish.events import events
from digest.publish.pictures.cuts import shears
from digest.publish.view import PageView


def collect(store: Store, names: Sequence[Name]) -> Shelf:
    """The articles, their names, the dates they speak of, what was cut; of a page in summary only what that shows."""
    told = [_read(page) for page in store.pages.values()]
    shown = [(view, body) for view, body in told if view.publish != "hidden"]
    full = {view.path for view, _ in shown if view.publish == "full"}
    spoken = events((view, body) for view, body in shown if view.path in full)
    cuts = {page.path: shears(page.base.data) for page in store.pages.values() if page.base and page.path in full}
    return replace(shelve([view for view, _ in shown], names), events=spoken, cuts=cuts)


def _read(page: Stored) -> tuple[PageView, str]:
    found = parse(page.text, page.path)
    return PageView(page.path, found.fields), found.body
