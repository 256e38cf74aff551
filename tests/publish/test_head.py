"""What heads tell programs: only what the page says, and nothing that ends its script."""

from __future__ import annotations

import json

import pytest
from around_samples import ARABIC, BURHANI, HOSTILE, ITEMS, NOTHING, SITE, item
from hypothesis import given

from digest.publish import head
from digest.publish.items import Item


def told(one: Item) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, name, content in head.of_article(one, SITE).tags:
        found.setdefault(name, []).append(content)
    return found


def data(one: Item) -> dict[str, object]:
    return dict(json.loads(head.of_article(one, SITE).data))


@pytest.mark.parametrize("date", ["", "2018-10-14~", "2018-10", "2014/2016", "soon"])
def test_a_date_that_is_not_one_certain_day_is_not_published_on(date: str) -> None:
    one = item(date=date)
    assert "datePublished" not in data(one)
    assert "article:published_time" not in told(one)


def test_an_unknown_value_is_not_told() -> None:
    assert not {"author", "publisher", "datePublished", "keywords"} & set(data(NOTHING))
    assert not {"DC.creator", "DC.publisher", "DC.date", "citation_author", "citation_publication_date"} & set(
        told(NOTHING)
    )


def test_an_article_says_who_wrote_it_when_and_from_which_seed() -> None:
    found = data(BURHANI)
    assert found["author"] == [{"@type": "Person", "name": "Ubaidullah Burhani"}]
    assert found["publisher"] == {"@type": "Organization", "name": "Dawat Media Center"}
    assert (found["datePublished"], found["inLanguage"]) == ("2018-10-14", "en")
    assert found["isBasedOn"] == {
        "@type": "CreativeWork",
        "url": "https://digest.example/seeds/a.txt",
        "encodingFormat": "text/plain",
    }
    tags = told(BURHANI)
    assert tags["citation_publication_date"] == ["2018/10/14"]
    assert tags["citation_author"] == ["Ubaidullah Burhani"]


def test_dublin_core_carries_the_date_with_its_doubt() -> None:
    assert told(ARABIC)["DC.date"] == ["2013~"]
    assert "citation_publication_date" not in told(ARABIC)
    assert told(item(date="2018-10"))["citation_publication_date"] == ["2018"]


def test_an_author_known_as_an_organisation_is_one() -> None:
    found = data(item(authors=["Reuters"], organisations=["Reuters"]))
    assert found["author"] == [{"@type": "Organization", "name": "Reuters"}]


def test_the_front_page_is_the_site_and_the_others_are_its_collections() -> None:
    home = json.loads(head.of_page(SITE, "", "", SITE.base, home=True).data)
    people = json.loads(head.of_page(SITE, "People", "", SITE.at("browse/people/"), home=False).data)
    assert (home["@type"], home["name"]) == ("WebSite", "Annotated Digest")
    assert (people["@type"], people["isPartOf"]["name"]) == ("CollectionPage", "Annotated Digest")


@given(ITEMS)
def test_data_reads_back_and_ends_no_script(one: Item) -> None:
    """Whatever an article holds, its JSON-LD parses, keeps its title, and holds none of <, > and &."""
    found = head.of_article(one, SITE)
    assert not set("<>&\u2028") & set(found.data)
    assert json.loads(found.data).get("headline", "") == one.title
    found.data.encode()


def test_hostile_titles_are_data() -> None:
    assert "\\u003c/script\\u003e" in head.of_article(item(title=HOSTILE), SITE).data
