"""Small questions about text: what must not count first, then every script alike."""

import re
import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.article import blocks
from digest.text import JOINERS, SIGNS, UNSPACED, ended, fold, key, lines, terms, words

WORD = re.compile(rf"\w[\w{SIGNS}]*(?:[{JOINERS}]+\w[\w{SIGNS}]*)*")
TERM = re.compile(rf"[{UNSPACED}]+|(?:[^\W_{UNSPACED}]|[{SIGNS}])+")
UNSPACED_RUN = re.compile(rf"[{UNSPACED}]{{3,}}")


@pytest.mark.parametrize("line", ["", "A heading", "Vol. 3 of", "x.y", "See [1]", "*", "He said: “", "v2.0 [12] beta"])
def test_not_ended(line: str) -> None:
    assert not ended(line)


ENDED = [
    "He said “no.”", "वह आया।", "كلمة.\u200f", "text.”\u200f", "x.\u00a0»", "x།", "x.*", "Er sagte: „Nein.“",
    "So it is.[1]", "So it is.[1][23]", "كلمة.\u2069", "他来了。」", "Done.²", "…", "So?! )",
]  # fmt: skip


@pytest.mark.parametrize("line", ENDED)
def test_ended(line: str) -> None:
    assert ended(line)


def test_blocks_end_as_sentences_do() -> None:
    assert blocks.ended is ended


@given(st.text(), st.sampled_from(["”", "»", "\u200f", "\u2069", "[7]", "*", " "]))
def test_what_closes_a_quotation_opens_nothing(line: str, closer: str) -> None:
    """A closer behind a sentence leaves it ended."""
    assert ended(line + "." + closer)


WORDS = [
    ("He can't, he said.", ["He", "can", "t", "he", "said"]),
    ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ("বাংলা ভাষা", ["বাংলা", "ভাষা"]),
    ("தமிழ் மொழி", ["தமிழ்", "மொழி"]),
    ("كَتَبَ الوَلَدُ", ["كَتَبَ", "الوَلَدُ"]),
    ("می\u200cخواهم", ["می\u200cخواهم"]),
    ("a\u200c b", ["a", "b"]),
    ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
]


@pytest.mark.parametrize(("text", "wanted"), WORDS)
def test_words(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


@pytest.mark.parametrize("text", ["हिन्दी भाषा", "বাংলা ভাষা", "தமிழ் மொழி", "မြန်မာ စာ"])
def test_a_key_has_as_many_words_as_its_text(text: str) -> None:
    assert key(text).count(" ") == 1


@given(st.text())
def test_words_lose_no_letter(text: str) -> None:
    """Every letter and digit stands in a word, in order."""
    assert [c for c in "".join(words(text)) if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text())
def test_no_word_begins_with_a_sign(text: str) -> None:
    """A sign belongs to the letter before it."""
    assert all(unicodedata.category(word[0])[0] not in "MZP" or word[0] == "_" for word in words(fold(text)))


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_fold_as_all_others_do(text: str) -> None:
    """Beside a sign that is not ASCII, ASCII folds to the same as alone."""
    assert fold(text + "…é")[: len(text)] == fold(text)


@given(st.lists(st.sampled_from(["\r", "\n", "\r\n", "a", " ", "\x0b", "\u2028", "\x85"])).map("".join))
def test_lines_are_where_editors_see_them(text: str) -> None:
    """Lines end at CR, LF and CRLF and nowhere else, and say what stands between."""
    plain = [*re.finditer(r"(?:\A|(?<=\n)|(?<=\r)(?!\n))[^\r\n]*", text)]
    assert [line.strip() for line in lines(text)] == [found[0].strip() for found in plain]
    starts = accumulate((len(line) + 1 for line in lines(text)[:-1]), initial=0)
    assert [*starts] == [found.start() for found in plain]


@given(st.text(st.sampled_from("ab1_ ’.-é\u0301ß\u064bشي\u200c\u200dहि्文字カำไ\U00010a01\U0001d7ce\u200f")))
def test_short_cuts_lead_to_the_same_words(text: str) -> None:
    """Words and terms are what their definitions say, whichever way they are found."""
    assert words(text) == WORD.findall(text)
    runs = TERM.findall(fold(text))
    pairs = [[run[i : i + 2] for i in range(len(run) - 1)] if UNSPACED_RUN.match(run) else [run] for run in runs]
    assert terms(text) == [term for found in pairs for term in found]
