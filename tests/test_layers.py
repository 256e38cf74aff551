"""Who may know whom. A new arrow between rooms is a decision: it is made here, not by accident."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "build" / "digest"
SHARED = {"model", "text"}
ALLOWED = {
    "model": set(),
    "text": set(),
    "language": SHARED,
    "gazetteer": SHARED | {"language"},
    "article": SHARED | {"language", "gazetteer"},
    "page": SHARED,
    "relations": SHARED | {"language", "gazetteer"},
    "publish": SHARED | {"language", "page"},
    "compose": SHARED | {"language"},
    "pipeline": SHARED | {"language", "article", "page", "relations", "publish", "compose"},
    "__main__": SHARED | {"language", "article", "page", "pipeline", "__init__"},
    "plugin": SHARED | {"language", "page", "publish", "pipeline"},
    "__init__": SHARED | {"language", "article", "page", "relations"},
}
FILES = sorted(SOURCE.rglob("*.py"))


def module(path: Path) -> str:
    """`article.dates` for article/dates.py; a package's own file is the package."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] or parts) if parts[-1] == "__init__" else ".".join(parts)


def imports(path: Path) -> set[str]:
    """The modules of the house that a file imports anywhere in it: at its head, late, or for types alone."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide who knows whom"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    known = {module(file) for file in FILES}
    inside = {name.removeprefix("digest.") for name in found if name.startswith("digest.")}
    return {name if name in known else name.rpartition(".")[0] or "__init__" for name in inside}


def room(name: str) -> str:
    return name.partition(".")[0]


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_room_knows_only_whom_it_may(path: Path) -> None:
    own = room(module(path))
    strangers = {room(name) for name in imports(path)} - {own} - ALLOWED[own]
    assert not strangers, f"{module(path)} imports {sorted(strangers)}; see ARCHITECTURE.md, who knows whom"


def test_no_import_goes_in_a_circle() -> None:
    graph = {module(path): imports(path) - {module(path)} for path in FILES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for target in graph.get(name, ()):
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_files_and_clocks_are_touched_at_the_border_alone() -> None:
    """Opening, writing and asking the time happen at the border; elsewhere only the package's own data is read."""
    border = {"article.seed", "page.store", "page.files", "page.gate", "pipeline", "plugin", "__main__"}
    touching = re.compile(
        r"(?<![\w.])open\(|\.(read|write)_(text|bytes)\(|\btime\.\w+\(|os\.environ|datetime\.now|\.today\("
    )
    inside = {module(p): p.read_text("utf-8") for p in FILES if room(module(p)) != "publish"}
    guilty = {name for name, source in inside.items() if touching.search(source) and "resources.files" not in source}
    assert guilty - border == set()
