"""How the site's fonts were cut down: `python docs/fonts.py FOLDER` (needs fonttools and brotli).

FOLDER holds the woff2 files of the npm packages `@fontsource-variable/source-serif-4` and
`@fontsource-variable/noto-naskh-arabic`. What every page needs travels as one small file; rarer letters wait in
files of their own, which `unicode-range` in fonts.css fetches only where they stand.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-not-found]

HERE = Path(__file__).parents[1] / "overrides/assets/fonts"
_SHAPING = "kern mark mkmk liga ccmp locl init medi fina rlig calt curs".split()
_SIGNS = (0xA0, 0xA9, 0xAB, 0xB6, 0xB7, 0xBB, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2193)
_CORE = {*range(0x20, 0x7F), *_SIGNS}
_WEST = {*range(0xA1, 0x100), 0x131, 0x152, 0x153, *range(0x2000, 0x2070), 0x20AC, 0x2122, 0x2212} - _CORE
_ARAB = {*range(0x600, 0x700), *range(0x750, 0x780), 0x20, 0xA0, 0x200C, 0x200D, 0x25CC, 0xFD3E, 0xFD3F}
FILES = {
    "serif-latin": ("source-serif-4-latin-wght-normal", _CORE),
    "serif-latin-italic": ("source-serif-4-latin-wght-italic", _CORE),
    "serif-western": ("source-serif-4-latin-wght-normal", _WEST),
    "serif-western-italic": ("source-serif-4-latin-wght-italic", _WEST),
    "naskh": ("noto-naskh-arabic-arabic-wght-normal", _ARAB),
}


def _complete(font: TTFont) -> None:
    """Glyphs that do not vary have no row in the table of variations; the cutter expects one of each."""
    rows = getattr(font["gvar"].variations, "data", font["gvar"].variations)
    for glyph in font.getGlyphOrder():
        rows.setdefault(glyph, [])


def cut(source: Path, target: Path, letters: set[int]) -> None:
    """The weights 400 to 700 of `letters`, with what joins and places them, without hints."""
    font = TTFont(source, lazy=False)
    _complete(font)
    if font["fvar"].axes[0].minValue < 400:
        font = instantiateVariableFont(font, {"wght": (400, 700)})
        _complete(font)
    options = subset.Options(layout_features=_SHAPING, hinting=False, flavor="woff2")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    for name, (source, letters) in FILES.items():
        cut(Path(sys.argv[1]) / f"{source}.woff2", HERE / f"{name}.woff2", letters)
