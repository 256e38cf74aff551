"""In which order readers meet articles, on the site and in feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from digest.publish.view import PageView
from digest.publish.when import begins

_T = TypeVar("_T")


def ordered(many: Iterable[_T], view: Callable[[_T], PageView]) -> list[_T]:
    """The newest first by the day their dates begin, the undated behind by title, those without a headline last."""
    titled = sorted(many, key=lambda one: _titled(view(one)))
    return sorted(titled, key=lambda one: begins(view(one).text("date")), reverse=True)


def _titled(view: PageView) -> tuple[bool, str, str]:
    return "title" in view.texts("derived"), view.title.casefold(), view.path
