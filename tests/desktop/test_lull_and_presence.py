"""The installed program holds what is due by what a real desktop says, and lets go of it again."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import tray_driver as tray
from bus_service import Logind
from harness import wait_for
from test_lull import Running, first_label

from config.kinds import NudgeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from harness import Desktop

    Factory = Callable[..., Desktop]

QUIET_XFCE = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb")
CALM_SECONDS = 60.0


def answer_label(running: Running) -> str:
    node = tray.layout(running.desktop, tray.service(running.desktop))
    text: str = tray.properties(tray.children(node)[1])["label"]
    return text


def test_every_place_says_that_do_not_disturb_is_on(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    assert first_label(running).startswith("Next: ")

    done = desktop.run(*QUIET_XFCE, "-n", "-t", "bool", "-s", "true")
    assert done.returncode == 0, done.stderr

    sentence = "Quiet: do not disturb is on"
    wait_for(lambda: first_label(running) == sentence, 5.0, "the word in the menu")
    assert running.facts("status")["text"] == sentence
    assert running.command("why").splitlines()[0] == sentence
    desktop.run(*QUIET_XFCE, "-s", "false")
    wait_for(lambda: first_label(running).startswith("Next: "), 5.0, "the end of it")
    assert running.end() == 0


def test_what_fell_due_behind_a_lock_comes_a_minute_after_the_last_return(
    desktop_factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    desktop.start_system_bus()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", desktop.env["DBUS_SYSTEM_BUS_ADDRESS"])
    due = datetime.now().astimezone() - timedelta(minutes=1)
    home = desktop.folder / "lull home"
    home.mkdir()
    (home / "settings.toml").write_text(
        f'day.active_hours = ["00:00-24:00"]\nnudges.movement.at = ["{due:%H:%M}"]\n'
        + "".join(
            f"nudges.{kind}.on = {str(kind is NudgeKind.MOVEMENT).lower()}\n" for kind in NudgeKind
        )
    )
    with Logind(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]) as logind:
        logind.lock(locked=True)
        running = Running(desktop)
        wait_for(lambda: first_label(running) == "Quiet: the screen is locked", 10.0, "the lock")
        assert [hold["reason"] for hold in running.facts("status")["holds"]] == ["locked"]

        logind.lock(locked=False)
        back = "Quiet: less than a minute after you came back"
        wait_for(lambda: first_label(running) == back, 5.0, "the return")
        logind.sleep(begins=True)
        asleep = "Quiet: the computer is going to sleep"
        wait_for(lambda: running.facts("status")["text"] == asleep, 5.0, "the sleep")
        logind.sleep(begins=False)
        began = time.monotonic()
        awake = "Quiet: less than a minute after the computer woke up"
        wait_for(lambda: first_label(running) == awake, 5.0, "the resume")

        wait_for(lambda: answer_label(running).startswith("Answer: "), 100.0, "the nudge")
        assert time.monotonic() - began >= CALM_SECONDS - 1
        assert running.end() == 0
