"""What a build is made of, as it lies on disk: the server asks whether anything differs from what was last built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Written by the build and by nobody else: below content/, the browse pages and the records.
_WRITTEN = frozenset({"browse", ".base"})
State = tuple[int, int]  # time of the last change in nanoseconds, length in bytes


@dataclass(slots=True)
class Watch:
    """`roots` are the files and folders people edit; `content` is the one among them that the build writes to, too."""

    roots: tuple[Path, ...]
    content: Path
    seen: dict[Path, State] = field(default_factory=dict)

    def look(self) -> None:
        """Remember what lies there now. Called before a build reads it: an edit made meanwhile counts as news."""
        self.seen = dict(self._states())

    def wrote(self, pages: Iterable[str]) -> None:
        """The build itself wrote these `pages` (paths relative to content/, gone ones too): no news either."""
        for path in (self.content / page for page in pages):
            self.seen.pop(path, None)
            self.seen.update(_state(path))

    def news(self) -> bool:
        """Whether people changed anything since."""
        return dict(self._states()) != self.seen

    def _states(self) -> Iterator[tuple[Path, State]]:
        for root in self.roots:
            for path in [root] if root.is_file() else root.rglob("*"):
                if not (path.is_relative_to(self.content) and path.relative_to(self.content).parts[0] in _WRITTEN):
                    yield from _state(path)


def _state(path: Path) -> Iterator[tuple[Path, State]]:
    try:
        if path.is_file():
            found = path.stat()
            yield path, (found.st_mtime_ns, found.st_size)
    except OSError:
        return  # gone, or not ours to read, since the folder was listed
