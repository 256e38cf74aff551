"""The stream as a whole: a function of the seeds and of what people left, on however many cores."""

from pathlib import Path

import pytest

from digest import pipeline
from digest.article.boilerplate import clean
from digest.article.seed import read
from digest.model import Seed

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = "Officials of both sides met in Doha on day {n} and agreed to meet again in a month, the Taliban said."


def pile(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(
            f"Our weekly letter\nTalks in Doha, part {n}\n{STORY.format(n=n)}\nComments are closed.\n"
        )
    return folder


def silent(_stage: str, _done: int, _total: int) -> None: ...


def test_lines_that_many_seeds_share_are_cut(tmp_path: Path) -> None:
    pipeline.build(pile(tmp_path / "seeds", 4), tmp_path / "content")
    pages = [p.read_text() for p in (tmp_path / "content" / "articles").glob("*.md")]
    assert len(pages) == 4
    assert not any("Our weekly letter" in page for page in pages)
    assert all("title: Talks in Doha, part" in page for page in pages)


def test_the_survey_counts_seeds_not_lines() -> None:
    seeds = [Seed(str(n), f"Twice\nTwice\n{STORY.format(n=n)}" + "\nOnce" * bool(n), "utf-8", "") for n in range(4)]
    assert pipeline.survey(seeds) == {"twice": 4, "once": 3}


def test_copies_of_a_story_are_one_text_to_the_survey() -> None:
    assert pipeline.survey([Seed(str(n), f"Title\n{STORY}", "utf-8", "") for n in range(9)]) == {}


def test_a_seed_that_is_all_frame_is_named(tmp_path: Path) -> None:
    seeds = pile(tmp_path / "seeds", 2)
    (seeds / "frame.txt").write_text("Skip to content\n© 2020 Example\nAdvertisement\n")
    report = pipeline.build(seeds, tmp_path / "content")
    assert [problem.where for problem in report.problems] == ["frame.txt"]
    assert len(report.changes) == 2


def test_many_seeds_are_read_over_all_cores_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool of processes gives what one process gives, in the same order."""
    seeds, _ = pipeline.read_seeds(pile(tmp_path / "seeds", 6), silent)
    rules = pipeline.read_overrules(tmp_path / "seeds")
    alone, _ = pipeline.read_articles(seeds, rules, silent)
    monkeypatch.setattr(pipeline, "POOL_FROM", 2)
    assert pipeline.read_articles(seeds, rules, silent) == (alone, [])


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: dict[str, tuple[int, int]] = {}

    def listen(stage: str, done: int, total: int) -> None:
        told[stage] = (done, total)

    pipeline.build(pile(tmp_path / "seeds", 3), tmp_path / "content", progress=listen)
    assert told
    assert all(done == total for done, total in told.values())


def test_links_carry_the_titles_people_gave(tmp_path: Path) -> None:
    seeds, content = pile(tmp_path / "seeds", 3), tmp_path / "content"
    pipeline.build(seeds, content)
    page = content / "articles" / "talks-in-doha-part-1.md"
    page.write_text(page.read_text().replace("title: Talks in Doha, part 1", "title: A better title"))
    pipeline.build(seeds, content)
    others = [p.read_text() for p in (content / "articles").glob("*.md") if p != page]
    assert any("[A better title](talks-in-doha-part-1.md)" in other for other in others)
    assert not any("[Talks in Doha, part 1]" in other for other in others)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem[:3])
def test_the_words_of_a_page_are_the_words_that_were_kept(path: Path, tmp_path: Path) -> None:
    """Every kept word of a seed stands in its page's text, and none is added."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    pipeline.build(tmp_path / "seeds", tmp_path / "content")
    (page,) = (tmp_path / "content" / "articles").glob("*.md")
    text = read(path).text
    for cut in reversed(clean(text).cuts):
        text = f"{text[: cut.span.start]} {text[cut.span.end :]}"
    kept = text.split()
    body = page.read_text("utf-8").split("\n## ")[2].split("\n", 1)[1]
    shown = [word for line in body.split("\n") for word in line.removeprefix("### ").split()]
    assert shown == [word.replace("[", "\\[") if word not in shown else word for word in kept]
