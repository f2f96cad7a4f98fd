from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, cast

import pytest
from icon_fakes import FakeBus

from config.errors import DesktopError
from tray.bus.connection import Reply
from tray.icon import linux_tray, native_tray, xembed
from tray.icon.linux_tray import GRACE_SECONDS
from tray.icon.select import HostKind, TrayIcon
from tray.icon.state import IconState
from tray.icon.status_notifier.backend import JOB_LIMIT
from tray.icon.status_notifier.pystray_loader import BaseIcon, native_icon_class
from tray.menu import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS = (Row("Log a twitch...", "log", default=True), Row("Quit", "quit"))
WAIT = 5.0


class FakeXEmbed:
    """The part of XEmbedIcon that is used."""

    made: list[FakeXEmbed]
    started: queue.SimpleQueue[FakeXEmbed]
    fails = False

    def __init__(
        self,
        name: str,
        icon: Callable[[int], object],
        title: str,
        menu: object,
        *,
        on_host: Callable[[bool, str], None],
        on_end: Callable[[str], None],
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        if self.fails:
            raise DesktopError("No display", name)
        self.icon, self.title, self.menu = icon, title, menu
        self.on_host, self.on_end, self.post = on_host, on_end, post
        self.present = False
        self.life = ["made"]
        self.made.append(self)

    def run_detached(self) -> None:
        self.life.append("running")
        self.started.put(self)

    def stop(self) -> None:
        self.life.append("stopped")

    def dock(self, *, present: bool) -> None:
        self.present = present
        self.on_host(present, "")


class Running:
    """A tray icon whose ``run`` is in a thread, on a fake bus."""

    def __init__(self, *, bus: FakeBus | None, title: str = "Lull") -> None:
        self.bus = bus
        self.actions: list[tuple[str, threading.Thread]] = []
        self.told: list[tuple[HostKind, str]] = []
        self.news = threading.Condition()
        self.rows: tuple[Row, ...] = ROWS
        self.icon = TrayIcon(
            "lull", title, lambda: self.rows, self.on_action, self.on_host, bus.bus if bus else None
        )
        self.thread = threading.Thread(target=self.icon.run)

    def on_action(self, action: str) -> None:
        with self.news:
            self.actions.append((action, threading.current_thread()))
            self.news.notify_all()

    def on_host(self, host: HostKind, reason: Callable[[], str]) -> None:
        with self.news:
            self.told.append((host, reason()))
            self.news.notify_all()

    def until(self, predicate: Callable[[], bool]) -> None:
        with self.news:
            assert self.news.wait_for(predicate, WAIT)

    def wait_host(self, *hosts: HostKind) -> None:
        self.until(lambda: [host for host, _ in self.told] == list(hosts))

    def flush(self) -> None:
        """Wait until everything posted so far has been carried out."""
        done = threading.Event()
        assert isinstance(self.icon._tray, linux_tray.LinuxTray)
        self.icon._tray._jobs.put(done.set)
        assert done.wait(WAIT)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Running]]:
    FakeXEmbed.made = []
    FakeXEmbed.started = queue.SimpleQueue()
    monkeypatch.setattr(xembed, "XEmbedIcon", FakeXEmbed)
    monkeypatch.setattr(FakeXEmbed, "fails", False)
    monkeypatch.setattr(linux_tray, "GRACE_SECONDS", 0.02)
    all_running: list[Running] = []

    def start(*, bus: FakeBus | None, display: bool = True) -> Running:
        if display:
            monkeypatch.setenv("DISPLAY", ":7")
        else:
            monkeypatch.delenv("DISPLAY", raising=False)
        one = Running(bus=bus)
        all_running.append(one)
        one.thread.start()
        one.flush()
        return one

    yield start
    for one in all_running:
        one.icon.stop()
        one.thread.join(WAIT)
        assert not one.thread.is_alive()


def test_a_panel_that_draws_items_gets_one(
    running: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linux_tray, "GRACE_SECONDS", 1000.0)
    bus = FakeBus()
    tray = running(bus=bus)
    bus.accept()
    tray.wait_host(HostKind.STATUS_NOTIFIER)
    assert tray.icon.host is HostKind.STATUS_NOTIFIER
    assert "StatusNotifierItem" in tray.icon.reason
    assert FakeXEmbed.made == []


def test_a_click_is_carried_out_in_the_thread_of_run(running: Callable[..., Running]) -> None:
    bus = FakeBus()
    tray = running(bus=bus)
    bus.ask("/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate", 0, 0)
    tray.until(lambda: tray.actions == [("log", tray.thread)])


def test_an_older_tray_is_used_after_the_grace(running: Callable[..., Running]) -> None:
    tray = running(bus=None)
    older = FakeXEmbed.started.get(timeout=WAIT)
    older.dock(present=True)
    tray.until(lambda: bool(tray.told) and tray.told[-1][0] is HostKind.XEMBED)
    older.post(lambda: tray.on_action("from the older tray"))
    tray.until(lambda: tray.actions == [("from the older tray", tray.thread)])


def test_the_older_tray_goes_when_a_host_comes(running: Callable[..., Running]) -> None:
    bus = FakeBus(connected=False)
    tray = running(bus=bus)
    older = FakeXEmbed.started.get(timeout=WAIT)
    older.dock(present=True)
    tray.until(lambda: bool(tray.told) and tray.told[-1][0] is HostKind.XEMBED)
    bus.connect()
    bus.accept()
    tray.until(lambda: tray.told[-1][0] is HostKind.STATUS_NOTIFIER)
    assert older.life == ["made", "running", "stopped"]
    bus.watcher_goes()
    assert FakeXEmbed.started.get(timeout=WAIT) is not older


def test_without_any_tray_the_reason_is_told_once(running: Callable[..., Running]) -> None:
    tray = running(bus=None)
    tray.wait_host(HostKind.NONE)
    assert tray.icon.host is HostKind.NONE
    assert tray.icon.reason == tray.told[0][1]
    assert tray.icon.reason.startswith("there is no session bus; add a notification area")
    tray.flush()
    assert len(tray.told) == 1


def test_without_a_display_no_older_tray_is_tried(running: Callable[..., Running]) -> None:
    tray = running(bus=FakeBus(connected=False), display=False)
    tray.wait_host(HostKind.NONE)
    assert "start it from inside" in tray.icon.reason
    assert FakeXEmbed.made == []


def test_a_display_that_cannot_be_opened_is_no_tray(
    running: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeXEmbed, "fails", True)
    tray = running(bus=None)
    tray.wait_host(HostKind.NONE)
    assert FakeXEmbed.made == []


def test_a_display_that_ends_takes_the_older_tray_with_it(
    running: Callable[..., Running],
) -> None:
    tray = running(bus=None)
    older = FakeXEmbed.started.get(timeout=WAIT)
    older.dock(present=True)
    tray.until(lambda: bool(tray.told) and tray.told[-1][0] is HostKind.XEMBED)
    older.on_end("gone")
    tray.until(lambda: tray.told[-1][0] is HostKind.NONE)
    assert len(FakeXEmbed.made) == 1


def test_an_older_tray_that_goes_has_a_grace_to_come_back(
    running: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    tray = running(bus=None)
    older = FakeXEmbed.started.get(timeout=WAIT)
    older.dock(present=True)
    tray.until(lambda: bool(tray.told) and tray.told[-1][0] is HostKind.XEMBED)
    monkeypatch.setattr(linux_tray, "GRACE_SECONDS", 1000.0)
    told = len(tray.told)
    older.dock(present=False)
    tray.flush()
    older.dock(present=True)
    tray.flush()
    assert len(tray.told) == told


def test_a_state_is_shown_by_both_and_an_equal_one_by_none(
    running: Callable[..., Running],
) -> None:
    bus = FakeBus()
    tray = running(bus=bus)
    bus.answer(
        "RegisterStatusNotifierItem", Reply("org.freedesktop.DBus.Error.ServiceUnknown", ("x",))
    )
    older = FakeXEmbed.started.get(timeout=WAIT)
    bus.signals()

    tray.icon.show(IconState.DUE, "Water?")
    tray.icon.show(IconState.DUE, "Water?")

    assert bus.signals() == ["NewIcon", "NewTitle", "NewToolTip"]
    assert older.title == "Water?"
    assert older.icon(16) is not None
    tray.icon.show(IconState.DUE, "Water!")
    assert bus.signals() == ["NewTitle", "NewToolTip"]


def test_rows_are_read_again_when_told(running: Callable[..., Running]) -> None:
    bus = FakeBus()
    tray = running(bus=bus)
    bus.signals()
    tray.icon.update_menu()
    assert bus.signals() == []
    tray.rows = (Row("Log now", "log", default=True), Row("Quit", "quit"))
    tray.icon.update_menu()
    assert bus.signals() == ["ItemsPropertiesUpdated"]


def test_an_activation_token_reaches_whoever_opens_a_window(
    running: Callable[..., Running],
) -> None:
    bus = FakeBus()
    tray = running(bus=bus)
    bus.ask("/StatusNotifierItem", "org.kde.StatusNotifierItem", "ProvideXdgActivationToken", "abc")
    assert tray.icon.take_activation_token() == "abc"
    assert running(bus=None).icon.take_activation_token() == ""


def test_stopping_before_running_ends_at_once_and_gives_the_name_back() -> None:
    bus = FakeBus()
    tray = Running(bus=bus)
    tray.icon.stop()
    tray.icon.run()
    assert "ReleaseName" in bus.members()


def test_rows_that_cannot_be_read_do_not_end_the_icon() -> None:
    bus = FakeBus()
    tray = Running(bus=bus)
    tray.rows = cast("tuple[Row, ...]", None)
    tray.thread.start()
    tray.flush()
    tray.icon.stop()
    tray.thread.join(WAIT)
    assert "RegisterStatusNotifierItem" in bus.members()


def test_the_grace_is_about_a_second() -> None:
    assert GRACE_SECONDS == 1.0


def test_a_flood_of_clicks_is_cut_off_before_it_fills_the_memory() -> None:
    bus = FakeBus()
    tray = Running(bus=bus)
    assert isinstance(tray.icon._tray, linux_tray.LinuxTray)
    tray.icon.update_menu()
    for _ in range(10 * JOB_LIMIT):
        bus.ask("/MenuBar", "com.canonical.dbusmenu", "Event", 1, "clicked", ("i", 0), 0)
    assert tray.icon._tray._jobs.qsize() == JOB_LIMIT


def test_pystrays_own_icon_is_a_pystray_icon() -> None:
    assert issubclass(native_icon_class(), BaseIcon)


class FakeNative:
    """pystray's own icon of another platform."""

    made: list[FakeNative]

    def __init__(self, name: str, icon: object, title: str, menu: object) -> None:
        self.name, self.icon, self.title, self.menu = name, icon, title, menu
        self.visible = False
        self.updates = 0
        self.stopped = 0
        self.made.append(self)

    def run(self, setup: Callable[[FakeNative], None]) -> None:
        setup(self)

    def stop(self) -> None:
        self.stopped += 1

    def update_menu(self) -> None:
        self.updates += 1


@pytest.fixture
def native(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeNative.made = []
    monkeypatch.setattr("tray.icon.select.sys.platform", "win32")
    monkeypatch.setattr(native_tray, "native_icon_class", lambda: FakeNative)


@pytest.mark.usefixtures("native")
def test_elsewhere_pystrays_own_icon_is_used() -> None:
    tray = Running(bus=None)
    tray.icon.run()
    (made,) = FakeNative.made
    assert made.visible
    assert tray.icon.host is HostKind.NATIVE
    assert tray.told == [(HostKind.NATIVE, "the system's own tray draws the icon")]
    tray.icon.stop()
    assert made.stopped == 1
    assert tray.icon.take_activation_token() == ""


@pytest.mark.usefixtures("native")
def test_an_equal_state_does_not_touch_the_native_icon() -> None:
    tray = Running(bus=None, title="t" * 200)
    (made,) = FakeNative.made
    assert len(made.title) == native_tray.TITLE_LIMIT
    picture = made.icon
    tray.icon.show(IconState.RESTING, "Quiet")
    assert made.icon is picture
    assert made.title == "Quiet"
    tray.icon.show(IconState.PAUSED, "Quiet")
    assert made.icon is not picture


@pytest.mark.usefixtures("native")
def test_an_open_native_menu_is_left_alone_when_nothing_changed() -> None:
    tray = Running(bus=None)
    (made,) = FakeNative.made
    tray.icon.update_menu()
    tray.icon.update_menu()
    assert made.updates == 1
    tray.rows = (Row("Other", "other"),)
    tray.icon.update_menu()
    assert made.updates == 2


@pytest.mark.usefixtures("native")
def test_a_native_icon_stopped_before_it_ran_does_not_run() -> None:
    tray = Running(bus=None)
    (made,) = FakeNative.made
    tray.icon.stop()
    tray.icon.run()
    assert not made.visible
    inner = tray.icon._tray
    assert isinstance(inner, native_tray.NativeTray)
    inner._ready(cast("BaseIcon", made))
    assert not made.visible
    assert tray.told == []
