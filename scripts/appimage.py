"""Makes an AppImage of the built program: ``python scripts/appimage.py BUNDLE FILE``.

BUNDLE is the folder ``lull`` that scripts/bundle.py made. An AppImage is a small runtime with a
squashfs image behind it; the runtime is the AppImage project's and is named with ``--runtime``.
Without it FILE is the image alone, which ``unsquashfs`` opens and nobody can start.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import archives

APP_ID = "org.lull.Lull"
APP_RUN = """\
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/lull/lull" "$@"
"""


def app_dir(bundle: Path, place: Path) -> Path:
    """Lay out the folder that becomes the image, in the new folder ``place``.

    It is what the AppImage specification calls an AppDir: ``AppRun``, and beside it the program's
    one desktop entry and its icon.
    """
    shutil.copytree(bundle, place / "lull", symlinks=True)
    run = place / "AppRun"
    run.write_text(APP_RUN)
    run.chmod(0o755)
    share = bundle / "share"
    entry = (share / "applications" / f"{APP_ID}.desktop").read_text("utf-8")
    # Inside the image nothing is on the search path.
    (place / f"{APP_ID}.desktop").write_text(entry.replace("TryExec=lull\n", ""), "utf-8")
    picture = share / "icons" / "hicolor" / "256x256" / "apps" / f"{APP_ID}.png"
    shutil.copy(picture, place / f"{APP_ID}.png")
    (place / ".DirIcon").symlink_to(f"{APP_ID}.png")
    shutil.copytree(share, place / "usr" / "share")
    return place


def main() -> int:
    """Make it and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runtime", type=Path, help="the runtime of the AppImage project, type 2")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lull-appimage-") as scratch:
        folder = app_dir(asked.bundle.resolve(), Path(scratch) / "AppDir")
        image = Path(scratch) / "image"
        words = ["-quiet", "-no-progress", "-root-owned", "-noappend", "-comp", "zstd"]
        environ = os.environ | {"SOURCE_DATE_EPOCH": str(archives.epoch())}
        subprocess.run(["mksquashfs", folder, image, *words], check=True, env=environ)
        runtime = asked.runtime.read_bytes() if asked.runtime else b""
        asked.file.write_bytes(runtime + image.read_bytes())
    asked.file.chmod(0o755 if asked.runtime else 0o644)
    sys.stdout.write(f"{asked.file}: {asked.file.stat().st_size / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
