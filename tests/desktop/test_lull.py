"""The installed program on real desktops: icon, menu, nudges, and what happens when hosts die."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import in_process
import pytest
import tray_driver as tray
from harness import NOTIFICATIONS, changed_box, wait_for

from tray import menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Child, Desktop

    Factory = Callable[..., Desktop]

LULL = str(Path(sys.executable).with_name("lull"))
BACK_SECONDS = 3.0
"""How soon the icon is back after its host, as the issue of this feature asks."""
BUSY_MACHINE = 4.0
"""How many times longer than that a loaded machine may take; the real time is printed."""
LABEL_SECONDS = 1.0


class Running:
    """A running Lull on a private desktop, and the command line beside it."""

    def __init__(self, desktop: Desktop, *words: str) -> None:
        self.desktop = desktop
        # As at a login: nothing but the icon appears.
        self.words = words or ("run", "--autostart")
        self.home = desktop.folder / "lull home"
        self.empty = tray.bar(desktop)
        self.child = self.start()
        self.wait_ready()

    def start(self) -> Child:
        return self.desktop.spawn(LULL, "--home", str(self.home), *self.words, name="lull")

    def wait_ready(self) -> None:
        wait_for(lambda: self.facts("status")["running"], 20.0, "a running Lull")

    def command(self, *words: str) -> str:
        done = self.desktop.run(LULL, "--home", str(self.home), *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def facts(self, command: str) -> dict[str, Any]:
        facts: dict[str, Any] = in_process.facts(
            self.desktop.env, "--home", str(self.home), command
        )
        return facts

    def wait_today(self, field: str, value: float) -> None:
        wait_for(lambda: self.facts("today")[field] == value, 5.0, f"{field} {value}")

    def icon(self) -> tuple[int, int]:
        return tray.icon_centre(self.desktop, self.empty)

    def log_file(self) -> str:
        return (self.home / "log" / "lull.log").read_text()

    def end(self) -> int:
        self.command("quit")
        return self.child.process.wait(5.0)


def label(running: Running, *path: str) -> dict[str, Any]:
    node = tray.layout(running.desktop, tray.service(running.desktop))
    return tray.properties(tray.find(node, *path))


def first_label(running: Running) -> str:
    node = tray.layout(running.desktop, tray.service(running.desktop))
    text: str = tray.properties(tray.children(node)[0])["label"]
    return text


@pytest.mark.parametrize(
    ("panel", "host"),
    [
        ("xfce", "status_notifier"),
        ("lxqt", "status_notifier"),
        ("trayer", "xembed"),
        ("tint2", "xembed"),
    ],
)
def test_the_icon_is_drawn_by_every_kind_of_host(
    desktop_factory: Factory, panel: str, host: str
) -> None:
    running = Running(desktop_factory(panel=panel, notifier="dunst"))

    running.icon()

    wait_for(lambda: running.facts("status")["icon"] == host, 10.0, f"the host {host}")
    assert tray.count_own_pixels(tray.bar(running.desktop)) > tray.LEAST_PIXELS
    assert running.end() == 0
    assert "Traceback" not in running.log_file() + running.child.output()


@pytest.mark.parametrize("panel", ["xfce", "lxqt"])
def test_a_row_picked_with_a_real_click_logs_a_coffee(desktop_factory: Factory, panel: str) -> None:
    running = Running(desktop_factory(panel=panel, notifier="dunst"))

    tray.pick(running.desktop, running.icon(), "Log", "Coffee")

    running.wait_today("caffeine_mg", 100.0)


def test_a_row_of_the_drawn_menu_logs_a_coffee(desktop_factory: Factory) -> None:
    running = Running(desktop_factory(panel="trayer", notifier="dunst"))
    rows = [row for row in menu.rows(menu.MenuState()) if row.label and row.enabled]
    steps = [row.label for row in rows].index("Log") + 1

    tray.open_menu(running.desktop, running.icon())
    running.desktop.keys(*["Down"] * steps, "Right", "Return")

    running.wait_today("caffeine_mg", 100.0)


def test_a_pause_is_a_marked_row_and_the_status_line_follows_within_a_second(
    desktop_factory: Factory,
) -> None:
    running = Running(desktop_factory(panel="xfce", notifier="dunst"))
    assert first_label(running).startswith("Next: ")
    assert label(running, "Resume")["enabled"] is False

    def paused() -> object:
        return running.facts("status")["paused_until"]

    tray.pick_until(paused, running.desktop, running.icon(), "Pause", "1 hour")

    wait_for(lambda: first_label(running).startswith("Quiet: paused until"), LABEL_SECONDS, "label")
    assert label(running, "Pause", "1 hour")["toggle-state"] == 1
    assert label(running, "Pause", "2 hours")["toggle-state"] == 0
    assert label(running, "Resume").get("enabled", True)
    tray.pick_until(lambda: not paused(), running.desktop, running.icon(), "Resume")
    wait_for(lambda: first_label(running).startswith("Next: "), LABEL_SECONDS, "the status line")
    assert label(running, "Pause", "1 hour")["toggle-state"] == 0


def test_a_button_of_a_real_nudge_logs_a_glass(desktop_factory: Factory) -> None:
    running = Running(desktop_factory(panel="xfce", notifier="xfce"))

    running.command("nudge", "hydration")
    wait_for(lambda: first_answer(running) == "Had a glass", 5.0, "an answer in the menu")
    running.desktop.press_xfce_button(0)

    running.wait_today("water_ml", glass_ml())
    wait_for(lambda: first_answer(running) == "-", 5.0, "no open nudge")


def first_answer(running: Running) -> str:
    node = tray.layout(running.desktop, tray.service(running.desktop))
    answers = tray.children(tray.children(node)[1])
    text: str = tray.properties(answers[0])["label"]
    return text


def glass_ml() -> float:
    from tips.drinks import load_drinks  # noqa: PLC0415 - for its figure alone

    return round(load_drinks()["water"].ml)


def test_a_nudge_can_be_answered_in_dunst_and_in_the_menu(desktop_factory: Factory) -> None:
    running = Running(desktop_factory(panel="xfce", notifier="dunst"))

    running.command("nudge", "hydration")
    running.desktop.answer_dunst("Had a glass")
    running.wait_today("water_ml", glass_ml())

    running.command("nudge", "hydration")
    wait_for(lambda: first_answer(running) == "Had a glass", 5.0, "an answer in the menu")
    title = tray.properties(
        tray.children(tray.layout(running.desktop, tray.service(running.desktop)))[1]
    )["label"]
    tray.pick(running.desktop, running.icon(), title.replace("__", "_"), "Had a glass")
    running.wait_today("water_ml", 2 * glass_ml())


def test_what_was_logged_can_be_taken_back_in_the_reply(desktop_factory: Factory) -> None:
    running = Running(desktop_factory(panel="xfce", notifier="xfce"))
    tray.pick(running.desktop, running.icon(), "Log", "Tea")
    running.wait_today("caffeine_mg", 75.0)

    running.desktop.press_xfce_button(0)

    running.wait_today("caffeine_mg", 0.0)


def wait_icon_back(desktop: Desktop, where: str) -> None:
    began = time.monotonic()
    wait_for(
        lambda: tray.count_own_pixels(tray.bar(desktop)) > tray.LEAST_PIXELS,
        BACK_SECONDS * BUSY_MACHINE,
        "the icon",
    )
    print(f"icon back on {where} after {time.monotonic() - began:.2f} s (wanted: {BACK_SECONDS})")  # noqa: T201 - for the report


@pytest.mark.parametrize("panel", ["xfce", "lxqt", "trayer"])
def test_the_icon_is_back_soon_after_its_host_was_killed(
    desktop_factory: Factory, panel: str
) -> None:
    desktop = desktop_factory(panel=panel, notifier="dunst")
    running = Running(desktop)
    running.icon()

    desktop.kill_panel(signal.SIGKILL)
    desktop.start_panel()

    wait_icon_back(desktop, panel)
    tray.wait_one_icon(desktop)


def test_nudges_go_on_after_the_notification_daemon_was_killed(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    running.command("nudge", "stress")

    desktop.kill_notifier(signal.SIGKILL)
    desktop.start_notifier()
    running.command("nudge", "hydration")
    desktop.press_xfce_button(0)

    running.wait_today("water_ml", glass_ml())


def test_icon_and_nudges_are_back_after_the_bus_was_killed(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    running.icon()

    desktop.kill_bus()
    desktop.kill_panel()
    desktop.kill_notifier()
    assert running.facts("status")["running"]
    desktop.start_bus()
    desktop.start_notifier()
    desktop.start_panel()

    wait_icon_back(desktop, "a new bus")
    running.command("nudge", "hydration")
    desktop.press_xfce_button(0)
    running.wait_today("water_ml", glass_ml())


def finding(running: Running, check: str) -> str:
    findings = {row["check"]: row for row in json.loads(running.command("doctor", "--json"))}
    detail: str = findings[check]["detail"]
    return detail


def test_without_any_host_it_says_so_in_the_doctor_and_goes_on(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel=None, notifier="dunst")
    running = Running(desktop)

    assert running.facts("status")["icon"] == "none"
    wait_for(lambda: "icon: none" in finding(running, "Running"), 5.0, "no icon")
    wait_for(lambda: "add a notification area" in finding(running, "Running"), 10.0, "the reason")
    assert "AppIndicator" in finding(running, "Tray (StatusNotifierItem)")
    running.command("nudge", "hydration")
    desktop.answer_dunst("Had a glass")
    running.wait_today("water_ml", glass_ml())

    desktop.start_panel("lxqt")
    wait_for(lambda: running.facts("status")["icon"] == "status_notifier", 10.0, "the icon")


def test_a_second_start_talks_to_the_first_and_ends(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    running = Running(desktop)
    before = desktop.screenshot()

    done = desktop.run(LULL, "--home", str(running.home))

    assert done.returncode == 0
    assert done.stdout.startswith("Lull is already running. ")
    wait_for(lambda: changed_box(before, desktop.screenshot()), 5.0, "a notification")
    assert len(tray.items(desktop)) == 1


def test_the_breathing_guide_stops_at_its_button_and_logs_nothing(
    desktop_factory: Factory,
) -> None:
    desktop = desktop_factory(panel="xfce", notifier="xfce")
    # Where no window can open, notifications guide.
    desktop.env["QT_QPA_PLATFORM"] = "nothing"
    running = Running(desktop)

    running.command("breathe")
    desktop.press_xfce_button(0)

    assert desktop.owner_of(NOTIFICATIONS)
    assert running.facts("today")["breathe_minutes"] == 0
    assert running.end() == 0
