"""The StatusNotifierItem icon on real panels."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest
import tray_driver as tray
from harness import BusCallError, changed_box, wait_for
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness import Child, Desktop

    Factory = Callable[..., Desktop]

PANELS = ("xfce", "lxqt")
BACK_SECONDS = 15.0
"""Generous, since the machine may be busy; the real time is in the report."""


def actions(icon: Child) -> list[str]:
    return [line for line in icon.lines() if line.startswith("action ")]


def wait_action(icon: Child, action: str, times: int = 1) -> None:
    line = f"action {action} True"
    wait_for(lambda: actions(icon).count(line) == times, 5.0, f"{line} x {times}")


def with_icon(desktop_factory: Factory, panel: str) -> tuple[Desktop, Child, tuple[int, int]]:
    """A desktop with a panel, the icon's program, and where its icon is drawn."""
    desktop = desktop_factory(panel=panel)
    empty = tray.bar(desktop)
    icon = tray.start_icon(desktop)
    return desktop, icon, tray.icon_centre(desktop, empty)


@pytest.mark.parametrize("panel", PANELS)
def test_rows_are_picked_with_a_real_click_and_keys(desktop_factory: Factory, panel: str) -> None:
    desktop, icon, at = with_icon(desktop_factory, panel)

    tray.pick(desktop, at, "Log a twitch...")
    wait_action(icon, "log")
    tray.pick(desktop, at, "Log", "Green_tea")
    wait_action(icon, "log tea")
    tray.pick(desktop, at, "Level", "High")
    wait_action(icon, "level high")
    assert len(actions(icon)) == 3

    level = tray.find(tray.layout(desktop, tray.service(desktop)), "Level")
    marks = {tray.properties(row)["label"]: tray.properties(row) for row in tray.children(level)}
    assert marks["High"]["toggle-state"] == 1
    assert marks["Low"]["toggle-state"] == 0
    assert marks["High"]["toggle-type"] == "radio"


@pytest.mark.parametrize("panel", PANELS)
def test_a_left_click_chooses_the_default_row(desktop_factory: Factory, panel: str) -> None:
    desktop, icon, at = with_icon(desktop_factory, panel)

    desktop.click(*at)

    wait_action(icon, "log")


@pytest.mark.parametrize("panel", PANELS)
def test_a_check_row_toggles_and_is_drawn_so(desktop_factory: Factory, panel: str) -> None:
    desktop, icon, at = with_icon(desktop_factory, panel)
    tray.open_menu(desktop, at)
    off = desktop.screenshot()
    desktop.keys("Escape")

    tray.pick(desktop, at, "Quiet")
    wait_action(icon, "quiet")

    row = tray.find(tray.layout(desktop, tray.service(desktop)), "Quiet")
    assert tray.properties(row)["toggle-state"] == 1
    tray.open_menu(desktop, at)
    drawn = changed_box(off, desktop.screenshot())
    assert drawn is not None
    # The mark alone has changed: a small box, not the whole menu.
    assert drawn[2] - drawn[0] < 40
    assert drawn[3] - drawn[1] < 40
    desktop.keys("Escape")


def test_a_row_that_fails_leaves_the_others_alive(desktop_factory: Factory) -> None:
    desktop, icon, at = with_icon(desktop_factory, "xfce")

    tray.pick(desktop, at, "Fail")
    wait_action(icon, "fail")
    tray.pick(desktop, at, "Log", "Coffee")

    wait_action(icon, "log coffee")
    assert "RuntimeError: fail" in icon.output()


def test_quit_ends_the_program_and_takes_the_icon_away(desktop_factory: Factory) -> None:
    desktop, icon, at = with_icon(desktop_factory, "xfce")

    tray.pick(desktop, at, "Quit")

    wait_for(lambda: not icon.running, 5.0, "the end of the program")
    assert icon.process.returncode == 0
    assert icon.lines()[-1] == "ended"
    wait_for(lambda: tray.count_own_pixels(tray.bar(desktop)) == 0, 5.0, "the empty panel")


@pytest.mark.parametrize("panel", PANELS)
def test_the_icon_is_back_after_the_panel_was_killed(
    desktop_factory: Factory, panel: str, record_property: Callable[[str, object], None]
) -> None:
    desktop, icon, at = with_icon(desktop_factory, panel)

    desktop.kill_panel(signal.SIGKILL)
    desktop.start_panel()
    ready = time.monotonic()
    wait_for(
        lambda: tray.count_own_pixels(tray.bar(desktop)) >= tray.LEAST_PIXELS,
        BACK_SECONDS,
        "the icon after the restart",
    )

    seconds = time.monotonic() - ready
    record_property("icon_back_seconds", round(seconds, 3))
    print(f"{panel}: the icon was back {seconds:.2f} s after the panel's tray")  # noqa: T201 - for the report
    wait_for(lambda: len(tray.items(desktop)) == 1, 5.0, "one item")
    tray.pick(desktop, at, "Log", "Coffee")
    wait_action(icon, "log coffee")


def test_the_icon_is_back_after_the_bus_was_killed(
    desktop_factory: Factory, record_property: Callable[[str, object], None]
) -> None:
    desktop = desktop_factory(panel="xfce")
    empty = tray.bar(desktop)
    icon = tray.start_icon(desktop)
    tray.icon_centre(desktop, empty)

    desktop.kill_bus()
    desktop.kill_panel()
    wait_for(lambda: tray.count_own_pixels(tray.bar(desktop)) == 0, 10.0, "the empty screen")
    desktop.start_bus()
    desktop.start_panel()
    ready = time.monotonic()
    wait_for(lambda: len(tray.items(desktop)) == 1, BACK_SECONDS, "the item on the new bus")

    seconds = time.monotonic() - ready
    record_property("icon_back_seconds", round(seconds, 3))
    print(f"the icon was back {seconds:.2f} s after the panel on a new bus")  # noqa: T201 - for the report
    at = tray.icon_centre(desktop, empty)
    tray.pick(desktop, at, "Log a twitch...")
    wait_action(icon, "log")


@pytest.mark.parametrize("panel", PANELS)
def test_an_icon_without_any_host_waits_for_one(desktop_factory: Factory, panel: str) -> None:
    desktop = desktop_factory()
    icon = tray.start_icon(desktop)
    tray.wait_host(icon, "none")
    assert "add a notification area" in icon.output()

    desktop.start_panel(panel)

    tray.wait_host(icon, "status_notifier")
    wait_for(lambda: len(tray.items(desktop)) == 1, 5.0, "one item")
    wait_for(
        lambda: tray.count_own_pixels(tray.bar(desktop)) >= tray.LEAST_PIXELS,
        BACK_SECONDS,
        "the icon's pixels",
    )


def test_a_bus_that_comes_late_is_found(desktop_factory: Factory) -> None:
    desktop = desktop_factory()
    desktop.kill_bus()
    icon = tray.start_icon(desktop)
    tray.wait_host(icon, "none")
    assert "there is no session bus" in icon.output()

    desktop.start_bus()
    desktop.start_panel("xfce")

    tray.wait_host(icon, "status_notifier")


def test_the_icon_outlives_a_host_that_comes_and_goes(desktop_factory: Factory) -> None:
    desktop = desktop_factory(panel="xfce")
    icon = tray.start_icon(desktop)
    tray.wait_host(icon, "status_notifier")

    desktop.kill_panel()
    tray.wait_host(icon, "none")
    desktop.start_panel("lxqt")

    tray.wait_host(icon, "status_notifier", times=2)
    assert icon.output().count("host none ") == 1


def test_a_burst_of_states_keeps_the_connection(desktop_factory: Factory) -> None:
    desktop, icon, at = with_icon(desktop_factory, "xfce")
    name = tray.service(desktop)
    owner = desktop.owner_of(name)

    tray.tell(desktop, icon, "burst 200", "show due")

    title = ("Title", tray.ITEM)
    wait_for(
        lambda: (
            desktop.bus_call(name, tray.ITEM_PATH, tray.PROPERTIES, "Get", "ss", title[::-1])
            == (("s", "Now due"),)
        ),
        5.0,
        "the last title",
    )
    assert desktop.owner_of(name) == owner
    assert icon.output().count("host ") == 1
    tray.pick(desktop, at, "Log", "Coffee")
    wait_action(icon, "log coffee")


def test_a_structural_change_reaches_the_host_and_old_ids_still_work(
    desktop_factory: Factory,
) -> None:
    desktop, icon, at = with_icon(desktop_factory, "xfce")
    name = tray.service(desktop)

    tray.tell(desktop, icon, "grow")
    extra = tray.find(tray.layout(desktop, name), "An extra row")
    tray.pick(desktop, at, "An extra row")
    wait_action(icon, "extra")
    tray.tell(desktop, icon, "grow")

    labels = [
        tray.properties(row).get("label") for row in tray.children(tray.layout(desktop, name))
    ]
    assert "An extra row" not in labels
    clicked = (extra[0], "clicked", ("i", 0), 0)
    desktop.bus_call(name, "/MenuBar", tray.MENU, "Event", "isvu", clicked)
    wait_action(icon, "extra", times=2)


def test_an_open_menu_stays_as_it_is_until_it_is_closed(desktop_factory: Factory) -> None:
    # lxqt-panel 1.2 says when its menu opens and closes; xfce4-panel 4.18 does not.
    desktop, icon, at = with_icon(desktop_factory, "lxqt")
    tray.open_menu(desktop, at)

    # The new row stands above the third that the keys can reach.
    tray.tell(desktop, icon, "grow")
    desktop.keys("Down", "Down", "Down", "Return")

    wait_action(icon, "quiet")
    labels = [
        tray.properties(row).get("label")
        for row in tray.children(tray.layout(desktop, tray.service(desktop)))
    ]
    assert "An extra row" in labels


def test_a_flood_of_calls_does_not_stop_the_icon(desktop_factory: Factory) -> None:
    desktop, icon, at = with_icon(desktop_factory, "xfce")
    address = DBusAddress("/MenuBar", tray.service(desktop), tray.MENU)
    calls = [
        new_method_call(address, "GetLayout", "iias", (0, -1, [])),
        new_method_call(address, "AboutToShowGroup", "ai", (list(range(1000)),)),
        new_method_call(address, "Event", "isvu", (99, "clicked", ("s", "x"), 0)),
        new_method_call(address, "Event", "s", ("wrong",)),
    ]
    with open_dbus_connection(desktop.bus_address) as connection:
        for number in range(4000):
            # Answers are never read: whoever floods does not wait for them.
            connection.send(calls[number % len(calls)])

    desktop.keys("Escape")
    tray.pick(desktop, at, "Log", "Coffee")
    wait_action(icon, "log coffee")
    assert len(actions(icon)) == 1
    assert "Traceback" not in icon.output()


def test_a_hostile_client_gets_errors_and_the_icon_lives_on(desktop_factory: Factory) -> None:
    desktop, icon, at = with_icon(desktop_factory, "xfce")
    name = tray.service(desktop)
    wrong = [
        ("/MenuBar", tray.MENU, "GetLayout", "s", ("x",)),
        ("/MenuBar", tray.MENU, "GetLayout", "iias", (2**31 - 1, -1, [])),
        ("/MenuBar", tray.MENU, "GetGroupProperties", "asas", (["1"], [])),
        ("/MenuBar", tray.MENU, "GetProperty", "is", (1, "no such property")),
        ("/MenuBar", tray.MENU, "Event", "i", (1,)),
        ("/MenuBar", tray.MENU, "Event", "isvu", (-5, "clicked", ("s", ""), 0)),
        ("/MenuBar", tray.MENU, "EventGroup", "a(is)", ([(1, "clicked")],)),
        ("/MenuBar", tray.MENU, "AboutToShow", "", ()),
        ("/MenuBar", tray.MENU, "NoSuchMethod", "", ()),
        ("/MenuBar", tray.PROPERTIES, "Get", "u", (7,)),
        ("/StatusNotifierItem", tray.PROPERTIES, "Get", "ss", (tray.ITEM, "Secret")),
        ("/StatusNotifierItem", tray.PROPERTIES, "Set", "ssv", (tray.ITEM, "Title", ("s", "x"))),
        ("/StatusNotifierItem", tray.ITEM, "ProvideXdgActivationToken", "s", ("x" * 4096,)),
        ("/StatusNotifierItem", "org.example.Other", "Activate", "ii", (0, 0)),
        ("/elsewhere", tray.ITEM, "Activate", "ii", (0, 0)),
    ]
    for _ in range(20):
        for path, interface, member, signature, body in wrong:
            with pytest.raises(BusCallError, match=r"^org\.freedesktop\.DBus\.Error\."):
                desktop.bus_call(name, path, interface, member, signature, body)

    assert actions(icon) == []
    assert "Traceback" not in icon.output()
    tray.pick(desktop, at, "Log", "Coffee")
    wait_action(icon, "log coffee")
