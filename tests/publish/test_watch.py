"""What the server takes for news: what people changed, never what the build wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.publish.watch import Watch


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    for name in ("seeds/a.txt", "content/articles/a.md", "content/browse/people.md", "content/.base/0.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one\n")
    found = Watch((tmp_path / "seeds", tmp_path / "content", tmp_path / "rules.toml"), tmp_path / "content")
    found.look()
    return found


@pytest.mark.parametrize("name", ["content/browse/people.md", "content/browse/tags/x.md", "content/.base/1.json"])
def test_what_only_the_build_writes_is_no_news(watch: Watch, name: str) -> None:
    (watch.content.parent / name).parent.mkdir(exist_ok=True)
    (watch.content.parent / name).write_text("longer than before\n")
    assert not watch.news()


def test_a_page_the_build_wrote_is_no_news_until_a_person_changes_it(watch: Watch) -> None:
    page = watch.content / "articles/b.md"
    page.write_text("by the build\n")
    watch.wrote(["articles/b.md"])
    assert not watch.news()
    page.write_text("by a person\n\n")
    assert watch.news()


def test_a_page_the_build_removed_is_no_news(watch: Watch) -> None:
    (watch.content / "articles/a.md").unlink()
    watch.wrote(["articles/a.md"])
    assert not watch.news()


@pytest.mark.parametrize("name", ["seeds/b.txt", "seeds/a.txt", "content/names.yml", "rules.toml", "content/about.md"])
def test_what_people_write_is_news(watch: Watch, name: str) -> None:
    (watch.content.parent / name).write_text("a person's words\n")
    assert watch.news()


def test_what_people_delete_is_news(watch: Watch) -> None:
    (watch.content.parent / "seeds/a.txt").unlink()
    assert watch.news()
