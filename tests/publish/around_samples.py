"""Articles as the modules around them get them, tame and hostile."""

from __future__ import annotations

from hypothesis import strategies as st

from digest.publish.items import Item, Site
from digest.publish.view import PageView

SITE = Site("Annotated Digest", "Texts made readable.", "https://digest.example/", "en")
HOSTILE = '</script><script>alert(1)</script>"&\x00\x0b\ufffe\ud800\u202e{}\\ %$#_^~\r\nUR  - x'


def item(path: str = "articles/a.md", lead: str = "It began.", **fields: object) -> Item:
    view = PageView(path, {"title": "A", "lang": "en", "digest": {"seed": "a.txt"}} | fields)
    return Item(view, f"https://digest.example/{path.removesuffix('.md')}/", lead, "https://digest.example/seeds/a.txt")


BURHANI = item(
    "articles/talks.md", title="Direct dialogue & more", authors=["Ubaidullah Burhani"], outlet="Dawat Media Center",
    date="2018-10-14", tags=["talks"],
)  # fmt: skip
ARABIC = item(
    "articles/ar.md", title="محادثات مباشرة؟", lang="ar", authors=["أحمد رشيد"], outlet="كفكاز سنتر", date="2013~"
)
NOTHING = item("articles/none.md", title="Nothing is known")

WORDS = st.text(max_size=30) | st.sampled_from([HOSTILE, "محادثات", "和平谈判", "", "a and b", "{", "}", "\\"])
DATES = st.sampled_from(
    ["", "soon", "2018-10-14", "2018-10", "2018~", "2014/2016", "../2014", "201X", "-0044-03-15", "Y12345"]
)
ITEMS = st.builds(
    lambda title, names, outlet, date, lang, lead: item(
        title=title, authors=names, outlet=outlet, date=date, lang=lang, tags=names, lead=lead
    ),
    WORDS, st.lists(WORDS, max_size=3), WORDS, DATES, st.sampled_from(["en", "ar", "zh", "und", "x<"]), WORDS,
)  # fmt: skip
