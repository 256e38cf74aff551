"""Files under the content folder, read and written so that nothing odd is opened and nothing is left half done."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.model import DigestError

LARGEST = 64 * 1024 * 1024  # bytes; the longest seed there may be makes a page of far less, however it is escaped


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
            raise DigestError("the file is larger than 64 MB", where, "Split it")
        return file.read()


def write(path: Path, data: bytes, scratch: Path, *, lasting: bool = False) -> None:
    """`data` as the file `path`, whole or not at all: written aside in `scratch` (same file system), then renamed.

    With `lasting` it is on the disk before it gets its name, so that a loss of power leaves no empty file.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    aside = scratch / f".{os.getpid()}.tmp"
    with aside.open("wb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(path)


def last(folder: Path) -> None:
    """Sees to it that the names in `folder` are on the disk, where the system can."""
    if sys.platform != "win32" and folder.is_dir():
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds `folder` for one process; a second one waits. The system lets go when the holder dies."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = _lock(folder)
    try:
        yield
    finally:
        os.close(handle)


def _lock(folder: Path) -> int:
    """A handle that is this process's alone until it is closed."""
    if sys.platform == "win32":  # folders cannot be opened there, and a lock is tried for ten seconds only
        import msvcrt  # noqa: PLC0415 - only on Windows

        handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
        patiently(lambda: msvcrt.locking(handle, msvcrt.LK_LOCK, 1))
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def patiently(lock: Callable[[], None]) -> None:
    """Calls `lock` until it has the lock; raises its OSError where something else is wrong than that others hold it."""
    while True:
        try:
            lock()
        except OSError as error:
            if error.errno not in (errno.EDEADLK, errno.EACCES):
                raise
        else:
            return
