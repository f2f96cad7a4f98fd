"""Everything around the installed program goes wrong, one after the other; it goes on."""

from __future__ import annotations

import concurrent.futures
import os
import signal
from typing import TYPE_CHECKING

import pytest
import tray_driver as tray
from harness import wait_for
from killed_display import killed_display
from test_lull import LULL, Running, first_answer, first_label, glass_ml
from test_windows import draft
from window_driver import open_window
from window_steps import to_signs

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from harness import Child, Desktop
    from window_driver import Opener

    Factory = Callable[..., Desktop]
    Open = Callable[..., Opener]

TIMES = 5
SLOW_MICROSECONDS = 700_000
"""So long each write to the disk takes; one entry needs two of them or more."""


def open_files(running: Running) -> int:
    return len(os.listdir(f"/proc/{running.child.process.pid}/fd"))  # noqa: PTH208 - names alone


def names(running: Running) -> list[str]:
    """The well-known names that Lull has taken on the bus."""
    bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    every: list[str] = running.desktop.bus_call(*bus, "ListNames")[0]
    return [name for name in every if f"-{running.child.process.pid}-" in name]


def press(running: Running, *labels: str) -> None:
    """Choose a row as a panel does, without one that has to be drawn."""
    item = tray.service(running.desktop)
    row = tray.find(tray.layout(running.desktop, item), *labels)
    body = (row[0], "clicked", ("i", 0), 0)
    running.desktop.bus_call(item, "/MenuBar", tray.MENU, "Event", "isvu", body)


def test_a_notification_daemon_that_answers_nothing_holds_nothing_up(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    running = Running(desktop)
    daemon = desktop.child("notifier").process.pid
    os.kill(daemon, signal.SIGSTOP)
    try:
        press(running, "Log", "Coffee")
        running.wait_today("caffeine_mg", 100.0)
        refused = desktop.run(LULL, "--home", str(running.home), "nudge", "stress")
        assert refused.returncode == 1
        assert "the notification daemon does not answer" in refused.stderr
        press(running, "Pause", "1 hour")
        wait_for(lambda: running.facts("status")["paused_until"], 5.0, "a pause")
        wait_for(lambda: first_label(running).startswith("Quiet: paused"), 5.0, "the first row")
        press(running, "Resume")
        wait_for(lambda: running.facts("status")["paused_until"] is None, 5.0, "its end")
    finally:
        os.kill(daemon, signal.SIGCONT)
    running.command("nudge", "hydration")
    wait_for(lambda: first_answer(running) == "Had a glass", 5.0, "an answer in the menu")
    before = running.facts("today")["water_ml"]
    desktop.answer_dunst("Had a glass")
    running.wait_today("water_ml", before + glass_ml())
    assert "Traceback" not in running.log_file() + running.child.output()


@pytest.mark.parametrize("panel", ["xfce", "trayer"])
def test_a_tray_host_that_is_killed_again_and_again_gets_its_icon_each_time(
    desktop_factory: Factory, panel: str
) -> None:
    desktop = desktop_factory(panel=panel, notifier="dunst")
    running = Running(desktop)
    running.icon()
    held: list[tuple[int, list[str]]] = []
    for _ in range(TIMES):
        desktop.kill_panel(signal.SIGKILL)
        desktop.start_panel()
        running.icon()
        tray.wait_one_icon(desktop)
        held.append((open_files(running), names(running)))
    # The first time may bring what stays for the next.
    assert held[-1] == held[1], held
    running.command("log", "coffee")
    running.wait_today("caffeine_mg", 100.0)
    assert "Traceback" not in running.log_file() + running.child.output()


def test_a_draft_that_went_with_the_display_under_its_window(open_: Open, home: Path) -> None:
    person = open_("log")
    desktop = person.desktop
    child = desktop.spawn(LULL, "--home", str(home), "run", "--autostart", name="lull")

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return desktop.run(LULL, "--home", str(home), *words)

    wait_for(lambda: "Lull is running" in command("status").stdout, 20.0, "a running Lull")
    to_signs(person)
    wait_for(lambda: draft(home)[0] == "signs", 5.0, "a draft")

    with killed_display(desktop):
        # The window cannot live without it, and takes nothing along.
        assert person.child.process.wait(20.0) != 0
        assert draft(home)[0] == "signs"
        # What runs in the tray goes on without.
        assert command("log", "coffee").returncode == 0
        assert "coffee" in command("undo").stdout.lower()
        assert command("pause", "1h").returncode == 0
        assert child.running
        # A window that cannot open is told of, and the terminal takes its place or is named.
        command("open", "log")
        assert child.running
        assert command("quit").returncode == 0
        assert child.process.wait(5.0) == 0
        assert "Traceback" not in (home / "log" / "lull.log").read_text() + child.output()

    # On a new display the draft is offered.
    desktop._start_display()
    again = open_window(desktop, "log", home)
    assert again.running
    assert draft(home)[0] == "signs"


def slow_disk(desktop: Desktop, home: Path) -> Child:
    """Lull on a disk of which each write takes its time."""
    calls = "fsync,fdatasync"
    traced = ("strace", "-f", "-qq", "-o", str(desktop.folder / "calls"), "-e", f"trace={calls}")
    delayed = ("-e", f"inject={calls}:delay_exit={SLOW_MICROSECONDS}")
    program = (LULL, "--home", str(home), "run", "--autostart")
    return desktop.spawn(*traced, *delayed, *program, name="lull")


def test_on_a_slow_disk_the_menu_answers_while_an_entry_is_written(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="dunst")
    home = desktop.folder / "lull home"
    child = slow_disk(desktop, home)

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        return desktop.run(LULL, "--home", str(home), *words)

    def menu() -> tray.Node:
        return tray.layout(desktop, tray.service(desktop))

    wait_for(lambda: "Lull is running" in command("status").stdout, 60.0, "a running Lull")
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        logged = pool.submit(command, "log", "coffee")
        answered = 0
        while not logged.done():
            assert tray.children(menu())
            answered += 1
        asked = pool.submit(command, "status")
        paused = pool.submit(command, "pause", "1h")
    assert answered > 1
    for done in (logged.result(), asked.result(), paused.result()):
        assert (done.returncode, done.stderr) == (0, ""), done
    assert "100" in command("today").stdout
    assert command("quit").returncode == 0
    assert child.process.wait(20.0) == 0
    assert "Traceback" not in child.output()
