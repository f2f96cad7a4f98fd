"""Builds the source archive and the wheel: ``.venv/bin/python scripts/build.py FOLDER``.

It prints their SHA-256 sums, which are the same wherever and whenever the same sources are built
with the same pins and the same ``SOURCE_DATE_EPOCH``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

import archives

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build them and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to; made if it is missing")
    folder: Path = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lull-build-") as scratch:
        place = Path(scratch)
        sdist = archives.build_sdist(archives.copy_sources(ROOT, place / "sources"), place)
        wheel = archives.build_wheel(archives.unpack(sdist, place / "unpacked"), place)
        for built in (sdist, wheel):
            data = built.read_bytes()
            (folder / built.name).write_bytes(data)
            sys.stdout.write(f"{hashlib.sha256(data).hexdigest()}  {built.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
