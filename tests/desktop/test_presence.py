"""What is known about the person on a real desktop: idle, lock, quiet, full screen, suspend."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import panels
import pytest
from bus_service import (
    NOTES,
    NOTES_PATH,
    Logind,
    Mutter,
    Notifications,
    ScreenSaver,
)
from harness import BUS_NAME, BUS_PATH, NOTIFICATIONS, wait_for
from killed_display import killed_display
from presence_watched import AWAY_SECONDS, Watched
from Xlib.display import Display as XDisplay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Desktop

    Factory = Callable[..., Desktop]

LULL = str(Path(sys.executable).with_name("lull"))
QUIET_XFCE = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb")
QUIET_GNOME = ("org.gnome.desktop.notifications", "show-banners")
SCHEMAS = "usr/share/glib-2.0/schemas/org.gnome.desktop.notifications.gschema.xml"
DCONF_SERVICE = "/usr/share/dbus-1/services/ca.desrt.dconf.service"


@pytest.fixture
def make(desktop_factory: Factory, monkeypatch: pytest.MonkeyPatch) -> Factory:
    def made(*arguments: str | None) -> Desktop:
        desktop = desktop_factory(*arguments)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", desktop.env["DBUS_SYSTEM_BUS_ADDRESS"])
        return desktop

    return made


def heard(watched: Watched, what: str = "changed") -> None:
    """Wait until ``what`` is told, and forget everything that was."""
    wait_for(lambda: what in watched.heard, 5.0, f"the word {what}")
    watched.take_heard()


# -- idle


def test_idle_time_and_return_are_those_of_the_x_server(make: Factory) -> None:
    desktop = make()
    with Watched(desktop) as watched:
        wait_for(lambda: (watched.look().idle_seconds or 0) > AWAY_SECONDS + 0.4, 5.0, "idle time")
        assert watched.take_heard() == []
        for press in (("mousemove", "40", "50"), ("key", "a")):
            desktop.xdotool(*press)
            heard(watched)
            idle = watched.look().idle_seconds
            assert idle is not None
            assert idle < AWAY_SECONDS
            # Somebody who was away for less has not come back.
            desktop.xdotool(*press)
            wait_for(lambda: (watched.look().idle_seconds or 0) > AWAY_SECONDS + 0.4, 5.0, "idle")
            assert watched.take_heard() == []


def test_an_x_server_that_hangs_or_ends_is_not_known(make: Factory) -> None:
    desktop = make(None, "dunst")
    with Watched(desktop) as watched:
        assert watched.look().idle_seconds is not None
        server = desktop.child("xvfb").process.pid
        os.kill(server, signal.SIGSTOP)
        try:
            presence = watched.look()
            assert (presence.idle_seconds, presence.full_screen) == (None, None)
            # What does not need it is known all the same, on a busy machine a little later.
            wait_for(lambda: watched.look().do_not_disturb is False, 10.0, "what dunst says")
        finally:
            os.kill(server, signal.SIGCONT)
        wait_for(lambda: watched.look().idle_seconds is not None, 5.0, "the X server")
        with killed_display(desktop):
            assert watched.look().idle_seconds is None


def test_gnomes_idle_monitor_is_asked_and_tells_of_a_return(make: Factory) -> None:
    desktop = make()
    with Watched(desktop) as watched, Mutter(desktop.bus_address) as mutter:
        milliseconds = round(AWAY_SECONDS * 1000)
        wait_for(lambda: mutter.watches == [("AddIdleWatch", (milliseconds,))], 5.0, "a watch")
        mutter.idle_milliseconds = 90_500
        assert watched.answers()["idle", "GNOME Mutter"].value == pytest.approx(90.5)
        mutter.fire(1)
        wait_for(lambda: mutter.watches[1:] == [("AddUserActiveWatch", ())], 5.0, "a watch")
        watched.take_heard()
        mutter.fire(2)
        heard(watched)


# -- full screen


@pytest.fixture
def window(make: Factory) -> Iterator[tuple[Desktop, str]]:
    """A desktop with a window on it, and the window's title."""
    desktop = make()
    with contextlib.closing(XDisplay(desktop.display)) as display:
        yield desktop, show_window(desktop, display)


def show_window(desktop: Desktop, display: XDisplay) -> str:
    """Show an active window, and return its title."""
    screen = display.screen()
    made = screen.root.create_window(
        100, 100, 300, 200, 0, screen.root_depth, background_pixel=screen.white_pixel
    )
    made.set_wm_name("slides")
    made.map()
    display.sync()
    wait_for(lambda: "slides" in desktop.run("wmctrl", "-l").stdout, 10.0, "the window")
    desktop.run("wmctrl", "-a", "slides")
    return "slides"


def test_an_active_window_that_fills_the_screen_is_told_from_one_that_does_not(
    window: tuple[Desktop, str],
) -> None:
    desktop, title = window
    with Watched(desktop) as watched:
        wait_for(lambda: watched.look().full_screen is False, 5.0, "an active window")
        for change, full in (("add", True), ("remove", False), ("add", True)):
            desktop.run("wmctrl", "-r", title, "-b", f"{change},fullscreen")
            wait_for(lambda full=full: watched.look().full_screen is full, 5.0, f"{change}")
        desktop.run("wmctrl", "-r", title, "-b", "remove,fullscreen")
        desktop.run("wmctrl", "-r", title, "-b", "add,maximized_vert,maximized_horz")
        wait_for(lambda: watched.look().full_screen is False, 5.0, "a maximized window")


# -- do not disturb


def test_xfce_is_quiet_when_it_was_told_so(make: Factory) -> None:
    desktop = make(None, "xfce")
    with Watched(desktop) as watched:
        assert watched.look().do_not_disturb is False
        for told, quiet in (("true", True), ("false", False)):
            watched.take_heard()
            done = desktop.run(*QUIET_XFCE, "-n", "-t", "bool", "-s", told)
            assert done.returncode == 0, done.stderr
            heard(watched)
            assert watched.look().do_not_disturb is quiet
        done = desktop.run(*QUIET_XFCE, "-r")
        assert done.returncode == 0, done.stderr
        heard(watched)
        assert watched.look().do_not_disturb is False


def test_dunst_is_quiet_when_it_is_paused(make: Factory) -> None:
    desktop = make(None, "dunst")
    with Watched(desktop) as watched:
        assert watched.look().do_not_disturb is False
        for told, quiet in (("true", True), ("false", False)):
            watched.take_heard()
            desktop.run("dunstctl", "set-paused", told)
            heard(watched)
            assert watched.look().do_not_disturb is quiet


def test_another_notification_service_is_asked_in_its_own_way(make: Factory) -> None:
    desktop = make(None, "dunst")
    desktop.run("dunstctl", "set-paused", "true")
    with Watched(desktop) as watched:
        assert watched.look().do_not_disturb is True
        watched.take_heard()
        desktop.kill_notifier()
        heard(watched)
        assert watched.look().do_not_disturb is None
        # What Xfce was once told is nothing to dunst, nor the other way round.
        desktop.run(*QUIET_XFCE, "-n", "-t", "bool", "-s", "true")
        desktop.start_notifier("dunst")
        wait_for(lambda: watched.look().do_not_disturb is False, 5.0, "dunst's own answer")
        desktop.kill_notifier()
        desktop.start_notifier("xfce")
        wait_for(lambda: watched.look().do_not_disturb is True, 5.0, "Xfce's own answer")


def test_a_notification_service_that_hangs_is_not_taken_for_quiet(make: Factory) -> None:
    desktop = make(None, "dunst")
    desktop.run("dunstctl", "set-paused", "true")
    with Watched(desktop) as watched:
        assert watched.look().do_not_disturb is True
        pid = desktop.child("notifier").process.pid
        os.kill(pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            presence = watched.look()
            assert time.monotonic() - began < 1.5
        finally:
            os.kill(pid, signal.SIGCONT)
        assert presence.do_not_disturb is None
        assert presence.idle_seconds is not None


def test_plasma_is_quiet_while_it_is_inhibited(make: Factory) -> None:
    desktop = make()
    with Watched(desktop) as watched, Notifications(desktop.bus_address, "Plasma") as plasma:
        assert watched.look().do_not_disturb is None
        for quiet in (False, True, False):
            watched.take_heard()
            plasma.change(NOTES_PATH, NOTES, "Inhibited", "b", quiet)
            heard(watched)
            assert watched.look().do_not_disturb is quiet
        plasma.change(NOTES_PATH, NOTES, "Inhibited", "s", "yes")
        assert watched.look().do_not_disturb is None


def test_gnome_is_quiet_when_its_setting_hides_banners(make: Factory) -> None:
    missing = [
        package
        for path, package in (
            (panels.program_path("gsettings"), "libglib2.0-bin"),
            (Path(f"/{SCHEMAS}"), "gsettings-desktop-schemas"),
            (Path(DCONF_SERVICE), "dconf-service"),
        )
        if path is None or not Path(path).exists()
    ]
    if missing:
        pytest.skip(f"missing system packages: {' '.join(missing)}")
    desktop = make()
    shutil.copy(DCONF_SERVICE, desktop.folder / "services")
    desktop.bus_call(BUS_NAME, BUS_PATH, BUS_NAME, "ReloadConfig")
    with Notifications(desktop.bus_address, "gnome-shell"), Watched(desktop) as watched:
        assert watched.look().do_not_disturb is False
        for shown, quiet in (("false", True), ("true", False)):
            watched.take_heard()
            done = desktop.run("gsettings", "set", *QUIET_GNOME, shown)
            assert (done.returncode, done.stderr) == (0, "")
            heard(watched)
            assert watched.look().do_not_disturb is quiet


# -- in words


def test_lull_doctor_tells_what_each_source_answers_now(make: Factory) -> None:
    desktop = make(None, "dunst")
    desktop.start_system_bus()
    lull = (LULL, "--home", str(desktop.home / "lull"), "doctor", "--json")
    with Logind(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
        logind.lock(locked=True)
        desktop.run("dunstctl", "set-paused", "true")
        done = desktop.run(*lull)
    rows = {row["check"]: row["detail"] for row in json.loads(done.stdout)}
    assert rows["Presence: idle"].endswith(" s (X11 XScreenSaver)")
    assert rows["Presence: locked"] == "yes (logind)"
    assert rows["Presence: do not disturb"] == "on (dunst)"
    assert rows["Presence: full screen"].startswith("not known (X11 active window: ")
    assert rows["Presence: suspend"] == "told of when it comes (logind)"


# -- lock and suspend


def test_logind_tells_of_lock_and_suspend(make: Factory) -> None:
    desktop = make()
    desktop.start_system_bus()
    with Logind(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]) as logind, Watched(desktop) as watched:
        assert watched.look().locked is False
        for locked in (True, False):
            logind.lock(locked=locked)
            heard(watched)
            assert watched.look().locked is locked
        wait_for(lambda: watched.take_heard() == [], what="silence")
        logind.sleep(begins=True)
        wait_for(lambda: watched.heard == ["asleep"], 5.0, "the suspend")
        assert watched.answers()["suspend", "logind"].value is True
        logind.sleep(begins=False)
        wait_for(lambda: watched.heard == ["asleep", "awake"], 5.0, "the resume")
        assert watched.answers()["suspend", "logind"].value is False


def test_a_system_bus_that_comes_late_is_found_at_the_next_look(make: Factory) -> None:
    desktop = make()
    with Watched(desktop) as watched:
        assert watched.look().locked is None
        desktop.start_system_bus()
        with Logind(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
            logind.lock(locked=True)
            wait_for(lambda: watched.look().locked is True, 5.0, "the lock")
            logind.lock(locked=False)
            heard(watched)
            assert watched.look().locked is False


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("org.freedesktop.ScreenSaver", ("/org/freedesktop/ScreenSaver", "/ScreenSaver")),
        ("org.gnome.ScreenSaver", ("/org/gnome/ScreenSaver",)),
    ],
)
def test_a_screen_locker_of_the_desktop_is_asked(
    make: Factory, name: str, paths: tuple[str, ...]
) -> None:
    desktop = make()
    with Watched(desktop) as watched:
        assert watched.look().locked is None
        with ScreenSaver(desktop.bus_address, name, *paths) as locker:
            assert watched.look().locked is False
            for active in (True, False):
                watched.take_heard()
                locker.activate(active=active)
                heard(watched)
                assert watched.look().locked is active
        wait_for(lambda: watched.look().locked is None, 5.0, "the locker's end")


def test_one_who_speaks_in_logins_place_is_not_believed(make: Factory) -> None:
    desktop = make()
    desktop.start_system_bus()
    address = desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]

    class Other(Logind):
        name = "org.example.login1"

    with Logind(address) as logind, Other(address) as other, Watched(desktop) as watched:
        wait_for(lambda: watched.look().locked is False, 5.0, "logind's answer")
        other.sleep(begins=True)
        other.lock(locked=True)
        logind.sleep(begins=False)
        wait_for(lambda: watched.heard == ["awake"], 5.0, "logind's own word")


def test_after_the_end_nothing_is_told(make: Factory) -> None:
    desktop = make(None, "dunst")
    desktop.start_system_bus()
    with Logind(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
        with Watched(desktop) as watched:
            wait_for(lambda: watched.look().locked is False, 5.0, "logind's answer")
            watched.take_heard()
        logind.lock(locked=True)
        logind.sleep(begins=True)
        desktop.run("dunstctl", "set-paused", "true")
        desktop.xdotool("key", "a")
        assert watched.heard == []
        assert desktop.owner_of(NOTIFICATIONS)
