"""Bytes → Seed: the only place that opens a seed file. What is no regular text file is refused, never guessed at."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from pathlib import Path

from charset_normalizer import from_bytes

from digest.model import DigestError, Seed

# A story of so many bytes is a shelf of novels; what is longer is a dump of many texts.
LARGEST = 8 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Control, format, surrogate, private and unassigned signs, and blanks other than the blank.
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"])
_SAVE_AS = "Save it as UTF-8 text, or take it out of the folder."


def read(path: Path) -> Seed:
    """The seed at `path`. Raises DigestError for what is missing, odd, unreadable, empty, binary or broken."""
    _refuse_name(path)
    data = _bytes(path)
    text, encoding = decode(data, str(path))
    if not text.strip():
        raise DigestError("the seed is empty", str(path), "Put the scraped text into it, or delete the file.")
    return Seed(path.name, text, encoding, hashlib.sha256(data).hexdigest())


def decode(data: bytes, where: str = "the text") -> tuple[str, str]:
    """Text and encoding of `data`: by its byte-order mark, else UTF-8, else the best guess that fits.

    Raises DigestError for binary data and for UTF-8 with broken bytes, which any guess would turn into mojibake.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :] if encoding == "utf-8" else data, encoding, where)
            _refuse_binary(text, where)
            return text, encoding
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        text, encoding = _guess(data, error, where)
    _refuse_binary(text, where)
    return text, encoding


def _refuse_name(path: Path) -> None:
    """A seed's name is its identity in the front matter of its page: only what every editor shows can stand there."""
    odd = [sign for sign in path.name if unicodedata.category(sign) in _UNSEEN and sign != " "]
    if odd or path.name != path.name.strip():
        name = path.name.encode("ascii", "backslashreplace").decode()
        what = (
            f"the file's name holds {unicodedata.name(odd[0], 'a sign nobody sees')}" if odd else "its name ends blank"
        )
        raise DigestError(what, str(path.parent / name), "Rename the file: letters, digits, blanks and marks will do.")


def _bytes(path: Path) -> bytes:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise DigestError(
                f"this is {_nature(status.st_mode)}, not a text file", str(path), "Move it out of seeds/."
            )
        if status.st_size > LARGEST:
            raise DigestError(
                f"the seed has {status.st_size:,} bytes, more than {LARGEST:,}", str(path), "Split it into articles."
            )
        # O_NONBLOCK: should the file have become a FIFO since, the build must not hang on it.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            return file.read()
    except OSError as error:
        raise DigestError(
            f"the seed cannot be read ({error.strerror})", str(path), "Check it is there and readable."
        ) from None


def _nature(mode: int) -> str:
    natures = {
        stat.S_IFDIR: "a folder",
        stat.S_IFLNK: "a link",
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
    }
    return natures.get(stat.S_IFMT(mode), "a device")


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(data, error, where, encoding) from None


def _guess(data: bytes, error: UnicodeDecodeError, where: str) -> tuple[str, str]:
    if len(_SEQUENCE.findall(data)) > _broken_bytes(data):
        raise _broken(data, error, where, "utf-8")
    best = None if b"\x00" in data else from_bytes(data[: 1 << 20]).best()
    if best is None:
        raise DigestError("the seed is binary, or in an encoding nobody can tell", where, _SAVE_AS)
    return _strictly(data, best.encoding, where), best.encoding


def _broken_bytes(data: bytes) -> int:
    return sum(byte >= 0x80 for byte in _SEQUENCE.sub(b"", data))


def _broken(data: bytes, error: UnicodeDecodeError, where: str, encoding: str) -> DigestError:
    line = data.count(b"\n", 0, error.start) + 1
    what = f"byte {data[error.start]:#04x} at offset {error.start} (line {line}) is broken {encoding.upper()}"
    return DigestError(what, where, "Scrape the text again, or mend that byte and save the file as UTF-8.")


def _refuse_binary(text: str, where: str) -> None:
    controls = len(_CONTROLS.findall(text[:65536]))
    if "\x00" in text or controls > len(text[:65536]) / 50:
        raise DigestError("the seed is binary, not text", where, _SAVE_AS)
