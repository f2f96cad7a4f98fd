from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tray.icon import drawn
from tray.icon.art import app_icon, draw
from tray.icon.drawn import DrawnIcons, key, write
from tray.icon.state import IconState
from tray.icon.status_notifier.pixmaps import SIZES, pixmaps

if TYPE_CHECKING:
    from pathlib import Path


def drawing(state: IconState) -> list[tuple[int, int, bytes]]:
    return pixmaps(lambda size: draw(state, size))


def no_child(*_: object, **__: object) -> None:
    pytest.fail("a child was started")


def test_a_file_is_drawn_by_a_child_once_and_then_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "icon.pixels"
    first = DrawnIcons(file)
    monkeypatch.setattr(subprocess, "run", no_child)

    second = DrawnIcons(file)

    for state in IconState:
        assert first.pixels(state) == second.pixels(state) == drawing(state)
    assert [size for size, _, _ in second.pixels(IconState.DUE)] == list(SIZES)


def test_the_child_leaves_two_files_for_their_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        write(tmp_path / "icon.pixels")
    finally:
        os.umask(old)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"icon.pixels": 0o600, "lull.png": 0o600}


@pytest.mark.parametrize(
    "contents",
    [b"", b"\n", b"lull icon 00000000\n", key() + b"\n" + b"short", b"x" * 105_000],
)
def test_a_file_that_is_damaged_or_of_another_drawing_is_made_anew(
    tmp_path: Path, contents: bytes
) -> None:
    file = tmp_path / "icon.pixels"
    file.write_bytes(contents)

    assert DrawnIcons(file).pixels(IconState.PAUSED) == drawing(IconState.PAUSED)

    assert file.read_bytes().startswith(key() + b"\n")


def test_the_demos_pixels_are_its_own(tmp_path: Path) -> None:
    file = tmp_path / "icon.pixels"
    demo = pixmaps(lambda size: draw(IconState.DUE, size, demo=True))

    assert DrawnIcons(file, demo=True).pixels(IconState.DUE) == demo
    assert DrawnIcons(None, demo=True).pixels(IconState.DUE) == demo
    assert demo != drawing(IconState.DUE)
    with Image.open(tmp_path / "lull.png") as image:
        assert image.tobytes() == app_icon(demo=True).tobytes()


def test_where_no_file_can_be_made_it_is_drawn_here(tmp_path: Path) -> None:
    file = tmp_path / "missing folder" / "icon.pixels"

    assert DrawnIcons(file).pixels(IconState.DUE) == drawing(IconState.DUE)
    assert DrawnIcons(None).pixels(IconState.RESTING) == drawing(IconState.RESTING)


def test_a_frozen_program_is_its_own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "__file__", str(tmp_path / "drawn.py"))
    program = tmp_path / "program"
    program.write_bytes(b"one")
    monkeypatch.setattr(sys, "executable", str(program))
    before = key()

    program.write_bytes(b"two")

    assert key() != before


def test_pillow_is_not_loaded_by_a_start_that_finds_the_file(tmp_path: Path) -> None:
    file = tmp_path / "icon.pixels"
    write(file)
    code = (
        "import sys; from pathlib import Path; from tray.icon import linux_tray;"
        "from tray.icon.drawn import DrawnIcons; from tray.icon.state import IconState;"
        f"DrawnIcons(Path({str(file)!r})).pixels(IconState.DUE); print('PIL' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"
