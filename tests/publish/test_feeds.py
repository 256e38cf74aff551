"""Feeds that readers of feeds accept: required elements, real dates or none, whatever the articles hold."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree import ElementTree as ET

from around_samples import ARABIC, BURHANI, HOSTILE, ITEMS, NOTHING, SITE, item
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.feeds import feeds
from digest.publish.items import Item

_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def rss(items: list[Item], path: str = "feed.xml") -> ET.Element:
    channel = ET.fromstring(feeds(SITE, items)[path]).find("channel")
    assert channel is not None
    return channel


def test_an_article_without_a_certain_day_has_no_date_but_says_what_it_knows() -> None:
    for one, words in ((NOTHING, "date unknown"), (ARABIC, "نحو ٢٠١٣"), (item(date="2018-10"), "October 2018")):
        entry = rss([one]).find("item")
        assert entry is not None
        assert entry.find("pubDate") is None
        assert words.replace("٢٠١٣", "2013") in str(entry.findtext("description"))
        assert "date_published" not in json.loads(feeds(SITE, [one])["feed.json"])["items"][0]


def test_a_feed_carries_no_date_of_its_own() -> None:
    assert rss([BURHANI]).find("lastBuildDate") is None
    assert rss([BURHANI]).find("pubDate") is None


def test_a_certain_day_is_told_at_its_midnight() -> None:
    entry = rss([BURHANI]).find("item")
    assert entry is not None
    assert entry.findtext("pubDate") == "Sun, 14 Oct 2018 00:00:00 GMT"
    assert json.loads(feeds(SITE, [BURHANI])["feed.json"])["items"][0]["date_published"] == "2018-10-14T00:00:00Z"


def test_each_language_has_its_own_feed_and_only_its_own_articles() -> None:
    files = feeds(SITE, [BURHANI, ARABIC, item(lang="zz<")])
    assert sorted(files) == ["feed.json", "feed.xml", "feed/ar.json", "feed/ar.xml", "feed/en.json", "feed/en.xml"]
    assert [e.text for e in rss([BURHANI, ARABIC], "feed/ar.xml").iter("title")][1:] == ["محادثات مباشرة؟"]
    assert rss([BURHANI, ARABIC], "feed/ar.xml").findtext("language") == "ar"


def test_the_newest_come_first_and_the_undated_last() -> None:
    titles = [entry.findtext("title") for entry in rss([NOTHING, ARABIC, BURHANI]).findall("item")]
    assert titles == ["Direct dialogue & more", "محادثات مباشرة؟", "Nothing is known"]


def test_many_articles_stand_in_files_that_lead_on() -> None:
    items = [item(f"articles/{n:04}.md", title=f"T{n:04}") for n in range(1001)]
    files = feeds(SITE, items)
    told, path = [], "feed.json"
    while path:
        page = json.loads(files[path])
        told += [entry["id"] for entry in page["items"]]
        path = page.get("next_url", "").removeprefix(SITE.base)
    assert told == [one.url for one in items]
    following = [
        link.get("href") for link in rss(items).iter("{http://www.w3.org/2005/Atom}link") if link.get("rel") == "next"
    ]
    assert following == ["https://digest.example/feed-2.xml"]


def test_an_empty_digest_has_an_empty_feed() -> None:
    assert rss([]).findall("item") == []


@given(st.lists(ITEMS, max_size=3))
def test_every_feed_is_valid_whatever_the_articles_hold(items: list[Item]) -> None:
    """RSS: it parses, and channel and items hold what RSS 2.0 asks for; JSON Feed: the keys that 1.1 asks for."""
    for path, data in feeds(SITE, items).items():
        if path.endswith(".xml"):
            channel = ET.fromstring(data).find("channel")
            assert channel is not None
            assert all(channel.findtext(name) is not None for name in ("title", "link", "description"))
            for entry in channel.findall("item"):
                assert entry.findtext("title") is not None
                assert str(entry.findtext("link")).startswith(SITE.base)
                assert (entry.findtext("guid"), entry.find("guid").get("isPermaLink")) == (
                    entry.findtext("link"),
                    "true",
                )  # type: ignore[union-attr]
                date = entry.findtext("pubDate")
                assert date is None or (_RFC822.fullmatch(date) and parsedate_to_datetime(date))
        else:
            feed = json.loads(data.decode())
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert feed["title"]
            for entry in feed["items"]:
                assert entry["id"]
                assert entry["content_text"]
                assert _RFC3339.fullmatch(entry.get("date_published", "2018-10-14T00:00:00Z"))


def test_hostile_words_are_words() -> None:
    entry = rss([item(title=HOSTILE, tags=[HOSTILE])]).find("item")
    assert entry is not None
    title = str(entry.findtext("title"))
    assert "<" not in title, "a reader that takes words for HTML finds no tag"
    assert unescape(title).startswith("</script><script>alert(1)</script>")
    assert len(list(entry.iter("script"))) == 0


def test_the_same_articles_give_the_same_bytes() -> None:
    assert feeds(SITE, [BURHANI, ARABIC, NOTHING]) == feeds(SITE, [NOTHING, ARABIC, BURHANI])
