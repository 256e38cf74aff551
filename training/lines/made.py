"""Rounds of made pages: every epoch of a training reads stories in frames that no epoch read before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.article.line_features import Lines, structure
from digest.article.line_shapes import read_page
from training.lines import augment, plant
from training.lines.augment import Sheet
from training.lines.mosaic import Plan, mosaic

Record = dict[str, Any]
Cues = NDArray[np.uint64]
STRANGERS, SAME_LANGUAGE, INTERRUPTED = 6, 8, 0.35


def measure(record: Record, cues: Cues) -> Record:
    """Add features (half precision), words as short hashes and sizes to a record with lines and gaps."""
    page = read_page(record["lines"])
    short = np.uint64(32)
    record["X"] = structure(Lines(page), record["gaps"], cues).T.astype(np.float16)
    record["w"] = (page.words.line.astype(np.int32), (page.words.paired >> short).astype(np.uint32))
    record["th"] = (page.text >> short).astype(np.uint32)
    record["size"] = page.size
    return record


class Maker:
    """Makes pages of others; each remembers, as `worn`, every page whose lines it holds."""

    def __init__(self, records: list[Record], cues: Cues, seed: int) -> None:
        self.records, self.cues = records, cues
        self.rng = random.Random(seed)  # noqa: S311
        self.light = [record for record in records if record["variant"] == "light"]
        self.variants: dict[str, list[Record]] = {}
        for record in records:
            self.variants.setdefault(record["variant"], []).append(record)

    def made_over(self) -> Iterator[Record]:
        """Copies with dropped lines, a stranger's prose or another page's frame."""
        for record in self.records:
            frame = self._frame(record)
            other = self._stranger(record, frame or record)
            sheets = [sheet_of(worn) if worn else None for worn in (frame, other)]
            sheet = augment.make_over(self._story(record, 0), sheets[0], sheets[1], self.rng)
            yield from self._record(record, [worn for worn in (frame, other) if worn], sheet)

    def planted(self) -> Iterator[Record]:
        """Copies with next articles, comments or teasers of their collection behind (or before) the story."""
        for record in self.records:
            pool = [x for x in self.light if x["coll"] == record["coll"] and x["page"] != record["page"]]
            same = [x for x in pool if x["lang"] == record["lang"]]
            pool = same if len(same) >= STRANGERS else pool
            if pool and record["y"].any():
                worn = self.rng.sample(pool, min(STRANGERS, len(pool)))
                story = augment.thin(self._story(record, 0.35), self.rng)
                yield from self._record(record, worn, self._dressed(story, worn, 1.0))

    def mosaics(self) -> Iterator[Record]:
        """Stories between stretches of the frames of several pages."""
        for record in self.records:
            light = record["variant"] == "recall" or self.rng.random() < 0.35
            plan = Plan.draw(self.rng, light=light)
            worn = self.rng.choices(self._frames(record), k=plan.above + plan.below + 1)
            sheet = mosaic(self._story(record, 0.3), [sheet_of(x) for x in worn], plan, self.rng)
            if sheet:
                worn += self.rng.sample(self.light, 4)
                yield from self._record(record, worn, self._dressed(sheet, worn[-4:], 0.3))

    def _frames(self, record: Record) -> list[Record]:
        """Pages of one collection or of all, sometimes of the story's language alone."""
        frames = self.variants["h2t" if record["variant"] == "h2t" else "full"]
        if self.rng.random() < 0.5:
            chosen = self.rng.choice(sorted({frame["coll"] for frame in frames}))
            frames = [frame for frame in frames if frame["coll"] == chosen]
        same = [frame for frame in frames if frame["lang"] == record["lang"]]
        return same if len(same) >= SAME_LANGUAGE and self.rng.random() < 0.5 else frames

    def _frame(self, record: Record) -> Record | None:
        """Another page whose head and tail the story gets, half of the time."""
        if self.rng.random() < 0.5:
            return None
        variant = record["variant"] if self.rng.random() < 0.7 else self.rng.choice(("full", "light"))
        chosen = self.rng.choice(sorted({other["coll"] for other in self.variants[variant]}))
        return self.rng.choice([other for other in self.variants[variant] if other["coll"] == chosen])

    def _stranger(self, record: Record, frame: Record) -> Record | None:
        """Sometimes a third page of the frame's collection, of the story's language where there is one."""
        if self.rng.random() >= 0.35:
            return None
        pool = [x for x in self.light if x["coll"] == frame["coll"] and x["page"] != record["page"]]
        same = [x for x in pool if x["lang"] == record["lang"]]
        return self.rng.choice(same or pool) if pool else None

    def _story(self, record: Record, rate: float) -> Sheet:
        """A page, its story shortened at this rate, and now and then interrupted."""
        sheet = sheet_of(record)
        if self.rng.random() < rate:
            sheet = augment.shorten(sheet, self.rng)
        if self.rng.random() < INTERRUPTED:
            sheet = augment.interrupt(sheet, sheet_of(self.rng.choice(self.records)), self.rng)
        return sheet

    def _dressed(self, sheet: Sheet, worn: list[Record], rate: float) -> Sheet:
        """Foreign prose planted at this rate, then perhaps another script."""
        if self.rng.random() < rate:
            sheet = plant.plant(sheet, [sheet_of(x) for x in worn], self.rng)
        return augment.dress(sheet, self.rng)

    def _record(self, record: Record, worn: list[Record], sheet: Sheet) -> Iterator[Record]:
        if len(sheet.lines) > 1:
            same = {name: record[name] for name in ("coll", "domain", "page", "lang", "variant")}
            lines = {"lines": sheet.lines, "y": np.array(sheet.labels, np.int8), "gaps": np.array(sheet.gaps)}
            yield measure({**same, **lines, "worn": worn}, self.cues)


def sheet_of(record: Record) -> Sheet:
    """A record's lines, labels and gaps."""
    return Sheet(record["lines"], [int(x) for x in record["y"]], [int(x) for x in record["gaps"]])


def round_of(records: list[Record], cues: Cues, number: int) -> list[Record]:
    """The made pages of one round: made over and pieced together, and in every second round planted."""
    maker = Maker(records, cues, number)
    kinds = [maker.made_over(), maker.mosaics(), *([] if number % 2 else [maker.planted()])]
    return [record for kind in kinds for record in kind]
