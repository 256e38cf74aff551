"""Pages that have another address now: at the old one stands a page that leads on, without a script."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from markupsafe import Markup

from digest.publish.items import Item

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}" dir="{dir}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<link rel="canonical" href="{url}">\n<meta name="robots" content="noindex">\n'
    '<meta http-equiv="refresh" content="0; url={link}">\n</head>\n<body>\n<p><a href="{link}">{title}</a></p>\n'
    "</body>\n</html>\n"
)


def moved(former: Mapping[str, Iterable[str]], shown: Container[str], taken: Container[str]) -> Mapping[str, str]:
    """Where each old path leads now, both as paths of Markdown files.

    `former` are the earlier paths of each page by its path now, `shown` the pages that readers may see, `taken`
    the paths that have a page of their own again, which goes before.
    """
    led = {old: path for path, olds in sorted(former.items()) if path in shown for old in olds}
    return {old: path for old, path in sorted(led.items()) if old not in taken}


def leading(item: Item, link: str) -> str:
    """The page at the old address; `link` is the way to the new one as seen from there."""
    return _PAGE.format(lang=item.view.lang, dir=item.view.dir, title=item.title, url=item.url, link=link)
