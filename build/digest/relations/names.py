"""One name a person, place or organisation over the whole collection, across languages and scripts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from digest.gazetteer import TOKEN, Entry, Gazetteer, canonical, gathered, matches, spellings
from digest.model import Article, Kind, Name
from digest.relations.authority import Authority, Settled, name_key
from digest.relations.transliterate import romanised, similarity, skeleton

# From these on a pair of one kind with equal skeletons is one name: from .956 on precision is .98 over single names
# (benchmarks/transliteration.py); full names and names that are alone in the collection carry more evidence.
_ALIKE = 0.9
_MARGIN = 0.02
# Before the key of a part of a group; no key begins with a blank.
_PART = "\n"
_ARTICLES = ("the ", "The ")


@dataclass(slots=True)
class _Group:
    """What one name has gathered: how often each (language, seed, spelling, kind) was sighted."""

    settled: str = ""
    sightings: Counter[tuple[str, str, str, Kind]] = field(default_factory=Counter)

    def take(self, other: _Group) -> None:
        self.settled = self.settled or other.settled
        self.sightings.update(other.sightings)

    def part(self, seeds: AbstractSet[str]) -> _Group:
        """Takes the sightings in `seeds` out of the group, as a group of their own."""
        out = Counter({sighting: n for sighting, n in self.sightings.items() if sighting[1] in seeds})
        self.sightings -= out
        return _Group(self.settled, out)

    @property
    def forms(self) -> dict[str, Counter[str]]:
        """Spellings by language."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for (lang, _, form, _), n in self.sightings.items():
            found[lang][form] += n
        return found

    @property
    def seeds(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for (_, seed, _, _), n in self.sightings.items():
            found[seed] += n
        return found

    @property
    def kind(self) -> Kind:
        kinds: Counter[Kind] = Counter()
        for (*_, kind), n in self.sightings.items():
            kinds[kind] += n
        return min(kinds, key=lambda kind: (-kinds[kind], kind))

    @property
    def name(self) -> str:
        """What people or the gazetteer settled, else the fullest spelling, in Latin letters where there is one.

        As many times in capitals (a dateline) as not: not.
        """
        spelt = sum(self.forms.values(), Counter())
        return self.settled or min(spelt, key=lambda f: (not is_latin(f), -f.count(" "), -spelt[f], f.isupper(), f))


Groups = dict[str, _Group]


def unite(articles: Sequence[Article], authority: Authority) -> tuple[tuple[Name, ...], Mapping[str, tuple[Name, ...]]]:
    """All names, those in most articles first; and for each seed its names, most mentioned first.

    The order of `articles` changes nothing. Close to linear: names meet only where their surname or their consonant
    skeleton is the same, and a surname alone meets its person only in an article that shares one more name with
    theirs. What `authority` settles is never joined, renamed or typed otherwise, what it refuses is gone.
    """
    groups = _gathered(articles, authority)
    for pairs in (_shorter, _across_scripts, _shorter):
        _join(groups, _apart(groups, list(pairs(groups))))
        _whole(groups)
    langs = sorted({article.meta.lang.value for article in articles})
    names = {key: _name(group, authority, langs) for key, group in sorted(groups.items())}
    seeds = {key: group.seeds for key, group in groups.items()}
    ordered = sorted(names, key=lambda k: (-len(seeds[k]), -seeds[k].total(), names[k].name))
    return tuple(names[key] for key in ordered), _by_seed(articles, groups, names)


def _by_seed(articles: Sequence[Article], groups: Groups, names: Mapping[str, Name]) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[tuple[int, str, str]]] = {article.seed.name: [] for article in articles}
    for key, group in groups.items():
        for seed, times in group.seeds.items():
            found[seed].append((-times, names[key].name, key))
    return {seed: tuple(names[key] for *_, key in sorted(rows)) for seed, rows in found.items()}


def _gathered(articles: Sequence[Article], authority: Authority) -> Groups:
    groups: Groups = {}
    spelt = _spellings(authority)
    for article in articles:
        lang = article.meta.lang.value
        place = (lang, article.seed.name)
        for mention in article.mentions:
            form = _bare(mention.name)
            if form and not authority.refuses(form) and not authority.refuses(mention.text):
                _add(groups, form, place, *_settled(form, lang, mention.kind, authority))
        for settled, form in _overlooked(article, authority, spelt) if authority.names else ():
            _add(groups, form, place, settled.name, settled.kind)
    return {key: group for key, group in groups.items() if not authority.refuses(group.name)}


def _spellings(authority: Authority) -> Gazetteer:
    """Everything people settled, as a gazetteer whose entries are the spellings themselves."""
    return gathered(
        {form: Entry(form, s.kind) for s in authority.names for form in (s.name, *chain(*s.forms.values()))}
    )


def _overlooked(article: Article, authority: Authority, known: Gazetteer) -> Iterator[tuple[Settled, str]]:
    """Settled names that stand in an article oftener than its mentions say, with the spelling: people know best."""
    said = Counter(s.name for m in article.mentions if (s := authority.settled(_bare(m.name))))
    text = article.seed.text
    for part in [piece.span.of(text) for piece in article.pieces] or [text]:
        for match in matches(TOKEN.findall(part), known, arabic=article.meta.lang.value == "ar"):
            settled = authority.settled(match.entry.name)
            if settled and said[settled.name] == 0:
                yield settled, match.entry.name
            elif settled:
                said[settled.name] -= 1


def _bare(name: str) -> str:
    return next((name[len(a) :] for a in _ARTICLES if name.startswith(a) and not canonical(name, "en")), name).strip()


def _add(groups: Groups, form: str, place: tuple[str, str], name: str, kind: Kind) -> None:
    """One sighting of `form` at `place` (language, seed), under `name` where somebody settled it."""
    group = groups.setdefault(name_key(name or form), _Group())
    group.settled = group.settled or name
    group.sightings[*place, form, kind] += 1


def _settled(form: str, lang: str, kind: Kind, authority: Authority) -> tuple[str, Kind]:
    """The name and kind that people or the gazetteer settled; no name where neither knows the form."""
    known = authority.settled(form)
    entry = None if known or kind == "person" else canonical(form, lang)
    if entry:
        known = authority.settled(entry.name)
    if known:
        return known.name, known.kind
    return (entry.name, entry.kind) if entry else ("", kind)


def _apart(groups: Groups, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """`pairs`, but of a surname alone only what stands in the person's company, as a group of its own.

    Kate Bush in one article does not make a Kate of Mr. Bush in another that shares no other name with the first.
    """
    named = _named(groups)
    near: dict[str, set[str]] = {}
    for short, full in pairs:
        if groups[short].kind != "person" or " " in short or " " not in full:
            yield short, full
            continue
        own = groups[full].seeds
        if full not in near:
            near[full] = set().union(*(named[seed] for seed in own)) - {full}
        company = {s for s in groups[short].seeds if s in own or not near[full].isdisjoint(named[s] - {short, full})}
        if company and not groups[short].settled:
            groups[_PART + short] = groups[short].part(company)
            yield _PART + short, full


def _named(groups: Groups) -> dict[str, set[str]]:
    """The keys of the names in each seed."""
    named: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        for seed in group.seeds:
            named[seed].add(key)
    return named


def _whole(groups: Groups) -> None:
    """Parts that found nobody go back to their names; a name of which no sighting is left goes."""
    for key in [key for key in groups if key.startswith(_PART)]:
        groups[key.removeprefix(_PART)].take(groups.pop(key))
    for key in [key for key, group in groups.items() if not group.sightings]:
        del groups[key]


def _join(groups: Groups, pairs: Iterable[tuple[str, str]]) -> None:
    """Each first key's group goes into the second's; chains are followed, and nothing settled moves."""
    to = {short: full for short, full in pairs if not groups[short].settled and short != full}
    for short in sorted(to):
        full, seen = to[short], {short}
        while full in to and full not in seen:
            seen.add(full)
            full = to[full]
        if full not in seen:
            groups[full].take(groups[short])
    for short in to:
        if not _circular(to, short):
            del groups[short]


def _circular(to: Mapping[str, str], start: str) -> bool:
    seen, at = {start}, to[start]
    while at in to and at not in seen:
        seen.add(at)
        at = to[at]
    return at in seen


def _shorter(groups: Groups) -> Iterator[tuple[str, str]]:
    """A person's surname and the one full name of the collection that ends in it."""
    full: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        for words in _endings(group):
            full[words].add(key)
    for key, group in groups.items():
        owners = full.get(key, set()) - {key}
        if len(owners) == 1 and group.kind == "person":
            yield key, next(iter(owners))


def _endings(group: _Group) -> set[str]:
    """Keys of the last word and the last two words of each longer spelling of a person."""
    if group.kind != "person":
        return set()
    spelt = [name_key(form).split(" ") for forms in group.forms.values() for form in forms]
    spelt.append(name_key(group.name).split(" "))
    return {" ".join(words[-n:]) for words in spelt for n in (1, 2) if len(words) > n}


def _across_scripts(groups: Groups) -> Iterator[tuple[str, str]]:
    """Names in Arabic letters and the one name in Latin letters they sound like."""
    index: dict[tuple[Kind, str], set[tuple[str, str]]] = defaultdict(set)
    for key, group in groups.items():
        for form in _latin_forms(group):
            index[group.kind, skeleton(form)].add((key, form))
    for key, group in groups.items():
        arabic = [form for forms in group.forms.values() for form in forms if is_arabic(form)]
        if not group.settled and arabic and not any(True for _ in _latin_forms(group)):
            match = _best(max(arabic, key=lambda f: (f.count(" "), f)), group.kind, index)
            if match:
                yield key, match


def _latin_forms(group: _Group) -> Iterator[str]:
    """Spellings in Latin letters; a person's surname too, which is how the other script may name them."""
    spelt = {form for forms in group.forms.values() for form in forms} | {group.name}
    for form in sorted(filter(is_latin, spelt)):
        yield form
        if group.kind == "person" and " " in form:
            yield form.rsplit(" ", 1)[1]


def _best(arabic: str, kind: Kind, index: Mapping[tuple[Kind, str], set[tuple[str, str]]]) -> str | None:
    """The likeliest group, where it is clearly likelier than any other."""
    bones = skeleton(arabic)
    if len(bones.replace(" ", "")) < 2 or len(index.get((kind, bones), ())) > 50:
        return None
    scores: dict[str, float] = defaultdict(float)
    for key, latin in index.get((kind, bones), ()):
        scores[key] = max(scores[key], similarity(latin, arabic))
    ranked = sorted(((score, key) for key, score in scores.items()), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    return ranked[0][1]


def is_latin(form: str) -> bool:
    return (
        any("a" <= c <= "z" for c in romanised(form)) and not is_arabic(form) and form[:1].lower() != form[:1].upper()
    )


def is_arabic(form: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in form)


def _name(group: _Group, authority: Authority, langs: Sequence[str]) -> Name:
    settled = authority.settled(group.name)
    forms: dict[str, list[str]] = defaultdict(list)
    for lang, seen in sorted(group.forms.items()):
        forms[lang] += sorted(seen, key=lambda form: (-seen[form], form))
    for lang, given in settled.forms.items() if settled else ():
        forms[lang] += given
    for lang in langs:
        spelt = spellings(lang).get(group.name)
        forms[lang] += [spelt] if spelt else []
    return Name(
        name=group.name,
        kind=settled.kind if settled else group.kind,
        forms={lang: tuple(dict.fromkeys(found)) for lang, found in sorted(forms.items()) if found},
        seeds=tuple(sorted(group.seeds)),
        listed=settled is not None,
    )
