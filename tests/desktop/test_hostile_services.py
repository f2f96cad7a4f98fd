"""Services that answer with anything, tell without end or never answer: none of it is believed."""

from __future__ import annotations

import contextlib
import logging
import random
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from bus_service import LOGIND, LOGIND_PATH, NOTES, NOTES_PATH, PROPERTIES, SESSION, BusService
from harness import wait_for
from presence_watched import Watched

from tray.bus.connection import DBusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from harness import Desktop

    Factory = Callable[..., Desktop]

XFCONF = "org.xfce.Xfconf"
DCONF = "ca.desrt.dconf"
SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
MUTTER = "org.gnome.Mutter.IdleMonitor"
PLACES = {
    LOGIND: (LOGIND_PATH, SESSION),
    NOTES: (NOTES_PATH,),
    XFCONF: ("/org/xfce/Xfconf",),
    DCONF: ("/ca/desrt/dconf/Writer/user",),
    SCREEN_SAVERS[0]: ("/org/freedesktop/ScreenSaver",),
    SCREEN_SAVERS[1]: ("/org/gnome/ScreenSaver",),
    MUTTER: ("/org/gnome/Mutter/IdleMonitor/Core",),
}
SIGNALS = (
    (LOGIND, LOGIND_PATH, f"{LOGIND}.Manager", "PrepareForSleep"),
    (LOGIND, SESSION, f"{LOGIND}.Session", "Lock"),
    (LOGIND, SESSION, PROPERTIES, "PropertiesChanged"),
    (NOTES, NOTES_PATH, PROPERTIES, "PropertiesChanged"),
    (XFCONF, "/org/xfce/Xfconf", XFCONF, "PropertyChanged"),
    (DCONF, "/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify"),
    (SCREEN_SAVERS[0], "/org/freedesktop/ScreenSaver", SCREEN_SAVERS[0], "ActiveChanged"),
    (MUTTER, PLACES[MUTTER][0], MUTTER, "WatchFired"),
)
NAN, INFINITE = float("nan"), float("inf")
VALUES: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("", ()),
    ("s", ("",)),
    ("s", ("dunst",)),
    ("s", ("gnome-shell",)),
    ("ssss", ("Xfce Notify Daemon", "", "", "")),
    ("u", (1,)),
    ("i", (-1,)),
    ("t", (2**64 - 1,)),
    ("d", (NAN,)),
    ("d", (INFINITE,)),
    ("o", (SESSION,)),
    ("bb", (True, True)),
    ("as", (["true"],)),
    ("ay", (b"\x00\xff",)),
    ("a{sv}", ({"LockedHint": ("b", True)},)),
    ("(bs)", ((True, "yes"),)),
    ("v", (("u", 1),)),
    ("v", (("d", NAN),)),
    ("v", (("s", "true"),)),
    ("v", (("as", ["true"]),)),
    ("v", (("v", ("b", True)),)),
    ("v", (("(bb)", (True, True)),)),
    ("sa{sv}as", (f"{LOGIND}.Session", {}, ["LockedHint"])),
    ("sv", ("xfce4-notifyd", ("v", ("u", 7)))),
)
"""What no source can mean by yes, no or a time; a path and a number are taken where they fit."""


class Anything(BusService):
    """A service that answers each call with something else.

    Attributes:
        silent: Set for as long as it answers nothing at all.
    """

    def __init__(self, address: str, name: str) -> None:
        super().__init__(address)
        self.name = name
        self.paths = PLACES[name]
        self.silent: threading.Event | None = None
        self._random = random.Random(name)  # noqa: S311 - nothing secret

    def _answer(self, *_: object) -> tuple[str, tuple[Any, ...]]:
        if self.silent is not None:
            self.silent.wait()
        if self._random.random() < 0.1:
            raise DBusError("org.example.Error.Odd", "\x1b[31m" * 50)
        return self._random.choice(VALUES)

    def flood(self, times: int) -> None:
        """Send each of its signals so many times, with bodies of every kind."""
        mine = [signal[1:] for signal in SIGNALS if signal[0] == self.name]
        for number in range(times):
            signature, body = VALUES[number % len(VALUES)]
            for path, interface, member in mine:
                self._bus.emit(path, interface, member, signature, body)


@pytest.fixture
def services(
    desktop_factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Desktop, list[Anything]]]:
    """A desktop whose every service is such a one."""
    desktop = desktop_factory()
    desktop.start_system_bus()
    system = desktop.env["DBUS_SYSTEM_BUS_ADDRESS"]
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", system)
    with contextlib.ExitStack() as stack:
        yield (
            desktop,
            [
                stack.enter_context(
                    Anything(system if name == LOGIND else desktop.bus_address, name)
                )
                for name in PLACES
            ],
        )


def test_answers_of_every_kind_are_not_known_and_not_busy(
    services: tuple[Desktop, list[Anything]], caplog: pytest.LogCaptureFixture
) -> None:
    desktop, _ = services
    with Watched(desktop) as watched:
        for _ in range(150):
            seen = watched.look()
            assert not any((seen.locked, seen.do_not_disturb, seen.full_screen)), seen
            # Those of the X server, which answers as it should, are among them.
            assert seen.idle_seconds is not None
            assert 0 <= seen.idle_seconds < 3600
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []


def test_signals_without_end_are_told_a_few_times_a_second(
    services: tuple[Desktop, list[Anything]], caplog: pytest.LogCaptureFixture
) -> None:
    desktop, every = services
    with Watched(desktop) as watched:
        wait_for(lambda: watched.look().idle_seconds is not None, 5.0, "the X server")
        watched.take_heard()
        began = time.monotonic()
        for _ in range(20):
            for service in every:
                service.flood(50)
            asked = time.monotonic()
            watched.look()
            assert time.monotonic() - asked < 3.0
        wait_for(lambda: "changed" in watched.heard, 5.0, "a word of it")
        seconds = time.monotonic() - began
        assert set(watched.heard) == {"changed"}
        # Each of them came 1000 times and more.
        assert len(watched.heard) <= seconds / 0.2 + 2
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == []


def test_services_that_never_answer_hold_nothing_up(
    services: tuple[Desktop, list[Anything]],
) -> None:
    desktop, every = services
    hanging = threading.Event()
    for service in every:
        service.silent = hanging
    try:
        with Watched(desktop) as watched:
            for _ in range(3):
                asked = time.monotonic()
                seen = watched.look()
                assert time.monotonic() - asked < 3.0
                assert seen.idle_seconds is not None
                assert (seen.locked, seen.do_not_disturb) == (None, None)
    finally:
        hanging.set()
