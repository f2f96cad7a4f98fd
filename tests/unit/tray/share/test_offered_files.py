"""Desktop entry, software centre's data, icons and man page, by those who check and read them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tray.share.files import PERSON_PATHS, system_files

ENTRY = "applications/org.lull.Lull.desktop"
METAINFO = "metainfo/org.lull.Lull.metainfo.xml"
MAN = "man/man1/lull.1"
ROOT = Path(__file__).parents[4]
RUN_WITH = (
    *("apscheduler", "inotify_simple", "jeepney", "msgspec", "platformdirs", "plyer", "pystray"),
    *("PySide6", "tomlkit", "tzlocal", "Xlib"),
)
"""Modules of the packages that Lull runs on, without Pillow, with which it is built too."""


@pytest.fixture(scope="module")
def share() -> dict[str, bytes]:
    return system_files("1.2", date(2027, 1, 31))


def test_a_build_makes_them_without_the_packages_that_lull_runs_on() -> None:
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({RUN_WITH!r}))\n"
        "from tray.share.files import system_files; system_files('1', None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def checked(program: str, package: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """What a program says of our files."""
    if shutil.which(program) is None:
        reason = f"{program} is missing: apt install {package}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return subprocess.run(
        [program, *words],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "80"},
    )


def test_a_prefix_is_offered_what_a_person_is_and_what_software_centres_read(
    share: dict[str, bytes],
) -> None:
    assert set(share) == {*PERSON_PATHS, METAINFO}
    assert len(PERSON_PATHS) == len(set(PERSON_PATHS))


def test_the_desktop_entry_is_valid_and_has_its_actions(
    share: dict[str, bytes], tmp_path: Path
) -> None:
    entry = tmp_path / "org.lull.Lull.desktop"
    entry.write_bytes(share[ENTRY])
    done = checked("desktop-file-validate", "desktop-file-utils", "--warn-kde", entry)
    assert (done.returncode, done.stdout) == (0, "")
    lines = entry.read_text().splitlines()
    assert "Actions=log;pause;" in lines
    assert lines[lines.index("[Desktop Action log]") + 1] == "Name=Log a twitch"
    assert 'Exec="lull" "run" "--open" "log"' in lines
    assert 'Exec="lull" "pause" "1h"' in lines


@pytest.mark.parametrize("released", [date(2027, 1, 31), None])
def test_a_software_centre_takes_the_data_before_and_after_a_release(
    share: dict[str, bytes], tmp_path: Path, released: date | None
) -> None:
    data = share[METAINFO] if released else system_files("1.2", None)[METAINFO]
    place = tmp_path / "org.lull.Lull.metainfo.xml"
    place.write_bytes(data)
    done = checked("appstreamcli", "appstream", "validate", "--no-net", place)
    assert done.returncode == 0, done.stdout
    assert (b'<release version="1.2" date="2027-01-31"/>' in data) is (released is not None)


def test_the_manual_page_is_read_without_a_complaint(
    share: dict[str, bytes], tmp_path: Path
) -> None:
    page = tmp_path / "lull.1"
    page.write_bytes(share[MAN])
    done = checked("man", "man-db", "--warnings", "-E", "UTF-8", "-P", "cat", "-l", page)
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(done.stdout.split())
    assert "lull - calm nudges for everyday habits" in text
    assert "lull export Everything logged, as one JSON file" in text
    assert "--out FILE|FOLDER Where to (default: print it)." in text
    assert "Lull 1.2" in text


def test_every_icon_has_the_size_of_its_folder(share: dict[str, bytes]) -> None:
    sizes = set()
    for name, data in share.items():
        if name.endswith(".png"):
            with Image.open(io.BytesIO(data)) as picture:
                folder = name.split("/")[2]
                assert folder == f"{picture.width}x{picture.height}"
                sizes.add(picture.width)
    assert {16, 22, 24, 32, 48, 64, 128, 256} <= sizes


def test_the_same_program_offers_the_same_bytes(share: dict[str, bytes]) -> None:
    assert system_files("1.2", date(2027, 1, 31)) == share
