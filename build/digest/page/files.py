"""Files under the content folder, read and written so that nothing odd is opened and nothing is left half done."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.model import DigestError

LARGEST = 32 * 1024 * 1024  # bytes; a seed of a million characters makes a page of a few megabytes


def walk(root: Path, skip: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    """Markdown files under `root` as relative paths with `/`, sorted: regular ones, and odd ones (links, pipes…).

    Folders that start with a dot, folders named in `skip` at the top, and links to folders are not entered.
    """
    plain: list[str] = []
    odd: list[str] = []
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        for entry in os.scandir(folder) if folder.is_dir() else ():
            path = Path(entry.path).relative_to(root).as_posix()
            if entry.name.startswith(".") or path in skip:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.name.lower().endswith(".md"):
                (plain if entry.is_file(follow_symlinks=False) else odd).append(path)
    return sorted(plain), sorted(odd)


def read(path: Path, where: str) -> str:
    """The text of a regular file, line ends as they are. Raises DigestError for anything else, naming it `where`."""
    data = read_bytes(path, where)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError("the file is not UTF-8", f"{where}:{line}", "Save it as UTF-8") from None


def read_bytes(path: Path, where: str) -> bytes:
    # O_NONBLOCK: opening a pipe nobody writes to would wait for ever; what was opened is asked again what it is.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        raise DigestError(
            f"the file cannot be read ({error.strerror})", where, "Put a plain file in its place"
        ) from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise DigestError("this is no plain file", where, "Put a plain file in its place")
        if about.st_size > LARGEST:
            raise DigestError("the file is larger than 32 MB", where, "Split it")
        return file.read()


def write(path: Path, data: bytes, scratch: Path) -> None:
    """`data` as the file `path`, whole or not at all: written aside in `scratch` (same file system), then renamed."""
    scratch.mkdir(parents=True, exist_ok=True)
    aside = scratch / f".{os.getpid()}.tmp"
    aside.write_bytes(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(path)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds `folder` for one process; a second one waits. The kernel lets go when the holder dies."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # no flock there; a file that is open cannot be replaced, which guards the pages
        yield
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
