"""Elements of a picture, every value escaped; positions across are percentages, so that text never shrinks with it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def el(tag: str, *inside: str | Markup, **about: object) -> Markup:
    """`<tag about>inside</tag>`. `class_` is `class`, `stroke_width` is `stroke-width`; None is left out."""
    told = "".join(_attribute(name, value) for name, value in about.items() if value is not None)
    return Markup(f"<{tag}{told}>{''.join(map(escape, inside))}</{tag}>")  # noqa: S704 - escaped part by part


def _attribute(name: str, value: object) -> str:
    words = value if isinstance(value, str) else _number(value)
    return f' {name.rstrip("_").replace("_", "-")}="{escape(words)}"'


def joined(parts: Iterable[str | Markup]) -> Markup:
    return Markup("".join(map(escape, parts)))  # noqa: S704 - each is escaped


def across(share: float) -> str:
    """A share of the width, 0–1, as SVG writes it. Rounded, so that every machine writes the same."""
    return f"{_number(round(share * 100, 2) + 0.0)}%"


def picture(height: float, *inside: Markup, title: str, about: str, name: str, **more: object) -> Markup:
    """An SVG as wide as its place and `height` pixels high, with its text alternative.

    `name` makes its ids unique in the page. It holds no links: an image hides what is in it.
    """
    told = el("title", title, id=f"{name}-title") + el("desc", about, id=f"{name}-desc")
    labelled = {"role": "img", "aria_labelledby": f"{name}-title", "aria_describedby": f"{name}-desc"}
    return el("svg", told, *inside, class_=f"picture {name}", width="100%", height=height, **labelled, **more)


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
