"""Builds killed at any moment, and two at once, in real processes."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
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


def forever(content: Path, writing: int, start: int) -> None:
    for version in range(start, start + 10_000):
        build(content, version)
        os.write(writing, b".")


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
        if kill == 10:  # half of the kills hit the first build of all
            for path in [*tmp_path.glob("articles/*"), *tmp_path.glob(".base/*")]:
                path.unlink()
        number, reading = child(lambda writing, kill=kill: forever(tmp_path, writing, 1 + kill * 10_000))  # type: ignore[misc]
        os.read(reading, 1)
        for _ in range(rng.randrange(400_000)):  # some work of our own: the kill falls anywhere in the next build
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_edits_outlive_kills(tmp_path: Path) -> None:
    build(tmp_path, 0)
    paths = sorted((tmp_path / "articles").iterdir())
    for path in paths:
        path.write_text(path.read_text("utf-8") + MINE, "utf-8")
    for kill in range(5):
        number, reading = child(lambda writing, kill=kill: forever(tmp_path, writing, 1 + kill * 10_000))  # type: ignore[misc]
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
