"""File names from titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.page.slug import LONGEST, RESERVED, same_name, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Talks in Doha", "talks-in-doha"),
        ("Çelik & Ürün", "celik-urun"),
        ("محادثات السلام في الدوحة", "محادثات-السلام-في-الدوحة"),
        ("和平谈判在多哈举行", "和平谈判在多哈举行"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ข่าวภาษาไทย ที่นี่", "ข่าวภาษาไทย-ที่นี่"),
        ("Мир в Дохе", "мир-в-дохе"),
        ("!!!", "seed-1"), ("", "seed-1"), ("😀", "seed-1"),
        ("CON", "con-2"), ("Index", "index-2"), ("com1", "com1-2"), ("../../etc/passwd", "etc-passwd"),
    ],
)  # fmt: skip
def test_slug(title: str, name: str) -> None:
    assert slug(title, instead="seed_1") == name


def test_twins_in_case_get_numbers() -> None:
    assert slug("Doha", {same_name("DOHA")}) == "doha-2"
    assert slug("Doha", {"doha", "doha-2"}) == "doha-3"


def test_long_titles_end_at_a_word() -> None:
    assert slug("word " * 100) == "-".join(["word"] * 16)
    assert slug("字" * 100) == "字" * 26


@given(st.text(max_size=200), st.integers(1, 4))
def test_laws(title: str, times: int) -> None:
    """Never empty, never too long, never reserved, never the same twice, one path segment, stable."""
    taken: set[str] = set()
    for _ in range(times):
        name = slug(title, taken, "")
        assert name
        assert len(name.encode()) <= LONGEST
        assert name not in RESERVED
        assert same_name(name) not in taken
        assert not set(name) & set('/\\:*?"<>|. \x00')
        assert name == slug(title, taken, "")
        taken.add(same_name(name))


def test_thousands_of_one_title_are_counted_once() -> None:
    """A number that was given is never asked for again: each slug costs a look or two, not one for each before it."""

    class Counted(set[str]):
        asked = 0

        def __contains__(self, name: object) -> bool:
            self.asked += 1
            return super().__contains__(name)

    taken, last = Counted(), dict[str, int]()
    made = []
    for _ in range(10_000):
        made.append(slug("Talks go on", taken, last=last))
        taken.add(made[-1])
    assert len(set(made)) == 10_000
    assert made[-1] == "talks-go-on-10000"
    assert taken.asked < 25_000
