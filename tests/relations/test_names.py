"""One name over the whole collection: what must stay apart first, then what must meet, then the laws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Article, Found, Kind, Mention, Metadata, Name, Seed, Span
from digest.relations.authority import Authority, parse
from digest.relations.names import unite

Row = tuple[str, Kind]


def article(seed: str, lang: str, *rows: Row, text: str = "") -> Article:
    """An article whose text is its names, a line each (or `text`, with no mention placed in it)."""
    body, mentions = text, []
    for name, kind in rows:
        mentions.append(Mention(Span(len(body), len(body) + len(name)), name, kind, name))
        body += name + "\n"
    found = Found(lang, "", "test")
    return Article(
        Seed(seed, body, "utf-8", ""), (), (), Metadata(found, Found("", "", "test")), mentions=tuple(mentions)
    )


def united(*articles: Article, authority: Authority | None = None) -> dict[str, Name]:
    return {name.name: name for name in unite(articles, authority or Authority())[0]}


@pytest.mark.parametrize(
    ("kind", "english", "arabic"),
    [
        ("person", "Laden", "بلدان"),
        ("person", "Zalmay", "الإسلامية"),
        ("place", "Pakistan", "أوزباكستان"),
        ("person", "Margaret Wanjiru", "حامد كرزاي"),
        ("person", "Li", "لي"),
    ],
)
def test_stay_apart(kind: Kind, english: str, arabic: str) -> None:
    assert len(united(article("a", "en", (english, kind)), article("b", "ar", (arabic, kind)))) == 2


def test_kinds_stay_apart() -> None:
    assert len(united(article("a", "en", ("Karzai", "organisation")), article("b", "ar", ("كرزاي", "person")))) == 2


def test_an_ambiguous_surname_stays_apart() -> None:
    names = united(
        article("a", "en", ("Hamid Karzai", "person"), ("Ahmed Karzai", "person")),
        article("b", "en", ("Karzai", "person")),
    )
    assert set(names) == {"Hamid Karzai", "Ahmed Karzai", "Karzai"}


def test_an_ambiguous_sound_stays_apart() -> None:
    names = united(
        article("a", "en", ("Hamid Karzai", "person"), ("Ahmed Karzai", "person")),
        article("b", "ar", ("كرزاي", "person")),
    )
    assert "كرزاي" in names


@pytest.mark.parametrize(("lang", "surname", "other"), [("en", "Bush", "Washington"), ("ar", "بوش", "واشنطن")])
def test_a_surname_without_company_stays_apart(lang: str, surname: str, other: str) -> None:
    names = united(
        article("a", "en", ("Kate Bush", "person"), ("London", "place")),
        article("b", lang, (surname, "person"), (other, "place")),
    )
    assert names["Kate Bush"].seeds == ("a",)
    assert names[surname].seeds == ("b",)


def test_a_surname_is_parted_by_its_company() -> None:
    names = united(
        article("a", "en", ("Kate Bush", "person"), ("London", "place")),
        article("b", "en", ("Bush", "person"), ("Washington", "place")),
        article("c", "en", ("Bush", "person"), ("London", "place")),
    )
    assert names["Kate Bush"].seeds == ("a", "c")
    assert names["Bush"].seeds == ("b",)


def test_a_surname_joins_its_person() -> None:
    names = united(
        article("a", "en", ("Hamid Karzai", "person"), ("Karzai", "person"), ("Kabul", "place")),
        article("b", "en", ("Karzai", "person"), ("Kabul", "place")),
    )
    assert names["Hamid Karzai"].seeds == ("a", "b")
    assert set(names) == {"Hamid Karzai", "Kabul"}


def test_names_meet_across_scripts() -> None:
    names = united(
        article("a", "en", ("Hamid Karzai", "person"), ("Afghanistan", "place"), ("Taliban", "organisation")),
        article("b", "ar", ("كرزاي", "person"), ("أفغانستان", "place"), ("طالبان", "organisation")),
    )
    assert {name: n.seeds for name, n in names.items()} == dict.fromkeys(
        ("Hamid Karzai", "Afghanistan", "Taliban"), ("a", "b")
    )
    assert names["Hamid Karzai"].forms == {"ar": ("كرزاي",), "en": ("Hamid Karzai",)}


def test_a_dateline_does_not_name_its_town() -> None:
    names = united(article("a", "en", ("KYNDELSBY", "place"), ("Kyndelsby", "place")))
    assert set(names) == {"Kyndelsby"}


def test_territories_meet_in_every_language() -> None:
    names = united(
        *(
            article(c, c, (w, "place"))
            for c, w in {"ja": "日本", "de": "Japan", "ru": "Япония", "hi": "जापान", "ar": "اليابان"}.items()
        )
    )
    assert set(names) == {"Japan"}


def test_the_most_mentioned_come_first() -> None:
    _, by_seed = unite([article("a", "en", ("Doha", "place"), ("Kabul", "place"), ("Kabul", "place"))], Authority())
    assert [name.name for name in by_seed["a"]] == ["Kabul", "Doha"]


SETTLED = parse(
    "names:\n  Hamid Karzai: {kind: person, ar: [كرزاي], en: [Karzai]}\n"
    "  The Kabul Group: {kind: organisation, en: [Kabul]}\n"
    "not names: [Ghost, شبح]\n",
    "names.yml",
)


def test_settled_names_are_found_where_the_tagger_was_blind() -> None:
    names = united(article("a", "ar", text="التقى الوفد مع كرزاي أمس"), authority=SETTLED)
    assert names["Hamid Karzai"].seeds == ("a",)
    assert names["Hamid Karzai"].listed


ROWS = st.tuples(
    st.sampled_from(
        [
            "Hamid Karzai",
            "Karzai",
            "كرزاي",
            "Ahmed Karzai",
            "Kabul",
            "كابول",
            "Ghost",
            "شبح",
            "Taliban",
            "the Taliban",
            "طالبان",
            "Obama",
            "اوباما",
            "",
            "\ud800",
            "…",
            "Barack Obama",
            "US",
            "America",
        ]
    ),
    st.sampled_from(["person", "place", "organisation"]),
)
ARTICLES = st.lists(st.tuples(st.sampled_from(["en", "ar", "xx"]), st.lists(ROWS, max_size=6)), max_size=6)


def _articles(drawn: list[tuple[str, list[Row]]]) -> list[Article]:
    return [article(f"{i}.txt", lang, *rows) for i, (lang, rows) in enumerate(drawn)]


@given(ARTICLES, st.randoms(use_true_random=False), st.sampled_from([Authority(), SETTLED]))
@settings(max_examples=120, deadline=None)
def test_order(drawn: list[tuple[str, list[Row]]], dice: object, authority: Authority) -> None:
    """The order of the articles changes nothing."""
    articles = _articles(drawn)
    shuffled = list(articles)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    names, by_seed = unite(articles, authority)
    again, again_by_seed = unite(shuffled, authority)
    assert (names, dict(by_seed)) == (again, dict(again_by_seed))


@given(ARTICLES)
@settings(max_examples=120, deadline=None)
def test_authority(drawn: list[tuple[str, list[Row]]]) -> None:
    """What people settled keeps its name and kind; what they refused never appears; each name stands once."""
    names, by_seed = unite(_articles(drawn), SETTLED)
    assert len({name.name for name in names}) == len(names)
    forms = {form: name for name in names for spelt in name.forms.values() for form in spelt}
    assert not {"Ghost", "شبح"} & (set(forms) | {name.name for name in names})
    for form, owner in {"Karzai": "Hamid Karzai", "كرزاي": "Hamid Karzai", "Kabul": "The Kabul Group"}.items():
        assert form not in forms or forms[form].name == owner
    assert {name.name: name.kind for name in names if name.listed}.items() <= {
        "Hamid Karzai": "person",
        "The Kabul Group": "organisation",
    }.items()
    assert all(set(name.seeds) == {seed for seed, own in by_seed.items() if name in own} for name in names)


def test_many_articles() -> None:
    """Work grows with the names, not with their pairs: no bucket of the index is searched whole."""
    rows = [
        article(
            f"{i}",
            "ar" if i % 2 else "en",
            (f"Name{chr(97 + i % 26)}{chr(97 + i // 26 % 26)} Abc{chr(97 + i // 676 % 26)}", "person"),
        )
        for i in range(3000)
    ]
    names, _ = unite(rows, Authority())
    assert len(names) == 3000
