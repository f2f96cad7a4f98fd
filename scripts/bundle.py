"""Builds the self-contained program: ``.venv/bin/python scripts/bundle.py FOLDER``.

It makes an environment with what requirements/bundle.txt pins, installs the wheel of these sources
into it, and has PyInstaller build packaging/lull.spec. FOLDER gets ``lull/``, with the program, the
licences of all that it carries and what desktops are offered, and an archive of that folder.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from importlib.metadata import distributions
from pathlib import Path

import archives
import catalogues

ROOT = Path(__file__).resolve().parent.parent
_WINDOWS = sys.platform == "win32"
_QT = """\
Qt, PySide6 and Shiboken (https://www.qt.io) are used under the GNU Lesser General Public License 3,
whose text is in pystray-COPYING.LGPL and pystray-COPYING beside this file. They stand in
_internal/PySide6 and _internal/shiboken6 as files of their own and can be replaced.
"""


def main() -> int:
    """Build it and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to; made if it is missing")
    folder: Path = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lull-bundle-") as scratch:
        place = Path(scratch)
        tree = archives.copy_sources(ROOT, place / "sources")
        wheel = archives.build_wheel(tree, place)
        python = environment(place / "environment", wheel)
        built = freeze(python, tree, place, folder)
        if missing := lacking(built, installed(python)):
            raise LookupError(f"the program is without {', '.join(missing)}")
        share(wheel, built / "share", place)
        count = licences(python, built / "licences")
    packed = shutil.make_archive(str(folder / name(wheel)), "gztar", folder, built.name)
    megabytes = sum(path.lstat().st_size for path in built.rglob("*") if path.is_file()) / 1e6
    say(f"{built}: {megabytes:.0f} MB, {count} licences, {time.monotonic() - began:.0f} s")
    say(f"{packed}: {Path(packed).stat().st_size / 1e6:.0f} MB")
    return 0


def say(text: str) -> None:
    """Write one line at once, so that it stands before what the next command writes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def name(wheel: Path) -> str:
    """What the archive is called, such as ``lull-0.1.0-linux-x86_64``."""
    return f"lull-{wheel.name.split('-')[1]}-{sys.platform}-{platform.machine()}"


def environment(place: Path, wheel: Path) -> Path:
    """Make an environment with Lull and what builds the program; returns its Python."""
    base = Path(sys.executable).resolve()
    subprocess.run([base, "-I", "-m", "venv", place], check=True)
    python = place / ("Scripts/python.exe" if _WINDOWS else "bin/python")
    pip: list[str | Path] = [python, "-I", "-m", "pip", "install", "-qq", "--no-deps"]
    pins = ROOT / "requirements" / "bundle.txt"
    subprocess.run([*pip, "--require-hashes", "-r", pins], check=True)
    subprocess.run([*pip, "--no-index", wheel], check=True)
    return python


def freeze(python: Path, tree: Path, place: Path, folder: Path) -> Path:
    """Have the program built; returns its folder."""
    target = folder / "lull"
    shutil.rmtree(target, ignore_errors=True)
    words: list[str | Path] = ["--noconfirm", "--log-level", "WARN"]
    words += ["--distpath", folder, "--workpath", place / "work"]
    done = subprocess.run(
        [python, "-I", "-m", "PyInstaller", *words, tree / "packaging" / "lull.spec"],
        check=False,
        cwd=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        # Dates and an order that are the same each time.
        env=os.environ | {"SOURCE_DATE_EPOCH": str(archives.epoch()), "PYTHONHASHSEED": "1"},
    )
    if done.returncode:
        raise RuntimeError(done.stdout)
    return target


def lacking(built: Path, packages: Path) -> list[str]:
    """What the program needs by its name alone and is without, where no import tells of it.

    Args:
        built: Its folder.
        packages: Where what it was built from is installed.

    Returns:
        Our catalogues; what Qt says by itself, of the languages that Qt has; links to nothing.
    """
    wanted = {f"{name}.mo" for name in catalogues.catalogues()}
    of_qt = {f"qtbase_{name}.qm" for name in catalogues.catalogues()}
    wanted |= of_qt & {path.name for path in packages.glob("PySide6/**/*.qm")}
    files = list(built.rglob("*"))
    there = {path.name for path in files if path.suffix in {".mo", ".qm"} and path.stat().st_size}
    dangling = {path.name for path in files if path.is_symlink() and not path.exists()}
    return sorted((wanted - there) | dangling)


def installed(python: Path) -> Path:
    """Where the packages of an environment stand."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return python.parent.parent / ("Lib" if _WINDOWS else f"lib/{version}") / "site-packages"


def share(wheel: Path, target: Path, place: Path) -> None:
    """Put what desktops are offered beside the program, as the wheel has it."""
    shutil.unpack_archive(wheel, place / "wheel", "zip")
    (found,) = (place / "wheel").glob("lull-*.data/data/share")
    shutil.copytree(found, target)


def licences(python: Path, target: Path) -> int:
    """Copy the licences of all that the program carries; returns how many files.

    Of Python's packages, of Python itself, and of the system's libraries where Debian's tools tell
    which package each is from.
    """
    target.mkdir()
    shutil.copy(ROOT / "docs" / "licences.md", target / "README.md")
    (target / "qt-pyside6-shiboken6.txt").write_text(_QT, "utf-8")
    pins = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    # PyInstaller's own first step is part of the program.
    shipped = {"lull", "pyinstaller", *re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)}
    for package in distributions(path=[str(installed(python))]):
        known = package.metadata["Name"].lower().replace("_", "-")
        for file in package.files or () if known in shipped else ():
            if re.match(r"(?i)(licen[cs]e|copying|notice)", file.name):
                shutil.copy(str(package.locate_file(file)), target / f"{known}-{file.name}")
    own = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if own.exists():
        shutil.copy(own, target / "python.txt")
    if shutil.which("dpkg-query"):
        for system in sorted(debian_packages(target.parent)):
            said = Path("/usr/share/doc") / system / "copyright"
            if said.exists():
                shutil.copy(said, target / f"debian-{system}.txt")
    return sum(1 for _ in target.iterdir())


def debian_packages(built: Path) -> set[str]:
    """The packages from which libraries were taken."""
    names = {path.name for path in (built / "_internal").glob("lib*.so*")}
    asked = [f"*/{name}" for name in sorted(names)]
    done = subprocess.run(
        ["dpkg-query", "-S", *asked],
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    return {line.split(":")[0] for line in done.stdout.splitlines()}


if __name__ == "__main__":
    sys.exit(main())
