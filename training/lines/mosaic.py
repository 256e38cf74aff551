"""Layouts nobody has seen: a story between stretches of other pages' frames, with lists of headlines among them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.lines import augment, plant
from training.lines.augment import Sheet

_BULLETS = ("• ", "· ", "- ", "» ", "・", "◆ ", "> ", "* ", "– ", "► ")
_FULL_STRETCH, _LIGHT_STRETCH = 30, 5
_HEADLINE, _LONGEST_LIST = (8, 110), 40


@dataclass(frozen=True)
class Plan:
    """How many stretches stand above and below the story, and how long they are in the mean."""

    above: int
    below: int
    stretch: int

    @classmethod
    def draw(cls, rng: random.Random, *, light: bool) -> Plan:
        """A light page has little around its story."""
        if light:
            return cls(rng.choice((0, 0, 1)), rng.choice((0, 1, 1, 2)), _LIGHT_STRETCH)
        return cls(rng.choice((0, 1, 1, 2)), rng.choice((1, 2, 3, 4, 5)), _FULL_STRETCH)


def mosaic(story: Sheet, frames: list[Sheet], plan: Plan, rng: random.Random) -> Sheet | None:
    """The story among stretches of the frames, one frame a stretch; in its own frame as well now and then."""
    begin, end = augment.story(story)
    if begin == end:
        return None
    whole = list(range(len(story.lines)))
    head, tail = [story.take(whole[:begin])], [story.take(whole[end:])]
    if rng.random() < 0.7:
        head, tail = [], []
    for frame in frames[: plan.above]:
        head += _stretch(frame, 0, augment.story(frame)[0], plan, rng)
    for frame in frames[plan.above : plan.above + plan.below]:
        listed = rng.random() < 0.35
        tail += (
            headlines(frame, rng) if listed else _stretch(frame, augment.story(frame)[1], len(frame.lines), plan, rng)
        )
    if rng.random() < 0.15:
        head += headlines(frames[-1], rng)
    rng.shuffle(tail)
    pieces = [*head, story.take(whole[begin:end]), *tail]
    return sum(pieces[1:], pieces[0])


def _stretch(frame: Sheet, begin: int, end: int, plan: Plan, rng: random.Random) -> list[Sheet]:
    """Some consecutive lines of a frame's boilerplate, or nothing."""
    if begin >= end:
        return []
    size = min(end - begin, 1 + int(rng.expovariate(1 / plan.stretch)))
    start = begin + rng.randrange(end - begin - size + 1)
    picks = [i for i in range(start, start + size) if not frame.labels[i]]
    return [frame.take(picks)] if picks else []


def headlines(frame: Sheet, rng: random.Random) -> list[Sheet]:
    """A list in one rhythm of lines that look like headlines, out of a frame; nothing where it has few."""
    shortest, longest = _HEADLINE
    picks = [i for i, line in enumerate(frame.lines) if not frame.labels[i] and shortest <= len(line) <= longest]
    if len(picks) < 4:
        return []
    size = rng.randint(4, min(len(picks), _LONGEST_LIST))
    start = rng.randrange(len(picks) - size + 1)
    lines = _in_rhythm([frame.lines[i] for i in picks[start : start + size]], rng)
    return [Sheet(lines, [0] * len(lines), [0] * len(lines))]


def _in_rhythm(lines: list[str], rng: random.Random) -> list[str]:
    """One bullet, hour, count, date or number for every line of a list, or none."""
    kind = rng.randrange(7)
    if kind == 0:
        bullet = rng.choice(_BULLETS)
        return [bullet + line for line in lines]
    if kind == 1:
        return [f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d} {line}" for line in lines]
    if kind == 2:
        return [f"{line} ({rng.randint(1, 200)})" for line in lines]
    if kind == 3:
        first = rng.random() < 0.5
        return [part for line in lines for part in ((plant.date(rng), line) if first else (line, plant.date(rng)))]
    return [f"{i}. {line}" for i, line in enumerate(lines, 1)] if kind == 4 else lines
