"""What the self-contained program starts, and the folder of an AppImage, without building them."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import appimage
import archives
import bundle
import catalogues
import PySide6
import pytest

from tray.share.files import system_files

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
LAUNCHER = ROOT / "packaging" / "launcher.py"


def started(*words: str, environ: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, LAUNCHER, *words],
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_program_is_lull_and_the_python_of_its_own_modules() -> None:
    assert started("--version").stdout.startswith("lull ")
    window = started("-P", "-m", "windows", "--help")
    assert window.returncode == 0
    assert "python -P -m windows" in window.stdout
    # Nothing else of a Python: these words are no command of Lull's.
    stranger = started("-P", "-m", "antigravity")
    assert (stranger.returncode, stranger.stdout) == (2, "")
    assert "Not understood" in stranger.stderr


def test_it_can_start_every_module_that_lull_starts() -> None:
    sources = [ROOT / path for path in archives.sources(ROOT) if path.suffix == ".py"]
    rooms = [path for path in sources if path.relative_to(ROOT).parts[0] in {"tray", "windows"}]
    found = {
        name
        for path in rooms
        for name in re.findall(r'"-P", "-m", "([\w.]+)"', path.read_text("utf-8"))
    }
    assert found == set(runpy.run_path(str(LAUNCHER))["MODULES"])


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_programs_that_lull_opens_get_the_library_path_of_the_person(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    runpy.run_path(str(LAUNCHER))["_restore_library_path"]()
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    # A window, which is the same program, finds its libraries anew.
    assert os.environ["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_a_program_without_its_languages_or_with_a_link_to_nothing_is_not_offered(
    tmp_path: Path,
) -> None:
    installed, built = tmp_path / "packages", tmp_path / "lull"
    ours, of_qt = built / "config" / "languages", built / "PySide6" / "translations"
    for folder in (installed / "PySide6" / "Qt" / "translations", ours, of_qt):
        folder.mkdir(parents=True)
    names = list(catalogues.catalogues())
    has_none = names[-1]
    for name in names:
        (ours / f"{name}.mo").write_bytes(b"words")
    for name in names[:-1]:
        (installed / "PySide6" / "Qt" / "translations" / f"qtbase_{name}.qm").write_bytes(b"words")
        (of_qt / f"qtbase_{name}.qm").write_bytes(b"words")
    assert bundle.lacking(built, installed) == []

    (ours / f"{has_none}.mo").unlink()
    (ours / "ar.mo").write_bytes(b"")
    (of_qt / "qtbase_de.qm").unlink()
    (built / "libQt6Network.so.6").symlink_to("PySide6/libQt6Network.so.6")

    missing = sorted(["ar.mo", "libQt6Network.so.6", f"{has_none}.mo", "qtbase_de.qm"])
    assert bundle.lacking(built, installed) == missing


def test_qt_has_words_of_its_own_in_every_language_that_lull_speaks() -> None:
    packages = Path(PySide6.__file__).parent.parent
    there = {path.name for path in packages.glob("PySide6/**/*.qm")}
    assert {f"qtbase_{name}.qm" for name in catalogues.catalogues()} <= there


def test_the_folder_of_an_appimage_starts_the_program_inside(tmp_path: Path) -> None:
    bundle = tmp_path / "lull"
    for name, data in system_files("1.0", None).items():
        (bundle / "share" / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / "share" / name).write_bytes(data)
    program = bundle / "lull"
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    program.chmod(0o755)

    folder = appimage.app_dir(bundle, tmp_path / "AppDir")

    done = subprocess.run([folder / "AppRun", "log", "two words"], capture_output=True, check=True)
    assert done.stdout == b"log|two words|"
    assert "TryExec" not in (folder / "org.lull.Lull.desktop").read_text()
    assert (folder / ".DirIcon").resolve() == folder / "org.lull.Lull.png"
    assert (folder / "usr" / "share" / "metainfo" / "org.lull.Lull.metainfo.xml").is_file()
