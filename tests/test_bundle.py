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
