"""Citations that other programs read back: every record round-trips, names are split only where that is safe."""

from __future__ import annotations

import json
import re
import warnings

import pytest
from around_samples import ARABIC, BURHANI, ITEMS, NOTHING, SITE, item
from hypothesis import given

from digest.publish import cite
from digest.publish.items import Item

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import bibtexparser
    from bibtexparser.bparser import BibTexParser


def read_bibtex(text: str) -> dict[str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = bibtexparser.loads(
            text, BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
        ).entries
    assert len(found) == 1, text
    return dict(found[0])


_SIGNS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~", r"\$": "$", r"\&": "&", r"\#": "#", r"\%": "%", r"\_": "_",
}  # fmt: skip


def untex(text: str) -> str:
    """What TeX prints."""
    return re.sub(r"\\text\w+\{\}|\\[$&#%_]", lambda sign: _SIGNS[sign[0]], text)


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("أحمد رشيد", "ar"), ("习近平", "zh"), ("Xi Jinping", "en"), ("Nguyễn Văn Nam", "en"), ("Kim Jong-un", "en"),
        ("Associated Press", "en"), ("Dawat Media Center", "en"), ("Reuters", "en"), ("Ludwig van Beethoven", "de"),
        ("Orbán Viktor", "hu"), ("Ali Ahmad Jalali", "en"), ("staff writers", "en"), ("R2 D2", "en"), ("A, B, C", "en"),
        ("Ann and Bob", "en"), ("", "en"),
    ],
)  # fmt: skip
def test_a_name_stays_whole_where_splitting_could_be_wrong(name: str, lang: str) -> None:
    assert cite.author(name, lang) == cite.Author(name)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ubaidullah Burhani", "Burhani", "Ubaidullah"), ("Burhani, Ubaidullah", "Burhani", "Ubaidullah"),
        ("John F. Kennedy", "Kennedy", "John F."), ("Jean-Marie O’Neill", "O’Neill", "Jean-Marie"),
    ],
)  # fmt: skip
def test_a_name_is_split_where_it_is_safe(name: str, family: str, given: str) -> None:
    assert cite.author(name, "en") == cite.Author(name, family, given)


def test_an_author_known_as_an_organisation_is_one() -> None:
    assert cite.author("Ubaidullah Burhani", "en", ["ubaidullah burhani"]).family == ""


def test_no_two_pages_share_a_key_and_plain_ones_stay_plain() -> None:
    """Names that plain letters cannot tell apart, that are cut, or that have no letter at all."""
    stems = ["talks", "talks-2", "محادثات", "محادثاث", "谈", "談", "!", "?", "a-" * 60 + "b", "a-" * 60 + "c"]
    keys = [cite.work(item(f"articles/{stem}.md"), SITE).key for stem in stems]
    assert len(set(keys)) == len(stems)
    assert keys[:2] == ["talks-nd", "talks-2-nd"]
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


def test_the_line_says_what_is_unknown_and_who_is_known() -> None:
    assert (
        cite.line(NOTHING, SITE).striptags()
        == "(n.d.). Nothing is known. Annotated Digest. https://digest.example/articles/none/"
    )
    assert (
        cite.line(BURHANI, SITE)
        .striptags()
        .startswith("Ubaidullah Burhani. (14 October 2018). Direct dialogue & more. Dawat")
    )
    arabic = cite.line(ARABIC, SITE).striptags()
    assert "(نحو 2013)" in arabic
    assert "محادثات مباشرة؟ كفكاز" in arabic


def test_letters_of_an_address_are_shown_as_letters_unless_they_mislead() -> None:
    url = "https://digest.example/articles/%D8%A7-%25-%E2%80%AE%20/"
    shown = Item(NOTHING.view, url, "")
    assert url in cite.line(shown, SITE)
    assert "/ا-%25/" in cite.line(Item(NOTHING.view, "https://digest.example/%D8%A7-%25/", ""), SITE)


def test_an_unknown_date_is_told_as_each_format_tells_it() -> None:
    work = cite.work(NOTHING, SITE)
    assert read_bibtex(cite.bibtex(work))["year"] == "n.d."
    assert "PY" not in cite.ris(work)
    assert "issued" not in json.loads(cite.csl(work))[0]


@pytest.mark.parametrize(
    ("date", "year", "issued"),
    [
        ("2018-10-14", "2018", {"date-parts": [[2018, 10, 14]]}), ("2018-10", "2018", {"date-parts": [[2018, 10]]}),
        ("2018", "2018", {"date-parts": [[2018]]}), ("2018~", "ca. 2018", {"date-parts": [[2018]], "circa": True}),
        ("2014/2016", "2014--2016", {"date-parts": [[2014, 1, 1], [2016, 12, 31]]}),
    ],
)  # fmt: skip
def test_a_date_is_told_as_exactly_as_it_is_known(date: str, year: str, issued: object) -> None:
    work = cite.work(item(date=date), SITE)
    assert read_bibtex(cite.bibtex(work))["year"] == year
    assert read_bibtex(cite.bibtex(work))["date"] == date
    assert json.loads(cite.csl(work))[0]["issued"] == issued


@given(ITEMS)
def test_bibtex_reads_back(one: Item) -> None:
    """Whatever an article holds, a reader of BibTeX finds one entry, with its title, its outlet and its address."""
    work = cite.work(one, SITE)
    found = read_bibtex(cite.bibtex(work))
    assert untex(found["title"].removeprefix("{").removesuffix("}")) == work.title
    assert untex(found.get("howpublished", "")) == work.outlet
    assert found["url"] == work.url
    assert found["ID"].isascii()


@given(ITEMS)
def test_ris_reads_back(one: Item) -> None:
    """Whatever an article holds, each line is a tag and a value, in the order that RIS asks for."""
    work = cite.work(one, SITE)
    rows = cite.ris(work).split("\r\n")
    assert (rows[0], rows[-2:]) == ("TY  - ELEC", ["ER  - ", ""])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", row) for row in rows[:-1])
    assert [row[6:] for row in rows if row.startswith("AU")] == [
        f"{a.family}, {a.given}" if a.family else a.literal for a in work.authors
    ]


@given(ITEMS)
def test_csl_holds_what_its_schema_asks_for(one: Item) -> None:
    """`type` and `id` are there; names are literal or in two parts; dates are one or two lists of numbers."""
    (found,) = json.loads(cite.csl(cite.work(one, SITE)))
    assert {"id", "type", "title", "URL"} <= set(found)
    assert all(set(name) in ({"literal"}, {"family", "given"}) for name in found.get("author", []))
    parts = found.get("issued", {}).get("date-parts", [[1]])
    assert 1 <= len(parts) <= 2
    assert all(isinstance(number, int) for part in parts for number in part)


@given(ITEMS)
def test_the_line_holds_no_markup_but_its_own(one: Item) -> None:
    """Whatever an article holds, the line's elements are its own."""
    assert set(re.findall(r"</?(\w+)", cite.line(one, SITE))) <= {"bdi", "cite"}
