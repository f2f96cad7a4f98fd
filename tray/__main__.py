"""``lull`` and ``python -P -m tray``."""

from __future__ import annotations

import sys

from tray import footprint

footprint.load_less()

from tray.commands.entry import main  # noqa: E402 - first of all it is said what is left out

if __name__ == "__main__":
    sys.exit(main())
