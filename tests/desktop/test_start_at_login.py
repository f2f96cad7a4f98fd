"""Starting at login, by the entry itself and in the order in which a session comes up."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import in_process
import pytest
import tray_driver as tray
from harness import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Child, Desktop

    Factory = Callable[..., Desktop]

LULL = str(Path(sys.executable).with_name("lull"))


class Session:
    """A login session that does with autostart entries what a desktop does."""

    def __init__(self, desktop: Desktop) -> None:
        if shutil.which("gio") is None:
            reason = "gio is missing: apt install libglib2.0-bin"
            pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
        self.desktop = desktop
        self.home = desktop.folder / "lull home"
        self.folder = desktop.home / ".config" / "autostart"

    def lull(self, *words: str) -> str:
        done = self.desktop.run(LULL, "--home", str(self.home), *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def icon(self) -> str:
        facts = in_process.facts(self.desktop.env, "--home", str(self.home), "status")
        host: str = facts["icon"] if facts["running"] else ""
        return host

    def log_in(self) -> Child:
        """Start the one entry that there is."""
        [entry] = self.folder.iterdir()
        return self.desktop.spawn("gio", "launch", str(entry), name=f"login {os.urandom(4).hex()}")


def test_started_before_the_panel_it_waits_for_it_and_says_nothing(
    desktop_factory: Factory,
) -> None:
    session = Session(desktop_factory(panel=None, notifier="dunst"))
    session.lull("autostart", "on")

    login = session.log_in()
    wait_for(lambda: session.icon() == "none", 20.0, "a Lull without an icon")
    session.desktop.start_panel("xfce")
    wait_for(lambda: session.icon() == "status_notifier", 20.0, "the icon")

    assert login.process.wait(10.0) == 0
    assert login.output() == ""
    assert session.desktop.run("dunstctl", "count", "history").stdout.strip() == "0"
    assert session.desktop.run("dunstctl", "count", "displayed").stdout.strip() == "0"


def test_a_second_start_at_login_changes_nothing(desktop_factory: Factory) -> None:
    session = Session(desktop_factory(panel="xfce", notifier="dunst"))
    session.lull("autostart", "on")
    session.log_in()
    wait_for(lambda: session.icon() == "status_notifier", 20.0, "the icon")

    second = session.log_in()

    assert second.process.wait(20.0) == 0
    wait_for(lambda: "already running" in second.output(), 20.0, "the end of the second")
    assert len(tray.items(session.desktop)) == 1
    assert session.desktop.run("dunstctl", "count", "displayed").stdout.strip() == "0"
    assert not session.desktop.run("xdotool", "search", "--onlyvisible", "--name", "^Lull$").stdout


def test_what_was_turned_off_or_removed_starts_no_more(desktop_factory: Factory) -> None:
    session = Session(desktop_factory(panel=None, notifier=None))
    session.lull("autostart", "on")
    [entry] = session.folder.iterdir()

    # The program is gone, as after an uninstallation: a desktop passes such an entry over.
    text = entry.read_text()
    entry.write_text(text.replace(f"TryExec={LULL}", "TryExec=/nowhere/lull"))
    assert entry.read_text() != text
    assert session.log_in().process.wait(10.0) != 0
    assert session.icon() == ""

    session.lull("autostart", "off")
    assert list(session.folder.iterdir()) == []
