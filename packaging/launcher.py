"""What the self-contained program starts: ``lull``, and the ``python -P -m`` of its own modules.

Lull starts its windows, its drawing and its own commands as ``[sys.executable, "-P", "-m", NAME]``.
In a bundle that file is this program, which therefore takes the same words, for the modules below
and no others. Whatever else it is given is the command line of ``lull``.
"""

from __future__ import annotations

import os
import runpy
import sys

MODULES = ("tray", "tray.icon.drawn", "windows")
"""The modules that Lull starts in a process of their own."""


def main() -> int:
    """Do what the words say; returns the exit status."""
    _restore_library_path()
    if sys.argv[1:3] == ["-P", "-m"] and sys.argv[3:4] and sys.argv[3] in MODULES:
        name = sys.argv[3]
        del sys.argv[1:4]
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        return 0
    from tray.commands.entry import main as lull  # noqa: PLC0415 - a window does without it

    return lull()


def _restore_library_path() -> None:
    """Take out of the environment what the bundle's first step put there.

    Its loader has found this process's libraries by now; a browser or terminal that Lull opens must
    not be given them instead of its own. A window, which is this program again, begins anew.
    """
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    sys.exit(main())
