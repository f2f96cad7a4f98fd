"""How many examples a property is tried with: few in each run, more where they are asked for."""

from __future__ import annotations

import os

_TIMES = int(os.environ.get("EXAMPLES", "1"))


def examples(few: int) -> int:
    """So many, or as many times that as ``EXAMPLES`` says."""
    return few * _TIMES
