"""A page three ways: what people did stays, what the build changed arrives or is proposed."""

from __future__ import annotations

import difflib
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_samples import page
from simulation import EDITS, HABITS, NEW, OLD, REGENERATIONS, Edit, Text, draft, one, run, wrongs

from digest.model import DigestError, Page
from digest.page.merge import merge
from digest.page.merge_fields import united
from digest.page.render import page_text

WORDS = "On Friday the men in Doha ended the talks without a statement of their own".split()
BEFORE = page(
    summary=("They met in Doha.", "They left on Friday."),
    text=(("paragraph", " ".join(WORDS)), ("paragraph", "Second paragraph of it."), ("paragraph", "A third one.")),
)
BASE = page_text(BEFORE, OLD)


def built(**changes: object) -> str:
    return page_text(replace(BEFORE, **changes), NEW)  # type: ignore[arg-type]


def fields(**changes: object) -> str:
    return built(fields={**BEFORE.fields, **changes})


def text(*paragraphs: str) -> str:
    return built(text=tuple(("paragraph", one) for one in paragraphs))


def edited(old: str, new: str) -> str:
    assert BASE.count(old) == 1
    return BASE.replace(old, new)


def changed_lines(before: str, after: str) -> list[str]:
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [row for row in rows if row[0] in "+-" and not row.startswith(("+++", "---", "-digest", "+digest"))]


# -- what must not change ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("habit", HABITS)
def test_build_that_changes_nothing_changes_nothing(habit: str) -> None:
    mine = HABITS[habit](edited("Second paragraph", "Second  odd   paragraph\nwrapped"))
    merged = merge(BASE, mine, page_text(BEFORE, OLD))
    assert (merged.text, merged.proposals) == (mine, ())


@pytest.mark.parametrize("habit", HABITS)
def test_new_base_touches_one_line(habit: str) -> None:
    mine = HABITS[habit](edited("title: Talks in Doha", "# why\ntitle:   'Talks in Doha'   # sic\nown: 0123\nno: no"))
    assert merge(BASE, mine, page_text(BEFORE, NEW)).text == mine.replace(OLD, NEW)


def test_one_key_edited_shows_only_the_lines_of_the_build() -> None:
    mine = edited("title: Talks in Doha", "title: My title")
    merged = merge(BASE, mine, built(fields={**BEFORE.fields, "outlet": "Wire"}, summary=("They met in Doha.", "New.")))
    assert changed_lines(mine, merged.text) == ["+outlet: Wire", "-- They left on Friday.", "+- New."]


# -- laws --------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_laws(seed: int) -> None:
    """merge(b, b, o) = o; merge(b, t, b) = t; merge(b, t, t) = t; a merged page meets the same build unchanged."""
    _, b, t, o = one(random.Random(seed))
    assert merge(b, b, o).text == o
    assert merge(b, t, b).text == t
    assert merge(b, t, t).text == t
    merged = merge(b, t, o)
    assert merge(b, t, o) == merged
    assert merge(o, merged.text, o).text == merged.text


@pytest.mark.parametrize("seed", [20, random.SystemRandom().randrange(10**9)], ids=["fixed", "fresh"])
def test_random_merges(seed: int) -> None:
    """Nothing of 150 random merges is lost, missed or broken.

    A failure names its seed: `python tests/page/simulation.py 150 SEED` shows it again.
    """
    counts, failures = run(150, seed)
    assert not failures
    assert counts["with proposals"] > 2
    assert counts["whole body kept"] <= 5  # the net below the merge: it must hardly ever be needed


def test_the_simulation_knows_many_kinds() -> None:
    """At least 22 kinds of edit and 12 of regeneration, every one of which changes some page."""
    assert len(EDITS) >= 22
    assert len({*REGENERATIONS}) >= 12
    rng = random.Random(3)
    for edit in EDITS.values():
        assert any(_edited_by(edit, rng) for _ in range(60)), edit
    for change in {*REGENERATIONS[1:]}:
        pages = [draft(rng) for _ in range(20)]
        assert any(page_text(change(rng, one), OLD) != page_text(one, OLD) for one in pages), change


def _edited_by(edit: Edit, rng: random.Random) -> bool:
    before = page_text(draft(rng), OLD)
    text = Text.of(before)
    edit(rng, text)
    return str(text) != str(Text.of(before))


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_meets_every_regeneration(edit: str) -> None:
    from simulation import Text

    rng = random.Random(edit)
    for regeneration in REGENERATIONS:
        before = draft(rng)
        base, mine = page_text(before, OLD), Text.of(page_text(before, OLD))
        EDITS[edit](rng, mine)
        ours = page_text(regeneration(rng, before), NEW)
        assert not wrongs(base, str(mine), ours, merge(base, str(mine), ours))


def test_an_item_more_in_an_empty_list_is_yaml() -> None:
    """Whatever lists other edits left, the simulation goes on from pages that can be read."""
    page = Text(["people: []"], "", ["They met."])
    EDITS["more items"](random.Random(1), page)
    EDITS["block items"](random.Random(1), page)
    assert page.front[0].startswith("people:\n  - person")


@given(st.text(alphabet="ab\n -#>!`:\r", max_size=60), st.text(alphabet="ab\n -#>!`:", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_body_keeps_its_words(mine: str, theirs: str) -> None:
    """Whatever a person makes of the body, their lines are in the merge, or all of their body is."""
    head, body = BASE.split("\n---\n", 1)
    merged = merge(BASE, f"{head}\n---\n{mine}{body}{theirs}", text("Quite another text.")).text
    assert all(line.strip() in merged for line in (mine + "\n" + theirs).splitlines())


# -- one key -----------------------------------------------------------------------------------------------------------


def test_both_change_one_key() -> None:
    merged = merge(BASE, edited("title: Talks in Doha", "title: Mine"), fields(title="Theirs"))
    assert "title: Mine\n" in merged.text
    assert [(p.part, p.theirs, p.ours) for p in merged.proposals] == [("title", "title: Mine\n", "title: Theirs\n")]


def test_both_make_the_same_change() -> None:
    merged = merge(BASE, edited("title: Talks in Doha", "title: 'New'"), fields(title="New"))
    assert "title: 'New'\n" in merged.text
    assert not merged.proposals


@pytest.mark.parametrize(
    ("mine", "result"),
    [
        ("title: Talks in Doha # sic", "title: New title # sic"),
        ("# why\ntitle: Talks in Doha", "# why\ntitle: New title"),
        ('title: "Talks in Doha"', "title: New title"),
        ("title: >-\n  Talks in\n  Doha", "title: New title"),
    ],
)
def test_comments_stay_when_the_build_changes_the_value(mine: str, result: str) -> None:
    merged = merge(BASE, edited("title: Talks in Doha", mine), fields(title="New title"))
    assert f"\n{result}\n" in merged.text
    assert not merged.proposals


def test_adjacent_keys_edited_by_both() -> None:
    merged = merge(
        BASE, edited("title: Talks in Doha\nlang: en", "title: Mine\nlang: en # sure"), fields(date="2019", lang="fr")
    )
    assert "title: Mine\nlang: fr # sure\ndate: 2019\n" in merged.text


def test_deleted_key_stays_deleted() -> None:
    mine = edited("date: 2018-10-14~\n", "")
    assert merge(BASE, mine, page_text(BEFORE, NEW)).text == mine.replace(OLD, NEW)
    merged = merge(BASE, mine, fields(date="2019"))
    assert merged.text == mine.replace(OLD, NEW)
    assert [p.part for p in merged.proposals] == ["date"]


def test_line_ends_of_both_kinds_are_no_edit_of_a_key() -> None:
    """Most lines end as on Windows, those of the front matter do not: the build's news needs no answer."""
    head, body = BASE.split("\n---\n", 1)
    mine = head + "\n---\n" + (body + "\nMine.\n" * 20).replace("\n", "\r\n")
    merged = merge(BASE, mine, built(fields={k: v for k, v in BEFORE.fields.items() if k != "date"}))
    assert "date:" not in merged.text
    assert not merged.proposals


def test_key_that_the_build_drops() -> None:
    ours = built(fields={k: v for k, v in BEFORE.fields.items() if k != "date"})
    assert "date" not in merge(BASE, edited("lang: en", "lang: fr"), ours).text
    kept = merge(BASE, edited("date: 2018-10-14~", "date: 2018-10-14~ # from the archive"), ours)
    assert "# from the archive" in kept.text
    assert [p.part for p in kept.proposals] == ["date"]


@pytest.mark.parametrize(
    ("mine", "new", "result"),
    [
        ("tags: [peace talks, Doha, mine]", ["peace talks", "Doha", "new"], "tags: [peace talks, Doha, new, mine]"),
        ("tags: [Doha]", ["peace talks", "Doha", "new"], "tags: [Doha, new]"),
        ("tags: ['peace talks', \"Doha\", x]", ["Doha"], 'tags: ["Doha", x]'),
        ("tags: [x]", [], "tags: [x]"),
        ("tags:\n  - peace talks\n  - Doha", ["peace talks", "new"], "tags:\n  - peace talks\n  - new"),
        (
            "tags:\n- peace talks # a\n- Doha # b\n- x",
            ["peace talks", "Doha", "new"],
            "tags:\n- peace talks # a\n- Doha # b\n- new\n- x",
        ),
        ("tags: [peace talks, # a\n  Doha]", ["peace talks", "Doha", "new"], "tags: [peace talks, # a\n  Doha, new]"),
        ("tags: [peace talks, Doha] # all", ["Doha"], "tags: [Doha] # all"),
        ("tags: [Doha, peace talks]", ["peace talks", "Doha", "a: b"], 'tags: [Doha, "a: b", peace talks]'),
        ("tags: one", ["peace talks"], "tags: one"),
        ("tags: []", ["peace talks", "Doha", "new"], "tags: [new]"),
    ],
)
def test_lists_are_ordered_sets(mine: str, new: list[str], result: str) -> None:
    merged = merge(BASE, edited("tags: [peace talks, Doha]", mine), fields(tags=new))
    assert f"\n{result}\n" in merged.text


def test_a_comment_in_a_list_is_never_dropped() -> None:
    mine = edited("tags: [peace talks, Doha]", "tags:\n  - peace talks # why\n  - Doha\n  - x")
    merged = merge(BASE, mine, fields(tags=["Doha", "new"]))
    assert "# why" in merged.text
    assert [p.part for p in merged.proposals] == ["tags"]


@given(*[st.lists(st.sampled_from("abcdef"), unique=True) for _ in range(3)])
def test_united(base: list[str], mine: list[str], ours: list[str]) -> None:
    """A united list has what either side added, lacks what either side took out, and keeps the person's order."""
    result = united(base, mine, ours)
    assert set(result) == (set(mine) | (set(ours) - set(base))) - (set(base) - set(ours))
    assert [one for one in result if one in mine] == [one for one in mine if one in result]


def test_front_matter_in_braces_is_left_to_the_person() -> None:
    mine = "---\n{title: Mine, digest: {seed: a.txt, base: x}}\n---\n\nbody\n"
    merged = merge(BASE, mine, fields(title="New"))
    assert merged.text == mine
    assert merged.proposals


def test_front_matter_that_cannot_be_read_is_named() -> None:
    with pytest.raises(DigestError):
        merge(BASE, edited("title: Talks", "title: a: b"), fields(title="New"))


# -- blocks ------------------------------------------------------------------------------------------------------------

FIRST = " ".join(WORDS)


def test_both_change_other_words_of_one_paragraph() -> None:
    merged = merge(
        BASE,
        edited("Friday the men", "Friday the women"),
        text(FIRST.replace("own", "two"), "Second paragraph of it.", "A third one."),
    )
    assert "On Friday the women in Doha ended the talks without a statement of their two" in merged.text
    assert not merged.proposals


def test_both_change_the_same_words() -> None:
    merged = merge(
        BASE,
        edited("the men", "the women"),
        text(FIRST.replace("the men", "the men of both"), "Second paragraph of it.", "A third one."),
    )
    assert "the women in Doha" in merged.text
    assert "men of both" not in merged.text
    (proposal,) = merged.proposals
    assert "the men of both" in proposal.ours
    assert "the women" in proposal.theirs


def test_words_of_a_script_without_blanks() -> None:
    before = page(text=(("paragraph", "和平谈判星期五在多哈举行没有发表声明双方同意继续"),))
    base, ours = (
        page_text(before, OLD),
        page_text(replace(before, text=(("paragraph", "和平谈判星期五在多哈举行没有发表声明双方同意停止"),)), NEW),
    )
    merged = merge(base, base.replace("星期五", "星期六"), ours)
    assert "和平谈判星期六在多哈举行没有发表声明双方同意停止" in merged.text


def test_moved_paragraph_does_not_come_back() -> None:
    mine = BASE.replace("A third one.\n\n", "").replace("## Text\n\n", "## Text\n\nA third one.\n\n")
    merged = merge(BASE, mine, text(FIRST, "Second paragraph of it, longer.", "A third one!"))
    assert merged.text.count("A third one") == 1
    assert merged.text.index("A third one!") < merged.text.index("On Friday")


def test_paragraph_that_both_moved_stands_where_the_person_put_it() -> None:
    base = text("One.", "Two.", "Three.", "Four.", "Five.").replace(NEW, OLD)
    mine = text("Five.", "One.", "Two.", "Three.", "Four.").replace(NEW, OLD)
    merged = merge(base, mine, text("One.", "Two.", "Five.", "Three.", "Four."))
    assert merged.text == mine.replace(OLD, NEW)


def test_deleted_paragraph_stays_deleted() -> None:
    mine = edited("A third one.\n\n", "")
    merged = merge(BASE, mine, text(FIRST, "Second, changed.", "A third one.", "A fourth."))
    assert "third" not in merged.text
    assert "A fourth." in merged.text
    again = merge(BASE, mine, text(FIRST, "Second paragraph of it.", "A third one, better."))
    assert "third" not in again.text
    assert [p.theirs for p in again.proposals] == [""]


def test_paragraph_that_the_build_cuts() -> None:
    ours = text(FIRST, "A third one.")
    assert "Second" not in merge(BASE, edited("A third one.", "A 3rd one."), ours).text
    kept = merge(BASE, edited("Second paragraph of it.", "Second paragraph of it all."), ours)
    assert "Second paragraph of it all." in kept.text
    assert [(p.base, p.ours) for p in kept.proposals] == [("Second paragraph of it.", "")]


def test_new_paragraph_stands_in_its_place() -> None:
    merged = merge(
        BASE,
        edited("A third one.", "A third one.\n\n!!! note\n    mine\n\n    more"),
        text(FIRST, "New.", "Second paragraph of it.", "A third one.", "Last."),
    )
    body = merged.text.split("## Text")[1]
    order = ["On Friday", "New.", "Second", "A third", "Last.", "!!! note\n    mine\n\n    more", "## Related"]
    assert sorted(order, key=body.index) == order


def test_nothing_new_goes_where_the_part_was_taken_out() -> None:
    mine = BASE.replace("## Summary\n\n- They met in Doha.\n- They left on Friday.\n\n", "")
    merged = merge(BASE, mine, built(summary=("They met in Doha.", "They left on Friday.", "New.")))
    assert merged.text == mine.replace(OLD, NEW)
    assert [p.ours for p in merged.proposals] == ["- New."]


def test_moved_part_gets_its_new_lines() -> None:
    part = "## Summary\n\n- They met in Doha.\n- They left on Friday.\n"
    mine = BASE.replace(part + "\n", "") + "\n" + part
    merged = merge(BASE, mine, built(summary=("They met in Doha.", "New.", "They left on Friday.")))
    assert merged.text.endswith("## Summary\n\n- They met in Doha.\n- New.\n- They left on Friday.\n")


def test_paragraph_split_by_the_build_and_edited_by_a_person_is_not_doubled() -> None:
    merged = merge(
        BASE,
        edited("a statement of", "any statement of"),
        text(" ".join(WORDS[:8]), " ".join(WORDS[8:]), "Second paragraph of it.", "A third one."),
    )
    assert merged.text.count("statement") == 1
    assert merged.proposals


MINE = [
    "A note of my own that nobody else wrote.",
    "Farmers of the north lost their whole harvest after heavy rain.",
    "about bread prices and the weather",
]


@pytest.mark.parametrize(("between", "times"), [*zip(MINE, (0, 0, 1), strict=True)], ids=["note", "edit", "part"])
def test_a_proposal_takes_nothing_along_that_it_is_not_about(between: str, times: int) -> None:
    """Between blocks that the build joined: a person's note, their edit of another block, a part of one divided."""
    first, last = "The minister spoke in the capital", "Schools stayed closed since teachers went on strike."
    other = "Farmers in the north lost their harvest after heavy rain."
    base = text(f"{first} about bread prices and the weather.", other, last).replace(NEW, OLD)
    mine = text(f"{first} today.", between, f"{last} Today.").replace(NEW, OLD)
    (proposal,) = merge(base, mine, text(f"{first} about bread prices and the weather. {last}", other)).proposals
    assert proposal.theirs.count(between) == times


def test_windows_line_ends_and_mark_stay() -> None:
    mine = "\ufeff" + edited("A third one.", "A 3rd one.").replace("\n", "\r\n")
    merged = merge(BASE, mine, text(FIRST, "New.", "Second paragraph of it.", "A third one.")).text
    assert merged.startswith("\ufeff---\r\n")
    assert merged.count("\n") == merged.count("\r\n")
    assert "New.\r\n\r\nSecond" in merged


def test_many_blocks_of_one_text() -> None:
    def many(*paragraphs: str) -> Page:
        return replace(BEFORE, text=tuple(("paragraph", one) for one in paragraphs))

    same = ["Same."] * 3000
    merged = merge(
        page_text(many(*same), OLD), page_text(many("Mine.", *same), OLD), page_text(many(*same, "New."), NEW)
    )
    assert merged.text.count("Same.") == 3000
    assert merged.text.index("Mine.") < merged.text.index("Same.") < merged.text.index("New.")


def test_what_both_wrote_stands_once() -> None:
    """A person added the very paragraph that the build adds now."""
    now = text("They met.", "They left.", "Both say so.")
    mine = text("They met.", "They left.", "Both say so.").replace(NEW, OLD)
    merged = merge(text("They met.", "They left.").replace(NEW, OLD), mine.replace("They met.", "We met."), now)
    assert merged.text.count("Both say so.") == 1
    assert "We met." in merged.text


def test_a_part_of_what_a_person_took_out_is_proposed() -> None:
    """The build says half of a paragraph again that they rewrote; a paragraph of new words comes in."""
    base = text("They met.", "They left the capital without a word.").replace(NEW, OLD)
    mine = base.replace("They left the capital without a word.", "Both went home.")
    ours = text("They met.", "They left the capital without a word.", "They left the capital", "New.")
    merged = merge(base, mine, ours)
    assert "capital" not in merged.text
    assert "New." in merged.text
    assert [proposal.ours for proposal in merged.proposals] == ["They left the capital"]


def test_a_second_copy_of_what_a_person_took_out_is_proposed_alone() -> None:
    """The build doubles a paragraph that they deleted: that block waits, the rest is done."""
    base = text("They met.", "They left.").replace(NEW, OLD)
    merged = merge(
        base, base.replace("They left.\n", ""), text("They met, it says.", "They left.", "New.", "They left.")
    )
    assert "They left." not in merged.text
    assert "They met, it says." in merged.text
    assert [proposal.sort for proposal in merged.proposals] == ["block"]
