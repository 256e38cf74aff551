"""Tags: the words and phrases that set an article apart from print at large and from the rest of the collection."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from digest.language import languages
from digest.model import Article, Name
from digest.relations.similar import rarity, shares
from digest.text import key

_MOST, _LEAST = 8, 3
# A tag is worth showing from this share of the best one's weight on.
_FALL = 0.3
_SIGNS = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc\u200c\u200d"
_PIECE = re.compile(rf"(?:[^\W_]|[{_SIGNS}])+(?:[-’'](?:[^\W_]|[{_SIGNS}])+)*|[^\w\s]|\n")
_POSSESSIVE = re.compile(r"[’']s?\Z")
# Scripts without blanks need a word list that the house has not; their runs between marks are too long for tags.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_HAN = re.compile("[\u3400-\u9fff]{2,4}|[\u30a0-\u30ff]{3,12}|[\u0e00-\u0eff]{4,24}")
_LETTERS = 40_000
# Words in more than this share of print are no tags, listed or not.
_COMMON = 0.18


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it stands, its folded form, and whether it can be part of a tag."""

    shown: str
    form: str
    content: bool


_BREAK = _Token("", "", content=False)


def text_of(article: Article) -> str:
    """The kept text of `article`, one piece a line."""
    return "\n".join(piece.span.of(article.seed.text) for piece in article.pieces)


def tags(
    articles: Sequence[Article], named: Mapping[str, tuple[Name, ...]] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Three to eight tags an article (fewer for a very short one), heaviest first, keyed by seed name.

    `named` are the Names of each seed: persons are no tags, and no tag is half of a name. Deterministic: the same
    collection gives the same tags in any order.
    """
    read = {a.seed.name: tuple(_tokens(text_of(a)[:_LETTERS], a.meta.lang.value)) for a in articles}
    langs = {a.seed.name: a.meta.lang.value for a in articles}
    sizes = Counter(langs.values())
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for seed, tokens in read.items():
        seen[langs[seed]].update({t.form for t in tokens if t.content})
    return {
        a.seed.name: _best(
            read[a.seed.name],
            a.meta.title.value,
            (named or {}).get(a.seed.name, ()),
            _Print(langs[a.seed.name], seen[langs[a.seed.name]], sizes[langs[a.seed.name]]),
        )
        for a in articles
    }


@dataclass(frozen=True, slots=True)
class _Print:
    """How rare words are: in the articles of `lang` seen so far, and in print at large."""

    lang: str
    seen: Mapping[str, int]
    articles: int

    def rare(self, form: str) -> float:
        return rarity(form, self.lang, self.seen.get(form, 0), self.articles)


def _best(tokens: Sequence[_Token], title: str, names: Iterable[Name], printed: _Print) -> tuple[str, ...]:
    counts = Counter(_phrases(tokens))
    shown = _shown(tokens)
    headline = set(key(title).split())
    refused = _refused(names, printed.lang)
    single = _alone(tokens, counts, printed.lang)
    weights: dict[tuple[str, ...], float] = {}
    for phrase, count in counts.items():
        if " ".join(phrase) in refused or (len(phrase) == 1 and phrase[0] not in single):
            continue
        if len(phrase) > 1 and (count < 2 or phrase[-1] not in single):
            continue
        times = count if len(phrase) > 1 else single[phrase[0]]
        rare = sum(map(printed.rare, phrase)) / len(phrase)
        bonus = (1 + 0.3 * (len(phrase) - 1)) * (1.25 if headline.issuperset(phrase) else 1.0)
        weights[phrase] = (1 + math.log(times)) * rare * bonus
    return tuple(_apart(weights, shown))


def _apart(weights: Mapping[tuple[str, ...], float], shown: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    """The heaviest phrases, of those that share words or word stems only the heaviest."""
    taken: list[str] = []
    best = 0.0
    for phrase, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        best = best or weight
        if len(taken) == _MOST or (weight < _FALL * best and len(taken) >= _LEAST):
            return
        stems = {word[: max(4, len(word) - 3)] for word in phrase}
        if not stems & set(taken):
            taken += stems
            yield shown[phrase]
        if len(taken) >= 3 * _MOST:
            return


def _shown(tokens: Sequence[_Token]) -> dict[tuple[str, ...], str]:
    """How each phrase is written most often."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for size in (1, 2, 3):
        for at in range(len(tokens) - size + 1):
            run = tokens[at : at + size]
            found[tuple(t.form for t in run)][" ".join(t.shown for t in run)] += 1
    return {phrase: min(ways, key=lambda way: (-ways[way], way)) for phrase, ways in found.items()}


def _phrases(tokens: Sequence[_Token]) -> Iterator[tuple[str, ...]]:
    for size in (1, 2, 3):
        for at in range(len(tokens) - size + 1):
            run = tokens[at : at + size]
            if all(t.content for t in run):
                yield tuple(t.form for t in run)


def _alone(tokens: Sequence[_Token], counts: Mapping[tuple[str, ...], int], lang: str) -> dict[str, int]:
    """How often each word stands as a noun would, were it a tag: not as half of one and the same capitalised name."""
    found: Counter[str] = Counter()
    halves: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        if not token.content:
            continue
        before, after = tokens[at - 1] if at else _BREAK, tokens[at + 1] if at + 1 < len(tokens) else _BREAK
        if token.shown[:1].isupper() and any(
            t.content and t.shown[:1].isupper() and counts[_pair(t, token, first=t is before)] > 1
            for t in (before, after)
        ):
            halves[token.form] += 1
        if _noun(tokens, at, lang):
            found[token.form] += 1
    total = Counter(t.form for t in tokens)
    return {form: total[form] for form in found if halves[form] < 0.6 * total[form] or total[form] > 3 * halves[form]}


def _pair(other: _Token, token: _Token, *, first: bool) -> tuple[str, ...]:
    return (other.form, token.form) if first else (token.form, other.form)


def _noun(tokens: Sequence[_Token], at: int, lang: str) -> bool:
    """Does the word close a phrase that a determiner opens? Where a language lists none, any word may be a noun."""
    determiners = _words(lang, "determiners")
    if not determiners:
        return True
    if at + 1 < len(tokens) and tokens[at + 1].content:
        return False
    for back in range(at - 1, max(-1, at - 4), -1):
        if not tokens[back].content:
            return tokens[back].form in determiners
    return False


def _refused(names: Iterable[Name], lang: str) -> frozenset[str]:
    """Folded forms that are no tags: persons, and halves of any name that are no name of their own."""
    whole, halves = set(), set()
    for name in names:
        for form in (name.name, *name.forms.get(lang, ())):
            parts = key(form).split()
            halves |= {" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
            whole |= set() if name.kind == "person" else {" ".join(parts)}
    return frozenset(halves - whole)


def _tokens(text: str, lang: str) -> Iterator[_Token]:
    stop, endings = _words(lang, "stopwords"), languages()[lang].list("verbal") if lang in languages() else ()
    for piece in _PIECE.findall(text):
        if not piece[0].isalnum():
            if piece not in "’'\"“”‘":
                yield _BREAK
        elif _UNSPACED.search(piece):
            yield from (_Token(run, run, content=True) for run in _HAN.findall(piece) if len(run) == len(piece))
            yield _BREAK
        else:
            yield _token(piece, lang, stop, endings)


def _token(piece: str, lang: str, stop: frozenset[str], endings: tuple[str, ...]) -> _Token:
    shown = _bare(_POSSESSIVE.sub("", piece), lang)
    form = key(shown).replace(" ", "-")
    content = (
        len(form) >= (2 if shown.isupper() else 3)
        and not any(map(str.isdigit, form))
        and "'" not in piece.replace("’", "'").removesuffix("'s").removesuffix("'")
        and form not in stop
        and shares(lang).get(form, 0.0) < _COMMON
        and not (len(form) > 4 and form.endswith(endings))
    )
    return _Token(shown, form, content=content)


def _bare(word: str, lang: str) -> str:
    """`word` without the particles a language writes onto it, where three letters stay; `proclitics` are `on=off`."""
    for rule in languages()[lang].list("proclitics") if lang in languages() else ():
        on, _, off = rule.partition("=")
        if word.startswith(on) and len(word) >= len(on) + 3:
            return off + word[len(on) :]
    return word


@cache
def _words(lang: str, name: str) -> frozenset[str]:
    language = languages().get(lang)
    return frozenset(key(word).replace(" ", "-") for word in language.list(name)) if language else frozenset()
