"""Silence for notices about the theme's own future, which are about no site in particular."""

from __future__ import annotations

import os


def quiet() -> bool:
    """Ask for silence before the theme is loaded; mkdocs.yml calls this while it is read. Always true."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    return True
