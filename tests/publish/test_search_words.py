"""Laws of how the search compares words: hasty spellings are one word, nothing is endless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.language import affixes
from digest.publish.search import Record, forms, keys
from digest.text import loose, sought

# Letters of several scripts, signs that are silent, and what a hostile hand would try.
SIGNS = "aZéß|¦ \n\t\x00<>&\"\\'%/-_.\u200b\u200c\u0640\u202e\ufeff\ud800" + "ابةىيلوكَأ٣谈判和กี่한국हिन्दी"
TEXT = st.text(st.sampled_from(SIGNS) | st.characters(), max_size=80)
UNTOUCHED = ("والد", "كتاب", "الا", "taliban", "谈判", "1234")


@pytest.mark.parametrize("word", UNTOUCHED)
def test_a_word_is_always_one_of_its_own_forms(word: str) -> None:
    assert forms(word)[0] == word


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("المحادثات", "محادثات"),
        ("والمحادثات", "محادثات"),
        ("للمحادثات", "محادثات"),
        ("بكابول", "كابول"),
        ("وبكابول", "كابول"),
    ],
)
def test_what_is_written_onto_a_word_does_not_hide_it(written: str, bare: str) -> None:
    assert bare in keys(written)


def test_a_short_word_loses_nothing() -> None:
    assert forms("ولد") == ("ولد",)
    assert forms("الله") == ("الله",)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("افغانستان", "أَفْغَانِسْتَان"),
        ("القاعده", "القاعدة"),
        ("كتابها", "کتاب‌ها"),
        ("strasse", "Straße"),
        ("elysee", "Élysée"),
        ("۱۲", "12"),
        ("ёлка", "Елка"),
    ],
)
def test_hasty_spellings_are_the_same_word(typed: str, written: str) -> None:
    assert sought(typed) == sought(written)


@given(TEXT)
def test_loose_is_loose_enough(text: str) -> None:
    """Loosening twice changes nothing more, and leaves no sign above or below a letter."""
    once = loose(text)
    assert loose(once) == once
    assert not [sign for sign in once if unicodedata.category(sign).startswith("M") and ord(sign) < 0x1F000]


def test_nothing_endless_is_one_word() -> None:
    """A line of a million letters, and as many words, are read in pieces."""
    assert max(map(len, keys("ا" * 1_000_000))) <= 64
    assert len(keys("谈" * 100_000)) < 500_000
    assert Record("", "t" * 1_000_000, names=["n" * 1_000_000]).known_as == "n" * 20_000


def test_endings_leave_short_names_alone() -> None:
    """An ending of one letter that names end in would make Iran and Iraq one word."""
    assert not {"n", "k", "q", "a", "o", "i"} & set(affixes("endings"))
