"""Persons a tagger is likely to miss: the words behind a title, and capitalised words that no list explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from digest.article.features import Lexicon
from digest.gazetteer import word_key

_LONGEST: Final = 4
_DOT: Final = "."
# Where Lexicon.lists keeps them.
_TITLES, _NO_NAMES, _PARTICLES, _PLACES, _ORGANISATIONS = range(5)


@dataclass(frozen=True, slots=True)
class Plain:
    """Which words of a sentence could belong to a person's name: the lists say nothing else of them."""

    words: Sequence[str]
    listed: Sequence[str]
    lexicon: Lexicon
    loud: bool

    def on(self, at: int, which: int) -> bool:
        return word_key(self.words[at]) in self.lexicon.lists[which]

    def explained(self, at: int) -> bool:
        return bool(self.listed[at]) or any(self.on(at, w) for w in (_TITLES, _NO_NAMES, _PLACES, _ORGANISATIONS))

    def named(self, at: int) -> bool:
        """A word that may be part of a person's name, by its look."""
        word = self.words[at]
        if self.lexicon.arabic:
            return word.isalpha() and len(word) > 2 and not word.startswith("ال") and not self._ordinary(at)
        return word[:1].isupper() and not word.isupper() and not self._ordinary(at)

    def _ordinary(self, at: int) -> bool:
        if self.lexicon.arabic:
            return self.explained(at) or self.lexicon.is_common(self.words[at])
        opens = at == 0 and not self.lexicon.is_given(self.words[at]) and not self._opens_a_name()
        return opens or self.explained(at) or word_key(self.words[at]) in {"s", "i"}

    def _opens_a_name(self) -> bool:
        """The sentence's first word, no ordinary one, before two more words of a name."""
        return not self.lexicon.is_common(self.words[0]) and len(self.words) > 2 and self.named(1) and self.named(2)


def persons(plain: Plain) -> Iterator[tuple[int, int]]:
    """Ranges of words (half-open), from left to right."""
    at = 0
    while at < len(plain.words):
        end = _end(plain, at) if plain.named(at) else at
        if end > at and (_titled(plain, at) or _stands_alone(plain, at, end)):
            yield at, end
        at = max(end, at + 1)


def _end(plain: Plain, at: int) -> int:
    """Behind the last word of a name that starts at `at`; particles only inside."""
    end = at
    while end < min(len(plain.words), at + _LONGEST + 1):
        if plain.named(end):
            end += 1
        elif plain.on(end, _PARTICLES) and end + 1 < len(plain.words) and plain.named(end + 1):
            end += 2
        else:
            break
    return end


def _titled(plain: Plain, at: int) -> bool:
    """A title before it: `Prof. Dr. X`, `the spokesman X`; adjectives of countries may stand between in Arabic."""
    before = at - 1
    while before > 0 and plain.words[before] == _DOT:
        before -= 1
    return (
        before >= 0
        and not plain.words[before].isupper()
        and plain.on(before, _TITLES)
        and not _only_adjective(plain, before)
    )


def _only_adjective(plain: Plain, at: int) -> bool:
    """Titles lists hold adjectives (American, الأمريكي), which need a title of their own beside them."""
    return plain.on(at, _NO_NAMES) and not (at > 0 and plain.on(at - 1, _TITLES))


def _stands_alone(plain: Plain, at: int, end: int) -> bool:
    """Two to four capitalised words with nothing capitalised beside them but what is no part of a name."""
    if plain.lexicon.arabic or plain.loud or not 2 <= end - at <= _LONGEST:
        return False
    known = any(plain.lexicon.is_given(word) for word in plain.words[at:end])
    behind = end < len(plain.words) and plain.words[end][:1].isupper()
    before = at > 0 and plain.words[at - 1][:1].isupper() and not plain.on(at - 1, _TITLES)
    return known and not behind and not before
