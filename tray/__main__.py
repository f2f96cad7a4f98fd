"""``lull`` and ``python -P -m tray``."""

from __future__ import annotations

import sys

from tray.commands.entry import main

if __name__ == "__main__":
    sys.exit(main())
