"""The authority file, content/names.yml: what people have settled about names. It always wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, cast, get_args

import yaml

from digest.model import DigestError, Kind
from digest.text import key

KINDS: Final[tuple[str, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Settled:
    """A name as people settled it: `forms` are its spellings by language, the canonical one left out."""

    name: str
    kind: Kind
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authority:
    """`names` in the file's order; `aliases`: key of a spelling → its name; `refused`: keys of what is no name."""

    names: tuple[Settled, ...] = ()
    aliases: Mapping[str, Settled] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def settled(self, form: str) -> Settled | None:
        """Who `form` is, in any case, accents and vowel signs."""
        return self.aliases.get(name_key(form))

    def refuses(self, form: str) -> bool:
        return name_key(form) in self.refused


@lru_cache(100_000)
def name_key(form: str) -> str:
    """The key two spellings of one name share; the form itself where it holds no letter."""
    return key(form) or form


def parse(text: str, where: str) -> Authority:
    """The authority in `text`; `where` is its file name for messages. Raises DigestError naming file and line.

    names:
      Hamid Karzai: {kind: person, ar: [حامد كرزاي, كرزاي], en: [Karzai]}
    not names: [أكثر]
    """
    root = _composed(text, where)
    if root is None:
        return Authority()
    _expect(root, yaml.MappingNode, "the file must be a mapping", where, _SHAPE)
    names: dict[str, Settled] = {}
    refused: frozenset[str] = frozenset()
    heads: set[str] = set()
    for head, node in root.value:
        _expect(head, yaml.ScalarNode, "a heading must be plain text", where, _SHAPE)
        if head.value in heads:
            raise _wrong(head, f"the heading {head.value!r} stands twice", where, "Join the two lists.")
        heads.add(head.value)
        if head.value == "names":
            names = _names(node, where)
        elif head.value == "not names":
            refused = frozenset(name_key(word) for word, _ in _words(node, "not names", where))
        else:
            raise _wrong(head, f"unknown heading {head.value!r}", where, _SHAPE)
    return Authority(tuple(names.values()), _aliases(root, names, refused, where), refused)


_SHAPE: Final = "The file holds two headings: `names:` and `not names:`."
_ENTRY: Final = "Write it as `Hamid Karzai: {kind: person, ar: [كرزاي], en: [Karzai]}`."


def _composed(text: str, where: str) -> Any:
    """YAML as nodes, which know their lines; nothing in it is ever built or run."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{where}:{mark.line + 1}" if mark else where
        raise DigestError(f"broken YAML ({error.problem})", place, "Mend the line, or quote the value.") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise DigestError(
            f"broken YAML ({str(error).splitlines()[0][:80]})", where, "Save the file as plain UTF-8."
        ) from None


def _wrong(node: yaml.Node, what: str, where: str, mend: str) -> DigestError:
    return DigestError(what, f"{where}:{node.start_mark.line + 1}", mend)


def _expect(node: yaml.Node, kind: type[yaml.Node], what: str, where: str, mend: str) -> None:
    if not isinstance(node, kind):
        raise _wrong(node, what, where, mend)


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in {"", "null", "~"}


def _names(node: yaml.Node, where: str) -> dict[str, Settled]:
    if _is_empty(node):
        return {}
    _expect(node, yaml.MappingNode, "`names` must list names, each with its kind", where, _ENTRY)
    found: dict[str, Settled] = {}
    for head, entry in node.value:
        _expect(head, yaml.ScalarNode, "a name must be plain text", where, _ENTRY)
        if head.value in found:
            raise _wrong(head, f"{head.value!r} stands in the file twice", where, "Join the two entries.")
        found[head.value] = _settled(head, entry, where)
    return found


def _settled(head: yaml.ScalarNode, entry: yaml.Node, where: str) -> Settled:
    _expect(entry, yaml.MappingNode, f"{head.value!r} must say what it is", where, _ENTRY)
    kind: str | None = None
    forms: dict[str, tuple[str, ...]] = {}
    for field_, node in cast(yaml.MappingNode, entry).value:
        _expect(field_, yaml.ScalarNode, "a language must be plain text", where, _ENTRY)
        if field_.value == "kind":
            kind = _kind(node, where)
        else:
            forms[str(field_.value)] = tuple(word for word, _ in _words(node, str(field_.value), where))
    if kind is None:
        raise _wrong(head, f"{head.value!r} has no kind", where, f"Add kind: {', '.join(KINDS)}.")
    return Settled(head.value, cast(Kind, kind), forms)


def _kind(node: yaml.Node, where: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.value not in KINDS:
        raise _wrong(node, f"unknown kind {node.value!r}", where, f"Kinds are {', '.join(KINDS)}.")
    return str(node.value)


def _words(node: yaml.Node, name: str, where: str) -> Iterator[tuple[str, yaml.Node]]:
    """The words of a list, or the one word that stands instead of a list."""
    if _is_empty(node):
        return
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        _expect(item, yaml.ScalarNode, f"{name!r} must list spellings", where, "Write [one, two].")
        if not item.value.strip():
            raise _wrong(item, f"an empty spelling under {name!r}", where, "Take it out.")
        yield item.value, item


def _aliases(
    root: yaml.MappingNode, names: Mapping[str, Settled], refused: frozenset[str], where: str
) -> dict[str, Settled]:
    """Key of each spelling → its name. Raises DigestError where two names claim one, or a refused one is claimed."""
    claimed: dict[str, Settled] = {}
    for spelling, owner, node in _claims(root, names):
        other = claimed.setdefault(name_key(spelling), owner)
        if other is not owner:
            raise _wrong(
                node, f"{spelling!r} is claimed by {other.name!r} and {owner.name!r}", where, "Leave it to one."
            )
        if name_key(spelling) in refused:
            raise _wrong(node, f"{spelling!r} stands under `names` and under `not names`", where, "Decide for one.")
    return claimed


def _claims(root: yaml.MappingNode, names: Mapping[str, Settled]) -> Iterator[tuple[str, Settled, yaml.Node]]:
    entries = [
        pair for head, node in root.value if head.value == "names" and not _is_empty(node) for pair in node.value
    ]
    for head, entry in entries:
        yield head.value, names[head.value], head
        for field_, node in entry.value:
            if field_.value != "kind":
                for spelling, item in _words(node, field_.value, ""):
                    yield spelling, names[head.value], item
