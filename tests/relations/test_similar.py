"""Vectors over words: what a small collection must not mistake for news comes first."""

from hypothesis import given
from hypothesis import strategies as st

from digest.relations.similar import neighbours, rarity, shares

HARBOUR = "The harbour bridge was closed after a freighter struck its northern pier during the storm."
BRIDGE = "Engineers inspect the northern pier of the harbour bridge that the freighter struck in the storm."
ORCHARD = "Apple growers in the valley expect a poor harvest after the late frost killed most blossoms."


def test_two_articles_are_enough_to_know_a_common_word() -> None:
    assert rarity("the", "en", 2, 2) < 0.1 * rarity("harbour", "en", 2, 2)
    assert rarity("the", "en", 10_000, 10_000) < 0.001
    assert rarity("harbour", "en", 3, 10_000) > 5


def test_common_words_are_not_nearness() -> None:
    one, two = (
        "It was the first of them and there will be more harbours.",
        "There will be more of it and apples were the first.",
    )
    assert all(n.cosine < 0.2 for found in neighbours([one, two], ["en", "en"]) for n in found)


def test_languages_stay_apart() -> None:
    assert neighbours([HARBOUR, HARBOUR], ["en", "de"]) == [[], []]


def test_the_nearest_is_first_and_says_why() -> None:
    near = neighbours([HARBOUR, ORCHARD, BRIDGE], ["en"] * 3)
    assert near[0][0].at == 2
    assert {"harbour", "freighter", "pier"} <= set(near[0][0].words)
    assert near[0][0].cosine > 0.4 > max((n.cosine for n in near[1]), default=0.0)


def test_a_language_nobody_counted() -> None:
    assert shares("xx") == {}
    near = neighbours(["suuri silta meni kiinni", "silta meni kiinni taas", "omena kukkii nyt"], ["xx"] * 3)
    assert near[0][0].at == 1


@given(st.lists(st.text(st.sampled_from("ab 中文و ا.\u0000\ud800"), max_size=30), max_size=8))
def test_cosines(texts: list[str]) -> None:
    """Nobody is near itself; cosines lie in (0, 1], fall, and are the same from both sides."""
    near = neighbours(texts, ["en"] * len(texts))
    assert len(near) == len(texts)
    found = {(at, n.at): n.cosine for at, others in enumerate(near) for n in others}
    for at, others in enumerate(near):
        cosines = [n.cosine for n in others]
        assert cosines == sorted(cosines, reverse=True)
        assert all(0 < c <= 1 and n.at != at for c, n in zip(cosines, others, strict=True))
    assert all(abs(found.get((b, a), c) - c) < 1e-9 for (a, b), c in found.items())
