"""Builds killed at any moment, and two at once, in real processes."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from page_samples import page

from digest.model import Page
from digest.page.store import Store, opened

SEEDS = [f"{n:03}.txt" for n in range(12)]
MINE = "\nA line of a person's own.\n"


def pages(version: int) -> list[Page]:
    text = tuple(("paragraph", f"Paragraph {n} of version {version}.") for n in range(5))
    return [page(seed, fields={"title": f"Page {seed}"}, text=text) for seed in SEEDS]  # type: ignore[arg-type]


def build(content: Path, version: int) -> None:
    with opened(content) as store:
        store.apply(store.plan(pages(version)))


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """A process that does `work` with the writing end of a pipe; its number and the reading end."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return number, reading


def forever(content: Path, start: int, writing: int) -> None:
    for version in range(start, start + 10_000):
        os.write(writing, b".")
        build(content, version)


def some(content: Path, start: int, _: int) -> None:
    for version in range(start, start + 5):
        build(content, version)


def sound(content: Path) -> Store:
    """The store as the next build finds it: every page names a sound record, no seed has two, none is missing."""
    with opened(content, check=True) as store:
        assert not store.twins
        assert not store.deleted
        assert all(stored.base is not None for stored in store.pages.values())
        return store


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_twenty_kills(tmp_path: Path) -> None:
    rng = random.Random(1)
    build(tmp_path, 0)
    mine = tmp_path / "articles" / "page-000-txt.md"
    mine.write_text(mine.read_text("utf-8") + MINE, "utf-8")
    for kill in range(20):
        if kill >= 10:  # half of the kills hit the first build of all
            for path in [*tmp_path.glob("articles/*"), *tmp_path.glob(".base/*")]:
                path.unlink()
        number, reading = child(partial(forever, tmp_path, 1 + kill * 10_000))
        os.read(reading, 1)
        for _ in range(rng.randrange(400_000)):  # some work of our own, so that the kill falls anywhere in a build
            pass
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        os.close(reading)
        sound(tmp_path)
    build(tmp_path, -1)
    store = sound(tmp_path)
    assert sorted(store.pages) == SEEDS
    assert len(list((tmp_path / ".base").iterdir())) == len(SEEDS)
    assert all("version -1." in stored.text for stored in store.pages.values())


def first(content: Path) -> None:
    """A first build."""


def edited(content: Path) -> None:
    """A build over older pages, one of them edited, one of them without its seed."""
    with opened(content) as store:
        store.apply(store.plan([*pages(0)[:3], page("gone.txt", fields={"title": "Gone"})]))
    mine = content / "articles" / "page-000-txt.md"
    mine.write_text(mine.read_text("utf-8") + MINE, "utf-8")


def small(content: Path) -> None:
    with opened(content) as store:
        store.apply(store.plan(pages(1)[:3], seeds=SEEDS))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("before", [first, edited])
def test_killed_at_every_single_file_operation(tmp_path: Path, before: Callable[[Path], None]) -> None:
    """Whatever the operation a build dies in front of, the next build ends where an undisturbed one does."""
    whole = tmp_path / "whole"
    before(whole)
    small(whole)
    killed = True
    operation = 0
    while killed:
        content = tmp_path / str(operation)
        before(content)
        number, reading = child(partial(doomed, content, operation))
        killed = os.WIFSIGNALED(os.waitpid(number, 0)[1])
        os.close(reading)
        sound(content)
        small(content)
        assert tree(content) == tree(whole)
        operation += 1
    assert operation > 15


def doomed(content: Path, operation: int, _: int) -> None:
    sys.addaudithook(dying(operation))
    small(content)


def dying(operation: int) -> Callable[[str, tuple[object, ...]], None]:
    """A hook that kills its process in front of file operation number `operation`."""
    left = [operation]

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove"):
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    return hook


def tree(content: Path) -> dict[str, bytes]:
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_edits_outlive_kills(tmp_path: Path) -> None:
    build(tmp_path, 0)
    paths = sorted((tmp_path / "articles").iterdir())
    for path in paths:
        path.write_text(path.read_text("utf-8") + MINE, "utf-8")
    for kill in range(5):
        number, reading = child(partial(forever, tmp_path, 1 + kill * 10_000))
        os.read(reading, 1)
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        os.close(reading)
        assert all(path.read_text("utf-8").endswith(MINE) for path in paths)
    build(tmp_path, -1)
    assert all("version -1." in path.read_text("utf-8") for path in paths)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_two_builds_at_once(tmp_path: Path) -> None:
    """They take turns: each finds what the other finished, and no page is written twice under two names."""
    both = [
        child(lambda writing, start=start: [build(tmp_path, start + n) for n in range(5)] and None)
        for start in (0, 100)
    ]  # type: ignore[misc]
    for number, reading in both:
        assert os.waitpid(number, 0)[1] == 0
        os.close(reading)
    store = sound(tmp_path)
    assert sorted(store.pages) == SEEDS
    assert len({stored.text.split("version ")[1].split(".")[0] for stored in store.pages.values()}) == 1
