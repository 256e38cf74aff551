"""Names where they stand: what must not become a name first, then what must, then the laws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import digest
from digest.article.mentions import mentions
from digest.gazetteer import gazetteer


def names(text: str, lang: str = "en") -> dict[str, str]:
    return {m.name: m.kind for m in mentions(text, lang)}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("", "en"),
        ("   \n\n\t", "ar"),
        ("What happened next surprised everybody.", "en"),
        ("The Afghan government and American officials spoke in October.", "en"),
        ("TEN THINGS YOU SHOULD KNOW BEFORE BREAKFAST", "en"),
        ("Ten Things You Should Know Before Breakfast", "en"),
        ("They told us to wait, and it was nice to see them in the center.", "en"),
        ("هذه بلدان كثيرة و أكثر نجاحا", "ar"),
        ("The first Monday in August was quiet.", "en"),
        ("Wir haben gestern lange geredet.", "de"),
        ("今天天气很好", "zh"),
        ("\x00\ud800\u202e", "en"),
        ("...!?؟،", "ar"),
    ],
)
def test_no_names(text: str, lang: str) -> None:
    assert names(text, lang) == {}


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("He flew to Kenya and on to Paris on Friday.", "en", {"Kenya": "place", "Paris": "place"}),
        ("She told us that the US and the U.S. mean one country.", "en", {"US": "place", "U.S.": "place"}),
        ("The talks, said Prof. Dr. Amina Yusufzai, will go on.", "en", {"Amina Yusufzai": "person"}),
        (
            "Yesterday President Julius Nyerere’s plane landed in Nairobi.",
            "en",
            {"Julius Nyerere": "person", "Nairobi": "place"},
        ),
        (
            "The Taliban met envoys of al-Qaeda in Doha.",
            "en",
            {"Taliban": "organisation", "al-Qaeda": "organisation", "Doha": "place"},
        ),
        ("سافر إلى أفغانستان ولبنان ثم عاد للصين", "ar", {"أفغانستان": "place", "لبنان": "place", "الصين": "place"}),
        ("التقى وفد من طالبان مع القاعدة", "ar", {"طالبان": "organisation", "القاعدة": "organisation"}),
        ("Er reiste nach Frankreich.", "de", {"Frankreich": "place"}),
        ("彼はアフガニスタンに行った", "ja", {"アフガニスタン": "place"}),
        ("वह भारत गया", "hi", {"भारत": "place"}),
        ("он поехал в Кабул", "ru", {"Кабул": "place"}),
    ],
)
def test_names(text: str, lang: str, expected: dict[str, str]) -> None:
    assert names(text, lang) == expected


def test_a_surname_alone_is_the_person_named_before() -> None:
    text = "Senator Margaret Wanjiru spoke first. Later Wanjiru left, and nobody followed Wanjiru."
    found = [m for m in mentions(text, "en") if m.kind == "person"]
    assert [m.name for m in found] == ["Margaret Wanjiru"] * 3
    assert [m.text for m in found] == ["Margaret Wanjiru", "Wanjiru", "Wanjiru"]


def test_two_people_of_one_surname_leave_it_open() -> None:
    text = "Senator Margaret Wanjiru met Senator Peter Wanjiru. Then Wanjiru left."
    assert mentions(text, "en")[-1].name == "Wanjiru"


def test_a_headline_shows_the_names_the_text_has_taught() -> None:
    text = (
        "Margaret Wanjiru Wins Crucial Vote In Kenya Again\n\nYesterday Senator Margaret Wanjiru won a vote in Kenya."
    )
    in_headline = [m.name for m in mentions(text, "en") if m.span.end < 50]
    assert in_headline == ["Margaret Wanjiru", "Kenya"]


def test_unpunctuated_arabic_in_one_line() -> None:
    text = "و قالت وزيرة الخارجية الأمريكية هيلاري كلينتون يوم الجمعة إن الولايات المتحدة و باكستان "
    text += "في محادثات مع حلف شمال الأطلسي"
    assert names(text, "ar") == {
        "هيلاري كلينتون": "person",
        "الولايات المتحدة": "place",
        "باكستان": "place",
        "حلف شمال الأطلسي": "organisation",
    }


WORDS = st.sampled_from(
    "President Hamid Karzai Kabul the of said US us . , 's Afghan Taliban van New York قال الرئيس كرزاي و في "
    "وباكستان طالبان 日本 Москва \n \ud800 \x00 IBM 2014 - “ ” ’s".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@given(text=TEXTS, lang=st.sampled_from(["en", "ar", "de", "zh", "hi", "und", "xx-bogus", ""]))
@settings(max_examples=150, deadline=None)
def test_spans(text: str, lang: str) -> None:
    """Every span slices its words verbatim; spans stand in order, overlap nowhere and are never empty."""
    at = 0
    for mention in mentions(text, lang):
        assert mention.span.of(text) == mention.text
        assert mention.text.strip()
        assert mention.name.strip()
        assert mention.span.start >= at
        assert mention.span.end > mention.span.start
        at = mention.span.end


@given(text=TEXTS, lang=st.sampled_from(["en", "ar"]))
@settings(max_examples=60, deadline=None)
def test_reading_is_a_function(text: str, lang: str) -> None:
    """Reading a text twice finds the same."""
    assert mentions(text, lang) == mentions(text, lang)


@pytest.mark.parametrize(
    "text", ["Karzai " * 20_000, "x" * 1_000_000, "\n" * 100_000, "Kabul\n" * 4_000, "و" * 300_000]
)
def test_sizes(text: str) -> None:
    """A megabyte in one word, one line or a hundred thousand lines is read."""
    for lang in ("en", "ar"):
        assert all(m.span.end <= len(text) for m in mentions(text, lang))


@pytest.mark.parametrize("lang", ["th", "zh", "ja", "my", "km"])
def test_the_automaton_of_spellings_has_room(lang: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is said on the error stream, however long the text that walks the automaton."""
    text = " ".join("".join(form[::-1] + form for form in gazetteer(lang).native[i::7]) for i in range(7))
    assert mentions(text * 3, lang)
    assert "DFA" not in capfd.readouterr().err


@pytest.mark.parametrize("lang", ["x" * 300, "../languages/en", "\x00", "e\ud800", "", "en\n", "/", "-"])
def test_a_language_nobody_knows_is_read_by_the_gazetteer(lang: str) -> None:
    assert "Kabul" in names("He went to Kabul.", lang)
    assert digest.summarise("He went to Kabul.", lang) == digest.sentences("He went to Kabul.", lang)
