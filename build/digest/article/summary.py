"""An extractive summary: whole sentences, verbatim, in reading order, each of them fit to stand outside its text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.article.gaps import certainty
from digest.language import folded
from digest.model import Sentence
from digest.text import ended, key, terms

# Maximal marginal relevance (Carbonell and Goldstein 1998): the share of relevance against novelty.
_RELEVANCE = 0.7
# A sentence that shares so many of its words with the title tells nothing new.
_SAME = 0.8
# In characters; wide ones count double.
_SHORT, _LONG = 30, 420
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", "「": "」", "『": "』", "（": "）", "„": "“”"}
_MARKS = re.compile("[“”„«»()\\[\\]「」『』（）\"‘]|[’'](?=\\W|\\Z)")
_LEADING = re.compile(r"^[\W_]+")
_ENUMERATED = re.compile(r"^(?:[\d٠-٩]{1,2}|[IVX]{1,4})[.)]\s")
# Words that a subject and its verb take at a sentence's beginning.
_OPENING = 5
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence as the ranker sees it: its place among all, its words, what speaks against it."""

    at: int
    sentence: Sentence
    counts: Mapping[str, int]
    opens: bool
    flaws: frozenset[str]


def summarise(
    sentences: Sequence[Sentence], text: str, lang: str, count: int = 3, title: str = ""
) -> tuple[Sentence, ...]:
    """At most `count` of `sentences` (slices of `text`) in reading order; fewer rather than a bad one.

    None is a heading, a caption, the title again or part of a torn quotation; one that leans on the sentence
    before it comes only with that sentence. Where no sentence is fit, the least bad one stands alone.
    """
    if count < 1 or not sentences:
        return ()
    candidates = _candidates(sentences, text, lang, title)
    scores = _scores(candidates, title)
    if not _stopped(sentences):
        scores = {c.at: scores[c.at] + _whole(c.at, sentences, lang) for c in candidates}
    fit = [c for c in candidates if c.flaws <= {"orphan"}]
    titles = frozenset(c.at for c in candidates if "title" in c.flaws)
    chosen = _chosen(fit, scores, count, titles) or [_least(candidates, scores)]
    return tuple(c.sentence for c in sorted(chosen, key=lambda c: c.at))


def _stopped(sentences: Sequence[Sentence]) -> bool:
    """Does the text close its sentences with full stops?"""
    return sum(ended(s.text) for s in sentences) * 2 >= len(sentences)


def _whole(at: int, units: Sequence[Sentence], lang: str) -> float:
    """How sure a unit of a text without full stops begins and ends where a sentence does: -3 to 3."""
    around = ["", *(unit.text for unit in units[max(0, at - 1) : at + 2]), ""]
    here = 1 + min(at, 1)
    before, unit, after = around[here - 1 : here + 2]
    return 3 * min(certainty(before, unit, lang) or 1.0, certainty(unit, after, lang) or 1.0)


def _least(candidates: Sequence[_Candidate], scores: Mapping[int, float]) -> _Candidate:
    return min(candidates, key=lambda c: (sum(_WEIGHT.get(flaw, 1) for flaw in c.flaws), -scores[c.at]))


# How bad it would be to show a sentence with this flaw, where one must be shown.
_WEIGHT = {
    "long": 1,
    "orphan": 2,
    "short": 3,
    "unended": 3,
    "inside": 4,
    "torn": 5,
    "repeat": 5,
    "title": 5,
    "wordless": 20,
}


def _candidates(sentences: Sequence[Sentence], text: str, lang: str, title: str) -> list[_Candidate]:
    inside = _inside(sentences, text)
    stopped = _stopped(sentences)
    headline = set(terms(title))
    seen: set[str] = set()
    found = []
    for at, sentence in enumerate(sentences):
        counts = Counter(terms(sentence.text))
        same = key(sentence.text)
        flaws = set(_flaws(sentence.text, lang, stopped=stopped))
        flaws |= {"inside"} if at in inside else set()
        flaws |= {"repeat"} if same in seen else set()
        flaws |= {"title"} if _repeats(counts, headline) else set()
        flaws -= {"orphan"} if at == 0 else set()
        seen.add(same)
        opens = at == 0 or "\n" in text[sentences[at - 1].span.end : sentence.span.start]
        found.append(_Candidate(at, sentence, counts, opens, frozenset(flaws)))
    return found


def _flaws(sentence: str, lang: str, *, stopped: bool) -> Iterator[str]:
    """What speaks against showing `sentence` on its own; `stopped`: its text closes sentences with full stops."""
    if not any(map(str.isalpha, sentence)):
        yield "wordless"
    yield from _sized(sentence)
    if (stopped and not ended(sentence)) or sentence[-1] in ":：" or _ENUMERATED.match(sentence):
        yield "unended"
    if torn(sentence) or _bracketed(sentence):
        yield "torn"
    if orphan(sentence, lang):
        yield "orphan"


def _sized(sentence: str) -> Iterator[str]:
    size = len(sentence) + len(_WIDE.findall(sentence))
    if size < _SHORT or len(sentence.split()) < 4 > size / 20:
        yield "short"
    if size > _LONG:
        yield "long"


def torn(sentence: str) -> bool:
    """Does it open a quotation or a bracket that it does not close, or the other way round?"""
    opened: list[str] = []
    straight = single = 0
    for mark in _MARKS.findall(sentence):
        if mark == '"':
            straight += 1
        elif mark == "‘":
            single += 1
        elif mark in "’'":
            single = max(0, single - 1)
        elif opened and mark in _PAIRS[opened[-1]]:
            opened.pop()
        elif mark in _PAIRS:
            opened.append(mark)
        else:
            return True
    return bool(opened or straight % 2 or single)


def _bracketed(sentence: str) -> bool:
    return sentence[0] in "([（" and sentence.rstrip(".。")[-1:] in ")]）"


def orphan(sentence: str, lang: str) -> bool:
    """Does it open with a word that points back (a pronoun, a connective), or does somebody `also` do something?"""
    words = key(_LEADING.sub("", sentence)[:80]).split()
    if words[:1] == ["و"]:
        words[:2] = ["و" + "".join(words[1:2])]
    adds = not folded(lang, "adding", key).isdisjoint(words[:_OPENING])
    return adds or any(" ".join(words[:n]) in folded(lang, "orphans", key) for n in range(1, 5))


def _inside(sentences: Sequence[Sentence], text: str) -> set[int]:
    """Places of sentences that stand inside a quotation opened earlier in their line."""
    found: set[int] = set()
    depth, end = 0, 0
    for at, sentence in enumerate(sentences):
        if "\n" in text[end : sentence.span.start]:
            depth = 0
        if depth > 0:
            found.add(at)
        depth = max(0, depth + sum(map(sentence.text.count, "“«「『")) - sum(map(sentence.text.count, "”»」』")))
        depth = (depth + sentence.text.count('"')) % 2 if '"' in sentence.text else depth
        end = sentence.span.end
    return found


def _repeats(counts: Mapping[str, int], title: set[str]) -> bool:
    shared = title & counts.keys()
    return bool(title) and len(shared) >= _SAME * max(len(title), len(counts))


def _scores(candidates: Sequence[_Candidate], title: str) -> dict[int, float]:
    """A linear ranker over place, centroid, title, frequent words, length and quotation, by place.

    Weights as they won on DUC 2002 and GUM; nothing is fitted to a single set.
    """
    centroid, rare = _centroid(candidates)
    top = set(sorted(centroid, key=lambda word: (-centroid[word], word))[:10])
    headline, size = set(terms(title)), _size(centroid)
    n = sum(c.flaws <= {"orphan"} for c in candidates) or 1
    scores, place = {}, 0
    for c in candidates:
        score = 2.5 / (1 + place) + 2.0 * (1 - place / n) + 1.0 * c.opens
        vector = {w: k * rare[w] for w, k in c.counts.items()}
        score += 1.0 * _product(vector, centroid) / (_size(vector) * size or 1.0)
        score += 0.5 * _part(headline, c.counts) + 0.5 * _part(top, c.counts)
        score += 0.5 * min(1.0, sum(c.counts.values()) / 25)
        scores[c.at] = score - 0.5 * any(mark in c.sentence.text for mark in '"“«「')
        place += c.flaws <= {"orphan"}
    return scores


def _part(of: set[str], words: Mapping[str, int]) -> float:
    return len(of & words.keys()) / len(of) if of else 0.0


def _centroid(candidates: Sequence[_Candidate]) -> tuple[dict[str, float], dict[str, float]]:
    """The article as one vector over words, and the rarity of each word among its sentences."""
    whole: Counter[str] = Counter()
    for c in candidates:
        whole.update(c.counts)
    rare = {word: math.log(1 + len(candidates) / (1 + n)) for word, n in _documents(candidates).items()}
    return {word: n * rare[word] for word, n in whole.items()}, rare


def _documents(candidates: Iterable[_Candidate]) -> Counter[str]:
    found: Counter[str] = Counter()
    for c in candidates:
        found.update(c.counts.keys())
    return found


def _size(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(value * value for value in vector.values()))


def _product(few: Mapping[str, float], many: Mapping[str, float]) -> float:
    return sum(value * many.get(word, 0.0) for word, value in few.items())


def _chosen(
    fit: Sequence[_Candidate], scores: Mapping[int, float], count: int, given: frozenset[int]
) -> list[_Candidate]:
    """Greedy choice: the most relevant that is not said already and whose antecedent is there, be it as the title."""
    chosen: dict[int, _Candidate] = {}
    best = max((scores[c.at] for c in fit), default=1.0) or 1.0
    said = dict.fromkeys((c.at for c in fit), 0.0)
    while len(chosen) < count:
        before = chosen.keys() | given
        ready = [c for c in fit if c.at not in chosen and ("orphan" not in c.flaws or c.at - 1 in before)]
        if not ready:
            break
        pick = max(ready, key=lambda c: (_RELEVANCE * scores[c.at] / best - (1 - _RELEVANCE) * said[c.at], -c.at))
        chosen[pick.at] = pick
        said = {c.at: max(said[c.at], _cosine(c.counts, pick.counts)) for c in fit}
    return list(chosen.values())


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return _product(a, b) / (_size(a) * _size(b) or 1.0)
