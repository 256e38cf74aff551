"""Every type that flows through the house, frozen: seed → blocks → cuts → article → relations → page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar, get_args

T = TypeVar("T")

# What leaves the text because it becomes metadata: the head of the page says it.
Moved = Literal["title", "subtitle", "byline", "date", "outlet", "credit", "notice"]
Category = Literal[
    # what nobody came to read
    "navigation", "share", "subscription", "donation", "comments", "related", "consent", "legal", "error",
    "advert", "account", "topics", "counter", "repeat", "other",
    Moved,
]  # fmt: skip
MOVED = frozenset(get_args(Moved))
Kind = Literal["person", "place", "organisation"]
Shape = Literal["paragraph", "heading", "item"]


class DigestError(Exception):
    """Bad input: what is wrong, where it stands, how to mend it. The command line shows it and exits with 2."""

    def __init__(self, what: str, where: str, mend: str) -> None:
        super().__init__(what, where, mend)
        self.what, self.where, self.mend = what, where, mend

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.mend}"


# Of these four a text has hundreds: as tuples they are made in a third of the time.


class Span(NamedTuple):
    """A half-open range of characters (not bytes) in a seed's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Seed:
    """One raw text as it was scraped. `name` is its file name, `sha256` that of its bytes."""

    name: str
    text: str
    encoding: str
    sha256: str


class Block(NamedTuple):
    """A line of a seed that is not blank, without the white space at its ends. `line` counts from 1.

    `words` is its length (two signs count as a word in scripts without blanks); `closed`: it ends as a sentence
    does; `prose`: it reads as running text.
    """

    span: Span
    line: int
    text: str
    words: int
    closed: bool
    prose: bool


class Cut(NamedTuple):
    """A span that leaves the text, and why. `confidence` is 0–1; `because` is a phrase for readers."""

    span: Span
    category: Category
    rule: str
    because: str
    confidence: float = 1.0


class Piece(NamedTuple):
    """A span that stays in the text. `line` is the seed's line it stands in; `shape` is how it is shown."""

    span: Span
    line: int
    shape: Shape = "paragraph"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the words of the seed that it was read from; no span where it was worked out (a language)."""

    value: T
    evidence: str
    rule: str
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the seed says of itself. None means unknown: an honest value, never a guess."""

    lang: Found[str]
    title: Found[str]
    subtitle: Found[str] | None = None
    outlet: Found[str] | None = None
    authors: tuple[Found[str], ...] = ()
    date: Found[str] | None = None
    translated_from: Found[str] | None = None
    credit: Found[str] | None = None
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a verbatim slice of a text; `text` is `source[span.start:span.end]`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a text. `name` is the form to show (clitics and titles off), `text` the slice."""

    span: Span
    text: str
    kind: Kind
    name: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Article:
    """One seed, read alone. Spans of all parts point into `seed.text`; pieces, cuts and white space make it up."""

    seed: Seed
    pieces: tuple[Piece, ...]
    cuts: tuple[Cut, ...]
    meta: Metadata
    sentences: tuple[Sentence, ...] = ()
    summary: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place or organisation over the whole collection.

    `name` is the canonical form pages carry; `forms` the spellings seen or known, by language;
    `seeds` the seed files whose articles mention it.
    """

    name: str
    kind: Kind
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seeds: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A link from one article to another, with its reason: the names both carry, or the words they share."""

    seed: str
    score: float
    names: tuple[Name, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relations:
    """What is known only of all articles together, keyed by seed name."""

    names: tuple[Name, ...]
    named: Mapping[str, tuple[Name, ...]]
    tags: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[Related, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a page's Related part: target page (relative path), its title, the reason in the page's language."""

    target: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the build would write it, before it meets what people did to it.

    `fields` is the front matter in its order, without `digest`; `headings` the three level-2 headings;
    `text` the shape and the words of each block; `record` what the base keeps beside the page (cuts,
    evidence; JSON values only).
    """

    seed: str
    seed_sha256: str
    fields: Mapping[str, object]
    headings: tuple[str, str, str]
    summary: tuple[str, ...]
    text: tuple[tuple[Shape, str], ...]
    related: tuple[Link, ...]
    record: Mapping[str, object]
