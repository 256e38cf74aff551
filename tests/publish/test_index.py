"""Laws of the search's index: every word is where the browser looks, no text is lost, the same for the same pages."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish import index
from digest.publish.search import Record, keys
from digest.text import sound

SIGNS = "aZéß|¦ \n\t\x00<>&\"\\'%/-_.\u200b\u200c\u0640\u202e\ufeff\ud800" + "ابةىيلوكَأ٣谈判和กี่한국हिन्दी"
TEXT = st.text(st.sampled_from(SIGNS) | st.characters(), max_size=80)
RECORDS = [
    Record(
        "articles/a/",
        "A title <b>",
        "Talks in Doha. محادثات الدوحة، 谈判",
        ("Doha", "الدوحة"),
        {"lang": ("en",), "outlet": ('The "Wire"',)},
    ),
    Record("articles/empty/", "", ""),
    Record("articles/odd/", "\ud800\x00", "\ud800 \x00 \u202e x" * 50, ("\ud800",), {"tags": ("\ud800", "")}),
]
POSTING = re.compile("([0-9a-z]*)([A-H])")


def read(postings: str) -> list[int]:
    """What the browser reads out of postings: search.js says the same."""
    found, page = [], -1
    for passed, how in POSTING.findall(postings):
        page += 1 + int(passed or "0", 36)
        found.append(page * 8 + ord(how) - ord("A"))
    return found


def rows(packs: dict[str, str]) -> list[tuple[str, str]]:
    lines = (line for name, pack in packs.items() if name.startswith("words/") for line in pack.splitlines())
    return [(word, postings) for word, _, postings in (line.partition(" ") for line in lines)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@given(st.sets(st.integers(0, 3_000_000)))
def test_postings_say_every_page(pages: set[int]) -> None:
    """What is read out of postings is what was written, whatever the pages."""
    one_each = sorted({page // 8: page for page in pages}.values())
    assert read(index.postings(one_each)) == one_each


@given(st.lists(TEXT, max_size=5))
def test_every_word_leads_to_every_page_it_stands_on(texts: list[str]) -> None:
    """Every form of every word of a text leads to its page, and no other word does."""
    found = {
        word: {page // 8 for page in read(told)} for word, told in rows(index.packs([Record("", "", t) for t in texts]))
    }
    assert found == {
        word: {number for number, text in enumerate(texts) if word in keys(text)}
        for word in {word for text in texts for word in keys(text)}
    }


@given(TEXT, TEXT)
def test_what_is_shown_is_what_the_page_says(title: str, text: str) -> None:
    shown = json.loads(index.packs([Record("a/", title, text, (), {"outlet": (text,)})])["pages/0"])
    assert [shown["title"], shown["text"], shown["narrow"]["outlet"]] == [sound(title), sound(text), [sound(text)]]


def test_packs_are_small_and_in_the_order_in_which_a_browser_compares() -> None:
    """By the halves of UTF-16: a letter beyond U+FFFF comes before one at U+FB00."""
    words = " ".join(f"{letter}{number}" for number in range(9000) for letter in "aظ")
    packs = index.packs([Record("", "", f"{words} \U00010400\U00010401 \uffc7\uffc8x")])
    lines = [word for word, _ in rows(packs)]
    assert lines == sorted(lines, key=lambda word: word.encode("utf-16-be"))
    assert max(len(pack) for name, pack in packs.items() if name.startswith("words/")) <= 32_000
    assert len([name for name in packs if name.startswith("words/")]) > 1


def test_words_in_the_title_and_words_said_often_weigh_more() -> None:
    found = index.standing([Record("", "rare", "often " * 9 + "once", ("named",))])
    assert {word: how[0] for word, how in found.items()} == {"often": 3, "once": 0, "rare": 4, "named": 0}


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        index.lay(RECORDS, tmp_path / name, offline=False)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_other_pages_get_another_folder_and_every_pack_is_compressed(tmp_path: Path) -> None:
    for name, records in (("one", RECORDS), ("two", RECORDS[:2])):
        index.lay(records, tmp_path / name, offline=False)
    first, second = ({path for path in files(tmp_path / name) if path.endswith(".pack")} for name in ("one", "two"))
    assert first
    assert not first & second
    for path in first:
        assert gzip.decompress((tmp_path / "one" / path).read_bytes())


@pytest.mark.parametrize("records", [RECORDS, []])
def test_a_copy_for_the_disk_holds_all_packs_in_one_script(tmp_path: Path, records: list[Record]) -> None:
    index.lay(records, tmp_path, offline=True)
    assert set(files(tmp_path)) == {"search/settings.js", "search/whole.js"}
    script = (tmp_path / "search/whole.js").read_text()
    assert not {"<", ">", "\u2028", "\u2029"} & set(script)
    assert json.loads(script.partition(" = ")[2].removesuffix(";\n")) == index.packs(records)


def test_a_long_text_is_quoted_from_its_beginning_and_found_to_its_end() -> None:
    packs = index.packs([Record("", "", "word " * 50_000 + "last")])
    assert len(packs["pages/0"]) < 61_000
    assert "last" in dict(rows(packs))
