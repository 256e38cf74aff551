"""Names of months and weekdays out of CLDR, folded: python -m training.calendar (after a language was added)."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from babel import Locale

from digest.language import languages
from digest.text import fold, words

# Large languages that have no file of their own yet.
_OTHERS = "en ar fr es de it pt nl ru pl el tr fa".split()


def locales() -> list[Locale]:
    """Those of every language on the shelf, and of the large ones."""
    return [Locale.parse(code) for code in sorted({*languages(), *_OTHERS} - {"zxx"})]


def months() -> dict[str, int]:
    """Month names, wide and abbreviated, by their folded form."""
    found: dict[str, int] = {}
    for locale in locales():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in locale.months[context][width].items():
                    found.setdefault(fold(name.rstrip(".")), number)
    return {name: number for name, number in found.items() if not name.isdigit() and len(name) > 2}


def weekdays() -> list[str]:
    """The words of the names of weekdays, folded."""
    days = [locale.days["format"] for locale in locales()]
    wide = {fold(word) for names in days for name in names["wide"].values() for word in words(name)}
    return sorted(wide | {fold(name.rstrip(".")) for names in days for name in names["abbreviated"].values()})


def table() -> dict[str, Any]:
    """What `article/dates.py` reads."""
    return {"months": dict(sorted(months().items())), "weekdays": weekdays()}


def main() -> None:
    """Write the table."""
    file = Path(str(resources.files("digest") / "models" / "calendar.json"))
    file.write_text(json.dumps(table(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
