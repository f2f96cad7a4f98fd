"""From the icon to the window: a first start, a click, a second start, a part that is missing."""

from __future__ import annotations

import os
import signal
import stat
from typing import TYPE_CHECKING

import pytest
import tray_driver as tray
from harness import wait_for
from test_lull import LULL, Running

from journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Desktop

    Factory = Callable[..., Desktop]

LOG = "^Lull$"
SECONDS = 30.0
"""A loaded machine may take a while to load the toolkit."""


def windows(desktop: Desktop, title: str) -> list[str]:
    """The numbers of the shown windows with a title."""
    found = desktop.run("xdotool", "search", "--onlyvisible", "--name", title)
    return found.stdout.split()


def wait_window(desktop: Desktop, title: str) -> str:
    numbers: list[str] = wait_for(lambda: windows(desktop, title), SECONDS, f"a window {title}")
    return numbers[0]


def state(running: Running, key: str) -> str | None:
    with Journal.open(running.home / "data" / "journal.sqlite3") as journal:
        return journal.state(key)


def test_a_newcomer_is_welcomed_at_the_first_start_alone(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel=None, notifier="dunst")
    running = Running(desktop, "run")

    wait_window(desktop, "Welcome")
    wait_for(lambda: state(running, "told.welcome") == "yes", SECONDS, "that it was seen")
    process = desktop.xdotool("getwindowpid", windows(desktop, "Welcome")[0])
    assert running.end() == 0
    os.kill(int(process), signal.SIGTERM)
    wait_for(lambda: not windows(desktop, "Welcome"), SECONDS, "its end")

    running.child = running.start()
    running.wait_ready()
    # What is asked for at the start comes before a command is answered; a window is quicker than
    # the second that this waits for one that must not come.
    with pytest.raises(AssertionError):
        wait_for(lambda: windows(desktop, "Welcome"), 1.0, "a second welcome")
    assert windows(desktop, "Welcome") == []


def test_a_row_opens_the_window_and_shows_it_again(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    running = Running(desktop)

    tray.pick(desktop, running.icon(), "Log a twitch…")
    first = wait_window(desktop, LOG)
    process = desktop.xdotool("getwindowpid", first)
    # A second click brings the same window to the front; a second start does so too.
    tray.pick(desktop, running.icon(), "Log a twitch…")
    assert desktop.run(LULL, "--home", str(running.home)).returncode == 0
    assert desktop.xdotool("getwindowpid", wait_window(desktop, LOG)) == process
    assert running.end() == 0
    # What a person has open stays open.
    assert windows(desktop, LOG)


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("Quick check, nothing saved…", LOG),
        ("Report for my doctor…", "^Report - Lull$"),
    ],
)
def test_another_row_opens_a_window_of_its_own(
    desktop_factory: Factory, row: str, title: str
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    running = Running(desktop)
    tray.pick(desktop, running.icon(), row)
    wait_window(desktop, title)


def test_where_no_window_can_open_the_terminal_asks(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    # Qt aborts, as it does where a library is missing.
    desktop.env["QT_QPA_PLATFORM"] = "nothing"
    told = desktop.folder / "terminal"
    terminal = desktop.folder / "bin" / "x-terminal-emulator"
    terminal.parent.mkdir(exist_ok=True)
    terminal.write_text(f'#!/bin/sh\necho "$@" > "{told}"\n')
    terminal.chmod(stat.S_IRWXU)
    desktop.env["PATH"] = f"{terminal.parent}{os.pathsep}{desktop.env['PATH']}"
    running = Running(desktop)

    tray.pick(desktop, running.icon(), "Log a twitch…")
    standing = ("dunstctl", "count", "displayed")
    wait_for(lambda: desktop.run(*standing).stdout.strip() == "1", SECONDS, "a word about it")
    desktop.answer_dunst("Use the terminal")

    wait_for(told.exists, SECONDS, "a terminal")
    assert told.read_text().split()[-2:] == ["log", "--stay"]
    assert "twitch" not in running.log_file()
