"""HTML pages out of other projects' tests → pages to train on: found.py OUT.jsonl.gz FOLDER…

Three extractors that see the markup say which lines are main text. A page counts where trafilatura agrees with one of
the others; a line is what most of them say. Needs trafilatura, readability-lxml, newspaper4k, resiliparse, html2text.
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
import newspaper
import trafilatura
from readability import Document
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

Shingles = set[tuple[str, ...]]
SMALLEST, FEWEST_WORDS, AGREEMENT, SHINGLE = 8000, 200, 0.85, 4
_LONE = r"\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_LONE}]|[^\W{_LONE}]+")
_LANGUAGE = re.compile(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})")
_SITE = re.compile(r"(?:og:url\"?\s+content=|canonical\"?\s+href=)[\"']https?://([^/\"']+)")


def tokens(text: str) -> list[str]:
    """Words; single signs of scripts without spaces."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str]) -> Shingles:
    """All runs of four words."""
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def agreement(first: str, second: str) -> float:
    """F1 of the four-word shingles of two texts."""
    one, two = shingles(tokens(first)), shingles(tokens(second))
    return 2 * len(one & two) / max(len(one) + len(two), 1)


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


def kept(rows: list[list[str]], extract: str) -> list[bool]:
    """Which lines (as words) an extract holds: half of a line's shingles; a short line with the words beside it."""
    held = shingles(tokens(extract))
    flags = []
    for i, row in enumerate(rows):
        before, after = rows[i - 1] if i else [], rows[i + 1] if i + 1 < len(rows) else []
        spare = SHINGLE - 1 if len(row) < SHINGLE else 0
        own = shingles(before[len(before) - spare :] + row + after[:spare])
        flags.append(2 * len(own & held) >= max(len(own), 1) if not spare else bool(own & held))
    return flags


def labelled(raw: str, views: list[str]) -> list[int]:
    """1 for each line of `raw` that most of the extracts hold, trafilatura's where they are even."""
    lines = raw.split("\n")
    places = [i for i, line in enumerate(lines) if tokens(line)]
    votes = [kept([tokens(lines[i]) for i in places], view) for view in views]
    labels = [0] * len(lines)
    for place, said in zip(places, zip(*votes, strict=True), strict=True):
        labels[place] = int(2 * sum(said) + said[0] > len(said))
    return labels


def records(html: str, name: str) -> Iterator[dict[str, Any]]:
    """The variants of a page with labels; nothing where there is little text or no agreement."""
    views = extracts(html)
    close = max(agreement(views[0], view) for view in views[1:])
    if len(tokens(views[0])) < FEWEST_WORDS or close < AGREEMENT:
        return
    views = [view for view in views if len(tokens(view)) >= FEWEST_WORDS / 2]
    language, site = _LANGUAGE.search(html[:5000]), _SITE.search(html)
    same = {"id": name, "page": name, "lang": language[1].lower() if language else "en"}
    for variant, raw in variants(html).items():
        labels = labelled(raw, views)
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
