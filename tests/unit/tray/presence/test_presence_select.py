"""Which sources are asked on which desktop, and how `lull doctor` tells what they answer."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest
from small_bus import Heard, SmallBus, value

from tray.bus import connection
from tray.bus.calls import DISCONNECTED_ERROR, Reply
from tray.clock import Clock
from tray.presence.report import rows
from tray.presence.select import presence_watch
from tray.presence.source import Answer, Fact

if TYPE_CHECKING:
    from pathlib import Path

LOCKS = ["logind", "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"]
LOGIND = "org.freedesktop.login1"


class SystemBus(SmallBus):
    """The system bus of the test."""

    last: SystemBus

    def __init__(self, which: str, *, keeps_trying: bool) -> None:
        super().__init__({LOGIND: {"PreparingForSleep": value("b", False)}})  # noqa: FBT003 - the property's value
        assert (which, keeps_trying) == ("SYSTEM", False), "nothing looks for it again and again"
        SystemBus.last = self


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(connection, "Bus", SystemBus)


def answers(environ: dict[str, str], bus: SmallBus | None) -> list[Answer]:
    async def run() -> list[Answer]:
        loop = asyncio.get_running_loop()
        watch = presence_watch(bus, environ, loop, Heard(), Clock())
        try:
            return await watch.answers()
        finally:
            await watch.stop()

    return asyncio.run(run())


@pytest.mark.usefixtures("linux")
@pytest.mark.parametrize(
    ("environ", "displays"),
    [
        ({}, []),
        ({"DISPLAY": ":7"}, ["X11 XScreenSaver", "X11 active window"]),
        ({"DISPLAY": ":7", "WAYLAND_DISPLAY": "wayland-0"}, ["Wayland"]),
        ({"DISPLAY": ":7", "XDG_SESSION_TYPE": "wayland"}, ["Wayland"]),
        (
            {"DISPLAY": ":7", "WAYLAND_DISPLAY": "w", "XDG_SESSION_TYPE": "x11"},
            ["X11 XScreenSaver", "X11 active window"],
        ),
    ],
)
def test_only_what_speaks_for_the_session_is_asked(
    environ: dict[str, str], displays: list[str], tmp_path: Path
) -> None:
    # Nothing is there: the sockets are looked for in places that do not exist.
    environ |= {"XDG_RUNTIME_DIR": str(tmp_path)}
    if "DISPLAY" in environ:
        environ["DISPLAY"] = ":4007"
    asked = [answer.source for answer in answers(environ, SmallBus())]
    assert asked == ["GNOME Mutter", *displays, *LOCKS, "notification service", "logind"]
    assert SystemBus.last.started
    assert SystemBus.last.stopped


@pytest.mark.usefixtures("linux")
def test_without_a_session_bus_the_system_bus_is_asked_all_the_same() -> None:
    assert [(answer.source, answer.fact) for answer in answers({}, None)] == [
        ("logind", Fact.LOCKED),
        ("logind", Fact.SUSPEND),
    ]


@pytest.mark.usefixtures("linux")
def test_a_bus_that_is_lost_makes_everything_on_it_not_known() -> None:
    bus = SmallBus()
    bus.lost = Reply(DISCONNECTED_ERROR, ())
    found = {(answer.source, answer.reason) for answer in answers({}, bus)}
    assert ("notification service", "there is no bus") in found
    assert ("logind", "") in found


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("win32", [Fact.IDLE, Fact.LOCKED, Fact.DO_NOT_DISTURB, Fact.FULL_SCREEN]),
        ("darwin", [Fact.IDLE, Fact.LOCKED]),
        ("freebsd14", []),
    ],
)
def test_another_system_is_asked_in_its_own_way(
    monkeypatch: pytest.MonkeyPatch, platform: str, expected: list[Fact]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    found = answers({"DISPLAY": ":7"}, None)
    assert [answer.fact for answer in found] == expected
    assert {answer.value for answer in found} <= {None}


# -- in words


@pytest.mark.parametrize(
    ("fact", "held", "text"),
    [
        (Fact.IDLE, 0.0, "0 s"),
        (Fact.IDLE, 59.9, "59 s"),
        (Fact.IDLE, 60.0, "1 min"),
        (Fact.IDLE, 3599.0, "59 min"),
        (Fact.IDLE, 7500.0, "2 h 5 min"),
        (Fact.LOCKED, True, "yes"),
        (Fact.LOCKED, False, "no"),
        (Fact.DO_NOT_DISTURB, True, "on"),
        (Fact.DO_NOT_DISTURB, False, "off"),
        (Fact.FULL_SCREEN, True, "yes"),
        (Fact.FULL_SCREEN, False, "no"),
        (Fact.SUSPEND, True, "under way"),
        (Fact.SUSPEND, False, "told of when it comes"),
    ],
)
def test_a_row_says_what_is_so_and_who_says_it(
    fact: Fact, text: str, *, held: float | bool
) -> None:
    assert dict(rows([Answer(fact, "logind", held)]))[fact] == f"{text} (logind)"


def test_a_row_names_all_who_know_and_else_why_nobody_does() -> None:
    told = dict(
        rows(
            [
                Answer(Fact.LOCKED, "logind", value=True),
                Answer(Fact.LOCKED, "KDE", value=None, reason="it does not run"),
                Answer(Fact.LOCKED, "GNOME", value=False),
                Answer(Fact.IDLE, "X11", value=None, reason="no answer in time"),
                Answer(Fact.IDLE, "Mutter", value=None, reason="it does not run"),
            ]
        )
    )
    assert told == {
        Fact.IDLE: "not known (X11: no answer in time, Mutter: it does not run)",
        Fact.LOCKED: "yes (logind), no (GNOME)",
        Fact.DO_NOT_DISTURB: "not known (nothing on this desktop tells)",
        Fact.FULL_SCREEN: "not known (nothing on this desktop tells)",
        Fact.SUSPEND: "not known (nothing on this desktop tells)",
    }
