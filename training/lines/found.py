"""HTML pages out of other projects' tests → pages to train on: found.py OUT.jsonl.gz FOLDER…

Three extractors that see the markup say which lines are main text. A page counts where trafilatura agrees with one of
the others; a line is what most of them say, or main where the page's own schema.org markup lists it. Needs trafilatura,
readability-lxml, newspaper4k, resiliparse, html2text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import html2text
import lxml.html
import newspaper
import trafilatura
from readability import Document
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from training.lines.votes import agreement, labelled, tokens

SMALLEST, FEWEST_WORDS, AGREEMENT = 8000, 200, 0.85
_SCHEMA = re.compile(r"(?is)<script[^>]*ld\+json[^>]*>(.*?)</script>")
_LISTS, _INSIDE = {"recipeIngredient", "recipeInstructions"}, {"itemListElement", "text"}
_LANGUAGE = re.compile(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})")
_SITE = re.compile(r"(?:og:url\"?\s+content=|canonical\"?\s+href=)[\"']https?://([^/\"']+)")


def variants(html: str) -> dict[str, str]:
    """The text as scrapers give it: all of it, the main part, the main part with comments, HTML to text."""
    plain = html2text.HTML2Text(bodywidth=0)
    plain.ignore_links = plain.ignore_images = True
    return {
        "full": extract_plain_text(html, main_content=False, alt_texts=False, form_fields=False),
        "light": extract_plain_text(html, main_content=True, alt_texts=False),
        "recall": trafilatura.extract(html, favor_recall=True, include_comments=True) or "",
        "h2t": plain.handle(html),
    }


def third_view(html: str) -> str:
    """What newspaper4k reads; nothing in languages it has no words for."""
    quiet = newspaper.Config()
    quiet.fetch_images = False
    article = newspaper.Article("http://localhost/", config=quiet)
    try:
        article.download(input_html=html)
        article.parse()
    except (ImportError, LookupError, AttributeError, newspaper.ArticleException):
        return ""
    return str(article.text)


def extracts(html: str) -> list[str]:
    """The main text as three extractors see it, trafilatura first."""
    readable = extract_plain_text(Document(html).summary(), main_content=False, alt_texts=False)
    return [trafilatura.extract(html, favor_precision=True, include_comments=False) or "", readable, third_view(html)]


def named(html: str) -> frozenset[str]:
    """The words of each ingredient and step that the page's schema.org markup lists; extractors drop such lists."""
    rows: list[str] = []
    for script in _SCHEMA.findall(html):
        try:
            rows += _rows(json.loads(script, strict=False), listed=False)
        except (ValueError, RecursionError):
            continue
    texts = (lxml.html.fragment_fromstring(row, create_parent="div").text_content() for row in rows)
    return frozenset(" ".join(tokens(text)) for text in texts) - {""}


def _rows(value: Any, *, listed: bool) -> Iterator[str]:
    """The strings below the keys of a recipe's lists."""
    if isinstance(value, str) and listed:
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _rows(one, listed=listed)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _rows(one, listed=key in _LISTS or (listed and key in _INSIDE))


def records(html: str, name: str) -> Iterator[dict[str, Any]]:
    """The variants of a page with labels; nothing where there is little text or no agreement."""
    views = extracts(html)
    close = max(agreement(views[0], view) for view in views[1:])
    if len(tokens(views[0])) < FEWEST_WORDS or close < AGREEMENT:
        return
    views = [view for view in views if len(tokens(view)) >= FEWEST_WORDS / 2]
    lists = named(html)
    language, site = _LANGUAGE.search(html[:5000]), _SITE.search(html)
    same = {"id": name, "page": name, "lang": language[1].lower() if language else "en"}
    for variant, raw in variants(html).items():
        labels = labelled(raw, views, lists)
        if any(labels):
            yield {**same, "variant": variant, "domain": site[1] if site else name, "raw": raw, "labels": labels}


def pages(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Name and markup of every HTML file that is large enough for a page."""
    for folder in folders:
        for file in sorted(folder.rglob("*.htm*")):
            data = file.read_bytes()
            if len(data) >= SMALLEST:
                yield f"{folder.name}/{file.relative_to(folder)}", bytes_to_str(data, detect_encoding(data))


def story(record: dict[str, Any]) -> str:
    """The beginning of the main text, by which a page that lies in two packages is known."""
    lines = zip(record["raw"].split("\n"), record["labels"], strict=True)
    return " ".join(tokens(" ".join(line for line, main in lines if main))[:60])


def main(out: str, *folders: str) -> None:
    """Write the records of all pages, each story once."""
    seen: set[str] = set()
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for name, html in pages([Path(folder) for folder in folders]):
            try:
                made = list(records(html, name))
            except (ValueError, AssertionError, TypeError) as problem:
                print(f"{name}: {problem!r}", file=sys.stderr)
                continue
            if made and story(made[0]) not in seen:
                seen.add(story(made[0]))
                file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in made)
    print(len(seen), "pages")


if __name__ == "__main__":
    main(*sys.argv[1:])
