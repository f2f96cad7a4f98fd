"""Why a window could not open, told from what Qt and Python leave behind."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

from tray import qt_trouble
from tray.qt_trouble import missing_libraries, offscreen_plugin, platform_plugin, trouble_of

ROOT = Path(__file__).parents[3]

# What Qt 6.11 writes on Debian 12 whichever library its plugin misses, and without a display.
NO_PLATFORM = (
    "qt.qpa.plugin: From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb "
    "platform plugin.\n"
    'qt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.\n'
    "This application failed to start because no Qt platform plugin could be initialized. "
    "Reinstalling the application may fix this problem.\n\n"
    "Available platform plugins are: minimal, linuxfb, offscreen, xcb, wayland, eglfs, vnc.\n"
)
NO_DISPLAY = f"qt.qpa.xcb: could not connect to display :9\n{NO_PLATFORM}"
NO_LIBRARY = (
    "    from PySide6.QtWidgets import QApplication\n"
    "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory\n"
)
NO_MODULE = "ModuleNotFoundError: No module named 'PySide6'\n"
LDD = """\
\tlinux-vdso.so.1 (0x00007ffc)
\tlibxcb-icccm.so.4 => not found
\tlibxcb-keysyms.so.1 => not found
\tlibxcb-icccm.so.4 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
"""


@pytest.fixture
def ldd(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A dynamic linker's word that the test writes: ``told`` is printed."""
    told = tmp_path / "told"
    told.write_text(LDD)
    script = tmp_path / "bin" / "ldd"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nread -r line < "{told}"\ncat "{told}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:/usr/bin:/bin")
    return told


def test_a_missing_python_package_is_named() -> None:
    for module in ("PySide6", "PySide6.QtWidgets", "windows", "shiboken6"):
        trouble = trouble_of(1, f"Traceback\nModuleNotFoundError: No module named '{module}'\n")
        assert trouble.words.startswith("The Python package PySide6-Essentials is missing.")
        assert trouble.packages == ()


def test_a_library_that_python_misses_is_named_with_its_package() -> None:
    trouble = trouble_of(1, NO_LIBRARY)
    assert trouble.packages == ("libegl1",)
    assert trouble.words == ("libegl1 is missing. On Debian and Ubuntu: sudo apt install libegl1")


@pytest.mark.usefixtures("ldd")
def test_what_python_does_not_come_to_is_named_with_what_it_misses() -> None:
    trouble = trouble_of(1, NO_LIBRARY, Path("libqxcb.so"))
    assert trouble.packages == ("libegl1", "libxcb-icccm4", "libxcb-keysyms1")


def test_a_self_contained_lull_has_its_own_libraries_looked_at(
    monkeypatch: pytest.MonkeyPatch, ldd: Path
) -> None:
    (ldd.parent / "bin" / "ldd").write_text('#!/bin/sh\necho "lib$LD_LIBRARY_PATH.so => not found"')
    monkeypatch.setattr(sys, "_MEIPASS", "bundle", raising=False)
    assert missing_libraries(Path("x.so")) == ["libbundle.so"]


@pytest.mark.usefixtures("ldd")
def test_every_library_that_the_plugin_misses_is_named_once() -> None:
    trouble = trouble_of(-6, NO_PLATFORM, Path("libqxcb.so"))
    assert trouble.packages == ("libxcb-icccm4", "libxcb-keysyms1")
    assert trouble.words == (
        "libxcb-icccm4, libxcb-keysyms1 are missing. On Debian and Ubuntu: sudo apt install "
        "libxcb-icccm4 libxcb-keysyms1"
    )


def test_qts_own_guess_is_believed_only_where_nothing_else_can_be_known(ldd: Path) -> None:
    ldd.write_text("\tlibc.so.6 => /lib/libc.so.6 (0x1)\n")
    assert trouble_of(-6, NO_PLATFORM, Path("libqxcb.so")).packages == ()
    assert trouble_of(-6, NO_PLATFORM).packages == ("libxcb-cursor0",)
    assert trouble_of(134, NO_PLATFORM).packages == ("libxcb-cursor0",)


def test_a_desktop_that_cannot_be_reached_is_no_missing_library() -> None:
    assert trouble_of(-6, NO_DISPLAY).words == "The desktop could not be reached."


def test_a_library_of_an_unknown_package_is_named_by_itself() -> None:
    trouble = trouble_of(1, "ImportError: libodd.so.2: cannot open shared object file: No such\n")
    assert trouble.words == "The library libodd.so.2 is missing."


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (None, "Its program could not be started."),
        (-11, "Its program ended with status -11."),
        (1, "Its program ended with status 1."),
    ],
)
def test_anything_else_is_told_by_its_status(status: int | None, words: str) -> None:
    assert trouble_of(status, "eyelid\n").words == words


def test_the_linkers_word_is_missed_where_it_cannot_be_had(
    monkeypatch: pytest.MonkeyPatch, ldd: Path
) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("ldd", 10)

    with monkeypatch.context() as hanging:
        hanging.setattr(subprocess, "run", hang)
        assert missing_libraries(Path("x.so")) is None
    (ldd.parent / "bin" / "ldd").write_bytes(b"\x7fELF no program")
    assert missing_libraries(Path("x.so")) is None
    monkeypatch.setenv("PATH", str(ldd.parent))
    assert missing_libraries(Path("x.so")) is None


def test_a_library_of_this_machine_misses_nothing() -> None:
    assert missing_libraries(Path(sys.executable).resolve()) in ([], None)


def test_the_plugin_is_found_without_loading_qt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "PySide6"
    plugins = package / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    for name in ("libqxcb.so", "libqwayland.so", "libqvnc.so"):
        (plugins / name).touch()
    spec = types.SimpleNamespace(submodule_search_locations=[str(package)])
    monkeypatch.setattr("importlib.util.find_spec", lambda _: spec)
    assert platform_plugin(wayland=False) == plugins / "libqxcb.so"
    assert platform_plugin(wayland=True) == plugins / "libqwayland.so"
    (plugins / "libqwayland.so").unlink()
    assert platform_plugin(wayland=True) is None
    assert offscreen_plugin() is None
    (plugins / "libqoffscreen.so").touch()
    assert offscreen_plugin() == plugins / "libqoffscreen.so"
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert platform_plugin(wayland=False) is None


def test_every_package_that_the_windows_need_can_be_named() -> None:
    wanted = set(
        re.findall(r"^lib\S+", (ROOT / "requirements/debian-run.txt").read_text(), re.MULTILINE)
    )
    assert wanted - set(qt_trouble._PACKAGES.values()) == set()
