"""Installs the built wheel with pipx and with uv, and starts it: ``python try_installers.py DIST``.

DIST holds the wheel that scripts/build.py made. Each installer works in folders of its own, and
leaves nothing behind. Both must be on the search path, and what the wheel needs is fetched.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def tried(
    installer: str, install: list[str], remove: list[str], wheel: Path, place: Path
) -> tuple[float, str]:
    """Install, start, put into the menu, and remove; returns the seconds and what was said."""
    home, programs = place / "home", place / "bin"
    home.mkdir(parents=True)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "HOME": str(home),
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PIPX_HOME": str(place / "pipx"),
        "PIPX_BIN_DIR": str(programs),
        "PIPX_MAN_DIR": str(place / "man"),
        "UV_TOOL_DIR": str(place / "uv"),
        "UV_TOOL_BIN_DIR": str(programs),
        "LULL_HOME": str(place / "lull"),
    }

    def run(*words: str | Path) -> str:
        done = subprocess.run(
            words, env=environ, cwd=home, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    began = time.monotonic()
    run(installer, *install, wheel)
    took = time.monotonic() - began
    lull = programs / "lull"
    said = [run(lull, "--version"), run(lull, "log", "coffee"), run(lull, "desktop", "install")]
    entry = home / ".local" / "share" / "applications" / "org.lull.Lull.desktop"
    if str(place) not in entry.read_text("utf-8"):
        raise RuntimeError(f"{entry} does not start what {installer} installed")
    run(lull, "report", "--out", home / "report.pdf")
    run(lull, "desktop", "remove")
    run(installer, *remove, "lull")
    if lull.exists() or entry.exists():
        raise RuntimeError(f"{installer} left something behind")
    return took, "; ".join(said[:2])


def main() -> int:
    """Try both and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    (wheel,) = parser.parse_args().folder.resolve().glob("lull-*.whl")
    for name, install, remove in (
        ("pipx", ["install"], ["uninstall"]),
        ("uv", ["tool", "install"], ["tool", "uninstall"]),
    ):
        program = shutil.which(name)
        if program is None:
            sys.stderr.write(f"{name} is missing\n")
            return 1
        with tempfile.TemporaryDirectory(prefix=f"lull-{name}-") as scratch:
            time_taken, said = tried(program, install, remove, wheel, Path(scratch))
            sys.stdout.write(f"{name}: installed in {time_taken:.0f} s; {said}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
