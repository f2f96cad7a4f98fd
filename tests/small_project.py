"""A small project that the scripts of this one can be tried on, without a network.

It has a package ``tray``, a build tool of its own that can be held in the middle of an
installation, and one pinned package with stand-ins for pytest and coverage.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = Path(sys.executable).resolve()

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[tool.setuptools]
packages = ["tray", "tray.icon"]
"""

BACKEND = '''
"""Builds the editable wheel by hand; waits in the middle if the caller holds it."""
import os, pathlib, zipfile

def build_editable(directory, config_settings=None, metadata_directory=None):
    hold = os.environ.get("HOLD")
    if hold:
        pathlib.Path(hold, "here").open("w").close()
        pathlib.Path(hold, "go").open().close()
    with pathlib.Path("built.log").open("a") as log:
        log.write("built\\n")
    name = "lull-1-py3-none-any.whl"
    files = {
        "lull.pth": os.getcwd() + "\\n",
        "lull-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: lull\\nVersion: 1\\n",
        "lull-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nTag: py3-none-any\\n",
        "lull-1.dist-info/entry_points.txt": "[console_scripts]\\nlull = tray.__main__:main\\n",
    }
    record = "".join(f"{file},,\\n" for file in [*files, "lull-1.dist-info/RECORD"])
    with zipfile.ZipFile(pathlib.Path(directory, name), "w") as wheel:
        for file, text in {**files, "lull-1.dist-info/RECORD": record}.items():
            wheel.writestr(file, text)
    return name
'''

PROGRAM = """
import json, os, signal, sys

def main():
    if sys.argv[1:2] == ["exit"]:
        return int(sys.argv[2])
    if sys.argv[1:2] == ["wait"]:
        print("waiting", flush=True)
        signal.pause()
    print(json.dumps({
        "arguments": sys.argv[1:],
        "folder": os.getcwd(),
        "pid": os.getpid(),
        "variables": sorted(name for name in os.environ if name.startswith("PYTHON")),
    }))
"""

FAKE_PYTEST = """
import json, os, sys
print(json.dumps({"pytest": sys.argv[1:], "folder": os.getcwd()}))
sys.exit(5)
"""

FAKE_COVERAGE = """
import sys
print("coverage", *sys.argv[1:], flush=True)
sys.exit(4 if sys.argv[1] == "run" else 0)
"""


class Project:
    """A checkout of the small project."""

    def __init__(self, root: Path, wheelhouse: Path, home: Path) -> None:
        self.root = root
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LULL_PYTHON": str(BASE_PYTHON),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(wheelhouse),
            "PIP_NO_CACHE_DIR": "1",
        }

    def run(
        self,
        *arguments: str,
        command: str = "run",
        folder: Path | None = None,
        **variables: str | None,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / command, *arguments],
            cwd=folder or self.root.parent,
            env=self.environment(variables),
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, *command: str | Path, **variables: str | None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command or [self.root / "run"],
            env=self.environment(variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def environment(self, variables: Mapping[str, str | None]) -> dict[str, str]:
        joined = {**self.environ, **variables}
        return {name: value for name, value in joined.items() if value is not None}

    def times_built(self) -> int:
        log = self.root / "built.log"
        return len(log.read_text().splitlines()) if log.exists() else 0


def write_wheel(path: Path, files: Mapping[str, str]) -> str:
    """Write a wheel and return its hash."""
    rows = []
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            rows.append(f"{name},sha256={digest.rstrip(b'=').decode()},{len(text.encode())}")
        record = next(name for name in files if name.endswith("/WHEEL")).replace("WHEEL", "RECORD")
        wheel.writestr(record, "\n".join([*rows, f"{record},,", ""]))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def small_project(place: Path) -> Project:
    """The project that `make_project` made in ``place``."""
    return Project(place / "a place" / "lull", place / "wheels", place / "home")


def make_project(place: Path) -> Project:
    project = small_project(place)
    root, wheelhouse = project.root, place / "wheels"
    for folder in (root / "tray" / "icon", root / "requirements", wheelhouse, place / "home"):
        folder.mkdir(parents=True)
    for name in ("run", "test"):
        shutil.copy2(ROOT / name, root / name)
    shutil.copytree(ROOT / "scripts", root / "scripts")
    shutil.rmtree(root / "scripts" / "__pycache__", ignore_errors=True)
    digest = write_wheel(
        wheelhouse / "tools-1-py3-none-any.whl",
        {
            "pytest/__main__.py": FAKE_PYTEST,
            "coverage/__main__.py": FAKE_COVERAGE,
            "tools-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: tools\nVersion: 1\n",
            "tools-1.dist-info/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        },
    )
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "backend.py").write_text(BACKEND)
    (root / "tray" / "__init__.py").write_text("")
    (root / "tray" / "__main__.py").write_text(PROGRAM)
    for kind in ("run", "test"):
        (root / "requirements" / f"{kind}.txt").write_text(f"tools==1 --hash=sha256:{digest}\n")
    desktops = root / "tests" / "desktops"
    desktops.mkdir(parents=True)
    for package in (desktops.parent, desktops):
        (package / "__init__.py").touch()
    (desktops / "__main__.py").write_text("import json, sys; print(json.dumps(sys.argv[1:]))\n")
    for kind in ("run", "test", "desktops"):
        (root / "requirements" / f"debian-{kind}.txt").write_text("# none\n")
    return project


def copy_of(kept: Path, started: Path, place: Path) -> Project:
    """Return a project that stands in ``place`` as if it had been started there.

    Args:
        kept: Where it was copied to once it had been started.
        started: Where that was.
        place: Where it comes to be.
    """
    shutil.copytree(kept, place, symlinks=True, dirs_exist_ok=True)
    project = small_project(place)
    # Everything that holds the place where it was made, by which a moved one is known.
    for pattern in ("bin/lull", "lull-*.stamp", "lib/python*/site-packages/lull.pth"):
        for file in (project.root / ".venv").glob(pattern):
            told = file.read_bytes()
            file.write_bytes(told.replace(bytes(small_project(started).root), bytes(project.root)))
    return project


def fake(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path
