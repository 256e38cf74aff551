"""Sentences are verbatim, in order and complete; what must not be torn comes first."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.article.sentences import WALL, paragraphs, sentences

LANGS = st.sampled_from(["en", "ar", "de", "zh", "th", "hi", "ur", "xx", "und", ""])
HOSTILE = st.text(
    st.sampled_from(list('ab Z.!?…\n\t\r\u2028"“”‘’«»()،و وا۔।。！5\u202e\u0000\ud800 ก中')), max_size=300
)

WHOLE = [
    ("en", "Dr. Smith met Gen. Lee at 3.5 p.m. in Washington, D.C. with J. R. R. Tolkien."),
    ("en", "He moved to the U.S. embassy in Kabul."),
    ("en", "He came at 5 p.m. Monday and left."),
    ("en", "Mrs. May said nothing to Gen. March."),
    ("en", "Dr. Long spoke to Dr. He of Prof. So."),
    ("en", "The U.S. April report is out."),
    ("en", "He flew to Washington, D.C. Day by day he wrote."),
    ("en", "“We will go. We will win,” he said."),
    ("en", '"Go. Now. At once!" she cried to the crowd.'),
    ("en", "‘We will go. We will win,’ he said."),
    ("en", "Read more at www.example.com or mail a.b@example.org for v2.0.1 today."),
    ("en", "“Will you come?” she asked."),
    ("en", "II. Strategic Dimensions of the Talks"),
    ("en", "3. The third rule"),
    ("en", "The plan … was dropped."),
    ("en", "Yahoo! was a company."),
    ("de", "Am 3. Mai kam er an."),
    ("ar", "قال د. محمد إن النسبة بلغت 3.5 بالمئة."),
    ("zh", "他说：“我们走。我们会赢。”"),
    ("xx", "no stops in a language nobody knows"),
]


@pytest.mark.parametrize(("lang", "text"), WHOLE)
def test_one_sentence_stays_one(lang: str, text: str) -> None:
    assert [s.text for s in sentences(text, lang)] == [text]


SEVERAL = [
    ("en", ["He came.", "He saw.", "He won!"]),
    ("en", ["Is it over?", "Nobody knows…", "The end."]),
    ("en", ["It belongs to the U.S.", "The others left."]),
    ("en", ["He left at 5 p.m.", "She stayed."]),
    ("en", ["He moved to the U.S.", "However, the others left."]),
    ("de", ["Er sagte: „Wir gehen.“", "Dann ging er."]),
    ("en", ["“We will go.”", "The crowd left."]),
    ("en", ["He said “no.”", "The others said “yes.”"]),
    ("en", ["In 2014.", "Then came 2015."]),
    ("en", ["“This opens and never closes.", "The rest must not be swallowed.", "Nor this."]),
    ("en", ['A " stray mark is here.', "The rest goes on.", "Nor is this lost."]),
    ("en", ["KABUL (Reuters) -", "The talks began on Monday in the city and went on for three days."]),
    ("ar", ["بدأت المحادثات.", "هل تنجح؟", "لا أحد يعلم!"]),
    ("ar", ["ولد عام 1770 م.", "ومات بعد ذلك."]),
    ("ur", ["وہ آیا۔", "اس نے دیکھا۔"]),
    ("hi", ["वह आया।", "उसने देखा॥", "वह जीता।"]),
    ("am", ["እሱ መጣ።", "አየ።"]),
    ("my", ["သူလာသည်။", "သူမြင်သည်။"]),
    ("km", ["គាត់មក។", "គាត់ឃើញ។"]),
    ("hy", ["Նա եկավ։", "Նա տեսավ։"]),
    ("ru", ["Он пришёл.", "Он увидел."]),
]


@pytest.mark.parametrize(("lang", "wanted"), SEVERAL)
def test_sentences_end_in_every_script(lang: str, wanted: list[str]) -> None:
    assert [s.text for s in sentences(" ".join(wanted), lang)] == wanted


@pytest.mark.parametrize(
    ("lang", "wanted"), [("zh", ["他来了。", "他看见了！", "他赢了？"]), ("ja", ["来た。", "見た。"])]
)
def test_no_blank_is_needed_where_the_script_has_none(lang: str, wanted: list[str]) -> None:
    assert [s.text for s in sentences("".join(wanted), lang)] == wanted


def test_a_lost_blank_behind_a_stop_is_no_bond() -> None:
    assert [s.text for s in sentences("كانت رائعة.وقال الوزير إنها كافية.", "ar")] == [
        "كانت رائعة.",
        "وقال الوزير إنها كافية.",
    ]
    assert [s.text for s in sentences("It is over.The next one came.", "en")] == ["It is over.", "The next one came."]


@given(st.one_of(HOSTILE, st.text(max_size=200)), LANGS)
def test_verbatim_in_order_and_complete(text: str, lang: str) -> None:
    """Sentences are slices of the text, apart, in order, with only white space between; none spans two lines."""
    end = 0
    for s in sentences(text, lang):
        assert s.span.of(text) == s.text
        assert s.span.start >= end
        assert not text[end : s.span.start].strip()
        assert s.text == s.text.strip() != ""
        assert not re.search("[\n\r\u2028\u2029\x0b\x0c\x85]", s.text)
        end = s.span.end
    assert not text[end:].strip()


@given(HOSTILE, LANGS)
def test_again_changes_nothing(text: str, lang: str) -> None:
    """The same text gives the same sentences, and each line is read alone."""
    together = [s.text for s in sentences(text, lang)]
    alone = [s.text for line in re.split("[\n\r\u2028]", text) for s in sentences(line, lang)]
    assert together == sentences_text(text, lang) == alone


def sentences_text(text: str, lang: str) -> list[str]:
    return [s.text for s in sentences(text, lang)]


WORDS = "قال الوزير إن المحادثات بدأت في كابول و شارك فيها مسؤولون من طالبان و أكد الرئيس أن الانسحاب مستمر".split()


def _bare(count: int) -> str:
    return " ".join(WORDS[(i * 7 + i // 5) % len(WORDS)] for i in range(count))


@settings(max_examples=25)
@given(st.integers(150, 600))
def test_a_wall_is_cut_into_units(count: int) -> None:
    """A text without punctuation falls into units to read; none ends in a word that leans on the next."""
    units = sentences(_bare(count), "ar")
    assert len(units) >= count // 90
    assert all(u.text.split()[-1] not in {"و", "في", "من", "إن", "أن"} for u in units[:-1])
    assert " ".join(u.text for u in units) == _bare(count)


def test_units_of_a_language_without_a_file() -> None:
    text = " ".join(["maailman", "suurin", "kaupunki", "on", "siellä", "missä"] * 60)
    units = sentences(text, "fi")
    assert len(units) > 3
    assert all(40 <= len(u.text) <= 400 for u in units)
    assert not [u for u in units[:-1] if u.text.endswith(" on")]


def test_a_long_sentence_with_commas_stays_whole() -> None:
    text = "The council, " + "after weeks of talks in the old town hall, " * 14 + "came to an end."
    assert [s.text for s in sentences(text, "en")] == [text]


def test_thai_is_cut_at_its_blanks() -> None:
    text = " ".join(["ประเทศไทยมีประชากรมากกว่าหกสิบล้านคน"] * 30)
    units = sentences(text, "th")
    assert len(units) > 3
    assert "".join(u.text for u in units).replace(" ", "") == text.replace(" ", "")


def test_paragraphs_leave_a_punctuated_block_alone() -> None:
    text = "He came to the town. " * 300
    assert [p.of(text) for p in paragraphs(text, "en")] == [text.strip()]
    assert paragraphs(" \n ", "en") == ()


@settings(max_examples=25)
@given(st.integers(250, 900))
def test_paragraphs_of_a_wall(count: int) -> None:
    """A wall becomes several paragraphs; they are slices, apart, in order, and hold every word."""
    text = _bare(count)
    found = paragraphs(text, "ar")
    assert (len(found) > 2) == (len(text) > WALL)
    assert " ".join(p.of(text) for p in found) == text


@pytest.mark.parametrize(
    "unit", ["a", "a. ", '"a', "“", "”", "...", "و ", "word ", "中", "中。", "A. ", "(a) - ", "\ud800", "' ", "«a. "]
)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_long_line(unit: str, lang: str) -> None:
    """Of a line of any length nothing is lost."""
    text = unit * (60_000 // len(unit))
    found = sentences(text, lang)
    assert sum(len(s.text.replace(" ", "")) for s in found) == len(text.replace(" ", ""))


@pytest.mark.parametrize("unit", ["A. ", "aa.Bb", 'b "a. ', "no stop "])
def test_a_very_long_line_is_read_once(unit: str) -> None:
    """A full stop looks a few letters back, whatever stands in front of it: a long line is read once."""
    text = unit * (300_000 // len(unit))
    assert sum(len(s.text) for s in sentences(text, "en")) <= len(text)
