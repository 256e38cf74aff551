"""The site and its articles as the world outside is told of them: absolute addresses, values as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from digest.publish.order import ordered
from digest.publish.view import PageView
from digest.publish.when import When, when

# What XML 1.0 cannot hold, not even as an entity; `plain` drops it from front matter, this from all else.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Site:
    """`base` is the address of its root, with a slash at its end."""

    name: str
    about: str
    base: str
    lang: str

    def at(self, url: str) -> str:
        """The absolute address of a page or file, from its address relative to the root."""
        return self.base + ("" if url == "." else url.removeprefix("./"))


@dataclass(frozen=True, slots=True)
class Item:
    """An article. `url` and `seed` are absolute; `seed` is empty where it is not published. `lead` is plain text."""

    view: PageView
    url: str
    lead: str
    seed: str = ""

    @property
    def title(self) -> str:
        return fit(self.view.title)

    @property
    def when(self) -> When | None:
        return when(self.view.text("date"))

    @property
    def files(self) -> str:
        """The folder of the files that stand beside the page."""
        return self.url if self.url.endswith("/") else self.url.removesuffix(".html") + "/"


def fit(text: str) -> str:
    """`text` as XML, JSON and UTF-8 can hold it."""
    return _UNFIT.sub("", text)


def newest(items: Iterable[Item]) -> list[Item]:
    """In the order of the site's lists."""
    return ordered(items, lambda item: item.view)
