"""Proposals taken, turned down, carried along; cut lines put back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from page_samples import page

from digest.model import DigestError, Page
from digest.page.review import accept, diff, reject, restore
from digest.page.store import Change, Stored, opened

FIRST = "On Friday the men in Doha ended the talks without a statement of their own"
BEFORE = page(
    text=(("paragraph", FIRST), ("paragraph", "Second paragraph of it."), ("paragraph", "A third one.")),
    record={
        "cuts": [
            {"line": 3, "start": 20, "text": "Share # this"},
            {"line": 5, "start": 50, "text": "(Photo)"},
            {"line": 5, "start": 70, "text": "(Again)"},
            {"line": 9, "start": 90, "text": "Last line"},
        ],
        "starts": [10, 40, 60],
    },
)


def build(content: Path, made: Page) -> Change:
    with opened(content) as store:
        (change,) = store.apply(store.plan([made]))
    return change


def stored(content: Path) -> Stored:
    with opened(content, check=True) as store:
        return store.pages["a.txt"]


def edit(content: Path, old: str, new: str) -> None:
    path = content / stored(content).path
    before = path.read_bytes()
    assert old.encode() in before
    path.write_bytes(before.replace(old.encode(), new.encode(), 1))


def answer(content: Path, text: str, record: bytes) -> None:
    with opened(content) as store:
        old = store.pages["a.txt"]
        (done,) = store.apply([Change("merged", old.path, old.seed, text, record)])
    assert done.outcome == "merged"


def waiting(content: Path) -> list[tuple[str, str]]:
    base = stored(content).base
    assert base is not None
    return [(proposal.theirs.strip(), proposal.ours.strip()) for proposal in base.proposals]


def titled(title: str) -> Page:
    return replace(BEFORE, fields={**BEFORE.fields, "title": title})


def worded(*paragraphs: str) -> Page:
    return replace(BEFORE, text=tuple(("paragraph", one) for one in paragraphs))


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    """A page whose title and first paragraph both sides changed, and whose third a person took out."""
    build(tmp_path, BEFORE)
    edit(tmp_path, "title: Talks in Doha", "title: Mine # sic")
    edit(tmp_path, "the men", "the women")
    edit(tmp_path, "A third one.\n\n", "")
    ours = replace(
        worded(FIRST.replace("the men", "the boys"), "Second paragraph of it.", "A third one, too."),
        fields={**BEFORE.fields, "title": "New"},
    )
    assert build(tmp_path, ours).outcome == "merged"
    return tmp_path


def part(content: Path, n: int) -> str:
    base = stored(content).base
    assert base is not None
    return base.proposals[n].part


def test_both_versions_wait(disputed: Path) -> None:
    assert waiting(disputed) == [
        ("title: Mine # sic", "title: New"),
        (FIRST.replace("the men", "the women"), FIRST.replace("the men", "the boys")),
        ("", "A third one, too."),
    ]
    base = stored(disputed).base
    assert base is not None
    assert diff(base.proposals[0]) == "-title: Mine # sic\n+title: New"


def test_build_after_build_asks_once(disputed: Path) -> None:
    before = stored(disputed)
    ours = replace(
        worded(FIRST.replace("the men", "the boys"), "Second paragraph of it.", "A third one, too."),
        fields={**BEFORE.fields, "title": "New"},
    )
    assert build(disputed, ours).outcome == "edited"
    assert stored(disputed) == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_accept(disputed: Path, newline: str) -> None:
    path = disputed / stored(disputed).path
    path.write_bytes(path.read_bytes().replace(b"\n", newline.encode()))
    for result in ["title: New # sic", FIRST.replace("the men", "the boys"), "A third one, too."]:
        page_ = stored(disputed)
        assert page_.base is not None
        answer(disputed, *accept(page_.text, page_.base, page_.base.proposals[0].part))
        assert newline + result + newline in stored(disputed).text
    text = stored(disputed).text
    assert waiting(disputed) == []
    assert "women" not in text
    assert text.index("Second") < text.index("A third one, too.") < text.index("## Related")
    assert text.count("\n") == text.count(newline)


def test_reject_is_remembered(disputed: Path) -> None:
    before = stored(disputed)
    assert before.base is not None
    for proposal in before.base.proposals:
        page_ = stored(disputed)
        assert page_.base is not None
        answer(disputed, *reject(page_.text, page_.base, proposal.part))
    ours = replace(
        worded(FIRST.replace("the men", "the boys"), "Second paragraph of it.", "A third one, too."),
        fields={**BEFORE.fields, "title": "New"},
    )
    assert build(disputed, ours).outcome == "edited"
    assert waiting(disputed) == []
    assert build(disputed, replace(ours, fields={**ours.fields, "title": "Newer"})).outcome == "merged"
    assert waiting(disputed) == [("title: Mine # sic", "title: Newer")]


def test_a_new_version_takes_the_place_of_the_old(disputed: Path) -> None:
    build(disputed, titled("Newer"))
    assert ("title: Mine # sic", "title: Newer") in waiting(disputed)
    assert len([one for one in waiting(disputed) if one[1].startswith("title")]) == 1


def test_a_person_who_takes_it_by_hand_is_not_asked_again(disputed: Path) -> None:
    edit(disputed, "title: Mine # sic", "title: New")
    ours = replace(
        worded(FIRST.replace("the men", "the boys"), "Second paragraph of it.", "A third one, too."),
        fields={**BEFORE.fields, "title": "New"},
    )
    build(disputed, ours)
    assert [one[1].split(":")[0] for one in waiting(disputed)] == [
        FIRST.replace("the men", "the boys"),
        "A third one, too.",
    ]


def test_accept_where_the_build_drops_what_a_person_edited(tmp_path: Path) -> None:
    build(tmp_path, BEFORE)
    edit(tmp_path, "Second paragraph of it.", "Second paragraph of it all.")
    build(tmp_path, worded(FIRST, "A third one."))
    assert waiting(tmp_path) == [("Second paragraph of it all.", "")]
    page_ = stored(tmp_path)
    assert page_.base is not None
    text, _ = accept(page_.text, page_.base, part(tmp_path, 0))
    assert f"{FIRST}\n\nA third one." in text


def test_wrong_part_is_named(disputed: Path) -> None:
    page_ = stored(disputed)
    assert page_.base is not None
    with pytest.raises(DigestError, match="title"):
        accept(page_.text, page_.base, "nothing")


@pytest.mark.parametrize(("line", "words", "follows"), [(3, "Share # this", FIRST), (9, "Last line", "A third one.")])
def test_cut_line_goes_back_where_it_stood(tmp_path: Path, line: int, words: str, follows: str) -> None:
    build(tmp_path, BEFORE)
    page_ = stored(tmp_path)
    assert page_.base is not None
    answer(tmp_path, *restore(page_.text, page_.base, line))
    assert f"{follows}\n\n{words}\n\n" in stored(tmp_path).text
    assert build(tmp_path, worded(FIRST, "Second, changed.", "A third one.")).outcome == "merged"
    assert f"\n\n{words}\n\n" in stored(tmp_path).text


def test_parts_of_one_line_go_back_each_where_it_stood(tmp_path: Path) -> None:
    build(tmp_path, BEFORE)
    page_ = stored(tmp_path)
    assert page_.base is not None
    answer(tmp_path, *restore(page_.text, page_.base, 5))
    assert "Second paragraph of it.\n\n(Photo)\n\nA third one.\n\n(Again)\n" in stored(tmp_path).text


def test_line_that_was_not_cut_or_is_back(tmp_path: Path) -> None:
    build(tmp_path, BEFORE)
    page_ = stored(tmp_path)
    assert page_.base is not None
    with pytest.raises(DigestError, match="nothing was cut"):
        restore(page_.text, page_.base, 2)
    answer(tmp_path, *restore(page_.text, page_.base, 3))
    again = stored(tmp_path)
    assert again.base is not None
    with pytest.raises(DigestError, match="already"):
        restore(again.text, again.base, 3)
