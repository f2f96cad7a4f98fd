"""Builds the source archive and the wheel with the build tool of the current environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

BUILD = """
import sys
from setuptools import build_meta
getattr(build_meta, "build_" + sys.argv[1])(sys.argv[2])
"""


def sources(root: Path) -> list[Path]:
    """Return the files of the checkout or unpacked source archive at ``root``, relative to it.

    In a checkout these are the files that git tracks or would add, less those that are gone; what
    it ignores is left out.
    """
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        names = [Path(name) for name in listed.stdout.split("\0") if name]
        return sorted({name for name in names if (root / name).is_file()})
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(_is_made(part) for part in path.parts))


def _is_made(part: str) -> bool:
    """Return whether a folder or file of this name is made by tools and no source."""
    made = part in {"__pycache__", "build", "dist"} or part.endswith(".egg-info")
    return made or (part.startswith(".") and part not in {".ci", ".gitignore"})


def copy_sources(root: Path, into: Path) -> Path:
    """Copy the sources at ``root`` to the new folder ``into`` and return it."""
    for path in sources(root):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, target)
    return into


def build_sdist(tree: Path, into: Path) -> Path:
    """Build the source archive of ``tree`` into the folder ``into`` and return its path."""
    return _build("sdist", tree, into, "lull-*.tar.gz")


def build_wheel(tree: Path, into: Path) -> Path:
    """Build the wheel of ``tree`` into the folder ``into`` and return its path."""
    return _build("wheel", tree, into, "lull-*.whl")


def unpack(sdist: Path, into: Path) -> Path:
    """Unpack a source archive into the new folder ``into`` and return its one top folder."""
    into.mkdir()
    # Python's own way asks for a filter from 3.12 on and knows none before 3.11.4.
    subprocess.run(["tar", "-xzf", sdist, "-C", into], check=True)
    (top,) = into.iterdir()
    return top


def _build(what: str, tree: Path, into: Path, pattern: str) -> Path:
    """Have setuptools build ``what`` from ``tree``.

    Raises:
        RuntimeError: It failed; the text is what it said.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-c", BUILD, what, into],
        check=False,
        cwd=tree,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        raise RuntimeError(done.stdout)
    (built,) = into.glob(pattern)
    return built
