from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from icon_fakes import FakeBus
from PIL import Image

from tray.icon.status_notifier import dbusmenu, introspection
from tray.icon.status_notifier.absence import Absence
from tray.icon.status_notifier.backend import JOB_LIMIT, StatusNotifierIcon
from tray.icon.status_notifier.item import INTERFACE, ITEM_PATH, MENU_PATH, PROPERTIES
from tray.icon.status_notifier.pystray_loader import Menu, MenuItem

if TYPE_CHECKING:
    from collections.abc import Callable

MENU = dbusmenu.INTERFACE
RED = Image.new("RGBA", (16, 16), (255, 0, 0, 255))


class Shown:
    """An icon on a fake bus; chosen rows wait in ``jobs`` until `work`."""

    def __init__(self, *items: MenuItem, title: str = "Title") -> None:
        self.bus = FakeBus()
        self.jobs: list[Callable[[], None]] = []
        self.hosts: list[Absence | None] = []
        self.icon = StatusNotifierIcon(
            "lull",
            RED,
            title,
            Menu(*items),
            bus=self.bus.bus,
            on_host=self.hosts.append,
            post=self.jobs.append,
        )
        self.icon.update_menu()
        self.icon.visible = True

    def get(self, name: str) -> object:
        ((_, value),) = self.bus.ask(ITEM_PATH, PROPERTIES, "Get", INTERFACE, name)
        return value

    def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()

    def labels(self) -> list[str]:
        _, (_, _, rows) = self.bus.ask(MENU_PATH, MENU, "GetLayout", 0, -1, [])
        return [row[1].get("label", ("s", "-"))[1] for _, row in rows]

    def click(self, number: int) -> None:
        self.bus.ask(MENU_PATH, MENU, "Event", number, "clicked", ("i", 0), 0)


def test_every_property_of_the_introspection_can_be_read() -> None:
    shown = Shown()
    (everything,) = shown.bus.ask(ITEM_PATH, PROPERTIES, "GetAll", INTERFACE)
    assert {name: value[0] for name, value in everything.items()} == introspection.ITEM_PROPERTIES
    (everything,) = shown.bus.ask(MENU_PATH, PROPERTIES, "GetAll", MENU)
    assert everything == dbusmenu.MENU_PROPERTIES
    assert shown.bus.ask(MENU_PATH, PROPERTIES, "Get", MENU, "Version") == (("u", 3),)


def test_the_title_is_also_the_tooltip_and_the_accessible_name() -> None:
    shown = Shown(title="Lull: quiet")
    assert shown.get("Title") == "Lull: quiet"
    assert shown.get("IconAccessibleDesc") == "Lull: quiet"
    assert shown.get("AttentionAccessibleDesc") == "Lull: quiet"
    assert shown.get("ToolTip") == ("", [], "Lull: quiet", "")
    assert shown.get("Status") == "Active"


def test_an_equal_title_or_picture_sends_no_title_signal() -> None:
    shown = Shown(title="Same")
    shown.bus.signals()
    shown.icon.title = "Same"
    assert shown.bus.signals() == []
    shown.icon.icon = RED
    assert shown.bus.signals() == ["NewIcon"]
    shown.icon.title = "Other\0"
    assert shown.bus.signals() == ["NewTitle", "NewToolTip"]
    assert shown.get("Title") == "Other"


def test_the_picture_is_drawn_when_a_host_asks_and_only_once() -> None:
    shown = Shown()
    drawn: list[int] = []

    def draw(size: int) -> Image.Image:
        drawn.append(size)
        return Image.new("RGBA", (size, size), (0, 255, 0, 255))

    for _ in range(200):
        shown.icon.icon = draw
    assert drawn == []
    first = shown.get("IconPixmap")
    assert shown.get("IconPixmap") == first
    assert drawn == [16, 22, 24, 32, 48, 64]


def test_an_icon_without_a_picture_has_no_pixels() -> None:
    bus = FakeBus()
    StatusNotifierIcon("lull", bus=bus.bus)
    assert bus.ask(ITEM_PATH, PROPERTIES, "Get", INTERFACE, "IconPixmap") == (("a(iiay)", []),)


def test_a_left_click_chooses_the_default_row() -> None:
    done: list[str] = []
    shown = Shown(MenuItem("Log", lambda: done.append("log"), default=True))
    assert shown.get("ItemIsMenu") is False
    assert shown.bus.ask(ITEM_PATH, INTERFACE, "Activate", 0, 0) == ()
    shown.work()
    assert done == ["log"]


def test_without_a_default_row_a_left_click_is_left_to_the_host() -> None:
    shown = Shown(MenuItem("Log", None))
    assert shown.get("ItemIsMenu") is True
    assert shown.bus.refuses(ITEM_PATH, INTERFACE, "Activate", 0, 0) == dbusmenu.UNKNOWN_METHOD


def test_other_clicks_and_the_wheel_are_answered() -> None:
    shown = Shown()
    for member in ("SecondaryActivate", "ContextMenu", "Scroll"):
        assert shown.bus.ask(ITEM_PATH, INTERFACE, member, 1, 2) == ()
    assert shown.jobs == []


def test_a_row_runs_where_the_owner_says_and_the_menu_follows() -> None:
    state = {"on": False}

    def toggle(_icon: object, _item: object) -> None:
        state["on"] = not state["on"]

    shown = Shown(MenuItem("Quiet", toggle, checked=lambda _: state["on"]))
    shown.bus.signals()
    shown.click(1)
    assert state == {"on": False}
    shown.work()
    assert state == {"on": True}
    assert shown.bus.sent == [
        (MENU_PATH, "ItemsPropertiesUpdated", ([(1, {"toggle-state": ("i", 1)})], []))
    ]


def test_rows_of_every_sort_are_shown() -> None:
    sub = Menu(MenuItem("Deep", None, checked=lambda _: True, radio=True))
    shown = Shown(MenuItem("Off", None, enabled=False), Menu.SEPARATOR, MenuItem("Sub", sub))
    assert shown.labels() == ["Off", "-", "Sub"]
    (rows,) = shown.bus.ask(MENU_PATH, MENU, "GetGroupProperties", [1, 4], [])
    assert rows == [
        (1, {"label": ("s", "Off"), "enabled": ("b", False)}),
        (
            4,
            {"label": ("s", "Deep"), "toggle-type": ("s", "radio"), "toggle-state": ("i", 1)},
        ),
    ]


def test_hiding_and_showing_again_registers_again() -> None:
    shown = Shown()
    shown.bus.accept()
    assert shown.icon.absence is None
    shown.icon.visible = False
    assert shown.icon.absence is Absence.HIDDEN
    shown.bus.calls.clear()
    shown.icon.visible = True
    assert shown.bus.members() == ["RequestName", "RegisterStatusNotifierItem", "Get"]
    shown.bus.accept()
    assert shown.hosts == [None, Absence.HIDDEN, None]
    assert shown.icon.absence is None


def test_a_host_that_dies_with_the_menu_open_does_not_freeze_it() -> None:
    items = [MenuItem("A", None)]
    shown = Shown()
    shown.icon.menu = Menu(lambda: list(items))
    shown.bus.accept()
    shown.bus.ask(MENU_PATH, MENU, "Event", 0, "opened", ("i", 0), 0)
    items.append(MenuItem("B", None))
    shown.icon.update_menu()
    assert shown.labels() == ["A"]
    shown.bus.watcher_goes()
    assert shown.labels() == ["A", "B"]


def test_an_activation_token_is_kept_for_one_click() -> None:
    shown = Shown()
    shown.bus.ask(ITEM_PATH, INTERFACE, "ProvideXdgActivationToken", "token-1")
    assert shown.icon.take_activation_token() == "token-1"
    assert shown.icon.take_activation_token() == ""


@pytest.mark.parametrize("body", [(), (1,), ("a" * 5000,), ("a\nb",), ("a", "b")])
def test_what_is_no_activation_token_is_refused(body: tuple[object, ...]) -> None:
    shown = Shown()
    member = "ProvideXdgActivationToken"
    assert shown.bus.refuses(ITEM_PATH, INTERFACE, member, *body) == dbusmenu.INVALID_ARGUMENTS
    assert shown.icon.take_activation_token() == ""


@pytest.mark.parametrize("path", [ITEM_PATH, MENU_PATH])
def test_calls_that_make_no_sense_are_refused(path: str) -> None:
    bus = Shown().bus
    assert bus.refuses(path, PROPERTIES, "Get", "a", "Nothing") == dbusmenu.UNKNOWN_PROPERTY
    assert bus.refuses(path, PROPERTIES, "Get", "a") == dbusmenu.INVALID_ARGUMENTS
    assert bus.refuses(path, PROPERTIES, "Get", 1, []) == dbusmenu.INVALID_ARGUMENTS
    assert bus.refuses(path, PROPERTIES, "Set", "a", "Title", 1) == dbusmenu.READ_ONLY
    assert bus.refuses(path, PROPERTIES, "Other") == dbusmenu.UNKNOWN_METHOD
    assert bus.refuses(path, INTERFACE, "Other") == dbusmenu.UNKNOWN_METHOD
    assert bus.refuses(path, "org.example.X", "Activate") == dbusmenu.UNKNOWN_METHOD


@pytest.mark.parametrize("path", [ITEM_PATH, MENU_PATH])
def test_the_objects_describe_themselves(path: str) -> None:
    bus = Shown().bus
    (xml,) = bus.ask(path, "org.freedesktop.DBus.Introspectable", "Introspect")
    names = [node.get("name") for node in ET.fromstring(xml)]  # noqa: S314 - our own text
    assert names == [INTERFACE if path == ITEM_PATH else MENU, PROPERTIES]
    assert bus.ask(path, "org.freedesktop.DBus.Peer", "Ping") == ()


def run_in_thread(icon: StatusNotifierIcon, *, detached: bool) -> threading.Thread:
    ready = threading.Event()

    def setup(started: object) -> None:
        assert started is icon
        icon.visible = True
        ready.set()

    def run() -> None:
        (icon.run_detached if detached else icon.run)(setup)

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(5)
    return thread


@pytest.mark.parametrize("detached", [True, False])
def test_rows_run_one_after_the_other_in_one_worker(
    detached: bool,  # noqa: FBT001 - a parameter
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus = FakeBus()
    seen: queue.SimpleQueue[threading.Thread] = queue.SimpleQueue()

    def fail() -> None:
        raise RuntimeError("on purpose")

    menu = Menu(
        MenuItem("Fail", fail), MenuItem("Note", lambda: seen.put(threading.current_thread()))
    )
    icon = StatusNotifierIcon("lull", RED, "", menu, bus=bus.bus)
    thread = run_in_thread(icon, detached=detached)
    with caplog.at_level(logging.ERROR):
        for number in (1, 2, 2):
            bus.ask(MENU_PATH, MENU, "Event", number, "clicked", ("i", 0), 0)
        workers = {seen.get(timeout=5), seen.get(timeout=5)}
    icon.stop()
    thread.join(5)

    assert len(workers) == 1
    assert workers != {threading.current_thread()}
    assert (thread in workers) is not detached
    assert not thread.is_alive()
    assert "on purpose" in caplog.text
    assert "ReleaseName" in bus.members()


def test_a_flood_of_clicks_is_cut_off() -> None:
    bus = FakeBus()
    done: list[int] = []
    menu = Menu(MenuItem("Row", lambda: done.append(1)))
    icon = StatusNotifierIcon("lull", RED, "", menu, bus=bus.bus)
    icon.update_menu()
    for _ in range(10 * JOB_LIMIT):
        bus.ask(MENU_PATH, MENU, "Event", 1, "clicked", ("i", 0), 0)
    thread = run_in_thread(icon, detached=False)
    icon.stop()
    thread.join(5)
    assert len(done) == JOB_LIMIT


def test_pystray_is_imported_without_a_display_and_the_variable_is_left_alone() -> None:
    code = (
        "import os; os.environ['PYSTRAY_BACKEND'] = 'xorg'; "
        "import tray.icon.status_notifier.backend, sys; "
        "assert os.environ['PYSTRAY_BACKEND'] == 'xorg'; "
        "assert not [m for m in sys.modules if m.startswith(('Xlib', 'asyncio', 'gi'))]"
    )
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=False, capture_output=True)
    assert done.stderr == b""
    assert done.returncode == 0
