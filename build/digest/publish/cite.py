"""How to cite an article: a line in the manner of the APA, and records in BibTeX, RIS and CSL-JSON.

A record says what the text says of itself and where this digest keeps it. An unknown date is "n.d." where a format
has to say something and left out where its readers say so themselves (CSL, RIS).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote

from markupsafe import Markup
from slugify import slugify

from digest.language import UNKNOWN, known, listed
from digest.publish.items import Item, Site, fit
from digest.publish.view import plain
from digest.publish.when import When
from digest.publish.wording import date_in_words
from digest.text import ended, fold

_LATIN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_LETTERS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_INITIAL = re.compile(r"[^\W\d_]\.?")


@dataclass(frozen=True, slots=True)
class Author:
    """`literal` is the name as it stands; `family` and `given` are filled only where it is safe to tell them apart."""

    literal: str
    family: str = ""
    given: str = ""


def author(name: str, lang: str, organisations: Iterable[str] = ()) -> Author:
    """An author's name, split where that is safe.

    It is where a comma does it, and for two or three words in Latin letters of which no one belongs to an
    organisation, to a line of names that puts the family first, or to a language that does.
    """
    front, comma, behind = (part.strip() for part in name.partition(","))
    if comma and front and _is_name(behind.split()) and _is_name(front.split()):
        return Author(name, front, behind)
    words = name.split()
    told_apart = lang not in _FAMILY_FIRST and len(words) in {2, 3} and _is_name(words) and not _is_initial(words[-1])
    middle = len(words) < 3 or _is_initial(words[1])
    if not (told_apart and middle) or _is_group(name, words, organisations):
        return Author(name)
    return Author(name, words[-1], " ".join(words[:-1]))


# Languages whose speakers put the family name first.
_FAMILY_FIRST = frozenset("hu ja km ko mn si ta te vi yue zh".split())


def _is_name(words: list[str]) -> bool:
    return bool(words) and all(_LATIN.fullmatch(word) and _is_latin(word) and word[0].isupper() for word in words)


def _is_latin(word: str) -> bool:
    return all(char < "\u0250" or "\u1e00" <= char <= "\u1eff" or char == "’" for char in word)


def _is_initial(word: str) -> bool:
    return bool(_INITIAL.fullmatch(word))


def _is_group(name: str, words: list[str], organisations: Iterable[str]) -> bool:
    cues = listed("organisation-cues") | listed("outlet-tails") | listed("family-first")
    return fold(name) in set(map(fold, organisations)) or any(fold(word) in cues for word in words)


@dataclass(frozen=True, slots=True)
class Work:
    """What all formats say, each in its own way; empty where it is unknown."""

    key: str
    title: str
    authors: tuple[Author, ...]
    outlet: str
    edtf: str
    when: When | None
    lang: str
    url: str
    site: str
    seed: str


def work(item: Item, site: Site) -> Work:
    view = item.view
    groups = (*view.texts("organisations"), *view.texts("outlet"))
    date = item.when
    return Work(
        key="-".join((_key(item), date.year if date and date.year else "nd")),
        title=item.title,
        authors=tuple(author(fit(name), view.lang, groups) for name in view.texts("authors")),
        outlet=fit(view.text("outlet")),
        edtf=view.text("date") if date else "",
        when=date,
        lang="" if view.lang == UNKNOWN else view.lang,
        url=item.url,
        site=fit(site.name),
        seed=fit(view.seed),
    )


def _key(item: Item) -> str:
    """The page's name; what plain letters cannot tell of it, a few digits do. So no two pages share a key, and none
    gets another because a page comes or goes.
    """
    stem = item.view.path.rpartition("/")[2].removesuffix(".md")
    plainly = slugify(stem, max_length=60, word_boundary=True) or "text"
    return plainly if plainly == stem else f"{plainly}-{sha256(stem.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


# -- for the page -------------------------------------------------------------------------------------------------


def line(item: Item, site: Site) -> Markup:
    """Author. (Date). Title. Outlet. Site. Address. In the article's own language; what is unknown is left out."""
    view, language = item.view, known(item.view.lang)
    date = date_in_words(view.text("date"), view.lang) if item.when else language.label("cite-no-date")
    who = language.label("list-comma").join(view.texts("authors"))
    told = [_sentence("<bdi>{}</bdi>", who), Markup("({}).").format(date), _sentence("<cite>{}</cite>", view.title)]
    told += [_sentence("<bdi>{}</bdi>", name) for name in (view.text("outlet"), site.name)]
    told += [Markup('<bdi dir="ltr">{}</bdi>').format(_shown(item.url))] if site.base else []
    return Markup(" ").join(filter(None, told))


def _shown(url: str) -> str:
    """An address with its letters as letters; as it is where one of them could mislead."""
    words = _LETTERS.sub(lambda letters: unquote(letters[0]), url)
    return words if plain(words) == words and "\ufffd" not in words else url


def _sentence(frame: str, text: str) -> Markup:
    """`text` in its frame with one closing mark; nothing for none."""
    whole = text if ended(text) else f"{text}."
    return Markup(frame).format(whole) if text else Markup("")  # noqa: S704 - frames are ours


# -- BibTeX -------------------------------------------------------------------------------------------------------

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
}  # fmt: skip
_TEX_SIGN = re.compile(r"[\\{}$&#%_^~]")


def bibtex(work: Work) -> str:
    """A `@misc` entry in UTF-8. `date` is EDTF, which biblatex reads whole; `year` is for everybody else."""
    rows = {
        "title": f"{{{_tex(work.title)}}}",
        "author": " and ".join(map(_tex_author, work.authors)),
        "howpublished": _tex(work.outlet),
        "year": _year(work.when) if work.when else "n.d.",
        "date": work.edtf,
        "url": work.url,
        "langid": work.lang,
        "note": _tex(f"{work.site}, {work.seed}" if work.seed else work.site),
    }
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in rows.items() if value)
    return f"@misc{{{work.key},\n{told}}}\n"


def _year(when: When) -> str:
    first, last = when.first[0], when.last[0]
    years = str(first) if first == last else f"{first}--{last}"
    return years if when.sure else f"ca. {years}"


def _tex(text: str) -> str:
    return _TEX_SIGN.sub(lambda sign: _TEX[sign[0]], text)


def _tex_author(author: Author) -> str:
    """A literal name stands in braces of its own, so that no style cuts it and no "and" in it parts it."""
    return f"{_tex(author.family)}, {_tex(author.given)}" if author.family else f"{{{_tex(author.literal)}}}"


# -- RIS ----------------------------------------------------------------------------------------------------------


def ris(work: Work) -> str:
    """A record of the type ELEC. Its lines end in CR LF; no value holds a line end."""
    when = work.when
    rows = [
        ("TY", "ELEC"),
        ("TI", work.title),
        *(("AU", f"{a.family}, {a.given}" if a.family else a.literal) for a in work.authors),
        ("PB", work.outlet),
        ("PY", when.year if when else ""),
        ("DA", when.day.replace("-", "/") if when else ""),
        ("LA", work.lang),
        ("DB", work.site),
        ("AN", work.seed),
        ("UR", work.url),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"


# -- CSL-JSON -----------------------------------------------------------------------------------------------------


def csl(work: Work) -> str:
    """A list of one item of the type `webpage`, as citeproc and Zotero read it."""
    item = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "author": [_csl_author(author) for author in work.authors],
        "issued": _issued(work),
        "container-title": work.outlet,
        "archive": work.site,
        "archive_location": work.seed,
        "language": work.lang,
        "URL": work.url,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


def _csl_author(author: Author) -> Mapping[str, str]:
    return {"family": author.family, "given": author.given} if author.family else {"literal": author.literal}


def _issued(work: Work) -> Mapping[str, object]:
    """A day, month or year, or two days where it lies in several; `circa` where it is not sure."""
    if work.when is None:
        return {}
    first, last = list(work.when.first), list(work.when.last)
    same = next((length for length in (3, 2, 1) if first[:length] == last[:length]), 0)
    return {"date-parts": [first[:same]] if same else [first, last]} | ({} if work.when.sure else {"circa": True})


FILES: Mapping[str, Callable[[Work], str]] = {"cite.bib": bibtex, "cite.ris": ris, "cite.json": csl}
