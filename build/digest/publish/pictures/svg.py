"""Elements of a picture, every value escaped; positions across are percentages, so that text never shrinks with it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def el(tag: str, *inside: str | Markup, **about: object) -> Markup:
    """`<tag about>inside</tag>`. `class_` is `class`, `stroke_width` is `stroke-width`; None is left out."""
    names = ((name.rstrip("_").replace("_", "-"), value) for name, value in about.items() if value is not None)
    told = Markup("").join(Markup(' {}="{}"').format(name, _number(value)) for name, value in names)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), told, joined(inside))  # noqa: S704 - tags are ours


def joined(parts: Iterable[str | Markup]) -> Markup:
    return Markup("").join(map(escape, parts))


def across(share: float) -> str:
    """A share of the width, 0–1, as SVG writes it. Rounded, so that every machine writes the same."""
    return f"{_number(round(share * 100, 2) + 0.0)}%"


def picture(
    height: float, *inside: Markup, title: str, about: str, name: str, linked: bool = False, **more: object
) -> Markup:
    """An SVG as wide as its place and `height` pixels high, with its text alternative.

    `name` makes its ids unique in the page. One that holds links is a group: an image hides what is in it.
    """
    told = el("title", title, id=f"{name}-title") + el("desc", about, id=f"{name}-desc")
    role = "group" if linked else "img"
    labelled = {"role": role, "aria_labelledby": f"{name}-title", "aria_describedby": f"{name}-desc"}
    return el("svg", told, *inside, class_=f"picture {name}", width="100%", height=height, **labelled, **more)


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
