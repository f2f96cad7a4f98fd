"""Opening files and commands in the person's own programs, with real programs on a path of ours."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from config.errors import DesktopError
from tray import opener

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole search path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(opener, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(opener, "_LOOKS", 1000)
    return folder


def install(folder: Path, name: str, script: str) -> Path:
    """A program that writes its arguments beside itself."""
    path = folder / name
    path.write_text(f'#!/bin/sh\nfor word; do echo "$word"; done > "$0.told"\n{script}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return folder / f"{name}.told"


def test_a_file_opens_in_the_desktops_program(programs: Path, tmp_path: Path) -> None:
    told = install(programs, "xdg-open", "exit 0")
    asyncio.run(opener.open_file(tmp_path / "a page.html"))
    assert told.read_text() == f"{tmp_path}/a page.html\n"


def test_without_a_program_the_person_is_told_where_the_file_is(
    programs: Path, tmp_path: Path
) -> None:
    assert not list(programs.iterdir())
    with pytest.raises(DesktopError) as caught:
        asyncio.run(opener.open_file(tmp_path / "page.html"))
    assert caught.value.detail == f"there is no xdg-open; the file is {tmp_path}/page.html"


def test_a_program_that_gives_up_is_noticed(programs: Path, tmp_path: Path) -> None:
    install(programs, "xdg-open", "exit 3")
    with pytest.raises(DesktopError, match=r"gave up \(status 3\); the file is "):
        asyncio.run(opener.open_file(tmp_path / "page.html"))


def test_a_program_that_is_ended_by_a_signal_is_no_trouble(programs: Path, tmp_path: Path) -> None:
    install(programs, "xdg-open", "kill -TERM $$")
    asyncio.run(opener.open_file(tmp_path / "page.html"))


def test_a_program_that_stays_open_is_not_waited_for_and_is_its_own(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opener, "_LOOKS", 1)
    (programs / "sleep").symlink_to("/bin/sleep")
    install(programs, "xdg-open", "exec sleep 60")
    asyncio.run(opener.open_file(tmp_path / "page.html"))
    child = opener._children[-1]
    assert child.poll() is None
    assert os.getsid(child.pid) == child.pid
    child.kill()
    child.wait(5.0)
    # The next one clears away what has ended.
    monkeypatch.setattr(opener, "_LOOKS", 1000)
    install(programs, "xdg-open", "exit 0")
    asyncio.run(opener.open_file(tmp_path / "page.html"))
    assert child not in opener._children


def test_a_program_that_cannot_be_started_is_told(programs: Path, tmp_path: Path) -> None:
    path = programs / "xdg-open"
    path.write_text("#!/nowhere/at-all\n")
    path.chmod(0o755)
    with pytest.raises(DesktopError, match="No such file or directory; the file is"):
        asyncio.run(opener.open_file(tmp_path / "page.html"))


@pytest.mark.parametrize(
    ("terminal", "words"),
    [
        ("x-terminal-emulator", ["-e"]),
        ("xfce4-terminal", ["-x"]),
        ("konsole", ["-e"]),
        ("gnome-terminal", ["--"]),
        ("kgx", ["--"]),
        ("foot", []),
        ("xterm", ["-e"]),
    ],
)
def test_a_command_runs_in_whatever_terminal_there_is(
    programs: Path, terminal: str, words: list[str]
) -> None:
    told = install(programs, terminal, "exit 0")
    asyncio.run(opener.open_terminal(["lull", "--home", "my folder", "check-in"]))
    assert told.read_text().splitlines() == [*words, "lull", "--home", "my folder", "check-in"]


def test_the_terminal_that_the_person_chose_comes_first(programs: Path) -> None:
    other = install(programs, "xterm", "exit 0")
    chosen = install(programs, "x-terminal-emulator", "exit 0")
    asyncio.run(opener.open_terminal(["lull"]))
    assert chosen.exists()
    assert not other.exists()


@pytest.mark.usefixtures("programs")
def test_without_a_terminal_the_person_is_told_what_to_type() -> None:
    with pytest.raises(DesktopError) as caught:
        asyncio.run(opener.open_terminal(["lull", "--home", "my folder", "check-in"]))
    wanted = "no terminal program was found; type: lull --home 'my folder' check-in"
    assert caught.value.detail == wanted


@pytest.mark.parametrize(("platform", "program"), [("darwin", "open"), ("linux", "xdg-open")])
def test_each_system_has_its_own_way(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, program: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    told = install(programs, program, "exit 0")
    asyncio.run(opener.open_file(tmp_path / "page.html"))
    assert told.exists()


def test_windows_opens_files_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    asyncio.run(opener.open_file(tmp_path / "page.html"))
    assert opened == [tmp_path / "page.html"]


def test_lull_is_started_again_by_its_script_or_else_by_its_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python3"
    monkeypatch.setattr(sys, "executable", str(python))
    assert opener.lull_command() == [str(python), "-P", "-m", "tray"]
    install(tmp_path, "lull", "exit 0")
    assert opener.lull_command() == [str(tmp_path / "lull")]
    # An AppImage is mounted elsewhere each time; one from which only this start comes is not ours.
    monkeypatch.setenv("APPIMAGE", "/apps/Lull.AppImage")
    monkeypatch.setenv("APPDIR", str(tmp_path))
    assert opener.lull_command() == ["/apps/Lull.AppImage"]
    monkeypatch.setenv("APPDIR", str(tmp_path / "of another"))
    assert opener.lull_command() == [str(tmp_path / "lull")]


def test_what_a_person_types_is_as_short_as_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / ".venv" / "bin" / "lull"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n")
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script.with_name("python")))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert opener.typed_command() == str(script)
    (tmp_path / "run").touch()
    assert opener.typed_command() == str(tmp_path / "run")
    monkeypatch.chdir(tmp_path)
    assert opener.typed_command() == "./run"
    monkeypatch.setenv("PATH", str(script.parent))
    assert opener.typed_command() == "lull"
