"""Tags: what is none comes first."""

from by_hand import article, name
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article
from digest.relations.tags import tags

STORY = (
    "The peace talks in Doha went on in October. The peace talks don't stop, said a reporter of Al Jazeera.\n"
    "On Monday the ceasefire held. The ceasefire was agreed in 2018 by Zalmay Khalilzad, Al Jazeera reported.\n"
    "The prisoners went home after the ceasefire. They said that the prisoners were many, and the envoy agreed.\n"
    "Khalilzad thanked the envoy. The envoy of Al Jazeera did not."
)


def _tags(*articles: Article) -> tuple[str, ...]:
    return tags(articles)[articles[0].seed.name]


def test_noise_is_no_tag() -> None:
    found = {tag.casefold() for tag in _tags(article("a", STORY))}
    assert not found & {
        "don't",
        "don",
        "october",
        "monday",
        "2018",
        "jazeera",
        "al",
        "the",
        "said",
        "agreed",
        "reported",
        "went",
    }


def test_topics_are_tags() -> None:
    found = _tags(article("a", STORY))
    assert {"peace talks", "ceasefire", "prisoners"} <= set(found)
    assert 3 <= len(found) <= 8


def test_persons_and_halves_of_names_are_no_tags() -> None:
    named = {"a": (name("Zalmay Khalilzad"), name("Al Jazeera", "organisation"), name("Doha", "place"))}
    found = tags([article("a", STORY)], named)["a"]
    assert not {"Khalilzad", "Zalmay", "Zalmay Khalilzad", "Jazeera"} & set(found)


def test_arabic_tags_carry_no_clitics() -> None:
    text = (
        "بدأت محادثات السلام في الدوحة وقال المبعوث إن محادثات السلام صعبة.\n"
        "والمفاوضات مستمرة منذ أشهر. بالمفاوضات ينتهي القتال، وللمفاوضات شروط.\n"
        "شهدت المفاوضات خلافا على السجناء. إن السجناء كثيرون."
    )
    found = _tags(article("a", text, "ar"))
    assert "محادثات السلام" in found
    assert "المفاوضات" in found
    assert not [tag for tag in found if tag.startswith(("وال", "بال", "لل"))]


def test_the_collection_does_not_change_order_only() -> None:
    one, two = (
        article("a", STORY),
        article("b", "The harbour bridge was closed. The bridge is old, the harbour is not."),
    )
    assert tags([one, two]) == {seed: tags([two, one])[seed] for seed in ("a", "b")}


@given(
    st.lists(st.text(st.sampled_from("the Of ab.’' \n中文فيال-\u0000\ud8005"), max_size=60), max_size=4),
    st.sampled_from(["en", "ar", "zh", "xx"]),
)
def test_tags_stand_in_the_text(texts: list[str], lang: str) -> None:
    """At most eight tags, each once; every article has its entry; without an article nothing is said."""
    found = tags([article(str(i), text, lang) for i, text in enumerate(texts)])
    assert set(found) == {str(i) for i in range(len(texts))}
    for some in found.values():
        assert len(some) <= 8
        assert len(set(some)) == len(some)
        assert all(tag.strip() for tag in some)
