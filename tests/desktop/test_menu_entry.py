"""The entry in the desktop's menu, read and started by a desktop's library and by a panel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import in_process
import pytest
import tray_driver as tray
from harness import changed_box, wait_for
from screen_reader import SYSTEM_PYTHON

from config.identity import APP_ID
from config.language import ENGLISH, LANGUAGES
from tray.share import entry
from tray.share.translated import translations

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Child, Desktop
    from PIL import Image

    Factory = Callable[..., Desktop]

LULL = str(Path(sys.executable).with_name("lull"))
PROGRAM = Path(__file__).with_name("entry_program.py")
LOG, PAUSE = (name for _, name, _ in entry._ACTIONS)
"""The actions as a menu lists them."""


class InTheMenu:
    """A desktop in whose menu Lull stands."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self.home = desktop.folder / "lull home"
        self.file = desktop.home / ".local" / "share" / "applications" / f"{APP_ID}.desktop"
        self.lull("desktop", "install")

    def lull(self, *words: str) -> None:
        done = self.desktop.run(LULL, "--home", str(self.home), *words)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        argv = (LULL, "--home", str(self.home), "run", "--autostart")
        self.desktop.spawn(*argv, name="lull")
        wait_for(lambda: self.status()["running"], 20.0, "a running Lull")

    def status(self) -> dict[str, Any]:
        facts: dict[str, Any] = in_process.facts(
            self.desktop.env, "--home", str(self.home), "status"
        )
        return facts

    def shown(self, language: str) -> dict[str, Any]:
        """How GLib shows the entry."""
        child = self._glib(LANG=f"{language}.UTF-8")
        assert child.process.wait(20.0) == 0, child.output()
        shown: dict[str, Any] = json.loads(child.output())
        return shown

    def choose(self, action: str) -> None:
        """Have GLib start an action of the entry."""
        child = self._glib(action)
        assert child.process.wait(20.0) == 0, child.output()

    def _glib(self, *words: str, **env: str) -> Child:
        own = {name: v for name, v in self.desktop.env.items() if not name.startswith("PYTHON")}
        argv = (SYSTEM_PYTHON, "-I", str(PROGRAM), self.file.name, *words)
        return self.desktop.spawn(*argv, name=f"glib {os.urandom(4).hex()}", env=own | env)

    def windows(self) -> list[str]:
        """The windows of Lull that a person sees."""
        found = self.desktop.run("xdotool", "search", "--onlyvisible", "--name", "^Lull$")
        return found.stdout.split()


@pytest.fixture
def require_glib() -> None:
    """Skip a test where the system's Python has no GLib; where CI is set, fail it."""
    asked = [SYSTEM_PYTHON, "-I", "-c", "from gi.repository import Gio"]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        reason = "missing system packages: python3-gi"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)


@pytest.mark.usefixtures("require_glib")
def test_a_menu_shows_it_in_the_language_of_the_desktop(desktop_factory: Factory) -> None:
    menu = InTheMenu(desktop_factory())
    for code in LANGUAGES:
        shown = menu.shown(code)
        said = [shown["generic"], shown["comment"], *shown["actions"].values()]
        texts = [entry._GENERIC_NAME, entry.SUMMARY, LOG, PAUSE]
        assert said == [translations(text).get(code, text) for text in texts]
        assert (shown["comment"] == entry.SUMMARY) is (code == ENGLISH)
        keywords = translations(entry._KEYWORDS).get(code, entry._KEYWORDS)
        assert shown["keywords"] == keywords.rstrip(";").split(";")
        assert shown["name"] == "Lull"


@pytest.mark.usefixtures("require_glib")
def test_its_actions_start_lull_and_reach_the_one_that_runs(desktop_factory: Factory) -> None:
    menu = InTheMenu(desktop_factory(panel="xfce", notifier="dunst"))

    menu.choose("log")
    wait_for(menu.windows, 30.0, "the log window")
    wait_for(lambda: menu.status()["icon"] == "status_notifier", 20.0, "the icon")
    assert menu.status()["paused_until"] is None

    menu.choose("pause")
    wait_for(lambda: menu.status()["paused_until"], 20.0, "the pause")
    assert len(tray.items(menu.desktop)) == 1
    assert len(menu.windows()) == 1


def test_a_panel_offers_the_actions_with_the_second_button(desktop_factory: Factory) -> None:
    menu = InTheMenu(desktop_factory(panel="xfce", notifier="dunst"))
    desktop = menu.desktop
    empty = tray.bar(desktop)
    menu.start()
    icon = at_rest(desktop, empty)
    with_icon = tray.bar(desktop)
    desktop.run("xfce4-panel", "--add=launcher", str(menu.file))
    launcher = at_rest(desktop, with_icon)
    assert launcher != icon

    choose_row(desktop, launcher, 2)
    wait_for(lambda: menu.status()["paused_until"], 20.0, "the pause")
    assert menu.windows() == []

    choose_row(desktop, launcher, 1)
    wait_for(menu.windows, 30.0, "the log window")


def at_rest(desktop: Desktop, before: Image.Image) -> tuple[int, int]:
    """Where what is new in the bar stands, once it moves no more: a panel makes room for it."""

    def still() -> tuple[int, int] | None:
        first = tray.icon_centre(desktop, before)
        tray.wait_still(desktop)
        return first if first == tray.icon_centre(desktop, before) else None

    return wait_for(still, 20.0, "an icon in its place") or (0, 0)


def choose_row(desktop: Desktop, at: tuple[int, int], number: int) -> None:
    """Choose a row of the menu at a point with the keys; the first that can be chosen is 1."""
    tray.open_menu(desktop, at)
    for _ in range(number):
        before = desktop.screenshot()
        desktop.keys("Down")
        # A key that comes while the menu still draws is lost.
        wait_for(lambda: changed_box(before, desktop.screenshot()), 5.0, "a marked row")  # noqa: B023 - called at once
    desktop.keys("Return")
