from __future__ import annotations

import asyncio
import contextlib
import os
import queue
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from config.errors import JournalError
from config.lock import AlreadyRunning, Lock
from config.paths import Paths, resolve
from tray import app, footprint, menu
from tray.app import Resident, is_graphical
from tray.bus import connection
from tray.icon import select
from tray.icon.hosts import HostKind
from tray.icon.state import IconState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def paths(own_home: Path) -> Paths:
    return resolve(str(own_home / "lull"), {})


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """What the process does with signals is as before afterwards."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


class FakeCore:
    """A core that notes what it is told."""

    def __init__(self) -> None:
        self.told: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self.windows = self
        self.welcomed = 0

    def welcome(self) -> None:
        self.welcomed += 1

    def act(self, action: str, token: str) -> None:
        self.told.put(("act", f"{action}, {token}" if token else action))

    def use_host(self, host: str, _reason: Callable[[], str]) -> None:
        self.told.put(("host", host))

    def tell_no_tray(self, reason: str) -> None:
        self.told.put(("no tray", reason))


class Life:
    """Brings a fake core to life, and keeps what a real one would be given."""

    def __init__(self) -> None:
        self.core = FakeCore()
        self.lived = threading.Event()
        self.ended = False
        self.failure: Exception | None = None
        self.during: Callable[[Life], None] = lambda life: life.quit()
        self.show: Callable[[menu.MenuState, IconState], None]
        self._quit: Callable[[], None]

    def quit(self) -> None:
        self._quit()

    @contextlib.asynccontextmanager
    async def __call__(
        self,
        _paths: Paths,
        _bus: object,
        show: Callable[[menu.MenuState, IconState], None],
        quit_: Callable[[], None],
    ) -> AsyncIterator[Any]:
        self.show, self._quit = show, quit_
        if self.failure is not None:
            raise self.failure
        try:
            asyncio.get_running_loop().call_soon(self.during, self)
            self.lived.set()
            yield self.core
        finally:
            self.ended = True


class FakeIcon:
    """A tray whose clicks and hosts are the test's."""

    last: FakeIcon

    def __init__(self, *arguments: Any, demo: bool) -> None:  # noqa: ANN401, ARG002 - the real one's
        _, _, self.rows, self.on_action, self.on_host, self.bus, *_ = arguments
        self.stopped: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.shown: list[tuple[IconState, str]] = []
        self.menus = 0
        FakeIcon.last = self

    play: Callable[[FakeIcon], None] = staticmethod(lambda _: None)

    def run(self) -> None:
        type(self).play(self)
        self.stopped.get(timeout=10)

    def stop(self) -> None:
        self.stopped.put(None)

    def show(self, state: IconState, title: str) -> None:
        self.shown.append((state, title))

    def update_menu(self) -> None:
        self.menus += 1

    def take_activation_token(self) -> str:
        return "click-1"


class FakeBus:
    """A bus that is started and stopped."""

    last: FakeBus

    def __init__(self) -> None:
        self.state = "made"
        FakeBus.last = self

    def start(self) -> None:
        self.state = "started"

    def stop(self) -> None:
        self.state = "stopped"


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> type[FakeIcon]:
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(connection, "Bus", FakeBus)
    monkeypatch.setattr(select, "TrayIcon", FakeIcon)
    monkeypatch.setattr(FakeIcon, "play", staticmethod(lambda _: None))
    return FakeIcon


def is_free(paths: Paths) -> bool:
    try:
        Lock(paths.lock).release()
    except AlreadyRunning:
        return False
    return True


# -- whether there is a desktop


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"])
def test_each_way_to_show_something_makes_a_desktop(name: str) -> None:
    assert is_graphical({name: "x"})
    assert not is_graphical({name: ""})
    assert not is_graphical({})


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_there_is_always_one(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert is_graphical({})


def test_it_is_the_environment_of_the_moment_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_graphical()
    monkeypatch.setenv("DISPLAY", ":7")
    assert is_graphical()


# -- without a desktop


def test_it_lives_until_it_is_told_to_quit_and_leaves_the_lock_free(paths: Paths) -> None:
    life = Life()
    resident = Resident(paths, life)
    assert not is_free(paths)
    resident.run()
    assert life.ended
    assert is_free(paths)


def test_there_is_one_of_each_home(paths: Paths) -> None:
    resident = Resident(paths, Life())
    with pytest.raises(AlreadyRunning):
        Resident(paths, Life())
    resident.run()
    Resident(paths, Life()).run()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_it(paths: Paths, number: signal.Signals) -> None:
    life = Life()
    life.during = lambda _: os.kill(os.getpid(), number)
    Resident(paths, life).run()
    assert life.ended


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_that_does_not_interrupt_the_waiting_thread_ends_it(
    paths: Paths, number: signal.Signals
) -> None:
    life = Life()
    life.during = lambda _: signal.pthread_kill(threading.get_ident(), number)
    Resident(paths, life).run()
    assert life.ended
    assert signal.set_wakeup_fd(-1) == -1


def test_the_end_of_a_terminal_stays_ignored_where_it_was(paths: Paths) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    Resident(paths, Life()).run()
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_a_core_that_fails_ends_it_with_its_error(paths: Paths) -> None:
    life = Life()
    life.failure = JournalError("The journal cannot be used", "it is damaged")
    with pytest.raises(JournalError, match="it is damaged"):
        Resident(paths, life).run()
    assert is_free(paths)


def test_one_that_is_told_to_end_before_it_lives_ends(paths: Paths) -> None:
    life = Life()
    life.during = lambda _: None
    resident = Resident(paths, life)
    resident._stop()
    resident.run()
    assert life.ended


def test_telling_it_to_end_after_its_end_does_nothing(paths: Paths) -> None:
    resident = Resident(paths, Life())
    resident.run()
    resident._stop()
    resident._on_action("pause 1h")
    resident._on_host(HostKind.NONE, lambda: "gone")


def test_what_the_start_needed_is_given_back(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    life = Life()
    life.during = lambda _: None
    monkeypatch.setattr(app, "_SETTLED_SECONDS", 0.0)
    monkeypatch.setattr(footprint, "give_back", life.quit)
    Resident(paths, life).run()
    assert life.ended


def test_a_new_state_is_shown_once(paths: Paths) -> None:
    life = Life()
    resident = Resident(paths, life)
    state = menu.MenuState(status="Next: water")

    def show_twice(life: Life) -> None:
        life.show(state, IconState.RESTING)
        first = resident._rows
        life.show(state, IconState.RESTING)
        assert resident._rows is first
        life.quit()

    life.during = show_twice
    resident.run()
    assert resident._rows == menu.rows(state)


# -- with a desktop


def test_the_icon_is_shown_and_its_clicks_reach_the_core(
    paths: Paths, desktop: type[FakeIcon], monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life()
    life.during = lambda life: life.show(menu.MenuState(status="Next: water"), IconState.DUE)

    def play(icon: FakeIcon) -> None:
        icon.on_action("log coffee")
        icon.on_host(HostKind.STATUS_NOTIFIER, lambda: "xfce4-panel")
        assert life.lived.wait(10)
        for action in ("open settings, key-1", "log coffee, click-1"):
            assert life.core.told.get(timeout=10) == ("act", action)
        assert life.core.told.get(timeout=10) == ("host", "status_notifier")
        icon.on_action("pause 1h")
        assert life.core.told.get(timeout=10) == ("act", "pause 1h, click-1")
        icon.on_host(HostKind.XEMBED, lambda: "trayer")
        assert life.core.told.get(timeout=10) == ("host", "xembed")
        life.quit()

    monkeypatch.setattr(desktop, "play", staticmethod(play))
    Resident(paths, life, first=("open settings", "key-1")).run()
    assert desktop.last.shown == [(IconState.DUE, "Lull: Next: water")]
    assert desktop.last.menus == 1
    assert desktop.last.rows() == menu.rows(menu.MenuState(status="Next: water"))
    assert FakeBus.last.state == "stopped"
    assert desktop.last.bus is FakeBus.last


@pytest.mark.parametrize(
    ("host", "told"),
    [
        (
            (HostKind.NONE, "there is no panel"),
            [("host", "none"), ("no tray", "there is no panel")],
        ),
        ((HostKind.XEMBED, "trayer"), [("host", "xembed")]),
        ((HostKind.NONE, ""), [("host", "none")]),
    ],
)
def test_a_missing_tray_is_told_of_after_a_while(
    paths: Paths,
    desktop: type[FakeIcon],
    monkeypatch: pytest.MonkeyPatch,
    host: tuple[HostKind, str],
    told: list[tuple[str, str]],
) -> None:
    monkeypatch.setattr(app, "_ICON_HEAD_START_SECONDS", 0.0)
    monkeypatch.setattr(app, "_NO_TRAY_SECONDS", 0.0)
    # Timers of the same moment are called in their order.
    monkeypatch.setattr(app, "_SETTLED_SECONDS", 0.0)
    life = Life()
    life.during = lambda _: None
    monkeypatch.setattr(footprint, "give_back", life.quit)
    ready = threading.Event()

    def play(icon: FakeIcon) -> None:
        icon.on_host(host[0], lambda: host[1])
        ready.set()

    original = Life.__call__

    def after_the_host(self: Life, *arguments: Any) -> Any:  # noqa: ANN401 - handed on
        assert ready.wait(10)
        return original(self, *arguments)

    monkeypatch.setattr(Life, "__call__", after_the_host)
    monkeypatch.setattr(desktop, "play", staticmethod(play))
    Resident(paths, life).run()
    assert [life.core.told.get() for _ in range(life.core.told.qsize())] == told


def test_an_icon_that_cannot_be_made_leaves_nothing_running(
    paths: Paths, desktop: type[FakeIcon], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desktop
    monkeypatch.delattr(select, "TrayIcon")
    with pytest.raises(ImportError):
        Resident(paths, Life()).run()
    assert FakeBus.last.state == "stopped"
    assert is_free(paths)


def test_elsewhere_than_on_linux_there_is_no_bus(
    paths: Paths, desktop: type[FakeIcon], monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = Resident(paths, Life())
    monkeypatch.setattr(sys, "platform", "darwin")
    resident.run()
    assert desktop.last.bus is None


def test_what_is_written_from_now_on_is_for_its_owner_alone(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        app.restrict()
        (tmp_path / "file").write_text("")
    finally:
        os.umask(mask)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_a_flood_of_rows_that_nobody_could_press_is_not_carried_out(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each would be an entry of its own, and a sync of the disk.
    now = 100.0
    monkeypatch.setattr(app.time, "monotonic", lambda: now)
    resident = Resident(paths, Life())
    for _ in range(10_000):
        resident._on_action("log coffee")
    assert len(resident._early) == app._MOST_BY_HAND
    now += app._HAND_SECONDS + 0.1
    resident._on_action("log water")
    assert resident._early[-1] == ("log water", "")
