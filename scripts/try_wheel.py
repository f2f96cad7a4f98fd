"""Builds the wheel, installs it into an empty environment, and runs Lull from an empty folder.

Needs the environment of the tests. Leaves nothing behind and touches nothing in the checkout: what
is built is a copy of the files, since a build folder left from earlier would slip into the wheel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import archives

ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    """Write one line at once, so that it stands before what the next command writes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Try it and return the exit status."""
    with tempfile.TemporaryDirectory(prefix="lull-wheel-") as name:
        place = Path(name)
        sdist = archives.build_sdist(archives.copy_sources(ROOT, place / "sources"), place)
        wheel = archives.build_wheel(archives.unpack(sdist, place / "unpacked"), place)
        say(f"{sdist.name} built {wheel.name}, {wheel.stat().st_size // 1024} KiB")

        environment = place / "environment"
        python = environment / "bin" / "python"
        base = Path(sys.executable).resolve()
        subprocess.run([base, "-I", "-m", "venv", environment], check=True)
        pip: list[str | Path] = [python, "-I", "-m", "pip", "install", "-qq", "--no-deps"]
        pins = ROOT / "requirements" / "run.txt"
        subprocess.run([*pip, "--require-hashes", "-r", pins], check=True)
        subprocess.run([*pip, "--no-index", wheel], check=True)
        subprocess.run([python, "-I", "-m", "pip", "check"], check=True)

        empty = place / "empty"
        empty.mkdir()
        # Its own home, and nothing from the caller that could reach the checkout.
        environ = {"PATH": os.environ["PATH"], "HOME": str(empty), "LULL_HOME": str(place / "home")}
        lull = environment / "bin" / "lull"
        subprocess.run([lull, "--version"], cwd=empty, env=environ, check=True)
        plan = subprocess.run(
            [lull, "plan", "--json"],
            cwd=empty,
            env=environ,
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        say(f"lull plan --json: {len(json.loads(plan.stdout))} nudges")
        left = [path.name for path in empty.iterdir()]
        if left:
            say(f"left behind in the empty folder: {left}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
