"""Summaries for the scorer of the summary bench: ours, and the first sentences (LEAD), which is hard to beat."""

from __future__ import annotations

import digest


def ours(text: str, lang: str, count: int, title: str = "") -> list[str]:
    return digest.summarise(text, lang, sentences=count, title=title)


def lead(text: str, lang: str, count: int, title: str = "") -> list[str]:  # noqa: ARG001 - the scorer's signature
    return digest.sentences(text, lang)[:count]
