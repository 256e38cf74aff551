"""Arabic names in Latin letters: a romaniser, a consonant skeleton, and how alike two spellings are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from digest.text import fold

# The sounds an Arabic letter stands for in foreign names; a skeleton leaves vowels out, as writers may.
_ROMAN: Final = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
        "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
        "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "ء": "", "پ": "p",
        "چ": "ch", "ڤ": "v", "گ": "g", "ک": "k", "ی": "i", "ژ": "zh", "ے": "e", "ہ": "h", "ں": "n", "ٹ": "t",
        "ڈ": "d", "ڑ": "r", "ھ": "h", "ې": "e", "ۍ": "i", "ښ": "sh", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n",
        "ۀ": "a", "ځ": "z", "څ": "ts",
    }
)  # fmt: skip
# Letters and letter groups of Latin spellings, by the class of sound they share with Arabic ones.
_GROUPS: Final = (
    ("tch", "J"), ("sch", "S"), ("ch", "S"), ("sh", "S"), ("zh", "J"), ("kh", "K"), ("gh", "G"), ("ph", "F"),
    ("th", "T"), ("dh", "D"), ("ck", "K"), ("ts", "Z"), ("tz", "Z"), ("qu", "K"), ("x", "KS"), ("dg", "J"),
    ("ce", "S"), ("ci", "S"), ("cy", "S"),
)  # fmt: skip
_CLASSES: Final = str.maketrans(
    {
        "b": "B", "p": "B", "f": "F", "v": "F", "c": "K", "k": "K", "q": "K", "g": "G", "j": "J", "s": "S", "z": "S",
        "t": "T", "d": "D", "l": "L", "r": "R", "m": "M", "n": "N", "h": "", "a": "", "e": "", "i": "", "o": "",
        "u": "", "y": "", "w": "",
    }
)  # fmt: skip
# Alif only carries the vowel behind it: اوباما opens with an o, ايران with an i.
_INITIAL: Final = re.compile("^(?:au|ai)")
_OPENED: Final = {"au": "o", "ai": "i"}
_SKELETON_SHARE: Final = 0.6


def similarity(latin: str, arabic: str) -> float:
    """How alike a Latin and an Arabic spelling sound, 0–1: .6 skeleton and .4 romaniser, both by Jaro–Winkler.

    Words are held against words in order; names of different length are compared as one string each.
    """
    left, right = romanised(latin).split(), romanised(arabic).split()
    if len(left) == len(right) and len(left) > 1:
        return sum(_alike(a, b) for a, b in zip(left, right, strict=True)) / len(left)
    return _alike("".join(left), "".join(right))


@lru_cache(100_000)
def romanised(name: str) -> str:
    """Lower-case Latin letters, words kept: كرزاي is `krzai`, Karzai `karzai`."""
    plain = fold(name).replace("ال", "al", 1) if fold(name).startswith("ال") else fold(name)
    latin = plain.translate(_ROMAN)
    kept = "".join(
        c if c.isalpha() else " " for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c)
    )
    return " ".join(_INITIAL.sub(lambda m: _OPENED[m.group()], word) for word in kept.split())


@lru_cache(100_000)
def skeleton(name: str) -> str:
    """Consonant classes of a name without vowels and doubles: Karzai and كرزاي are both `KRS`."""
    return " ".join(filter(None, map(_bones, romanised(name).split())))


def _bones(word: str) -> str:
    for group, sound in _GROUPS:
        word = word.replace(group, sound)
    classes = word.translate(_CLASSES)
    return "".join(c for i, c in enumerate(classes) if c.isupper() and (i == 0 or classes[i - 1] != c))


def _alike(left: str, right: str) -> float:
    bones = jaro_winkler(_bones(left), _bones(right))
    return _SKELETON_SHARE * bones + (1 - _SKELETON_SHARE) * jaro_winkler(left, right)


@lru_cache(100_000)
def jaro_winkler(left: str, right: str) -> float:
    """Jaro–Winkler similarity (Winkler 1990), prefix weight .1 over at most four letters; 0 for an empty side."""
    if left == right:
        return float(bool(left))
    pairs = _common(left, right)
    if not pairs:
        return 0.0
    swapped = sum(
        a != b
        for a, b in zip((left[i] for i, _ in pairs), (right[j] for j in sorted(j for _, j in pairs)), strict=True)
    )
    hits = len(pairs)
    jaro = (hits / len(left) + hits / len(right) + (hits - swapped / 2) / hits) / 3
    prefix = next(
        (i for i, (a, b) in enumerate(zip(left[:4], right[:4], strict=False)) if a != b), min(4, len(left), len(right))
    )
    return jaro + prefix * 0.1 * (1 - jaro)


def _common(left: str, right: str) -> list[tuple[int, int]]:
    """Equal letters within half the longer word of one another, each used once, in the order of `left`."""
    window = max(0, max(len(left), len(right)) // 2 - 1)
    free = [True] * len(right)
    pairs = []
    for i, letter in enumerate(left):
        for j in range(max(0, i - window), min(len(right), i + window + 1)):
            if free[j] and right[j] == letter:
                free[j] = False
                pairs.append((i, j))
                break
    return pairs
