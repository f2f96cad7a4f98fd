"""From a left click on the icon to a saved entry by keyboard alone; and a broken toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harness import wait_for
from test_lull import Running
from test_tray_windows import LOG, wait_window, windows
from window_driver import Person, twitches
from window_steps import WELCOME_STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Desktop
    from screen_reader import ScreenReader

    Factory = Callable[..., Desktop]
    ReaderOf = Callable[[Desktop], ScreenReader]

BROKEN = "raise ImportError('libEGL.so.1: cannot open shared object file: No such file')\n"


def click_icon(running: Running) -> None:
    running.desktop.click(*running.icon())


def test_from_a_click_on_the_icon_to_a_saved_twitch_by_keyboard(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    reader = reader_of(desktop)
    running = Running(desktop)

    click_icon(running)
    process = int(desktop.xdotool("getwindowpid", wait_window(desktop, LOG)))
    person = Person(desktop, reader, process)
    person.tab_to("Type a place")
    person.type("eyelid")
    person.press("Return")
    person.choose("Today")
    person.choose("Flicker")
    person.press("alt+n")
    person.wait_words("Anything else?")
    person.press("alt+o")
    person.wait_words("A few more")
    person.press("alt+o")
    person.wait_words("What to do")
    person.press("alt+s")
    person.wait_words("Saved")
    assert [entry["kind"] for entry in twitches(running.home)] == ["twitch"]

    # Closed and opened again within a minute, the same process shows it, as new.
    person.press("Escape")
    wait_for(lambda: not windows(desktop, LOG), 10.0, "a closed window")
    click_icon(running)
    again = wait_window(desktop, LOG)
    assert int(desktop.xdotool("getwindowpid", again)) == process
    person.wait_words("The same as earlier today?")
    assert "Traceback" not in running.log_file()
    # No word of it in the resident's log: only that a window was there.
    assert "eyelid" not in running.log_file().lower()


def test_the_welcome_of_a_first_start_switches_autostart_on(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    desktop = desktop_factory(panel=None, notifier="dunst")
    reader = reader_of(desktop)
    running = Running(desktop, "run")
    assert running.command("autostart", "status") == "Autostart is off.\n"

    process = int(desktop.xdotool("getwindowpid", wait_window(desktop, "Welcome")))
    person = Person(desktop, reader, process)
    for headline in WELCOME_STEPS[:-1]:
        person.wait_words(headline)
        person.press("alt+n")
    person.wait_words(WELCOME_STEPS[-1])
    box = person.control("Start Lull by itself")
    assert "checked" not in box.states
    person.press("space", "alt+f")

    told = "Autostart is on.\n"
    wait_for(lambda: running.command("autostart", "status") == told, 20.0, "autostart")
    assert running.end() == 0


def test_a_change_in_the_settings_window_is_live_at_once(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    desktop = desktop_factory(panel=None, notifier="dunst")
    reader = reader_of(desktop)
    running = Running(desktop)
    assert running.command("open", "settings") == ""
    process = int(desktop.xdotool("getwindowpid", wait_window(desktop, "Settings")))
    person = Person(desktop, reader, process)
    person.wait_focused("radio button", "Nudges")
    for kind in ("Last coffee", "Wind down", "Two slow", "A glass"):
        person.tab_to(kind)
        person.press("space")
    nothing = "Quiet: no nudge is planned"
    wait_for(lambda: nothing in running.command("status"), 20.0, "a Lull without nudges")
    # The one sentence is the same in the window.
    person.wait_words(nothing, 20.0)
    person.press("alt+u")
    wait_for(lambda: "glass of water" in running.command("status"), 20.0, "water again")
    assert running.end() == 0


def test_a_broken_toolkit_is_told_of_by_its_package_and_the_tray_goes_on(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    broken = desktop.folder / "broken" / "PySide6"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(BROKEN)
    desktop.env["PYTHONPATH"] = str(broken.parent)
    running = Running(desktop)

    click_icon(running)

    wait_for(lambda: "libegl1" in running.log_file(), 20.0, "the package in the log")
    standing = ("dunstctl", "count", "displayed")
    wait_for(lambda: desktop.run(*standing).stdout.strip() == "1", 10.0, "a word about it")
    running.command("log", "water")
    assert running.end() == 0
