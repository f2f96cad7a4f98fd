"""The installed program holds what is due by what a real desktop says, and lets go of it again."""

from __future__ import annotations

import contextlib
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import tray_driver as tray
from bus_service import Logind
from harness import wait_for
from test_lull import Running, first_label
from test_presence import show_window
from window_driver import Opener
from Xlib.display import Display as XDisplay

from config.kinds import NudgeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from harness import Desktop
    from screen_reader import ScreenReader

    Factory = Callable[..., Desktop]
    ReaderOf = Callable[[Desktop], ScreenReader]

QUIET_XFCE = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb")
CALM_SECONDS = 60.0


def answer_label(running: Running) -> str:
    node = tray.layout(running.desktop, tray.service(running.desktop))
    text: str = tray.properties(tray.children(node)[1])["label"]
    return text


def tooltip(running: Running) -> str:
    name = tray.service(running.desktop)
    wanted = (tray.ITEM, "ToolTip")
    body = running.desktop.bus_call(name, tray.ITEM_PATH, tray.PROPERTIES, "Get", "ss", wanted)
    text: str = body[0][1][2]
    return text


def wait_status(running: Running, text: str, seconds: float = 30.0) -> None:
    """Wait until the menu begins with a text; where it does not, tell what it began with."""
    seen: list[str] = []

    def there() -> bool:
        label = first_label(running)
        if label not in seen[-1:]:
            seen.append(label)
        return label == text

    try:
        wait_for(there, seconds, repr(text))
    except AssertionError as error:
        error.add_note(f"It said: {seen}")
        raise


def test_every_place_says_that_do_not_disturb_is_on(
    desktop_factory: Factory, reader_of: ReaderOf
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    assert first_label(running).startswith("Next: ")
    assert tooltip(running) == f"Lull: {first_label(running)}"

    done = desktop.run(*QUIET_XFCE, "-n", "-t", "bool", "-s", "true")
    assert done.returncode == 0, done.stderr

    sentence = "Quiet: do not disturb is on"
    wait_status(running, sentence)
    assert running.facts("status")["text"] == sentence
    assert running.command("why").splitlines()[0] == sentence
    assert tooltip(running) == f"Lull: {sentence}"
    Opener(desktop, reader_of(desktop), "settings", running.home).wait_words(sentence)
    desktop.run(*QUIET_XFCE, "-s", "false")
    wait_for(lambda: first_label(running).startswith("Next: "), 30.0, "the end of it")
    assert running.end() == 0


def make_movement_due(desktop: Desktop) -> None:
    """Write settings by which nothing but a pause from sitting was due, a minute ago."""
    due = datetime.now().astimezone() - timedelta(minutes=1)
    home = desktop.folder / "lull home"
    home.mkdir()
    (home / "settings.toml").write_text(
        f'day.active_hours = ["00:00-24:00"]\nnudges.movement.at = ["{due:%H:%M}"]\n'
        + "".join(
            f"nudges.{kind}.on = {str(kind is NudgeKind.MOVEMENT).lower()}\n" for kind in NudgeKind
        )
    )


def displayed(desktop: Desktop) -> str:
    """How many notifications dunst shows."""
    return desktop.run("dunstctl", "count", "displayed").stdout.strip()


def test_what_fell_due_behind_a_lock_comes_a_minute_after_the_last_return(
    desktop_factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    desktop.start_system_bus()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", desktop.env["DBUS_SYSTEM_BUS_ADDRESS"])
    make_movement_due(desktop)
    with Logind(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
        logind.lock(locked=True)
        running = Running(desktop)
        wait_status(running, "Quiet: the screen is locked", 10.0)
        assert [hold["reason"] for hold in running.facts("status")["holds"]] == ["locked"]

        logind.lock(locked=False)
        back = "Quiet: less than a minute after you came back"
        wait_status(running, back)
        logind.sleep(begins=True)
        asleep = "Quiet: the computer is going to sleep"
        wait_for(lambda: running.facts("status")["text"] == asleep, 30.0, "the sleep")
        logind.sleep(begins=False)
        began = time.monotonic()
        awake = "Quiet: less than a minute after the computer woke up"
        wait_status(running, awake)

        wait_for(lambda: answer_label(running).startswith("Answer: "), 100.0, "the nudge")
        assert time.monotonic() - began >= CALM_SECONDS - 1
        assert displayed(desktop) == "1"
        # Nobody answers it; the next unlock takes it away.
        logind.lock(locked=True)
        wait_status(running, "Quiet: the screen is locked")
        assert displayed(desktop) == "1"
        logind.lock(locked=False)
        wait_for(lambda: displayed(desktop) == "0", 30.0, "an empty screen")
        assert not answer_label(running).startswith("Answer: ")
        assert running.end() == 0


def test_what_fell_due_behind_a_full_screen_and_a_paused_dunst_waits_for_the_end_of_both(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    make_movement_due(desktop)
    with contextlib.closing(XDisplay(desktop.display)) as display:
        title = show_window(desktop, display)
        desktop.run("wmctrl", "-r", title, "-b", "add,fullscreen")
        desktop.run("dunstctl", "set-paused", "true")
        running = Running(desktop)
        quiet = "Quiet: do not disturb is on"
        wait_status(running, quiet, 10.0)
        reasons = [hold["reason"] for hold in running.facts("status")["holds"]]
        assert reasons == ["do_not_disturb", "full_screen"]

        desktop.run("dunstctl", "set-paused", "false")
        full = "Quiet: a program fills the whole screen"
        wait_status(running, full)
        desktop.run("wmctrl", "-r", title, "-b", "remove,fullscreen")
        began = time.monotonic()
        # No window manager tells of it; whoever asks for the status has the screen looked at.
        back = "Quiet: less than a minute after a program filled the screen"
        wait_for(lambda: running.facts("status")["text"] == back, 30.0, "the end of it")
        assert displayed(desktop) == "0"
        wait_for(lambda: displayed(desktop) == "1", 100.0, "the nudge")
        assert time.monotonic() - began >= CALM_SECONDS - 1
        assert running.end() == 0
