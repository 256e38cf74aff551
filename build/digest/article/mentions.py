"""Names where they stand in a text: a tagger, a gazetteer, and a second look at the whole text for consistency."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, cast

import re2

from digest.article.features import listed, sentences
from digest.article.rescue import Plain, persons
from digest.article.tagger import Tagger, sequences, tagger
from digest.gazetteer import Entry, Gazetteer, canonical, clitics, form_key, gathered, gazetteer, matches, word_key
from digest.language import folded, known
from digest.model import Kind, Mention, Span
from digest.text import fold, squeeze

# Below this the tagger's guess is dropped unless the gazetteer speaks for it.
_SURE: Final = 0.3
_MARKS: Final = frozenset("'’‘\"“”«»()[]{}.,;:!?،؛؟-–—…*_`/") | {"'s", "’s"}
# An article before a name; where it is the name's first word (The Hague) the gazetteer says so.
_THE: Final = frozenset(("the", "The", "THE", "a", "A", "an", "An"))
# The gazetteer's own word: it outvotes the tagger where both saw the same words.
_LISTED: Final = 1.0
_MEMORY: Final = 64 << 20
# Particles written onto a word, with all their vowel signs, are no longer.
_ONTO: Final = 16


@dataclass(frozen=True, slots=True)
class _Run:
    """Words `start` to `end` (half-open) of a text, taken for one name."""

    start: int
    end: int
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class _Text:
    """A text cut into words (`spans`, their `forms` and folded `keys`) and sentences (ranges of words).

    `loud` are the words of headlines, where capitals tell nothing; `lower` the words seen without a capital.
    """

    text: str
    lang: str
    spans: tuple[Span, ...]
    forms: tuple[str, ...]
    keys: tuple[str, ...]
    counts: Counter[str]
    sentences: tuple[tuple[int, int], ...]
    loud: frozenset[int]
    lower: frozenset[str]


def mentions(text: str, lang: str) -> tuple[Mention, ...]:
    """The names of `text` (BCP 47 `lang`), in order, without overlap; linear in the text.

    English and Arabic are tagged by a model; any other language shows what the gazetteer knows, and persons in
    capitals that begin with a known given name. Span F1: `python -m benchmarks.ner`.
    """
    lang = lang.split("-", 1)[0]
    if gazetteer(lang).native:
        return tuple(_unspaced(text, lang))
    read = _read(text, lang)
    if not read.spans:
        return ()
    runs = [trimmed for run in _tagged(read) if (trimmed := _trimmed(read, run))]
    runs = _beside(runs, _rescued(read, runs), settled=read.lang == "ar")
    runs = _one_kind(read, _beside(runs, _listed(read, gazetteer(lang), _LISTED)))
    runs = _beside(runs, _listed(read, _of_text(read, runs), 0.9), settled=True)
    return tuple(_named(read, runs))


def _read(text: str, lang: str) -> _Text:
    rows = sentences(text, lang)
    spans = tuple(span for row in rows for span in row)
    forms = tuple(span.of(text) for span in spans)
    keys = tuple(map(word_key, forms))
    bounds, at = [], 0
    for row in rows:
        bounds.append((at, at + len(row)))
        at += len(row)
    loud = frozenset(i for a, b in bounds if _is_loud(forms[a:b]) for i in range(a, b))
    lower = frozenset(form for form in forms if form.islower())
    return _Text(text, lang, spans, forms, keys, Counter(keys), tuple(bounds), loud, lower)


def _is_loud(forms: Sequence[str]) -> bool:
    """A headline in capitals or Title Case, little words aside; three words or fewer may be a bare name."""
    cased = [form for form in forms if len(form) > 3 and (form[:1].isupper() or form[:1].islower())]
    upper = sum(form[:1].isupper() for form in cased)
    return len(cased) > 2 and upper > 0.75 * len(cased) and forms[-1] != "."


def _tagged(read: _Text) -> Iterator[_Run]:
    model = tagger(read.lang)
    if model is None:
        yield from _capitalised(read)
        return
    tags, sure = model.tag([read.forms[a:b] for a, b in read.sentences])
    for start, _ in read.sentences:
        tags[start] = tags[start].replace("I-", "B-")
    for start, end, kind in sequences(tags):
        run = _Run(start, end, cast(Kind, kind), min(0.99, sum(sure[start:end]) / (end - start)))
        if run.confidence >= _SURE and start not in read.loud and _looks_like_name(read, run):
            yield run


def _rescued(read: _Text, runs: Sequence[_Run]) -> Iterator[_Run]:
    """Persons by their titles or their capitals, where there is a model's lexicon to ask."""
    model = tagger(read.lang)
    tagged = {read.keys[run.start] for run in runs if run.kind != "organisation" and _size(run) == 1}
    for start, end in read.sentences if model else ():
        forms = read.forms[start:end]
        names = listed(forms, gazetteer(read.lang), arabic=read.lang == "ar")
        near = frozenset(i - start for i in range(start, end) if read.keys[i] in tagged)
        for a, b in persons(Plain(forms, names, cast(Tagger, model).lexicon, start in read.loud, near)):
            yield _Run(start + a, start + b, "person", 0.6)


def _looks_like_name(read: _Text, run: _Run) -> bool:
    """A capital somewhere, where the script has them; not merely the capital that opens a sentence."""
    forms = read.forms[run.start : run.end]
    cased = any(map(str.islower, read.forms[run.start])) or forms[0].isupper()
    if not cased:
        return True
    return any(map(str.isupper, "".join(forms))) and not (len(forms) == 1 and forms[0].lower() in read.lower)


def _capitalised(read: _Text) -> Iterator[_Run]:
    """Two to four capitalised words that begin with a given name: all that is safe without a model."""
    model, at = tagger("en"), 0
    while model and (at := next((i for i in range(at, len(read.spans)) if read.forms[i][:1].isupper()), -1)) >= 0:
        end = at
        while end < len(read.spans) and read.forms[end][:1].isupper():
            end += 1
        particle = read.keys[at] in _words("en", "name-particles")
        if 1 < end - at < 5 and not particle and at not in read.loud and model.lexicon.is_given(read.forms[at]):
            yield _Run(at, end, "person", 0.5)
        at = end


def _trimmed(read: _Text, run: _Run) -> _Run | None:
    """Without titles before it and marks at its ends; nothing where what is left is no name."""
    start, end = run.start, run.end
    titles = _words(read.lang, "person-titles") if run.kind == "person" else frozenset()
    while start < end and (read.keys[start] in titles or read.forms[start] in _MARKS or read.forms[start] in _THE):
        start += 1
    while start < end and read.forms[end - 1] in _MARKS:
        end -= 1
    if all(_empty(read, i) for i in range(start, end)):
        return None
    return replace(run, start=start, end=end, kind=_kind(read, start, end, run.kind))


def _kind(read: _Text, start: int, end: int, kind: Kind) -> Kind:
    """The tagger's kind, unless a closed list speaks: a cue inside, a title before, a given name in front."""
    keys = set(read.keys[start:end]) if end - start > 1 else set()
    if keys & _words(read.lang, "organisation-cues"):
        return "organisation"
    if kind == "person" and keys & _words(read.lang, "place-cues"):
        return "place"
    model = tagger(read.lang)
    if model is None or model.lexicon.arabic:
        return kind
    return "person" if _titled(read, start) or (keys and model.lexicon.is_given(read.forms[start])) else kind


def _titled(read: _Text, start: int) -> bool:
    """A title before it that is no adjective of a country and no country."""
    before = read.keys[start - 1] if start else ""
    titles = _words(read.lang, "person-titles") - _words(read.lang, "not-names")
    return before in titles and not read.forms[start - 1].isupper()


def _empty(read: _Text, at: int) -> bool:
    """A word that makes no name by itself: a letter, a number, a listed word, `Afghan-born`, one without capitals."""
    word, last = read.keys[at], read.forms[at].rsplit("-", 1)[-1]
    return len(word) < 2 or word.isdigit() or word in _words(read.lang, "not-names") or last.islower()


def _words(lang: str, name: str) -> frozenset[str]:
    return folded(known(lang).code, name, word_key)


def _listed(read: _Text, names: Gazetteer, confidence: float) -> list[_Run]:
    return [
        _Run(first + match.start, first + match.end, match.entry.kind, confidence)
        for first, last in read.sentences
        for match in matches(read.forms[first:last], names, arabic=read.lang == "ar")
    ]


def _beside(runs: Iterable[_Run], others: Iterable[_Run], *, settled: bool = False) -> list[_Run]:
    """Both in one row without overlap: `others` win where as long as what they meet, longer where that is settled."""
    kept = set(runs)
    taken = {i: run for run in kept for i in range(run.start, run.end)}
    for other in others:
        rivals = {taken[i] for i in range(other.start, other.end) if i in taken}
        longer = all(_size(other) >= _size(rival) + settled for rival in rivals)
        if longer:
            kept -= rivals
            kept.add(other)
    return sorted(kept, key=lambda run: run.start)


def _size(run: _Run) -> int:
    return run.end - run.start


def _one_kind(read: _Text, runs: Sequence[_Run]) -> list[_Run]:
    """One kind a name all over the text, by majority; the gazetteer's word counts three times."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for run in runs:
        votes[_key(read, run)][run.kind] += 3 if run.confidence == _LISTED else 1
        if run.kind == "person":
            for short in _surnames(_form(read, run), read.lang):
                votes[short]["person"] += 2
    return [replace(run, kind=votes[_key(read, run)].most_common(1)[0][0]) for run in runs]


def _key(read: _Text, run: _Run) -> str:
    return form_key(_form(read, run))


def _of_text(read: _Text, runs: Sequence[_Run]) -> Gazetteer:
    """The names the text itself has taught: whole ones, and the surnames of its persons."""
    found = Counter(_key(read, run) for run in runs)
    entries: dict[str, Entry] = {}
    for run in runs:
        key = _key(read, run)
        if " " in key or found[key] * 4 >= read.counts[key]:
            entries[key] = Entry(_form(read, run), run.kind)
    for full in [entry for entry in entries.values() if entry.kind == "person"]:
        for short in _surnames(full.name, read.lang):
            if read.counts[short] < 4 * len(entries) and short not in read.lower:
                entries.setdefault(short, Entry(full.name, "person"))
    return gathered(entries)


def _surnames(name: str, lang: str) -> list[str]:
    """Keys by which a text calls a person again: `van Bijlert` and `Bijlert` for Martine van Bijlert."""
    keys = form_key(name).split(" ")
    if len(keys) < 2 or len(keys[-1]) < 3:
        return []
    particles = _words(lang, "name-particles")
    start = len(keys) - 1
    while start > 1 and keys[start - 1] in particles:
        start -= 1
    return list(dict.fromkeys((" ".join(keys[start:]), keys[-1])))


def _named(read: _Text, runs: Sequence[_Run]) -> Iterator[Mention]:
    full = _full_names(read, runs)
    for run in runs:
        span = Span(read.spans[run.start].start, read.spans[run.end - 1].end)
        name = full.get(_key(read, run), "") if run.kind == "person" else ""
        yield Mention(span, span.of(read.text), run.kind, name or _form(read, run), round(run.confidence, 2))


def _full_names(read: _Text, runs: Sequence[_Run]) -> dict[str, str]:
    """Surname key → the one full name that ends in it; two people of one surname leave it as it is."""
    full: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for run in runs:
        if run.kind == "person":
            name = _form(read, run)
            shown.setdefault(form_key(name), name)
            for short in _surnames(name, read.lang):
                full[short].add(form_key(name))
    return {short: shown[next(iter(keys))] for short, keys in full.items() if len(keys) == 1}


def _form(read: _Text, run: _Run) -> str:
    """The words of a run as a name: single blanks, in Arabic the particles off the first word."""
    whole = squeeze(read.text[read.spans[run.start].start : read.spans[run.end - 1].end])
    if read.lang != "ar":
        return whole
    first, _, rest = whole.partition(" ")
    return f"{_without_clitics(read, first, rest)} {rest}".strip()


def _without_clitics(read: _Text, word: str, rest: str) -> str:
    """`word` without its particle where the rest is better witnessed: by the gazetteer, or alone in the text."""
    names, whole = gazetteer("ar"), fold(word)
    shorter = clitics(word)
    for form in shorter:
        if form_key(f"{form} {rest}") in names.entries:
            return _cut(word, form)
    for form in shorter[1:]:
        if len(form) > 3 and read.counts[form] >= max(1, read.counts[whole]):
            return _cut(word, form)
    return word


def _cut(word: str, form: str) -> str:
    """The end of `word`, as written, that folds to `form`; the article's alif comes back after `لل`."""
    for start in range(min(len(word), _ONTO)):
        if fold(word[start:]) == form:
            return word[start:]
    return "ال" + word[-(len(form) - 2) :] if form.startswith("ال") else word


def _unspaced(text: str, lang: str) -> Iterator[Mention]:
    """The gazetteer's spellings in a script without blanks, longest first."""
    for match in _alternation(lang).finditer(text.encode("utf-8", "replace").decode()):
        entry = canonical(match.group(), lang)
        if entry:
            yield Mention(Span(*match.span()), match.group(), entry.kind, match.group())


@cache
def _alternation(lang: str) -> Any:
    """One automaton for all spellings; RE2's own 8 MB do not hold it, and without room it walks slowly, but right."""
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return re2.compile("|".join(map(re2.escape, gazetteer(lang).native)), options)
