"""A summary holds whole sentences, verbatim and in order; what must never stand in one comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.article.sentences import sentences
from digest.article.summary import orphan, summarise, torn

LEAD = "The council of the northern province met in the old town on Monday to discuss the budget."
SECOND = "Members of the opposition left the hall before the vote on the new tax was taken."
THIRD = "A final decision about the bridge and the harbour is expected by the end of the year."


def _summary(text: str, lang: str = "en", count: int = 3, title: str = "") -> list[str]:
    return [s.text for s in summarise(sentences(text, lang), text, lang, count, title)]


NEVER = [
    "Budget debate in the north opens",
    "By Jane Miller and our own correspondents in town",
    "KABUL, October 12 (Agency)",
    "A crowd outside the hall, photographed on Monday afternoon REUTERS/Jane Miller",
    "“The talks go on and nobody in this town knows where they will end.",
    "The minister told the paper that “nobody in this town knows where they will end.",
    "The mayor of the town spoke to the members about three matters of the day:",
    "Why?",
    "(The picture shows the hall of the council of the northern province on Monday.)",
    "1. The council of the northern province meets every Monday in the old town hall.",
]


@pytest.mark.parametrize("bad", NEVER)
def test_never_in_a_summary(bad: str) -> None:
    assert _summary(f"{bad}\n{LEAD}\n{SECOND}\n{THIRD}") == [LEAD, SECOND, THIRD]


def test_the_title_is_not_said_again() -> None:
    assert _summary(f"{LEAD}\n{SECOND}\n{THIRD}", title=LEAD.rstrip(".")) == [SECOND, THIRD]


def test_the_same_sentence_stands_once() -> None:
    assert _summary(f"{LEAD}\n{LEAD}\n{SECOND}") == [LEAD, SECOND]


def test_an_orphan_comes_with_the_sentence_before_it_or_not_at_all() -> None:
    orphaned = "He also said that the group would go on with the talks in the spring."
    found = _summary(f"Budget debate opens\n{orphaned}\n{LEAD}\n{SECOND}\n{THIRD}")
    assert found == [LEAD, SECOND, THIRD]
    both = _summary(f"{LEAD} {orphaned}")
    assert both == [LEAD, orphaned]


def test_an_orphan_may_follow_the_title() -> None:
    orphaned = "He also said that the group would go on with the talks in the spring."
    assert _summary(f"{LEAD}\n{orphaned}", title=LEAD.rstrip(".")) == [orphaned]
    assert _summary(f"{LEAD}\n{orphaned}\n{SECOND}", title=LEAD.rstrip(".")) == [orphaned, SECOND]


def test_of_a_text_without_marks_units_that_are_whole() -> None:
    text = " ".join(
        "قال الوزير إن المحادثات بدأت في كابول وشارك فيها مسؤولون وأكد الرئيس أن الانسحاب مستمر".split() * 12
    )
    found = summarise(sentences(text, "ar"), text, "ar")
    assert 1 <= len(found) <= 3
    assert all(s.text.split()[0].lstrip("و") not in {"الوزير", "بدأت", "فيها", "مستمر", "إن"} for s in found)


def test_the_middle_of_a_quotation_is_torn_too() -> None:
    inside = "Some of it leaks into the papers and some of it gets reported by the others."
    text = f"{LEAD}\n“Talks go on and all of the sides are trying to feel their way. {inside}\n{SECOND}\n{THIRD}"
    assert inside not in _summary(text, count=9)


@pytest.mark.parametrize("only", ["Budget debate opens", "Why", "“Torn", "مرحبا", "中文"])
def test_the_least_bad_one_where_there_is_no_good_one(only: str) -> None:
    assert _summary(only) == [only]


@pytest.mark.parametrize("text", ["“a", "a”", "(a", "a]", 'he said "no', "‘I can", "« non", "「中"])
def test_torn(text: str) -> None:
    assert torn(text)


@pytest.mark.parametrize(
    "text", ["“a” (b)", "the boys’ game isn’t o’er", "don't", "„so“", '"a" and "b"', "‘yes’ he said"]
)
def test_not_torn(text: str) -> None:
    assert not torn(text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("He left.", "en"),
        ("“They left.", "en"),
        ("In exchange, it left.", "en"),
        ("و مع ذلك غادر", "ar"),
        ("وأضاف أنه غادر", "ar"),
        ("The agency also left.", "en"),
        ("قال الوزير أيضا إنه غادر", "ar"),
    ],
)
def test_orphan(text: str, lang: str) -> None:
    assert orphan(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hello there.", "en"),
        ("The decision of the court was read to us also.", "en"),
        ("Heather left.", "en"),
        ("و قالت الوزيرة", "ar"),
        ("他走了。", "zh"),
    ],
)
def test_no_orphan(text: str, lang: str) -> None:
    assert not orphan(text, lang)


MARKS = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "«",
        "(",
        ")",
        ". ",
        "! ",
        "\n",
        "؟ ",
        "。",
        "the talks went on in the north ",
        "He said so ",
        "محادثات في كابول ",
    ]
)


@given(st.lists(MARKS, max_size=40).map("".join), st.sampled_from(["en", "ar", "zh", "xx"]), st.integers(0, 5))
def test_whole_verbatim_in_order(text: str, lang: str, count: int) -> None:
    """A summary is a choice of the sentences in their order, at most `count`, at least one where both exist."""
    every = sentences(text, lang)
    found = summarise(every, text, lang, count)
    assert len(found) <= count
    assert bool(found) == bool(count and every)
    places = [every.index(s) for s in found]
    assert places == sorted(set(places))


@given(st.lists(MARKS, max_size=40).map("".join), st.sampled_from(["en", "ar"]))
def test_never_torn_beside_another(text: str, lang: str) -> None:
    """Where a summary has two sentences, neither of them is torn."""
    found = summarise(sentences(text, lang), text, lang, 3)
    assert len(found) < 2 or not any(torn(s.text) for s in found)


def test_thousands_of_sentences() -> None:
    text = "\n".join(f"Council number {i} of the northern province met on Monday in its town." for i in range(5_000))
    assert len(summarise(sentences(text, "en"), text, "en")) == 3
