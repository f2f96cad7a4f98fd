"""Builds the source archive and the wheel with the build tool of the current environment.

The same sources make the same bytes, wherever and whenever they are built: with the same versions
of the build tools, and the same ``SOURCE_DATE_EPOCH`` where that is set
(https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

EARLIEST = 315_619_200
"""2 January 1980, UTC: what files are dated where nothing else is asked for. A wheel is a zip
archive, which knows no earlier time in any time zone."""
_FILE, _PROGRAM = 0o644, 0o755

BUILD = """
import os, sys
os.umask(0o022)
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
        shutil.copyfile(root / path, target)
        target.chmod(_PROGRAM if os.access(root / path, os.X_OK) else _FILE)
    return into


def epoch() -> int:
    """The one time that all files of an archive are dated, in seconds since 1970, UTC."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or EARLIEST)


def build_sdist(tree: Path, into: Path) -> Path:
    """Build the source archive of ``tree`` into the folder ``into`` and return its path."""
    sdist = _build("sdist", tree, into, "lull-*.tar.gz")
    _without_traces(sdist)
    return sdist


def _without_traces(sdist: Path) -> None:
    """Pack an archive anew, without who built it and when."""
    plain = sdist.with_suffix("")
    with tarfile.open(sdist) as old, tarfile.open(plain, "w", format=tarfile.PAX_FORMAT) as new:
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            member.mtime, member.pax_headers = epoch(), {}
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mode = _PROGRAM if member.isdir() or member.mode & 0o100 else _FILE
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
    with (
        plain.open("rb") as packed,
        sdist.open("wb") as out,
        # Without a name, which would be that of a file that is gone.
        gzip.GzipFile("", "wb", mtime=epoch(), fileobj=out) as zipped,
    ):
        shutil.copyfileobj(packed, zipped)
    plain.unlink()


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
        env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch())},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        raise RuntimeError(done.stdout)
    (built,) = into.glob(pattern)
    return built
