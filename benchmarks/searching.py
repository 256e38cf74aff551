"""What a search costs its reader, and what the site costs to build: `python -m benchmarks.searching [PAGES]`, or 5,000.

The pages are made up: half English, half Arabic letters, 300 to 900 words by Zipf's law over 60,000 words a language,
with outlets, tags and people in the numbers that real digests have. The site is built as `make site` builds it.
"""

from __future__ import annotations

import itertools
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import Counting, chromium, served

ROOT = Path(__file__).parents[1]
_SYLLABLES = {
    "en": "ta li ban ne go ti ate ka bul mi nis ter pre si dent er ing ed con fer re port na tion al de le ga".split(),
    "ar": "ال طا لب ان مح اد ثة مف او ض ات كا بل رئ يس وز ير حك وم ة دو لة قو ات عس كر ي من ظم مؤ تمر تق رير".split(),
}  # fmt: skip
_VOCABULARY = 60_000


def _words(lang: str, chance: random.Random) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < _VOCABULARY:
        made["".join(chance.choices(_SYLLABLES[lang], k=chance.randint(2, 5)))] = None
    return list(made)


def write(articles: Path, pages: int) -> None:
    """`pages` made-up pages below `articles`; the same ones every time."""
    chance = random.Random(20181014)
    vocabulary = {lang: _words(lang, chance) for lang in _SYLLABLES}
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))
    articles.mkdir(parents=True)
    for number in range(pages):
        lang = ("en", "ar")[number % 2]
        text = chance.choices(vocabulary[lang], cum_weights=weights, k=chance.randint(300, 900))
        people = [f"{word.title()} {number % 1500}" for word in text[:4]]
        head = f"title: {' '.join(text[:8])} {number}\nlang: {lang}\noutlet: Outlet {number % 120}\nstatus: draft\n"
        head += f"tags: [{', '.join(text[8:12])}]\npeople: [{', '.join(people)}]\ndate: {2000 + number % 25}-10-12"
        body = "\n\n".join(f"{' '.join(text[i : i + 60])}." for i in range(0, len(text), 60))
        page = f"---\n{head}\n---\n\n## Summary\n\n- {' '.join(text[:30])}\n\n## Text\n\n{body}\n"
        (articles / f"{number}.md").write_text(page, "utf-8")


def build(root: Path, pages: int) -> None:
    for name in ("overrides", "content"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("articles", ".base", "browse"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "seeds").mkdir()
    write(root / "content" / "articles", pages)
    start = perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"build: {perf_counter() - start:.0f} s, {cpu:.0f} CPU s, {memory:.0f} MB", flush=True)


def index_alone(root: Path) -> None:
    """The search's part of that: the same texts, indexed again beside the site."""
    from digest.page.format import parse  # noqa: PLC0415 - the bench's own end
    from digest.publish import index  # noqa: PLC0415
    from digest.publish.search import Record  # noqa: PLC0415

    records = []
    for path in sorted((root / "content" / "articles").glob("*.md")):
        text = path.read_text("utf-8")
        fields = parse(text, path.name).fields
        narrow = {name: (str(fields[name]),) for name in ("lang", "outlet")}
        records.append(Record(f"articles/{path.stem}/", str(fields["title"]), text.partition("## Text")[2], (), narrow))
    (root / "alone").mkdir()
    start = perf_counter()
    index.lay(records, root / "alone", offline=False)
    print(f"index alone: {perf_counter() - start:.0f} s", flush=True)


def weigh(page: Page, address: str, query: str) -> str:
    """Bytes of the search before it is opened, to the dialog, and to the first results of `query`."""
    page.goto(address, wait_until="networkidle")
    before = sum(size for path, size in Counting.sent if "search" in path)
    Counting.sent.clear()
    page.keyboard.press("/")
    page.locator(".finder-field").wait_for()
    page.wait_for_load_state("networkidle")
    opened = sum(size for _, size in Counting.sent)
    page.locator(".finder-field").fill(query)
    page.locator(f".finder[data-answers='{query}']").wait_for()
    found = page.locator(".finder-status").inner_text()
    total = sum(size for _, size in Counting.sent)
    parts = {kind: sum(s for p, s in Counting.sent if kind in p) for kind in ("settings", "words/", "pages/")}
    told = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in parts.items())
    cost = f"{before} bytes before, {opened / 1000:.1f} KB to the dialog, {total / 1000:.1f} KB to the results"
    return f"{query}: {cost} ({told}); {found}"


def main(arguments: list[str]) -> int:
    pages = int(arguments[0]) if arguments else 5000
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        build(root, pages)
        index_alone(root)
        query = (root / "content/articles/0.md").read_text("utf-8").splitlines()[1].split()[1:3]
        arabic = (root / "content/articles/1.md").read_text("utf-8").splitlines()[1].split()[1]
        with served(root / "site") as address, sync_playwright() as engine:
            browser = engine.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            for words in (" ".join(query), query[0], arabic):
                Counting.sent.clear()
                context = browser.new_context()
                print(weigh(context.new_page(), address, words))
                context.close()
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
