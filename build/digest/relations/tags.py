"""Tags: the words and phrases that set an article apart from print at large and from the rest of the collection."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.language import folded, languages
from digest.model import Article, Name
from digest.relations.similar import rarity, shares
from digest.text import SIGNS, UNSPACED, key

_MOST, _LEAST = 8, 3
# A tag is worth showing from this share of the third one's weight on.
_FALL = 0.45
_PIECE = re.compile(rf"(?:[^\W_]|[{SIGNS}\u200c\u200d])+(?:[-’'](?:[^\W_]|[{SIGNS}\u200c\u200d])+)*|[^\w\s]|\n")
_POSSESSIVE = re.compile(r"[’']s?\Z")
# Scripts without blanks need a word list that the house has not; their runs between marks are too long for tags.
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_HAN = re.compile("[\u3400-\u9fff]{2,4}|[\u30a0-\u30ff]{3,12}|[\u0e00-\u0eff]{4,24}")
_LETTERS = 40_000
# Words in more than this share of print are no tags, listed or not.
_COMMON = 0.18
# Phrases tell more than words, names stand on the page already; parts that hardly stand alone are no tags.
_LONGER, _NAMED, _MOSTLY = (1.0, 1.9, 2.2, 2.3), 0.6, 0.75
# What was said once is hardly the topic; a rare word says more than its share of evidence.
_ONCE, _RARITY = 0.5, 1.5
_SIZES = (1, 2, 3, 4)
_Phrase = tuple[str, ...]


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


def _best(tokens: Sequence[_Token], title: str, names: Sequence[Name], printed: _Print) -> tuple[str, ...]:
    found = list(_phrases(tokens))
    counts = Counter(phrase for phrase, _ in found)
    opened = {phrase for phrase, at in found if _opens(tokens[at - 1 : at], printed.lang)}
    single, heads = _alone(tokens, printed.lang)
    headline = set(key(title).split())
    whole, refused = _of_names(names, printed.lang)
    weights: dict[_Phrase, float] = {}
    for phrase, count in counts.items():
        fit = phrase[0] in single if len(phrase) == 1 else count > 1 and phrase in opened and phrase[-1] in heads
        words = " ".join(phrase)
        if fit and words not in refused:
            weight = _weight(phrase, count, printed) * (1.25 if headline.issuperset(phrase) else 1.0)
            weights[phrase] = weight * (_NAMED if words in whole else 1.0)
    return tuple(_apart(_longest(weights, counts), _shown(tokens, found, weights), printed.lang))


def _weight(phrase: _Phrase, count: int, printed: _Print) -> float:
    rare = sum(map(printed.rare, phrase)) / len(phrase)
    return (1 + math.log(count) if count > 1 else _ONCE) * math.pow(rare, _RARITY) * _LONGER[len(phrase) - 1]


def _longest(weights: Mapping[_Phrase, float], counts: Mapping[_Phrase, int]) -> dict[_Phrase, float]:
    """Without phrases that hardly ever stand outside a longer one."""
    inside: Counter[_Phrase] = Counter()
    for phrase in weights:
        for size in range(1, len(phrase)):
            for at in range(len(phrase) - size + 1):
                part = phrase[at : at + size]
                inside[part] = max(inside[part], counts[phrase])
    return {phrase: weight for phrase, weight in weights.items() if inside[phrase] < _MOSTLY * counts[phrase]}


def _apart(weights: Mapping[_Phrase, float], shown: Mapping[_Phrase, str], lang: str) -> Iterator[str]:
    """The heaviest phrases; of those that share a word or a stem only the heaviest."""
    stems: set[str] = set()
    bar, given = 0.0, 0
    for phrase, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        bar = weight if given < _LEAST else bar
        if given == _MOST or weight < _FALL * bar:
            return
        mine = {_stem(word, lang) for word in phrase}
        if weight > 0 and not mine & stems:
            stems |= mine
            given += 1
            yield shown[phrase]


def _stem(word: str, lang: str) -> str:
    """What forms of one word share, roughly: five letters behind the article."""
    for article in sorted(_words(lang, "article")):
        word = word.removeprefix(article)
    return word[:5]


def _shown(
    tokens: Sequence[_Token], found: Iterable[tuple[_Phrase, int]], wanted: Container[_Phrase]
) -> dict[_Phrase, str]:
    """How each wanted phrase of those `found` is written most often."""
    seen: dict[_Phrase, Counter[str]] = defaultdict(Counter)
    for phrase, at in found:
        if phrase in wanted:
            seen[phrase][" ".join(t.shown for t in tokens[at : at + len(phrase)])] += 1
    return {phrase: min(ways, key=lambda way: (-ways[way], way[:1].isupper(), way)) for phrase, ways in seen.items()}


def _phrases(tokens: Sequence[_Token]) -> Iterator[tuple[_Phrase, int]]:
    """Every run of up to four words that can be a tag, and where it begins."""
    room = [0]
    for token in reversed(tokens):
        room.append(room[-1] + 1 if token.content else 0)
    for size in _SIZES:
        for at, words in enumerate(reversed(room)):
            if words >= size:
                yield tuple(t.form for t in tokens[at : at + size]), at


def _opens(before: Sequence[_Token], lang: str) -> bool:
    determiners = _words(lang, "determiners")
    return not determiners or bool(_words(lang, "article")) or any(token.form in determiners for token in before)


def _alone(tokens: Sequence[_Token], lang: str) -> tuple[dict[str, int], frozenset[str]]:
    """How often each word occurs that stands as a noun; and the words that can close a phrase.

    A capitalised word that mostly stands in one and the same longer name is half of that and left out.
    """
    found: set[str] = set()
    heads: set[str] = set()
    halves: Counter[str] = Counter()
    pairs = Counter((a.form, b.form) for a, b in pairwise(tokens))
    for before, token, after in zip((_BREAK, *tokens), tokens, (*tokens[1:], _BREAK), strict=False):
        if not token.content:
            continue
        around = (before, token), (token, after)
        halves[token.form] += any(_capital(a) and _capital(b) and pairs[a.form, b.form] > 1 for a, b in around)
        if _noun(before, token, after, lang):
            found.add(token.form)
        if not after.content or not _words(lang, "determiners"):
            heads.add(token.form)
    total = Counter(t.form for t in tokens)
    return _whole(found, halves, total), frozenset(heads | found)


def _whole(found: set[str], halves: Mapping[str, int], total: Mapping[str, int]) -> dict[str, int]:
    return {form: total[form] for form in found if halves[form] < 0.6 * total[form]}


def _capital(token: _Token) -> bool:
    return token.shown[:1].isupper()


def _noun(before: _Token, token: _Token, after: _Token, lang: str) -> bool:
    """Does a determiner stand before the word, and no noun behind it? Without a list of them any word may be a noun.

    A language that writes its article onto the word also puts adjectives behind it.
    """
    determiners, article = _words(lang, "determiners"), tuple(_words(lang, "article"))
    if article:
        return token.form.startswith(article) or before.form in determiners
    if after.content or after.form in _words(lang, "connectives"):
        return not determiners
    return not determiners or before.form in determiners or _name_like(before, token, after)


def _name_like(before: _Token, token: _Token, after: _Token) -> bool:
    """A capital where a sentence does not begin."""
    return token.shown[:1].isupper() and before is not _BREAK and not (_capital(before) or _capital(after))


def _of_names(names: Sequence[Name], lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Folded forms of places and organisations; and what is no tag: persons, and halves of any name."""
    whole, halves = set(), set()
    for name in names:
        for form in (name.name, *name.forms.get(lang, ())):
            parts = key(form).split()
            halves |= {" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
            whole |= set() if name.kind == "person" else {" ".join(parts)}
    return frozenset(whole), frozenset(halves - whole)


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
    form = _hyphened(shown)
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


def _words(lang: str, name: str) -> frozenset[str]:
    return folded(lang, name, _hyphened)


def _hyphened(word: str) -> str:
    return key(word).replace(" ", "-")
