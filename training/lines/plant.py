"""Foreign prose to plant in the frame of a training page: next articles, comments, lists of teasers."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from training.lines.augment import Sheet

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")
_LONG, _TITLE, _NAME = 40, 90, 24
_MONTHS = ("Jan", "Feb", "März", "avril", "mayo", "июня", "lipca", "Aug", "Settembre", "Oct", "Nov", "Dec")


def date(rng: random.Random) -> str:
    """A date or an hour in one of the habits of the web."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2004, 2026)
    hour = f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"
    return rng.choice(
        (
            f"{day}.{month:02d}.{year} {hour}",
            f"{year}-{month:02d}-{day:02d} {hour}",
            f"{day} {rng.choice(_MONTHS)} {year}",
            f"{rng.choice(_MONTHS)} {day}, {year} {hour}",
            f"{year}年{month}月{day}日",
            hour,
            f"{rng.randint(2, 23)} h",
        )
    )


def _prose(sheet: Sheet) -> list[str]:
    return [line for line, label in zip(sheet.lines, sheet.labels, strict=True) if label and len(line) > _LONG]


def _short(sheet: Sheet, longest: int) -> list[str]:
    return [
        line for line, label in zip(sheet.lines, sheet.labels, strict=True) if not label and 3 < len(line) <= longest
    ]


def _title(sheet: Sheet, rng: random.Random) -> str:
    """The line before the story is mostly its headline; else the first words of it."""
    first = next((i for i, label in enumerate(sheet.labels) if label), 0)
    above = [line for line in sheet.lines[max(first - 3, 0) : first] if 15 < len(line) <= _TITLE]
    return above[-1] if above else sheet.lines[first][: rng.randint(20, _TITLE)].rsplit(" ", 1)[0]


def next_article(others: list[Sheet], rng: random.Random) -> list[str]:
    """A whole other story: headline, date, any number of paragraphs."""
    prose = _prose(others[0])
    head = [_title(others[0], rng), date(rng)][: rng.choice((0, 1, 1, 2, 2))]
    start = 0 if rng.random() < 0.7 else rng.randrange(max(len(prose), 1))
    return head + prose[start : start + rng.choice((2, 4, 8, 15, 30))]


def teasers(others: list[Sheet], rng: random.Random) -> list[str]:
    """Headlines of other stories, with or without their first sentences and dates, in one rhythm."""
    summary, dated = rng.random() < 0.7, rng.random() < 0.5
    lines: list[str] = []
    for other in others * rng.choice((1, 1, 2)):
        prose = _prose(other)
        lines.append(_title(other, rng))
        lines += [date(rng)] * dated
        if summary and prose:
            text = rng.choice(prose[:3])
            lines.append(_SENTENCE.split(text)[0] if rng.random() < 0.5 else text[: rng.randint(60, 250)])
    return lines


def comments(others: list[Sheet], rng: random.Random) -> list[str]:
    """Name, date, some sentences, a word to press: again and again."""
    sentences = [part for other in others for line in _prose(other) for part in _SENTENCE.split(line) if len(part) > 5]
    names = [line for other in others for line in _short(other, _NAME)] or ["anna", "Jo K."]
    button = rng.choice(names)
    layout = rng.choice(("nds", "nd", "dn", "n", "nb", "ndb"))
    parts: list[str] = []
    for _ in range(rng.choice((2, 4, 8, 16))):
        heads = {"n": rng.choice(names), "d": date(rng), "s": rng.choice(names), "b": ""}
        parts += [heads[key] for key in layout if heads[key]]
        start = rng.randrange(max(len(sentences) - 4, 1))
        said = sentences[start : start + rng.randint(1, 4)]
        parts += [" ".join(said)] if rng.random() < 0.6 else said
        parts += [button] * ("b" in layout)
    return parts


def plant(sheet: Sheet, others: list[Sheet], rng: random.Random) -> Sheet:
    """One or two such pieces, mostly after the story, right behind it or farther on."""
    for _ in range(rng.choice((1, 1, 2))):
        rng.shuffle(others)
        lines = [line for line in rng.choice((next_article, teasers, comments))(others, rng) if line.strip()]
        heading = [x for x in _short(others[-1], 40)[-8:] if rng.random() < 0.1][:1]
        sheet = _insert(sheet, heading + lines, rng)
    return sheet


def _insert(sheet: Sheet, lines: list[str], rng: random.Random) -> Sheet:
    main = [i for i, label in enumerate(sheet.labels) if label]
    if not main or not lines:
        return sheet
    begin, end, total = main[0], main[-1] + 1, len(sheet.lines)
    gap = rng.choice((0, 0, 1))
    piece = Sheet(lines, [0] * len(lines), [gap] * len(lines))
    if rng.random() < 0.15 and begin > 2:
        spot = rng.randrange(begin - 1)
    else:
        spot = min(total, end + rng.choice((0, 1, 2, 3, rng.randint(0, total - end))))
    whole = list(range(total))
    return replace(sheet.take(whole[:spot]) + piece + sheet.take(whole[spot:]))
