"""The interface words of cues.txt as sorted short hashes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digest.article.line_shapes import read_page


def load_cues(path: Path) -> NDArray[np.uint64]:
    """Hashes (upper 32 bits) of the stems, ascending; comment lines start with #."""
    lines = [line.partition(":")[2] for line in path.read_text("utf-8").splitlines() if line[:1] not in ("#", "")]
    words = read_page([line.strip() for line in lines]).words
    sign = words.size == 1
    spaced = words.stem[~sign]
    signs = words.paired[sign & (words.paired != words.alone)]
    return np.unique(np.concatenate((spaced, signs)) >> np.uint64(32))
