"""People edit pages, builds regenerate them, and nothing may be lost: random merges held against an oracle.

    python tests/page/simulation.py [NUMBER] [SEED]

Every word that an edit or a regeneration brings in is unique, so that a lost word, a word that comes twice and
an update that nobody was told of can be counted. The oracle knows nothing of how the merge works.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import yaml

from digest.model import DigestError, Link, Page
from digest.page.format import parse, split
from digest.page.merge import Merged, merge
from digest.page.render import page_text

OLD, NEW = "a" * 64, "b" * 64
FORESEEN = 0.15  # of the cases whose body no person changed: they did by hand what the build does now
_NUMBER = itertools.count(1)
_WORDS = [
    "the talks in Doha about peace with six men were held on Friday and ended without a statement by".split(),
    "عقدت المحادثات في الدوحة بين الوفد والحركة يوم الجمعة وانتهت بدون بيان".split(),
    list("和平谈判星期五在多哈举行没有发表声明双方同意继续"),
]


def unique(who: str) -> str:
    """A word that stands nowhere else."""
    return f"{who}{next(_NUMBER)}x"


# -- pages and their regenerations -----------------------------------------------------------------------------------


def sentence(rng: random.Random, who: str = "base") -> str:
    """Some words in one script, one of them unique."""
    words = rng.choices(rng.choice(_WORDS), k=rng.randint(4, 16))
    words.insert(rng.randint(1, len(words)), unique(who))
    return " ".join(words) + "."


def draft(rng: random.Random) -> Page:
    """A page as a build makes it."""
    text = [
        ("paragraph", " ".join(sentence(rng) for _ in range(rng.randint(1, 4))))
        for _ in range(rng.randint(1, rng.choice([1, 2, 9])))
    ]
    for at in range(rng.randint(0, 2)):
        text.insert(rng.randint(0, len(text)), ("heading", f"Part {unique('base')} {at}"))
    text += [("item", sentence(rng)) for _ in range(rng.choice([0, 0, 3]))]
    fields: dict[str, object] = {"title": sentence(rng), "lang": "en"}
    if rng.random() < 0.7:
        fields["outlet"] = unique("base")
    if rng.random() < 0.6:
        fields["date"] = rng.choice(["2018-10-14~", "2018-10-14", "2018"])
    for name in ("tags", "people", "places"):
        if rng.random() < 0.8:
            fields[name] = [unique("base") + rng.choice(["", " a, b", ": c", "'s"]) for _ in range(rng.randint(1, 4))]
    fields["status"] = "draft"
    return Page(
        "a.txt",
        "0" * 64,
        fields,
        ("Summary", "Text", "Related"),
        tuple(sentence(rng) for _ in range(rng.randint(0, 4))),
        tuple(text),  # type: ignore[arg-type]
        tuple(Link(f"{unique('base')}.md", sentence(rng), sentence(rng)) for _ in range(rng.randint(0, 3))),
        {},
    )


Regeneration = Callable[[random.Random, Page], Page]


def field(name: str, make: Callable[[random.Random], object]) -> Regeneration:
    """Sets one front-matter field."""
    return lambda rng, page: replace(page, fields={**page.fields, name: make(rng)})


def less_fields(rng: random.Random, page: Page) -> Page:
    gone = rng.choice([name for name in page.fields if name != "title"])
    return replace(page, fields={name: value for name, value in page.fields.items() if name != gone})


def relisted(rng: random.Random, page: Page) -> Page:
    names = [name for name in ("tags", "people", "places") if name in page.fields] or ["tags"]
    name = rng.choice(names)
    items = [one for one in list(page.fields.get(name, [])) if rng.random() < 0.7]  # type: ignore[call-overload]
    for _ in range(rng.randint(0, 2)):
        items.insert(rng.randint(0, len(items)), unique("machine"))
    return replace(page, fields={**page.fields, name: items})


def some_text(rng: random.Random, page: Page, change: Callable[[list[tuple[str, str]], int], None]) -> Page:
    text = list(page.text)
    if text:
        change(text, rng.randrange(len(text)))  # type: ignore[arg-type]
    return replace(page, text=tuple(text))


def cut(rng: random.Random, page: Page) -> Page:
    return some_text(rng, page, lambda text, at: text.pop(at) and None)


def restored(rng: random.Random, page: Page) -> Page:
    return some_text(rng, page, lambda text, at: text.insert(at, ("paragraph", sentence(rng, "machine"))))


def reworded(rng: random.Random, page: Page) -> Page:
    def change(text: list[tuple[str, str]], at: int) -> None:
        words = text[at][1].split()
        words[rng.randrange(len(words))] = unique("machine")
        text[at] = (text[at][0], " ".join(words))

    return some_text(rng, page, change)


def divided(rng: random.Random, page: Page) -> Page:
    def change(text: list[tuple[str, str]], at: int) -> None:
        words = text[at][1].split()
        middle = len(words) // 2
        text[at : at + 1] = [("paragraph", " ".join(words[:middle])), ("paragraph", " ".join(words[middle:]))]

    return some_text(rng, page, change)


def joined(rng: random.Random, page: Page) -> Page:
    def change(text: list[tuple[str, str]], at: int) -> None:
        text[at : at + 2] = [("paragraph", " ".join(words for _, words in text[at : at + 2]))]

    return some_text(rng, page, change)


def swapped(rng: random.Random, page: Page) -> Page:
    return some_text(rng, page, lambda text, at: text.insert(rng.randint(0, len(text) - 1), text.pop(at)))


def doubled(rng: random.Random, page: Page) -> Page:
    return some_text(rng, page, lambda text, at: text.insert(rng.randint(0, len(text)), text[at]))


def resummed(rng: random.Random, page: Page) -> Page:
    return replace(page, summary=tuple(sentence(rng, "machine") for _ in range(rng.randint(0, 3))))


def more_summary(rng: random.Random, page: Page) -> Page:
    kept = [one for one in page.summary if rng.random() < 0.7]
    kept.insert(rng.randint(0, len(kept)), sentence(rng, "machine"))
    return replace(page, summary=tuple(kept))


def relinked(rng: random.Random, page: Page) -> Page:
    kept = [link for link in page.related if rng.random() < 0.5]
    new = [Link(f"{unique('machine')}.md", sentence(rng, "machine"), "both") for _ in range(rng.randint(0, 2))]
    return replace(page, related=(*kept, *new))


def translated(rng: random.Random, page: Page) -> Page:
    return replace(page, headings=(unique("machine"), unique("machine"), unique("machine")))


def everything(rng: random.Random, page: Page) -> Page:
    for change in rng.sample(REGENERATIONS[:-1], 4):
        page = change(rng, page)
    return page


REGENERATIONS: list[Regeneration] = [
    lambda rng, page: page,
    field("title", lambda rng: sentence(rng, "machine")),
    field("outlet", lambda _: unique("machine")),
    field("date", lambda rng: rng.choice(["2019-01-01", "2017?", "../2014"])),
    less_fields, relisted, relisted, cut, restored, reworded, divided, joined, swapped, doubled, resummed,
    more_summary, relinked, translated, everything,
]  # fmt: skip


# -- what people do to a page ------------------------------------------------------------------------------------------


@dataclass
class Text:
    """A page in lines: `front` without its two marks and the build's own line, `body` in paragraphs."""

    front: list[str]
    own: str
    body: list[str]

    @classmethod
    def of(cls, text: str) -> Text:
        head, body = text[4:].split("\n---\n", 1)
        *front, own = head.split("\n")
        return cls(front, own, [block for block in body.split("\n\n") if block.strip()])

    def __str__(self) -> str:
        front = "\n".join([*self.front, self.own])
        return f"---\n{front}\n---\n\n" + "\n\n".join(block.strip("\n") for block in self.body) + "\n"

    def key(self, rng: random.Random) -> int:
        return rng.randrange(len(self.front))

    def prose(self, rng: random.Random) -> int:
        """Some block that is no heading; -1 where there is none."""
        found = [n for n, block in enumerate(self.body) if not block.lstrip().startswith("#")]
        return rng.choice(found) if found else -1


Edit = Callable[[random.Random, Text], None]


def name_of(line: str) -> str:
    return line.partition(":")[0]


def retitle(rng: random.Random, text: Text) -> None:
    at = next((n for n, line in enumerate(text.front) if line.startswith("title:")), None)
    if at is not None:
        text.front[at] = rng.choice(["title: {}", "title: '{}'  # mine", 'title: "{}"', "title: >-\n  {}"]).format(
            unique("person")
        )


def revalue(rng: random.Random, text: Text) -> None:
    at = text.key(rng)
    if "\n" not in text.front[at] and not text.front[at].startswith("#"):
        text.front[at] = f"{name_of(text.front[at])}: {unique('person')}"


def comment_above(rng: random.Random, text: Text) -> None:
    text.front.insert(text.key(rng), f"# {unique('person')}")


def comment_behind(rng: random.Random, text: Text) -> None:
    at = text.key(rng)
    if "\n" not in text.front[at]:
        text.front[at] += f"  # {unique('person')}"


def own_key(rng: random.Random, text: Text) -> None:
    at = rng.randint(0, len(text.front))
    text.front.insert(
        at,
        rng.choice(["{}: 0123", "{}: no", "{}:\n  a: 1\n  b: [x, y]", "{}: |\n  two\n\n  lines"]).format(
            unique("person")
        ),
    )


def adjacent_keys(rng: random.Random, text: Text) -> None:
    at = next((n for n, line in enumerate(text.front) if line.startswith("status:")), None)
    if at is not None:
        text.front[at : at + 1] = ["status: reviewed", f"reviewed_by: {unique('person')}"]


def drop_key(rng: random.Random, text: Text) -> None:
    if len(text.front) > 1:
        text.front.pop(text.key(rng))


def shuffle_keys(rng: random.Random, text: Text) -> None:
    rng.shuffle(text.front)


def own_line_first(rng: random.Random, text: Text) -> None:
    text.front, text.own = [text.own, *text.front[:-1]], text.front[-1]


def listed(rng: random.Random, text: Text) -> int | None:
    found = [n for n, line in enumerate(text.front) if re.match(r"\w+: \[.*\]$", line)]
    return rng.choice(found) if found else None


def more_items(rng: random.Random, text: Text) -> None:
    if (at := listed(rng, text)) is not None:
        text.front[at] = (text.front[at][:-1] + f", {unique('person')}]").replace("[, ", "[")


def fewer_items(rng: random.Random, text: Text) -> None:
    if (at := listed(rng, text)) is not None:
        name, items = name_of(text.front[at]), yaml.safe_load(text.front[at])
        kept = next(iter(items.values()))[1:]
        text.front[at] = (
            f"{name}: {yaml.safe_dump(kept, default_flow_style=True, allow_unicode=True, width=10**6).strip()}"
        )


def block_items(rng: random.Random, text: Text) -> None:
    if (at := listed(rng, text)) is not None:
        name, items = name_of(text.front[at]), next(iter(yaml.safe_load(text.front[at]).values()))
        rows = "".join(
            f"\n  - {yaml.safe_dump(one, width=10**6).removesuffix('...' + chr(10)).strip()}" for one in items
        )
        text.front[at] = f"{name}:{rows}" + rng.choice(["", f" # {unique('person')}", f"\n  - {unique('person')}"])


def one_word(rng: random.Random, text: Text, make: Callable[[str], str]) -> None:
    if (at := text.prose(rng)) >= 0:
        words = text.body[at].split(" ")
        n = rng.randrange(1, len(words)) if len(words) > 1 else 0
        words[n] = make(words[n])
        text.body[at] = " ".join(words)


def typo(rng: random.Random, text: Text) -> None:
    one_word(rng, text, lambda _: unique("person"))


def more_words(rng: random.Random, text: Text) -> None:
    one_word(rng, text, lambda word: f"{word} {unique('person')} {unique('person')}")


def bold(rng: random.Random, text: Text) -> None:
    one_word(rng, text, lambda word: f"**{word}**")


def rewrite(rng: random.Random, text: Text) -> None:
    if (at := text.prose(rng)) >= 0:
        text.body[at] = sentence(rng, "person")


def delete_block(rng: random.Random, text: Text) -> None:
    text.body.pop(rng.randrange(len(text.body)))


def add_block(make: Callable[[random.Random], str]) -> Edit:
    return lambda rng, text: text.body.insert(rng.randint(0, len(text.body)), make(rng))


def move_block(rng: random.Random, text: Text) -> None:
    block = text.body.pop(rng.randrange(len(text.body)))
    text.body.insert(rng.randint(0, len(text.body)), block)


def copy_block(rng: random.Random, text: Text) -> None:
    text.body.insert(rng.randint(0, len(text.body)), rng.choice(text.body))


def split_block(rng: random.Random, text: Text) -> None:
    if (at := text.prose(rng)) >= 0 and " " in text.body[at] and "\n" not in text.body[at]:
        head, _, tail = text.body[at].partition(". ")
        text.body[at : at + 1] = [head, tail or unique("person")]


def join_blocks(rng: random.Random, text: Text) -> None:
    at = rng.randrange(len(text.body))
    if at + 1 < len(text.body) and not any(b.startswith(("#", "-")) for b in text.body[at : at + 2]):
        text.body[at : at + 2] = [" ".join(text.body[at : at + 2])]


def wrap(rng: random.Random, text: Text) -> None:
    if (at := text.prose(rng)) >= 0 and not text.body[at].startswith("-"):
        text.body[at] = text.body[at].replace(". ", ".\n")


def bullets(rng: random.Random, text: Text) -> int | None:
    found = [n for n, block in enumerate(text.body) if block.startswith("- ")]
    return rng.choice(found) if found else None


def change_bullets(change: Callable[[random.Random, list[str]], None]) -> Edit:
    def edit(rng: random.Random, text: Text) -> None:
        if (at := bullets(rng, text)) is not None:
            rows = text.body[at].split("\n")
            change(rng, rows)
            text.body[at : at + 1] = ["\n".join(rows)] if rows else []

    return edit


def drop_part(rng: random.Random, text: Text) -> None:
    heads = [n for n, block in enumerate(text.body) if block.startswith("## ")]
    if heads:
        at = rng.choice(heads)
        end = next((n for n in heads if n > at), len(text.body))
        del text.body[at:end]


def move_part(rng: random.Random, text: Text) -> None:
    heads = [n for n, block in enumerate(text.body) if block.startswith("## ")]
    if heads:
        at = heads[0]
        end = next((n for n in heads if n > at), len(text.body))
        part = text.body[at:end]
        del text.body[at:end]
        text.body += part


def rename_heading(rng: random.Random, text: Text) -> None:
    heads = [n for n, block in enumerate(text.body) if block.startswith("#")]
    if heads:
        at = rng.choice(heads)
        text.body[at] = f"{text.body[at].split(' ')[0]} {unique('person')}"


EDITS: dict[str, Edit] = {
    "retitle": retitle, "revalue": revalue, "comment above": comment_above, "comment behind": comment_behind,
    "own key": own_key, "adjacent keys": adjacent_keys, "drop key": drop_key, "shuffle keys": shuffle_keys,
    "own line first": own_line_first, "more items": more_items, "fewer items": fewer_items, "block items": block_items,
    "typo": typo, "more words": more_words, "bold": bold, "rewrite": rewrite, "delete block": delete_block,
    "add paragraph": add_block(lambda rng: sentence(rng, "person")),
    "add admonition": add_block(lambda _: f"!!! note\n    {unique('person')}\n\n    more {unique('person')}"),
    "add fence": add_block(lambda _: f"```\n{unique('person')}\n\n# {unique('person')}\n```"),
    "add footnote": add_block(lambda _: f"[^1]: {unique('person')}"),
    "add list": add_block(lambda _: f"1. {unique('person')}\n2. {unique('person')}\n\n    deep {unique('person')}"),
    "add comment": add_block(lambda _: f"<!-- {unique('person')} -->"),
    "move block": move_block, "copy block": copy_block, "split block": split_block, "join blocks": join_blocks,
    "wrap": wrap, "drop part": drop_part, "move part": move_part, "rename heading": rename_heading,
    "more bullets": change_bullets(lambda rng, rows: rows.insert(rng.randint(0, len(rows)), f"- {unique('person')}")),
    "fewer bullets": change_bullets(lambda rng, rows: rows.pop(rng.randrange(len(rows))) and None),
    "shuffle bullets": change_bullets(lambda rng, rows: rng.shuffle(rows)),
}  # fmt: skip


def foreseen(rng: random.Random, text: Text, ours: str) -> None:
    """A person writes what the build is about to write."""
    blocks = [block for block in Text.of(ours).body if block not in text.body and block.lstrip()[0] not in "#-"]
    if blocks:
        text.body.insert(rng.randint(0, len(text.body)), rng.choice(blocks))


# What an editor program does to the whole file.
HABITS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old": lambda text: text.replace("\n", "\r"),
    "both line ends": lambda text: text.replace("\n\n", "\r\n\r\n"),
    "mark": lambda text: "\ufeff" + text,
    "no last line end": lambda text: text.rstrip("\n"),
    "wide gaps": lambda text: text.replace("\n\n", "\n\n\n"),
    "trailing blank lines": lambda text: text + "\n\n",
}


# -- the oracle --------------------------------------------------------------------------------------------------------


def wrongs(base: str, theirs: str, ours: str, merged: Merged) -> list[str]:
    """What is wrong with a merge; empty where nothing is."""
    return [
        check
        for checks in (_front_wrongs, _key_wrongs, _body_wrongs, _order_wrongs)
        for check in checks(base, theirs, ours, merged)
    ]


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?:base|person|machine)\d+x", text))


def _front_wrongs(base: str, theirs: str, ours: str, merged: Merged) -> list[str]:
    wrong = []
    b, t, o = (parse(text, "").fields for text in (base, theirs, ours))
    page = parse(merged.text, "")
    m = page.fields
    if not isinstance(yaml.safe_load(page.front), dict) or m.get("digest") != o["digest"]:
        wrong.append("front matter is broken")
    told = {proposal.part for proposal in merged.proposals}
    for name in {*b, *t, *o} - {"digest"}:
        before, theirs_, ours_, got = (side.get(name) for side in (b, t, o, m))
        if (
            all(isinstance(v, list | None) for v in (before, theirs_, ours_))
            and theirs_ is not None
            and ours_ is not None
        ):
            was, now, new, result = (
                {str(x) for x in v or ()} for v in (before, theirs_, ours_, got if isinstance(got, list) else ())
            )  # type: ignore[attr-defined]
            if not now - was <= result or (was - now) & result:
                wrong.append(f"edit of {name} lost")
            if name not in told and (not new - was - now <= result | (was - now) or (was - new) & result):
                wrong.append(f"update of {name} missed")
        elif theirs_ not in (before, got):
            wrong.append(f"edit of {name} lost")
        elif ours_ not in (before, got) and name not in told:
            wrong.append(f"update of {name} missed")
    comments = re.findall(r"# person\d+x", parse(theirs, "").front)
    wrong += [f"comment {one} lost" for one in comments if one not in page.front]
    ends = set(re.findall(r"\r\n|\r|\n", theirs))
    if merged.text.startswith("\ufeff") != theirs.startswith("\ufeff") or not ends >= {
        *re.findall(r"\r\n|\r|\n", merged.text)
    }:
        wrong.append("line ends or mark changed")
    return wrong


def _body_wrongs(base: str, theirs: str, ours: str, merged: Merged) -> list[str]:
    b, t, o, m = (_unix(parse(text, "").body) for text in (base, theirs, ours, merged.text))
    blocks = [p for p in merged.proposals if p.sort != "field"]
    wrong = [f"what proposal {p.part} shows does not stand" for p in blocks if not _stands(p.theirs, m)]
    told = _words("\n".join(p.ours for p in blocks)) | _words("\n".join(p.base for p in blocks))
    old, person, new, got = map(_words, (b, t, o, m))
    wrong += [f"word {w} of a person: {n} became {got[w]}" for w, n in person.items() if w not in old and got[w] < n]
    wrong += [f"word {w} of the build missed" for w in new if w not in old and w not in got and w not in told]
    wrong += [
        f"word {w} stays, the build cut it"
        for w in old
        if w not in new and got[w] and w not in told and person[w] <= old[w]
    ]
    wrong += [f"word {w} is back" for w in old if w not in person and w in got]
    # What each side adds adds up; what both write anew stands once.
    most = {w: max(person[w], new[w], person[w] + new[w] - old[w] if w in old else 0) for w in got}
    wrong += [f"word {w} stands {n} times" for w, n in got.items() if n > most[w]]
    texts = [
        Counter(_unix(block.text.strip()) for block in parse(text, "").blocks()[1])
        for text in (base, theirs, merged.text)
    ]
    was, now, result = texts
    wrong += [f"block {x[:30]!r} is back" for x in was - now if result[x] > now[x]]
    return wrong + (["conflict marker"] if re.search("^(<<<<<<<|=======|>>>>>>>)", m, re.MULTILINE) else [])


def _key_wrongs(base: str, theirs: str, ours: str, merged: Merged) -> list[str]:
    """A key that one side alone changed has that side's very bytes; the person's order stays; `digest` stays last."""
    b, t, o, m = ({key.name: _unix(key.text) for key in parse(x, "").keys} for x in (base, theirs, ours, merged.text))
    wrong = []
    for name in {*b, *o, *t} - {"digest"}:
        was, mine, new, got = (side.get(name) for side in (b, t, o, m))
        if new == was and got != mine:
            wrong.append(f"bytes of {name} changed, the build has no news of it")
        if mine == was and got != new:
            wrong.append(f"{name} is not as the build writes it, though no person touched it")
    if [name for name in m if name in t] != [name for name in t if name in m]:
        wrong.append("the order of the keys changed")
    if list(t)[-1:] == ["digest"] and list(m)[-1:] != ["digest"]:
        wrong.append("a new key stands behind digest")
    return wrong


def _blocks(text: str) -> list[str]:
    return [_unix(block.text).strip() for block in parse(text, "").blocks()[1]]


def _stands(shown: str, body: str) -> bool:
    """Whether the blocks of a text stand in a body, in their order."""
    part, whole = ([_unix(block.text).strip() for block in split(text)[1]] for text in (shown, body))
    rest = iter(whole)
    return _unix(shown).strip() in body or all(block in rest for block in part)


def _order_wrongs(base: str, theirs: str, ours: str, merged: Merged) -> list[str]:
    """Where one side alone moved blocks, they stand in its order; a body kept whole is the person's."""
    b, t, o, m = (_blocks(text) for text in (base, theirs, ours, merged.text))
    if any(proposal.sort == "body" for proposal in merged.proposals):
        return ["a body kept whole is another"] if m != t else []
    mine, built = (_in_order(b, side, o, t, m) for side in (t, o))
    wrong = (built and not _in_order(t, m, b)) or (mine and not _in_order(o, m, b))
    return ["blocks stand in another order"] if wrong else []


def _in_order(one: list[str], other: list[str], *among: list[str]) -> bool:
    """Whether what stands once in each text stands in the same order in the first two."""
    common = set.intersection(*({x for x, n in Counter(text).items() if n == 1} for text in (one, other, *among)))
    return [x for x in one if x in common] == [x for x in other if x in common]


def one(rng: random.Random) -> tuple[str, str, str, str]:
    """A random case: what was done, base, theirs, ours."""
    before = draft(rng)
    base = page_text(before, OLD)
    names = rng.sample(sorted(EDITS), rng.choice([1, 1, 2, 3, 6]))
    text = Text.of(base)
    for name in names:
        if text.front and text.body:
            EDITS[name](rng, text)
    habit = rng.choice([*HABITS, *["as it is"] * 6])
    regeneration = rng.randrange(len(REGENERATIONS))
    ours = page_text(REGENERATIONS[regeneration](rng, before), NEW)
    if rng.random() < FORESEEN and text.body == Text.of(base).body:
        foreseen(rng, text, ours)
    theirs = HABITS[habit](str(text))
    try:
        parse(theirs, "")
    except DigestError:
        return one(rng)  # a page that cannot be read stops the build before any merge
    return f"{names}, {habit}, regeneration {regeneration}", base, theirs, ours


def run(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """`number` random merges: how often what happened, and every case that went wrong."""
    rng = random.Random(seed)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    for n in range(number):
        what, base, theirs, ours = one(rng)
        merged = merge(base, theirs, ours)
        wrong = wrongs(base, theirs, ours, merged)
        if merge(ours, merged.text, ours).text != merged.text:
            wrong.append("a second build changes the page")
        counts["merges"] += 1
        counts["with proposals"] += bool(merged.proposals)
        counts["whole body kept"] += any(p.sort == "body" for p in merged.proposals)
        if wrong:
            failures.append(f"case {n} of seed {seed}: {what}: {wrong}")
    return counts, failures


if __name__ == "__main__":
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chosen = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    found, bad = run(amount, chosen)
    print("\n".join(bad[:20]))
    print(f"{len(EDITS)} edits, {len(HABITS)} habits, {len(REGENERATIONS)} regenerations")
    print(f"seed {chosen}: {dict(found)}, {len(bad)} wrong")
    sys.exit(bool(bad))
