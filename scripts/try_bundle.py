"""Starts the built program in a bare Debian that has no Python, beside a real panel.

``.venv/bin/python scripts/try_bundle.py ARCHIVE [--app-dir] [--root FOLDER] [--pictures FOLDER]``:
the archive is that of scripts/bundle.py. The panel, the display and the bus run outside; the
program sees their sockets and nothing else of this machine. It has to speak every language as the
catalogues of this checkout have it. With ``--app-dir`` it is started as the folder that becomes an
AppImage. It needs root, debootstrap, and what the tests on a desktop need.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import appimage
from bare_root import BareRoot
from first_day import live, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from harness import Desktop

BUNDLE, APP_DIR = Path("/opt/lull"), Path("/opt/Lull.AppDir")
"""Where it is in the root: the bundle, and the folder that becomes an AppImage."""
HOME = "/var/lib/lull-home"
DISPLAYS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers have their sockets


def main() -> int:
    """Try it and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, help="or the folder that is in it")
    parser.add_argument("--app-dir", action="store_true", help="start it as an AppImage would be")
    parser.add_argument("--root", type=Path, help="the bare root, which is kept for another time")
    parser.add_argument("--pictures", type=Path, help="a folder for PNGs of the desktop")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lull-bare-") as scratch:
        began = time.monotonic()
        root = BareRoot(asked.root or Path(scratch) / "root")
        say(f"a bare Debian without Python after {time.monotonic() - began:.0f} s")
        for left in (BUNDLE, APP_DIR, HOME):
            shutil.rmtree(f"{root.folder}{left}", ignore_errors=True)
        bundle = Path(f"{root.folder}{BUNDLE}")
        if asked.archive.is_dir():
            shutil.copytree(asked.archive, bundle, symlinks=True)
        else:
            shutil.unpack_archive(asked.archive, bundle.parent)
        program = BUNDLE / "lull"
        if asked.app_dir:
            program = APP_DIR / "AppRun"
            appimage.app_dir(bundle, Path(f"{root.folder}{APP_DIR}"))
            shutil.rmtree(bundle)

        def start(desktop: Desktop, words: Sequence[str], environ: Mapping[str, str]) -> list[str]:
            own = {"HOME": "/root", "LULL_HOME": HOME}
            return root.command(
                [str(program), *words], {**environ, **own}, (desktop.folder, DISPLAYS)
            )

        live(start, HOME, asked.pictures)
    say(f"{program} works in a bare Debian without Python")
    return 0


if __name__ == "__main__":
    sys.exit(main())
