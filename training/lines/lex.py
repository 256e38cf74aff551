"""Site-counted log odds of words (main text against boilerplate), one's own site left out while training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Record = dict[str, Any]
Hashes = NDArray[np.uint32]
Floats = NDArray[np.float32]
Lexicon = tuple[Hashes, Floats]
Sites = dict[str, tuple[NDArray[Any], NDArray[Any]]]
FEWEST_SITES, FAINTEST, STRONGEST, SMOOTHING = 3, 0.3, 2.0, 0.7


@dataclass(frozen=True)
class Counts:
    """How many sites use a word in boilerplate, how many in main text."""

    keys: Hashes
    boilerplate: Floats
    main: Floats


def site_of(record: Record) -> str:
    """The domain, or the page where there is none."""
    return str(record["domain"] or record["page"])


def _site_words(records: list[Record]) -> Sites:
    """Words and whole lines a site uses in boilerplate and in main text."""
    parts: dict[str, tuple[list[Hashes], list[Hashes]]] = {}
    for record in records:
        line, word = record["w"]
        cut, kept = parts.setdefault(site_of(record), ([], []))
        main = record["y"] == 1
        cut += [word[~main[line]], record["th"][~main]]
        kept += [word[main[line]], record["th"][main]]
    return {
        site: (np.unique(np.concatenate(cut)), np.unique(np.concatenate(kept))) for site, (cut, kept) in parts.items()
    }


def _count(sites: Sites) -> Counts:
    cut, cut_times = np.unique(np.concatenate([site[0] for site in sites.values()]), return_counts=True)
    kept, kept_times = np.unique(np.concatenate([site[1] for site in sites.values()]), return_counts=True)
    keys = np.union1d(cut, kept)
    columns = np.zeros((2, len(keys)), np.float32)
    columns[0, np.searchsorted(keys, cut)] = cut_times
    columns[1, np.searchsorted(keys, kept)] = kept_times
    often = columns.sum(0) >= FEWEST_SITES
    return Counts(keys[often], columns[0, often], columns[1, often])


def _odds(counts: Counts) -> Floats:
    """Log odds of main text, capped; nothing for faint or rare words."""
    value = np.clip(np.log((counts.main + SMOOTHING) / (counts.boilerplate + SMOOTHING)), -STRONGEST, STRONGEST)
    known = (counts.boilerplate + counts.main >= FEWEST_SITES) & (np.abs(value) >= FAINTEST)
    return np.where(known, value, 0).astype(np.float32)


def _places(keys: Hashes, words: Hashes) -> NDArray[np.int64]:
    spot = np.minimum(np.searchsorted(keys, words), len(keys) - 1)
    return np.asarray(spot[keys[spot] == words], np.int64)


def _without(counts: Counts, sites: Sites, names: set[str]) -> Floats:
    """The odds as if these sites had never been read."""
    cut, kept = counts.boilerplate.copy(), counts.main.copy()
    for name in names & sites.keys():
        cut[_places(counts.keys, sites[name][0])] -= 1
        kept[_places(counts.keys, sites[name][1])] -= 1
    return _odds(Counts(counts.keys, cut, kept))


def _columns(record: Record, keys: Hashes, odds: Floats) -> Floats:
    """The five columns of line_features.lexicon, from the short hashes of a record."""

    def look(hashes: Hashes) -> Floats:
        spot = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
        return np.where(keys[spot] == hashes, odds[spot], 0).astype(np.float32)

    line, word = record["w"]
    lines, value = len(record["y"]), look(word)
    count = np.maximum(np.bincount(line, minlength=lines), 1)
    low, high = np.zeros((2, lines), np.float32)
    np.minimum.at(low, line, value)
    np.maximum.at(high, line, value)
    mean, share = np.bincount(line, value, lines) / count, np.bincount(line, value != 0, lines) / count
    return np.stack([mean, low, high, share, look(record["th"])], axis=1).astype(np.float32)


def attach(train: list[Record], test: list[Record], extra: list[Record]) -> Lexicon:
    """Set the lexicon columns ("L") of every record; the lexicon itself."""
    sites = _site_words(train)
    counts = _count(sites)
    whole = _odds(counts)
    for record in train + extra:
        names = {site_of(page) for page in (record, *record.get("worn", ()))}
        record["L"] = _columns(record, counts.keys, _without(counts, sites, names))
    for record in test:
        record["L"] = _columns(record, counts.keys, whole)
    return counts.keys, whole
