"""Files written whole, and held for one process."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from digest.page import files


class System:
    """Answers a lock with these errors, one a call, then grants it."""

    def __init__(self, *errors: int) -> None:
        self.errors = [*errors]

    def lock(self) -> None:
        if self.errors:
            raise OSError(self.errors.pop(0), "no lock")


def test_a_lock_that_others_hold_is_waited_for() -> None:
    system = System(errno.EDEADLK, errno.EACCES, errno.EDEADLK)
    files.patiently(system.lock)
    assert system.errors == []


def test_a_lock_that_cannot_be_had_is_no_endless_wait() -> None:
    with pytest.raises(OSError, match="no lock"):
        files.patiently(System(errno.EDEADLK, errno.EBADF).lock)


@pytest.mark.parametrize("lasting", [False, True])
def test_written_whole(tmp_path: Path, *, lasting: bool) -> None:
    path = tmp_path / "new" / "a.md"
    for data in (b"one", b"other"):
        files.write(path, data, tmp_path / "scratch", lasting=lasting)
        assert path.read_bytes() == data
    assert list((tmp_path / "scratch").iterdir()) == []
    files.last(path.parent)
    files.last(tmp_path / "nowhere")
