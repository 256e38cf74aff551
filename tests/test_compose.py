"""Links give their reason in the reader's language, with names in both scripts where the pages differ in theirs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import compose, pipeline
from digest.article.read import read_article
from digest.article.seed import read
from digest.language import known
from digest.model import Article, Found, Name, Related, Relations

KARZAI = Name("Hamid Karzai", "person", {"en": ("Hamid Karzai", "Karzai"), "ar": ("كرزاي",)}, ("a", "b"))
KABUL = Name("Kabul", "place", {"en": ("Kabul",), "ar": ("كابول",)}, ("a", "b"))
SEED = min((Path(__file__).parents[1] / "seeds").glob("001*"))


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("en", "en", "both name Hamid Karzai, Kabul"),
        ("en", "ar", "both name Hamid Karzai (كرزاي), Kabul (كابول)"),
        ("ar", "en", "كلاهما يذكر كرزاي (Hamid Karzai)، كابول (Kabul)"),
        ("ar", "ar", "كلاهما يذكر كرزاي، كابول"),
    ],
)
def test_a_reason_names_what_both_name(here: str, there: str, said: str) -> None:
    assert compose.reason(Related("b", 1.0, (KARZAI, KABUL)), known(here), there) == said


def test_a_reason_may_be_shared_words() -> None:
    assert (
        compose.reason(Related("b", 1.0, words=("ceasefire", "envoy")), known("en"), "en")
        == "share the words ceasefire, envoy"
    )


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(read(SEED))


def test_a_page_says_what_is_known_and_leaves_out_what_is_not(article: Article) -> None:
    named = {article.seed.name: (KARZAI, KABUL)}
    page = compose.page(article, Relations((), named, {article.seed.name: ("peace talks",)}, {}), {}, {})
    assert page.fields["people"] == ["Hamid Karzai"]
    assert page.fields["places"] == ["Kabul"]
    assert page.fields["tags"] == ["peace talks"]
    assert "outlet" not in page.fields
    assert "date" not in page.fields
    assert all(page.fields.values())


def test_the_record_quotes_what_it_says(article: Article) -> None:
    """Each cut in the record is the slice of the seed it names, in the line it names."""
    record = compose.record(article, (KARZAI,))
    lines = article.seed.text.split("\n")
    assert record["cuts"]
    for cut in record["cuts"]:
        assert article.seed.text[cut["start"] : cut["end"]] == cut["text"]
        assert cut["text"] in lines[cut["line"] - 1]
    (title,) = record["values"]["title"]
    assert title["evidence"] in lines[title["line"] - 1]


def test_a_link_to_a_page_that_has_no_path_is_left_out(article: Article) -> None:
    related = {article.seed.name: (Related("gone", 1.0, (KABUL,)),)}
    assert compose.page(article, Relations((), {}, {}, related), {}, {}).related == ()


def test_values_of_several_lines_of_evidence_are_all_kept(article: Article) -> None:
    assert all(isinstance(value, list) for value in compose.record(article, ())["values"].values())
    assert isinstance(article.meta.title, Found)


@given(st.text(max_size=50).map(lambda text: text * 40), st.integers(10, 200))
def test_a_value_fits_and_a_short_one_stays(text: str, most: int) -> None:
    """What is too long is cut to fit, ends in an ellipsis, and begins as the text does."""
    short = compose.shortened(text, most)
    size = len(text.encode("utf-8", "replace"))
    assert len(short.encode("utf-8", "replace")) <= most
    assert short == text if size <= most else short.endswith("…") and text.startswith(short[:-1])


def test_the_front_matter_of_a_broken_text_can_be_read_again(tmp_path: Path) -> None:
    """A title of a megabyte and names without end: the next build still reads the page that this one wrote."""
    (tmp_path / "seeds").mkdir()
    names = "\n\n".join(
        f"Zalmay Khalilzad{n} met Hamid Karzai{n} in Doha on Friday, said Ashraf Ghani{n}." for n in range(2000)
    )
    (tmp_path / "seeds" / "a.txt").write_text(f"{'word ' * 200_000}\n\n{names}\n")
    assert pipeline.build(tmp_path / "seeds", tmp_path / "content").changes[0].outcome == "new"
    assert pipeline.build(tmp_path / "seeds", tmp_path / "content").changes[0].outcome == "same"
