"""What the pictures show, as lists: the same in words, for every engine and every reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from digest.language import known
from digest.publish.entries import Entry
from digest.publish.events import Event
from digest.publish.markdown import escape, front, link
from digest.publish.pictures import cuts as sheared
from digest.publish.pictures import together as joined
from digest.publish.pictures.cuts import Shears
from digest.publish.view import PageView
from digest.publish.wording import SITE, date_in_words

_DATES, _TOLD = 200, 3  # dates that are listed, the ones most articles name; articles told of each


def spoken(events: Sequence[Event]) -> str:
    """The dates the texts speak of, the latest first, each with the words it stands in; nothing for none."""
    most = sorted(events, key=lambda event: (-len(event.told), event.edtf))[:_DATES]
    rows = [row for event in sorted(most, key=lambda event: event.edtf, reverse=True) for row in _event(event)]
    return _section(known(SITE).label("timeline-spoken"), rows) if rows else ""


def _event(event: Event) -> Iterator[str]:
    for view, words in event.told[:_TOLD]:
        quoted = f'<q lang="{escape(view.lang)}" dir="{view.dir}">{escape(words)}</q>'
        date = f"<b>{escape(date_in_words(event.edtf, SITE))}</b>"
        yield f'- {date} <span class="met">{quoted}</span> {link(view.title, f"../{view.path}", view.lang, view.dir)}'


def together(entries: Mapping[str, Sequence[Entry]]) -> str:
    """Each name of the map with those it stands with most."""
    language = known(SITE)
    found = joined.ties(entries)
    head = front(language.label("nav-together"), description=joined.told(found, language))
    rows = (_tied(entry, met, language.label("together-with")) for entry, met in joined.lines(found))
    return f"{head}{escape(joined.told(found, language))}\n\n" + "".join(f"{row}\n" for row in rows)


def _tied(entry: Entry, met: Sequence[tuple[Entry, int]], word: str) -> str:
    named = ", ".join(
        f'{link(other.label, other.path)}&nbsp;<span class="shared">{count}</span>' for other, count in met
    )
    return f'- {link(entry.label, entry.path)} <span class="met">{word} {named}</span>'


def cuts(pages: Sequence[PageView], found: Mapping[str, Shears]) -> str:
    """All seeds together, each category of what was cut, and the articles that lost most."""
    language = known(SITE)
    added = sheared.total(found[page.path] for page in pages if page.path in found)
    head = front(language.label("nav-cuts"), description=sheared.intro(added, language))
    kinds = (f"- **{escape(sheared.category_name(name, language))}** {_met(name, added)}" for name in added.ranked())
    most = (
        f"- {link(view.title, f'../{view.path}', view.lang, view.dir)} {_lost(one)}"
        for view, one in sheared.most_cut(pages, found)
    )
    listed = "".join(f"{row}\n" for row in kinds)
    return f"{head}{escape(sheared.intro(added, language))}\n\n{listed}" + _section(
        language.label("cuts-most"), list(most)
    )


def _met(name: str, added: sheared.Total) -> str:
    told = known(SITE).label("cuts-met").format(cuts=added.cuts[name], count=added.met[name])
    share = sheared.percent(added.letters[name], added.length, known(SITE))
    return f'<span class="met">{escape(share)} · {escape(told)}</span>'


def _lost(one: Shears) -> str:
    share = sheared.percent(one.cut, one.length, known(SITE))
    return f'<span class="met">{escape(share)} {escape(known(SITE).label("pic-cut"))}</span>'


def _section(title: str, rows: Sequence[str]) -> str:
    return f"\n## {title}\n\n" + "".join(f"{row}\n" for row in rows) if rows else ""
