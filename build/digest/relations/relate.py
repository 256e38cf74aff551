"""Related articles, each with its reason: the names both carry, or the words they share; none before a weak one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from digest.language import folded
from digest.model import Article, Name, Related
from digest.relations.similar import Near, neighbours, shares
from digest.relations.tags import text_of
from digest.text import fold, terms, words

_MOST = 5
# Of pairs that readers called unrelated nine in ten have a cosine below .12–.20 (SemEval-2022: en, de, es, tr, ar).
_COSINE = 0.2
# Evidence of shared names in nats: two names that few articles carry, or three that many do. One name alone must be
# so rare that chance would not bring two articles to it.
_EVIDENCE, _ALONE, _OVERLAP = 5.0, 6.5, 0.12
# Articles a name is thought to have been held against before the collection starts, and how many of them name it.
_PRIOR = 40.0
_EXPECTED = {"person": 0.5, "organisation": 1.0, "place": 3.0}
# A name in more articles than this calls nobody; it still counts between articles that others called.
_CALLING, _CALLED, _CANDIDATES = 150, 16, 40
_NAMES, _WORDS = 6, 5
# Scores that differ by less are equal; then the seed's name decides.
_DIGITS = 9
_ID = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Carried:
    """Names by identity, what sharing each is worth, who carries it; and the names of each seed."""

    names: Mapping[_ID, Name]
    worth: Mapping[_ID, float]
    carriers: Mapping[_ID, Sequence[str]]
    of: Mapping[str, frozenset[_ID]]


def relate(articles: Sequence[Article], named: Mapping[str, tuple[Name, ...]]) -> Mapping[str, tuple[Related, ...]]:
    """At most five related articles for each seed name, best first; `named` holds the Names of each seed.

    Names cross languages; words count within one. A pair stands on shared names that are rare enough together, or
    on a cosine that readers took for related; both add up in the score (0–1). Where an article in another language
    is related at all, the best one has a place among the five. Time: linear but for the length of postings, capped.
    """
    langs = {a.seed.name: a.meta.lang.value for a in articles}
    seeds = list(langs)
    texts = [text_of(a) for a in articles]
    near = neighbours(texts, [langs[seed] for seed in seeds], most=2 * _MOST)
    carried = _carried(seeds, named)
    found = {}
    for article, text, nearest in zip(articles, texts, near, strict=True):
        seed = article.seed.name
        alike = {seeds[n.at]: n for n in nearest}
        others = {*alike, *_called(seed, carried)} - {seed}
        links = [link for other in sorted(others) if (link := _link(article, text, other, alike.get(other), carried))]
        found[seed] = _first(sorted(links, key=lambda r: (-r.score, r.seed)), langs, langs[seed])
    return found


def _first(links: list[Related], langs: Mapping[str, str], lang: str) -> tuple[Related, ...]:
    best = links[:_MOST]
    abroad = [link for link in links if langs[link.seed] != lang]
    if abroad and abroad[0] not in best:
        best[-1] = abroad[0]
    return tuple(best)


def _carried(seeds: Sequence[str], named: Mapping[str, tuple[Name, ...]]) -> _Carried:
    names: dict[_ID, Name] = {}
    carriers: dict[_ID, list[str]] = defaultdict(list)
    for seed in seeds:
        for name in {(n.kind, n.name): n for n in named.get(seed, ())}.values():
            names[name.kind, name.name] = name
            carriers[name.kind, name.name].append(seed)
    many = len(seeds) + _PRIOR
    worth = {i: math.log(1 + many / (len(found) + _EXPECTED[i[0]])) for i, found in carriers.items()}
    of = {seed: frozenset((n.kind, n.name) for n in named.get(seed, ())) for seed in seeds}
    return _Carried(names, worth, carriers, of)


def _called(seed: str, carried: _Carried) -> Iterator[str]:
    """Seeds that share the most name evidence with `seed`."""
    calling = [i for i in carried.of[seed] if len(carried.carriers[i]) <= _CALLING]
    votes: Counter[str] = Counter()
    for i in sorted(calling, key=lambda i: (-carried.worth[i], i))[:_CALLED]:
        for other in carried.carriers[i]:
            votes[other] += 1
    return (other for other, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES])


def _link(article: Article, text: str, other: str, near: Near | None, carried: _Carried) -> Related | None:
    seed = article.seed.name
    shared = sorted(carried.of[seed] & carried.of[other], key=lambda i: (-carried.worth[i], i))
    overlap = _overlap(shared, carried.of[seed], carried.of[other], carried.worth)
    cosine = near.cosine if near else 0.0
    score = round(1 - (1 - overlap) * (1 - cosine), _DIGITS)
    names = tuple(carried.names[i] for i in shared[:_NAMES])
    if _speak(shared, overlap, carried.worth):
        return Related(other, score, names=names)
    if near and cosine >= _COSINE and (some := tuple(_showable(near.words, text, article.meta.lang.value))):
        return Related(other, score, names=names, words=some)
    return None


def _speak(shared: Sequence[_ID], overlap: float, worth: Mapping[_ID, float]) -> bool:
    """Are the shared names more than chance?"""
    evidence = math.fsum(worth[i] for i in shared)
    return overlap >= _OVERLAP and evidence >= (_EVIDENCE if len(shared) > 1 else _ALONE)


def _overlap(shared: Iterable[_ID], a: Iterable[_ID], b: Iterable[_ID], worth: Mapping[_ID, float]) -> float:
    """The cosine of two sets of names; fsum, because sets come in an order of their own."""
    size = math.sqrt(math.fsum(worth[i] ** 2 for i in a) * math.fsum(worth[i] ** 2 for i in b))
    return min(1.0, math.fsum(worth[i] ** 2 for i in shared) / size) if size else 0.0


def _showable(shared: Sequence[str], text: str, lang: str) -> Iterator[str]:
    """Of the words that made the cosine those that tell a reader something, as `text` writes them."""
    stop, ways = _stop(lang), _ways(text)
    kept = [w for w in shared if w not in stop and shares(lang).get(w, 0.0) < 0.1 and not any(map(str.isdigit, w))]
    yield from [ways.get(w, w) for w in kept if len(w) > 2 or ord(w[0]) > 0xE00][:_WORDS]


@cache
def _stop(lang: str) -> frozenset[str]:
    return frozenset(term for word in folded(lang, "stopwords") for term in terms(word))


@lru_cache(1)
def _ways(text: str) -> Mapping[str, str]:
    """How each folded word is written first; an article asks for it once for each of its links."""
    return {fold(word): word for word in reversed(words(text))}
