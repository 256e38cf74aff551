"""JSON that may stand in a script, whatever it holds."""

from __future__ import annotations

import json

# What could end a script, or a line in one.
_CALM = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def in_script(value: object) -> str:
    """`value` as JSON on one line, its brackets and ampersands as escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_CALM)
