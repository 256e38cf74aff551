"""Spellings across scripts: what must not match first, then what must, then the laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.relations.transliterate import jaro_winkler, romanised, similarity, skeleton


@pytest.mark.parametrize(
    ("latin", "arabic"), [("Laden", "بلدان"), ("Zalmay", "الإسلامية"), ("Pakistan", "أوزباكستان"), ("Kabul", "الجمعة")]
)
def test_traps(latin: str, arabic: str) -> None:
    assert skeleton(latin) != skeleton(arabic)
    assert similarity(latin, arabic) < 0.9


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Karzai", "كرزاي"),
        ("Obama", "اوباما"),
        ("Hillary Clinton", "هيلاري كلينتون"),
        ("Hamid Karzai", "حامد كرزاي"),
        ("Iran", "إيران"),
    ],
)
def test_pairs(latin: str, arabic: str) -> None:
    assert skeleton(latin) == skeleton(arabic)
    assert similarity(latin, arabic) >= 0.9


def test_jaro_winkler_as_published() -> None:
    assert jaro_winkler("martha", "marhta") == pytest.approx(0.9611, abs=1e-4)
    assert jaro_winkler("dixon", "dicksonx") == pytest.approx(0.8133, abs=1e-4)


@given(st.text(max_size=30), st.text(max_size=30))
def test_bounds(left: str, right: str) -> None:
    """A similarity lies in 0–1, whichever side comes first; a string of letters is like itself."""
    assert 0 <= jaro_winkler(left, right) <= 1.0000001
    assert 0 <= similarity(left, right) <= 1.0000001
    if left:
        assert jaro_winkler(left, left) == 1
    assert all(c.isalpha() or c == " " for c in romanised(left))
