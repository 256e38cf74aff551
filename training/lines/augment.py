"""Made-over training pages: grafted frames, dropped lines, other scripts, no cases, no signs."""

from __future__ import annotations

import random
import re
import zlib
from dataclasses import dataclass, replace

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CASELESS = {0x05D0: 0, 0x0627: 0, 0x0905: 0, 0x10D0: 0, 0xAC00: 0}
_WORD = re.compile(r"[^\W\d_]+")
_MAIN_FROM = 12.0


@dataclass(frozen=True)
class Sheet:
    """A page of non-blank lines, their labels and the blank lines before each."""

    lines: list[str]
    labels: list[int]
    gaps: list[int]

    def take(self, picks: list[int]) -> Sheet:
        return Sheet([self.lines[i] for i in picks], [self.labels[i] for i in picks], [self.gaps[i] for i in picks])

    def __add__(self, other: Sheet) -> Sheet:
        return Sheet(self.lines + other.lines, self.labels + other.labels, self.gaps + other.gaps)


def story(sheet: Sheet) -> tuple[int, int]:
    """From the first to the last main line."""
    main = [i for i, label in enumerate(sheet.labels) if label]
    return (main[0], main[-1] + 1) if main else (0, 0)


def graft(body: Sheet, frame: Sheet) -> Sheet:
    """The story of one page between the head and the tail of another."""
    begin, end = story(body)
    cut, resume = story(frame)
    whole = list(range(len(frame.lines)))
    return frame.take(whole[:cut]) + body.take(list(range(begin, end))) + frame.take(whole[resume:])


def thin(sheet: Sheet, rng: random.Random) -> Sheet:
    """Leave out a random stretch of boilerplate and some single lines of it."""
    rate = rng.choice((0.0, 0.1, 0.4))
    begin, end = story(sheet)
    head = rng.randrange(begin + 1) if rng.random() < 0.5 else 0
    tail = end + rng.randrange(len(sheet.lines) - end + 1) if rng.random() < 0.5 else len(sheet.lines)
    picks = [i for i in range(head, tail) if sheet.labels[i] or rng.random() >= rate]
    return sheet.take(picks) if picks else sheet


def distract(sheet: Sheet, other: Sheet, rng: random.Random) -> Sheet:
    """Prose of another story (a teaser, a comment, the next article) somewhere before or after this one."""
    begin, end = story(sheet)
    first, last = story(other)
    prose = [i for i in range(first, last) if other.labels[i] and len(other.lines[i]) > 40]
    if not prose or end + 2 > len(sheet.lines):
        return sheet
    start = rng.randrange(len(prose))
    taken = other.take(prose[start : start + rng.choice((1, 1, 2, 3, 5))])
    if rng.random() < 0.4:
        taken = other.take([first - 1]) + taken if first else taken
    taken = replace(taken, labels=[0] * len(taken.lines))
    after = rng.random() < 0.8 or begin < 2
    spot = rng.randrange(end + 2, len(sheet.lines) + 1) if after else rng.randrange(begin)
    whole = list(range(len(sheet.lines)))
    return sheet.take(whole[:spot]) + taken + sheet.take(whole[spot:])


def shorten(sheet: Sheet, rng: random.Random) -> Sheet:
    """A short story: only a stretch of the main lines stays."""
    main = [i for i, label in enumerate(sheet.labels) if label]
    if len(main) < 4:
        return sheet
    size = rng.randint(2, max(2, len(main) // 2))
    begin = rng.randrange(len(main) - size + 1)
    gone = set(main[:begin] + main[begin + size :])
    return sheet.take([i for i in range(len(sheet.lines)) if i not in gone])


def interrupt(sheet: Sheet, frame: Sheet, rng: random.Random) -> Sheet:
    """Some lines of a frame (an advert, a list of other stories, a call to subscribe) amid the story, once or twice."""
    inside = [i for i, label in enumerate(frame.labels) if not label]
    for _ in range(rng.choice((1, 1, 2))):
        begin, end = story(sheet)
        if end - begin < 3 or not inside:
            return sheet
        cut = rng.randrange(begin + 1, end)
        start, size = rng.randrange(len(inside)), rng.choice((1, 1, 2, 3, 4, 6))
        whole = list(range(len(sheet.lines)))
        sheet = sheet.take(whole[:cut]) + frame.take(inside[start : start + size]) + sheet.take(whole[cut:])
    return sheet


def _caseless(rng: random.Random) -> dict[int, str]:
    """Latin letters as letters of a script without cases; its own full stop now and then."""
    base = rng.choice(list(_CASELESS))
    order = rng.sample(range(26), 26)
    table = {ord(char): chr(base + order[i]) for i, char in enumerate(_LETTERS)}
    table |= {ord(char.upper()): chr(base + order[i]) for i, char in enumerate(_LETTERS)}
    return table | ({ord("."): rng.choice("۔।."), ord("?"): "؟", ord(","): "،"} if rng.random() < 0.5 else {})


def _cased(rng: random.Random) -> dict[int, str]:
    """Latin letters shuffled within Cyrillic or Greek: unknown words, known shapes."""
    low, high = rng.choice(((0x0430, 0x0410), (0x03B1, 0x0391), (0x0561, 0x0531)))
    order = [i for i in rng.sample(range(25), 25) if low != 0x03B1 or i != 17]
    table = {ord(char): chr(low + order[i % len(order)]) for i, char in enumerate(_LETTERS)}
    return table | {ord(char.upper()): chr(high + order[i % len(order)]) for i, char in enumerate(_LETTERS)}


def _signs(word: re.Match[str]) -> str:
    """One to three signs for a word, always the same ones for the same word."""
    text = word.group().lower()
    first = zlib.crc32(text.encode())
    return "".join(chr(0x4E00 + (first >> 5 * i) % (300 if len(text) < 4 else 3000)) for i in range(1 + len(text) // 4))


def unspaced(line: str, *, thai: bool) -> str:
    """A line as a script without spaces would write it; Thai has no full stop either."""
    signs = _WORD.sub(_signs, line)
    if thai:
        return re.sub(r"[.,]", " ", re.sub(r"(?<=\w) (?=\w)", "", signs)).strip() or line
    return re.sub(r"\s+", "", signs.replace(".", "。").replace(",", "，"))


def dress(sheet: Sheet, rng: random.Random) -> Sheet:
    """Other script, no cases, no digits, no signs, other gaps: one of these, or none."""
    kind = rng.randrange(10)
    lines = sheet.lines
    if kind <= 1:
        table = (_caseless if kind else _cased)(rng)
        lines = [line.translate(table) for line in lines]
    elif kind == 2:
        thai = rng.random() < 0.3
        lines = [unspaced(line, thai=thai) for line in lines]
    elif kind == 3:
        lines = [line.lower() for line in lines]
    elif kind == 4:
        lines = [re.sub(r"[^\w\s]", "", line) if rng.random() < 0.9 else line for line in lines]
    elif kind == 5:
        lines = [re.sub(r"\d", "", line) for line in lines]
    kept = [i for i, line in enumerate(lines) if line.strip()]
    dressed = replace(sheet, lines=lines).take(kept) if kept else sheet
    gaps = rng.choice((dressed.gaps, dressed.gaps, [0] * len(dressed.gaps), [1] * len(dressed.gaps)))
    return replace(dressed, gaps=list(gaps))


def make_over(sheet: Sheet, frame: Sheet | None, other: Sheet | None, rng: random.Random) -> Sheet:
    """One made-over page: its story in another page's frame, with prose of a third story in the frame."""
    made = shorten(sheet, rng) if rng.random() < 0.25 else sheet
    if frame is not None and any(sheet.labels):
        made = graft(made, frame)
    made = thin(made, rng)
    if other is not None and any(made.labels):
        made = distract(made, other, rng)
    return dress(made, rng)
