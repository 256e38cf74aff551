"""Train the name tagger: a linear-chain CRF (Lafferty et al. 2001) over hashed features, by AdaGrad, in eight bits.

    python -m training.tagger BENCH_NER_FOLDER [LANG] [--held-out]     needs faker (MIT: person names)

Writes build/digest/models/names-LANG.npz. With --held-out every fifth text is kept back
and measured, and nothing is written.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
from benchmarks.ner_data import Example, read

from digest.article import features as ft
from digest.article import tagger as tg
from digest.gazetteer import gazetteer, word_key

Floats = npt.NDArray[np.float32]
SETS = {"en": ("uner_ewt_en", "wikigold_en"), "ar": ("anercorp_ar_train", "aqmar_ar")}

EPOCHS, BATCH, RATE = 14, 24, 0.1
# Weight decay a word, drop-out of single features and of all that spells a word; chosen on texts held out.
DECAY = {"en": 1e-4, "ar": 2e-5}
DROP, BLIND = 0.1, 0.3
# Columns of features that spell the word.
_N = 13 + sum(map(len, ft.SEEN.values()))
SPELT = (
    1,
    2,
    3,
    4,
    7,
    8,
    9,
    10,
    *[_N + i for i, (a, b) in enumerate(ft.PAIRS) if any(d == 0 and f == 1 for d, f in (a, b))],
)
# Taken off "no name" (tagger.Tagger.bias); chosen on the texts held out.
BIAS = {"en": 0.8, "ar": 0.3}
OUT = Path(__file__).parents[1] / "build/digest/models"
Sequenced = tuple[ft.Ints, npt.NDArray[np.int64]]


def person_names(lang: str) -> tuple[list[int], list[int]]:
    """CRC-32 of the given and family names that Faker lists for the language (all Latin-script lists for English)."""
    person = importlib.import_module("faker.providers.person")  # training alone needs it
    given: set[str] = set()
    family: set[str] = set()
    for found in pkgutil.iter_modules(person.__path__):
        if (lang == "ar") == found.name.startswith("ar"):
            module = importlib.import_module(f"faker.providers.person.{found.name}")
            given |= set(_listed(module.Provider, "first_name"))
            family |= set(_listed(module.Provider, "last_name"))
    return _codes(given, lang), _codes(family - given, lang)


def _listed(provider: type, prefix: str) -> list[str]:
    lists = [
        getattr(provider, name) for name in dir(provider) if name.startswith(prefix) and name.endswith(("s", "male"))
    ]
    return [
        name for listed in lists if isinstance(listed, (list, tuple, dict)) for name in listed if isinstance(name, str)
    ]


def _codes(names: set[str], lang: str) -> list[int]:
    kept = {word_key(n) for n in names if " " not in n and (n.isascii() or lang == "ar" or n[:1].isupper())}
    latin = {n for n in kept if len(n) > 2 and (lang == "ar" or re.fullmatch("[a-z]+", n))}
    return sorted(crc32(n.encode()) for n in latin)


def unpunctuated(example: Example) -> Example:
    """The same text in one line without marks and digits, its names kept: how some scrapes arrive."""
    text, where = "", []
    for char in example.text:
        where.append(len(text))
        keep = char.isalpha() or (char.isspace() and not text.endswith(" "))
        text += (" " if char.isspace() else char) if keep else ""
    where.append(len(text))
    spans = [(where[s], where[e], kind) for s, e, kind in example.gold]
    return Example(text, tuple((s, e, k) for s, e, k in spans if e > s))


def sequenced(example: Example, lang: str, lexicon: ft.Lexicon) -> list[Sequenced]:
    """(feature rows, tags) for each sentence of a text."""
    spans = ft.sentences(example.text, lang)
    words = [[span.of(example.text) for span in sentence] for sentence in spans]
    rows = ft.features(words, lexicon, gazetteer(lang))
    begin = {s: kind for s, _, kind in example.gold}
    inside = {i: kind for s, e, kind in example.gold for i in range(s + 1, e)}
    result, at = [], 0
    for sentence in spans:
        tags = [_tag(span.start, begin, inside) for span in sentence]
        result.append((rows[at : at + len(tags)], np.array(tags)))
        at += len(tags)
    return result


def _tag(start: int, begin: dict[int, str], inside: dict[int, str]) -> int:
    if start in begin:
        return tg.TAGS.index("B-" + begin[start])
    return tg.TAGS.index("I-" + inside[start]) if start in inside else 0


class Crf:
    """Weights (2**BITS, 7), first (7,) and moves (7, 7), with AdaGrad's sums beside them."""

    def __init__(self, decay: float) -> None:
        self.decay = decay
        size = len(tg.TAGS)
        self.params = [np.zeros(shape, np.float32) for shape in ((2**ft.BITS, size), (size,), (size, size))]
        self.sums = [np.full_like(p, 1e-2) for p in self.params]
        self.mean = [np.zeros_like(p) for p in self.params]
        self.seen = 0
        self.dice = np.random.default_rng(0)

    def step(self, batch: Sequence[Sequenced]) -> None:
        rows = np.concatenate([r for r, _ in batch])
        gold = np.concatenate([t for _, t in batch])
        weights, first, moves = self.params
        kept = self._kept(rows)
        scores = np.einsum("nft,nf->nt", weights[rows], kept)
        grad_scores, grad_first, grad_moves = gradients(scores, gold, [len(t) for _, t in batch], first, moves)
        self._update_rows(rows, grad_scores, kept)
        self._update(1, grad_first)
        self._update(2, grad_moves)

    def _kept(self, rows: ft.Ints) -> Floats:
        """Drop-out, so that a word is also known by its company: all that spells the word itself goes at once."""
        kept = self.dice.random(rows.shape, np.float32) >= DROP
        blind = self.dice.random(len(rows)) < BLIND
        kept[np.ix_(blind, SPELT)] = False
        return kept.astype(np.float32)

    def _update_rows(self, rows: ft.Ints, grad: Floats, kept: Floats) -> None:
        touched, place = np.unique(rows, return_inverse=True)
        total = np.zeros((len(touched), grad.shape[1]), np.float32)
        np.add.at(total, place.reshape(-1), (grad[:, None] * kept[:, :, None]).reshape(-1, grad.shape[1]))
        total += self.decay * len(rows) * self.params[0][touched]
        self.sums[0][touched] += total**2
        self.params[0][touched] -= RATE * total / np.sqrt(self.sums[0][touched])

    def _update(self, which: int, grad: Floats) -> None:
        self.sums[which] += grad**2
        self.params[which] -= RATE * grad / np.sqrt(self.sums[which])

    def remember(self) -> None:
        self.seen += 1
        for at, now in enumerate(self.params):
            self.mean[at] += (now - self.mean[at]) / self.seen


def gradients(
    scores: Floats, gold: ft.Ints, lengths: Sequence[int], first: Floats, moves: Floats
) -> tuple[Floats, Floats, Floats]:
    """Expected minus observed counts of a batch of sentences, by forward-backward over the padded batch."""
    size, longest, tags = len(lengths), max(lengths), len(first)
    mask = np.arange(longest)[None] < np.array(lengths)[:, None]
    emit = np.zeros((size, longest, tags), np.float32)
    emit[mask] = scores
    alpha, beta = np.zeros_like(emit), np.zeros_like(emit)
    alpha[:, 0] = first + emit[:, 0]
    for t in range(1, longest):
        new = _logsum(alpha[:, t - 1, :, None] + moves[None], 1) + emit[:, t]
        alpha[:, t] = np.where(mask[:, t, None], new, alpha[:, t - 1])
    for t in range(longest - 2, -1, -1):
        new = _logsum(moves[None] + (emit[:, t + 1] + beta[:, t + 1])[:, None], 2)
        beta[:, t] = np.where(mask[:, t + 1, None], new, 0)
    total = _logsum(alpha[:, -1], 1)[:, None, None]
    node = np.exp(alpha + beta - total)
    edge = np.exp(alpha[:, :-1, :, None] + moves + (emit + beta)[:, 1:, None] - total[..., None])
    edge *= mask[:, 1:, None, None]
    truth = np.zeros_like(emit)
    truth[mask, gold] = 1
    seen = np.einsum("bti,btj->ij", truth[:, :-1], truth[:, 1:])
    return (node - truth)[mask], (node - truth)[:, 0].sum(0), edge.sum((0, 1)) - seen


def _logsum(x: Floats, axis: int) -> Floats:
    top = x.max(axis, keepdims=True)
    return np.asarray(np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis), np.float32)


def train(data: list[Sequenced], decay: float) -> Crf:
    crf, order = Crf(decay), np.random.default_rng(0)
    data = sorted(data, key=lambda pair: len(pair[1]))
    for epoch in range(EPOCHS):
        starts = order.permutation(range(0, len(data), BATCH))
        for start in starts:
            crf.step(data[start : start + BATCH])
        if epoch >= EPOCHS // 2:
            crf.remember()
        print(".", end="", flush=True)
    return crf


def quantised(crf: Crf, lang: str, lexicon: ft.Lexicon) -> tg.Tagger:
    """Weights in eight bits; the few that would not fit are clipped at six standard deviations."""
    weights, first, moves = crf.mean
    scale = min(float(np.abs(weights).max()), 6 * float(weights[weights != 0].std()) + 1e-6) / 127
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    return tg.Tagger(small, scale, first, moves, BIAS[lang], lexicon, lang)


def examples(folder: Path, lang: str) -> list[Example]:
    return [example for name in SETS[lang] for example in read(folder, name)]


def common_words(texts: Sequence[Example], lang: str) -> list[int]:
    """CRC-32 of words seen three times or more, nine times in ten outside a name and without a capital."""
    plain: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for text in texts:
        inside = {i for s, e, _ in text.gold for i in range(s, e)}
        for span in (span for sentence in ft.sentences(text.text, lang) for span in sentence):
            word = span.of(text.text)
            (named if span.start in inside or word[:1].isupper() else plain)[word_key(word)] += 1
    return sorted(crc32(w.encode()) for w, n in plain.items() if w and n >= 3 and n >= 9 * named[w])


def fit(texts: Sequence[Example], lang: str) -> tg.Tagger:
    lexicon = ft.lexicon(lang, *person_names(lang), common_words(texts, lang))
    if lang == "ar":
        texts = [*texts, *map(unpunctuated, texts)]
    data = [pair for text in texts for pair in sequenced(text, lang, lexicon)]
    data = [piece for pair in data for piece in _pieces(pair)]
    return quantised(train(data, DECAY[lang]), lang, lexicon)


def _pieces(pair: Sequenced) -> list[Sequenced]:
    """Overlong sentences in parts, so that a padded batch stays small."""
    rows, tags = pair
    return [(rows[i : i + 60], tags[i : i + 60]) for i in range(0, len(tags), 60)]


def save(model: tg.Tagger, lang: str) -> None:
    np.savez_compressed(
        OUT / f"names-{lang}.npz",
        weights=model.weights,
        scale=np.float32(model.scale),
        first=model.first,
        moves=model.moves,
        bias=np.float32(model.bias),
        given=np.array(sorted(model.lexicon.given), np.uint32),
        family=np.array(sorted(model.lexicon.family), np.uint32),
        common=np.array(sorted(model.lexicon.common), np.uint32),
    )


def predicted(model: tg.Tagger, text: str, lang: str) -> set[tuple[int, int, str]]:
    spans = ft.sentences(text, lang)
    tags, _ = model.tag([[span.of(text) for span in sentence] for sentence in spans])
    flat = [span for sentence in spans for span in sentence]
    return {(flat[a].start, flat[b - 1].end, kind) for a, b, kind in tg.sequences(tags)}


def measure(model: tg.Tagger, texts: Sequence[Example], lang: str) -> str:
    """Typed and untyped span F1 of the bare tagger."""
    pairs = [(predicted(model, t.text, lang), set(t.gold)) for t in texts]
    untyped = [({x[:2] for x in p}, {x[:2] for x in g}) for p, g in pairs]
    return f"typed {_f1(pairs):.3f} untyped {_f1(untyped):.3f}"


def _f1(pairs: Sequence[tuple[set, set]]) -> float:  # type: ignore[type-arg]
    hits = sum(len(p & g) for p, g in pairs)
    return 2 * hits / max(1, sum(len(p) + len(g) for p, g in pairs))


def main() -> None:
    folder = Path(sys.argv[1])
    langs = [a for a in sys.argv[2:] if a in SETS] or list(SETS)
    for lang in langs:
        texts = examples(folder, lang)
        held = texts[::5] if "--held-out" in sys.argv else []
        model = fit([t for t in texts if not any(t is h for h in held)], lang)
        if held:
            print(lang, "held out:", measure(model, held, lang))
            print("  stripped:", measure(model, [*map(unpunctuated, held)], lang))
        other = read(folder, {"en": "ieer_en_docs", "ar": "anercorp_ar"}[lang])
        print(lang, "elsewhere:", measure(model, other, lang))
        if not held:
            save(model, lang)


if __name__ == "__main__":
    main()
