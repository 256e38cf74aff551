"""Small questions about text, the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from unicodedata import category, combining, normalize

_UNSHOWN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DIGIT = re.compile(r"[^\D0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# The marks of Arabic that writers may leave out, and the letters that they use for one another.
_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)
_LETTERS = (("ٱ", "ا"), ("ى", "ي"), ("ة", "ه"))  # NFKD knows the others: أ is ا and a mark
# Scripts that put no blank between words (Thai, Lao, Burmese, Khmer, kana, Han), also as the inside of a class.
UNSPACED_RANGES = (
    (0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF)
)  # fmt: skip
UNSPACED = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED_RANGES)


def _spelled(codes: Iterable[int]) -> str:
    """The inside of a character class, runs as ranges: beyond the first plane `re` tries one after the other."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


# Unicode's marks, none of which is a letter to `\\w`. Words are torn without the vowel signs and accents (Mn and Mc)
# of the scripts in use.
_MARKED = [code for code in range(0x300, 0x1F000) if category(chr(code)).startswith("M")]
_IN_USE = (code for code in _MARKED if code < 0xFE30 or 0x10A00 <= code < 0x12000)
SIGN_CODES = [code for code in _IN_USE if category(chr(code)) != "Me"]
SIGNS = _spelled(SIGN_CODES)
_ACCENTS = [code for code in _MARKED if combining(chr(code))]
# A rough look at all of the higher planes first, for the same reason.
_COMBINING = re.compile(
    f"[{_spelled(code for code in _ACCENTS if code < 0x10000)}\U00010000-\U0001efff](?<=[{_spelled(_ACCENTS)}])"
)
# They stand inside a word without being seen.
JOINERS = "\u200c\u200d"
_WORD = re.compile(rf"\w[\w{SIGNS}]*(?:[{JOINERS}]+\w[\w{SIGNS}]*)*")
# The same for ASCII and for texts without signs and joiners, at half the cost; a rough look at the higher planes again.
_ASCII_WORD, _PLAIN_WORD = re.compile(r"\w+", re.ASCII), re.compile(r"\w+")
_LOW_SIGNS = _spelled(code for code in SIGN_CODES if code < 0x10000)
_SIGNED = re.compile(f"[{JOINERS}{_LOW_SIGNS}\U00010000-\U0010ffff]")
# Sentence_Terminal of Unicode 16: STRONG stands nowhere else, DOTS also inside words. For character classes.
STRONG = (
    "\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u0f0d\u0f0e\u104b\u1362\u1367"
    "\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab\u1b5a\u1b5b\u1b5e\u1b5f\u1c3b\u1c3c"
    "\u1c7e\u1c7f\u2cf9-\u2cfb\u3002\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9"
    "\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61"
)
DOTS = ".!?\u2026\u203c\u203d\u2047-\u2049"
# Quotation marks and brackets that close; bidi marks, which are not seen.
CLOSERS = "\"'\u2019\u201d\u00bb\u203a)\\]}\u300d\u300f\uff09\u3011\u300b\u200e\u200f\u2069"
# Behind a sentence also the German close, a bidi control, the sign or the number of a footnote.
_NOTES = "\u201c\u201f\u2066-\u2068*\u2020\u2021\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_ENDED = re.compile(rf"[{DOTS}{STRONG}](?:[{CLOSERS}{_NOTES}\s]|\[\w{{1,4}}\])*\Z")
_TAIL = 40


def lines(text: str) -> list[str]:
    """What its lines say. Only CR, LF and CRLF end one, as editors count.

    Each starts one character behind the one before: of CRLF a blank stays with the line.
    """
    return text.replace("\r\n", " \n").replace("\r", "\n").split("\n")


def words(text: str) -> list[str]:
    """Runs of letters and digits with their vowel signs and inner joiners, in order, as they stand."""
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return (_WORD if _SIGNED.search(text) else _PLAIN_WORD).findall(text)


def ended(line: str) -> bool:
    """Does it close with a mark that ends sentences in whatever script, quotation marks and footnotes aside?"""
    last = line[-1:]
    return last == "." or (not last.isalpha() and _ENDED.search(line[-_TAIL:]) is not None)


def squeeze(text: str) -> str:
    """White space folded to single blanks, none at the ends."""
    return " ".join(text.split())


def sound(text: str) -> str:
    """`text` as UTF-8 can hold it: a lone surrogate becomes U+FFFD, one character for one."""
    try:
        text.encode()  # at a tenth of the cost of looking for one
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def western(text: str) -> str:
    """`text` with the digits of whatever script as 0 to 9, letter for letter; raised and circled ones stay."""
    return text if text.isascii() else _DIGIT.sub(lambda digit: str(int(digit[0])), text)


def plain(text: str) -> str:
    """`text` as a terminal may show it: no control character, no sign that turns the direction of what follows."""
    return _UNSHOWN.sub("\ufffd", text)


def fold(text: str) -> str:
    """The form two spellings of one word share: no case, no accents, no vowel signs, no hamza seats."""
    if text.isascii():
        return text.lower()  # the same, at a tenth of the cost
    plain = _MARKS.sub("", normalize("NFKC", text)).casefold()
    for letter, other in _LETTERS:
        plain = plain.replace(letter, other)
    return _COMBINING.sub("", normalize("NFKD", plain))


def key(text: str) -> str:
    """Folded words joined by single blanks: what `the same line` and `the same name` mean here."""
    return " ".join(words(fold(text)))


# Where a script puts no blanks a pair of letters stands for a word.
_TERM = re.compile(rf"[{UNSPACED}]+|(?:[^\W_{UNSPACED}]++|[{SIGNS}]++)++")
_ONE = re.compile(rf"[{UNSPACED}]")
_PLAIN_TERM = re.compile(r"[^\W_]+")
_UNLIKE_WORDS = re.compile(f"[{UNSPACED}{_LOW_SIGNS}\U00010000-\U0010ffff]")
_ASCII = re.compile("[0-9a-z]+")


def terms(text: str) -> list[str]:
    """Folded words to count and compare, in order; pairs of letters in scripts without blanks."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII.findall(folded)  # the same, at a tenth of the cost
    return _paired(folded)


# Letters typed for one another where Unicode's decompositions do not say so; digits of the scripts that share them.
LOOSE = {
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
    "ٱ": "ا", "ß": "ss", "ς": "σ", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i",
} | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)}  # fmt: skip
_LOOSE = str.maketrans(LOOSE)
# What nobody types into a search: signs above and below letters, joiners, marks of direction.
_SILENT = re.compile(f"[{_spelled(_MARKED)}\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SOUGHT = 64  # letters of a word that the search tells apart


def loose(text: str) -> str:
    """The form in which a search compares: what `fold` unites, and whatever else a hasty reader would not type.

    overrides/assets/search.js does the same to the query; the two are held together by a test.
    """
    if text.isascii():
        return text.lower()
    return _SILENT.sub("", normalize("NFKD", text).lower()).translate(_LOOSE)


def sought(text: str) -> list[str]:
    """The loose words of `text`, in order; pairs of letters in scripts without blanks."""
    return [word[:_SOUGHT] for word in _paired(loose(text))]


def _paired(text: str) -> list[str]:
    if not _UNLIKE_WORDS.search(text):
        return _PLAIN_TERM.findall(text)  # the same, at a third of the cost
    found: list[str] = []
    for run in _TERM.findall(text):
        if len(run) > 2 and _ONE.match(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run)
    return found
