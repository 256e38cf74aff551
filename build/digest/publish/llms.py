"""llms.txt: what this site is and a line for each article, for programs that read (llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.publish.feeds import languages, said
from digest.publish.items import Item, Site, fit, newest
from digest.publish.wording import language_name
from digest.text import squeeze

_SIGN = re.compile(r"([\\`*_\[\]<>#|])")
_LONGEST = 300  # letters behind a title


def llms(site: Site, items: Sequence[Item], ways: Sequence[tuple[str, str]]) -> bytes:
    """The file. `ways` are titles and addresses (from the root) of the pages that lead into the collection."""
    return ("\n".join(_lines(site, items, ways)) + "\n").encode()


def _lines(site: Site, items: Sequence[Item], ways: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"# {_plain(site.name)}\n"
    yield f"> {_plain(site.about)}\n"
    ordered = newest(items)
    for lang in [*languages(items), "und"]:
        own = [item for item in ordered if item.view.lang == lang]
        if own:
            yield f"## Articles: {language_name(lang, 'en')}\n"
            yield from (f"- [{_plain(item.title)}]({item.url}): {_short(said(item))}" for item in own)
            yield ""
    yield "## Ways in\n"
    yield from (f"- [{_plain(title)}]({site.at(url)})" for title, url in ways)
    yield "\n## Optional\n"
    yield f"- [All articles as JSON Feed]({site.at('feed.json')})"


def _short(text: str) -> str:
    words = " — ".join(filter(None, map(squeeze, text.split("\n\n"))))
    return _plain(words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…")


def _plain(text: str) -> str:
    return _SIGN.sub(r"\\\1", squeeze(fit(text)))
