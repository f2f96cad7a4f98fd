"""Lull on whole desktops: ``./test --desktops`` tries it on each and writes docs/desktops.md."""

import sys
from pathlib import Path

# The private display, bus and panels of the desktop tests, which are no package.
for _folder in ("tests", "tests/desktop"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / _folder))
