"""Disks and seeds at their limits, in real processes: a clear error or a right result, and nothing lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import limits


@pytest.mark.skipif(sys.platform == "win32", reason="needs rights and limits of Unix")
@pytest.mark.parametrize("name", ["disk full", "read-only folder", "pipes and links", "NUL bytes"])
def test_limit(name: str, tmp_path: Path) -> None:
    assert limits.CASES[name](tmp_path) == ""
