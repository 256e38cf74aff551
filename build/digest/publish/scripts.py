"""JSON that may stand in a script, whatever it holds."""

from __future__ import annotations

import json

# What could end a script, or a line in one.
_CALM = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def in_script(value: object) -> str:
    """`value` as JSON on one line, its brackets and ampersands as escapes."""
    return calm(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def calm(told: str) -> str:
    """JSON that says the same, without a sign that could end a script."""
    return told.translate(_CALM)
