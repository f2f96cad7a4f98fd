"""Gathers what the Flatpak is built from: ``python scripts/flatpak_wheels.py FOLDER``.

FOLDER gets the wheel of these sources, and of each package in requirements/run.txt the wheel for
the Python of the manifest's runtime, or for the one that ``--python`` names. Needs the environment
of the tests, and a network this once.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import archives

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.12"
"""Of org.kde.Platform 6.8, which is freedesktop.org's 24.08."""
PLATFORMS = tuple(f"manylinux_2_{minor}_x86_64" for minor in (39, 34, 28, 17))


def main() -> int:
    """Gather them and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to; made if it is missing")
    parser.add_argument("--python", default=PYTHON, help=f"such as 3.11 (default: {PYTHON})")
    asked = parser.parse_args()
    folder: Path = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    platforms = [word for name in (*PLATFORMS, "any") for word in ("--platform", name)]
    pins = ROOT / "requirements" / "run.txt"
    pip: list[str | Path] = [sys.executable, "-I", "-m", "pip", "download", "-qq", "--no-deps"]
    wanted = ["--only-binary", ":all:", "--python-version", asked.python, *platforms]
    subprocess.run([*pip, *wanted, "--require-hashes", "-r", pins, "-d", folder], check=True)
    with tempfile.TemporaryDirectory() as scratch:
        archives.build_wheel(archives.copy_sources(ROOT, Path(scratch) / "sources"), folder)
    sys.stdout.write(f"{len(list(folder.glob('*.whl')))} wheels in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
