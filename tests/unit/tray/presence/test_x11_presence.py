"""Presence as an X server tells it, and as it fails to."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from small_bus import Stage, play, reason, settle
from small_displays import (
    ATOMS,
    COUNTER,
    FIRST_ID,
    ROOT,
    SAVER,
    SECOND_ROOT,
    SYNC,
    SYNC_EVENT,
    SmallX,
    hello,
    refusal,
)

from tray.presence import x11_connection, x11_wire
from tray.presence.x11 import XFullScreen, XIdle, XServer
from tray.presence.x11_connection import XConnection

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

ACTIVE, STATE, FULL = ATOMS.values()
WINDOW = 0x400


class XScene:
    """An X server and the two sources on it."""

    def __init__(self, on: Stage, x: SmallX, environ: dict[str, str]) -> None:
        self.on = on
        self.x = x
        self.server = XServer(on.loop, environ, on.changes, 60)
        self.idle = XIdle(self.server)
        self.full_screen = XFullScreen(self.server)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the socket of display 7 is."""
    monkeypatch.setattr(x11_connection, "SOCKET", f"{tmp_path}/X{{display}}")
    return tmp_path / "X7"


def with_x(
    place: Path, scene: Callable[[XScene], Coroutine[Any, Any, None]], **environ: str
) -> None:
    async def run(on: Stage) -> None:
        x = SmallX()
        await x.start(place)
        made = XScene(on, x, {"DISPLAY": ":7"} | environ)
        try:
            await scene(made)
        finally:
            made.idle.stop()
            made.full_screen.stop()
            await x.stop()
            await settle()

    play(run)


def test_the_x_server_tells_the_idle_time_on_one_connection(place: Path) -> None:
    async def scene(at: XScene) -> None:
        assert await at.idle.ask() == pytest.approx(61.5)
        at.x.idle = 0
        assert await at.idle.ask() == 0
        assert at.x.clients == 1

    with_x(place, scene)


def test_questions_at_the_same_time_share_the_connection(place: Path) -> None:
    async def scene(at: XScene) -> None:
        at.x.properties = {(ROOT, ACTIVE): (0,)}
        answers = await asyncio.gather(at.idle.ask(), at.full_screen.ask(), at.idle.ask())
        assert answers == [61.5, False, 61.5]
        assert at.x.clients == 1

    with_x(place, scene)


def test_a_return_after_a_while_is_told_and_other_events_are_not(place: Path) -> None:
    async def scene(at: XScene) -> None:
        await at.idle.ask()
        # Counter, absolute value, 60,000 ms in two halves, falling below it, again each time.
        expected = (FIRST_ID, 0b111111, COUNTER, 0, 0, 60_000, 1, 0, 0, 1)
        assert at.x.alarms == [expected]
        at.x.fire(FIRST_ID, event=SYNC_EVENT)
        at.x.fire(FIRST_ID + 1)
        await at.idle.ask()  # by then the events have come
        assert await at.on.told() == []
        at.x.fire(FIRST_ID)
        await at.idle.ask()
        assert await at.on.told() == ["changed"]

    with_x(place, scene)


@pytest.mark.parametrize("lacks", ["extension", "counter"])
def test_without_sync_the_idle_time_is_told_all_the_same(place: Path, lacks: str) -> None:
    async def scene(at: XScene) -> None:
        if lacks == "extension":
            del at.x.extensions["SYNC"]
        else:
            del at.x.counters["IDLETIME"]
        assert await at.idle.ask() == pytest.approx(61.5)
        assert at.x.alarms == []
        at.x.fire(FIRST_ID)
        await at.idle.ask()
        assert await at.on.told() == []

    with_x(place, scene)


def test_without_the_extension_the_idle_time_is_not_known(place: Path) -> None:
    async def scene(at: XScene) -> None:
        del at.x.extensions["MIT-SCREEN-SAVER"]
        assert await reason(at.idle) == "the X server has no MIT-SCREEN-SAVER"

    with_x(place, scene)


@pytest.mark.parametrize(
    ("active", "states", "expected"),
    [
        ((WINDOW,), (11, FULL), True),
        ((WINDOW,), (11, 12), False),
        ((WINDOW,), (), False),
        ((WINDOW,), None, False),
        ((0,), (FULL,), False),
    ],
)
def test_the_active_window_fills_the_screen_or_not(
    place: Path, active: tuple[int, ...], states: tuple[int, ...] | None, *, expected: bool
) -> None:
    async def scene(at: XScene) -> None:
        at.x.properties = {(ROOT, ACTIVE): active}
        if states is not None:
            at.x.properties[WINDOW, STATE] = states
        assert await at.full_screen.ask() is expected

    with_x(place, scene)


@pytest.mark.parametrize("active", [None, (), (WINDOW, WINDOW)])
def test_without_an_active_window_full_screen_is_not_known(
    place: Path, active: tuple[int, ...] | None
) -> None:
    async def scene(at: XScene) -> None:
        if active is not None:
            at.x.properties = {(ROOT, ACTIVE): active}
        assert await reason(at.full_screen) == "the window manager names no active window"

    with_x(place, scene)


def test_a_window_manager_that_nobody_heard_of_names_no_window(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ATOMS, "_NET_ACTIVE_WINDOW", 0)

    async def scene(at: XScene) -> None:
        assert await reason(at.full_screen) == "the window manager names no active window"

    with_x(place, scene)


def test_the_second_screen_has_a_root_window_of_its_own(place: Path) -> None:
    async def scene(at: XScene) -> None:
        at.x.properties = {(SECOND_ROOT, ACTIVE): (0,)}
        assert await at.full_screen.ask() is False

    with_x(place, scene, DISPLAY=":7.1")


def test_what_the_server_refuses_is_not_known_and_the_rest_goes_on(place: Path) -> None:
    async def scene(at: XScene) -> None:
        at.x.refused = {20}
        assert await reason(at.full_screen) == "the X server answered error 3"
        assert await at.idle.ask() == pytest.approx(61.5)

    with_x(place, scene)


@pytest.mark.parametrize("opcode", [98, SYNC])
def test_a_connection_that_begins_badly_is_closed_and_tried_again(place: Path, opcode: int) -> None:
    async def scene(at: XScene) -> None:
        at.x.refused = {opcode}
        assert await reason(at.idle) == "the X server answered error 3"
        at.x.refused = set()
        assert await at.idle.ask() == pytest.approx(61.5)
        assert at.x.clients == 2

    with_x(place, scene)


@pytest.mark.parametrize(
    ("first_words", "expected"),
    [
        (refusal("No protocol specified\n"), "No protocol specified"),
        (hello(status=2), 'it turned us away: "status 2"'),
        (hello()[:6] + struct.pack("=H", 10) + bytes(40), "it has no screen 0"),
        (hello()[:6] + struct.pack("=H", 1) + bytes(4), "unpack_from requires"),
    ],
)
def test_a_server_that_turns_us_away_or_talks_nonsense_is_not_known(
    place: Path, first_words: bytes, expected: str
) -> None:
    async def scene(at: XScene) -> None:
        at.x.hello = first_words
        assert expected.removeprefix("it has ") in await reason(at.idle)

    with_x(place, scene)


def test_a_reply_that_is_nonsense_is_not_known(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(at: XScene) -> None:
        await at.idle.ask()
        at.x.properties = {(ROOT, ACTIVE): (1,)}
        monkeypatch.setattr(x11_wire, "parse_numbers", lambda _: struct.unpack("=I", b""))
        assert await reason(at.full_screen) == "the X server answered nonsense"

    with_x(place, scene)


@pytest.mark.parametrize("at_once", [1, 7, 50])
def test_what_the_server_says_may_come_in_any_pieces(at_once: int) -> None:
    async def scene(on: Stage) -> None:
        connection = XConnection(on.loop, 0, b"")
        transport = mock.Mock(spec=asyncio.Transport)
        connection.connection_made(transport)
        event = struct.pack("=B31x", SYNC_EVENT)
        events: list[bytes] = []
        connection.on_event = events.append
        asking = asyncio.ensure_future(connection.ask(b"", len))
        await settle()
        said = hello() + event + struct.pack("=BBHI24x", 1, 0, 1, 3) + bytes(12) + event
        for begin in range(0, len(said), at_once):
            connection.data_received(said[begin : begin + at_once])
        assert (await connection.ready).root == ROOT
        assert await asking == 32 + 12
        assert events == [event, event]
        connection.close()
        transport.abort.assert_called_once()

    play(scene)


def test_a_server_that_hangs_can_be_left_and_asked_again(place: Path) -> None:
    async def scene(at: XScene) -> None:
        at.x.hello = b""
        asking = asyncio.ensure_future(at.idle.ask())
        await at.x.reached.wait()
        asking.cancel()
        await settle()
        assert asking.cancelled()
        at.x.hello = hello()
        at.x.silent = {SAVER}
        asking = asyncio.ensure_future(at.idle.ask())
        await at.x.alarmed.wait()
        await settle()
        asking.cancel()
        await settle()
        at.x.silent = set()
        at.x.send(struct.pack("=BBH28x", 1, 0, 1))  # what nobody waits for any more
        assert await at.idle.ask() == pytest.approx(61.5)
        assert at.x.clients == 2

    with_x(place, scene)


def test_a_server_that_goes_away_answers_nobody_and_is_found_again(place: Path) -> None:
    async def scene(at: XScene) -> None:
        await at.idle.ask()
        at.x.silent = {SAVER}
        asking = asyncio.ensure_future(reason(at.idle))
        await settle()
        at.x.hang_up()
        assert "closed the connection" in await asking or "reset" in await asking
        at.x.silent = set()
        assert await at.idle.ask() == pytest.approx(61.5)

    with_x(place, scene)


def test_a_connection_that_is_lost_takes_no_more_requests(place: Path) -> None:
    async def scene(at: XScene) -> None:
        connection = await at.server.connection()
        connection.close()
        with pytest.raises(Exception, match="the X server is gone"):
            connection.send(b"")

    with_x(place, scene)


def test_after_the_end_no_connection_is_opened(place: Path) -> None:
    async def scene(at: XScene) -> None:
        at.idle.stop()
        assert await reason(at.idle) == "it is over"
        assert at.x.clients == 0

    with_x(place, scene)


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("", "DISPLAY is not set"),
        ("elsewhere.example:0", "DISPLAY is elsewhere.example:0; Lull uses none"),
        (":8", "no X server answers"),
    ],
)
def test_without_a_display_of_this_computer_nothing_is_known(
    place: Path, display: str, expected: str
) -> None:
    async def scene(at: XScene) -> None:
        assert expected in await reason(at.idle)
        assert expected in await reason(at.full_screen)

    with_x(place, scene, DISPLAY=display)


def entry(family: int, *parts: bytes) -> bytes:
    """One entry of an Xauthority file."""
    packed = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    return struct.pack(">H", family) + packed


HOST = socket.gethostname().encode()
MAGIC = b"MIT-MAGIC-COOKIE-1"


@pytest.mark.parametrize(
    ("entries", "cookie"),
    [
        ([entry(256, HOST, b"7", MAGIC, b"right")], b"right"),
        ([entry(65535, b"", b"", MAGIC, b"any")], b"any"),
        ([entry(256, HOST, b"8", MAGIC, b"8"), entry(256, HOST, b"", MAGIC, b"7")], b"7"),
        ([entry(256, b"elsewhere", b"7", MAGIC, b"no")], b""),
        ([entry(256, HOST, b"7", b"XDM-AUTHORIZATION-1", b"no")], b""),
        ([entry(0, b"\x7f\0\0\1", b"7", MAGIC, b"no")], b""),
        ([entry(256, HOST, b"7", MAGIC, b"right")[:-9], b""], b""),
        ([], b""),
    ],
)
def test_the_cookie_for_the_display_is_shown(
    place: Path, tmp_path: Path, entries: list[bytes], cookie: bytes
) -> None:
    (tmp_path / ".Xauthority").write_bytes(b"".join(entries))

    async def scene(at: XScene) -> None:
        await at.idle.ask()
        assert at.x.cookie == cookie

    with_x(place, scene, HOME=str(tmp_path))


def test_the_file_with_cookies_may_be_elsewhere_or_nowhere(place: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen"
    chosen.write_bytes(entry(65535, b"", b"7", MAGIC, b"here"))

    async def scene(at: XScene) -> None:
        await at.idle.ask()
        assert at.x.cookie == b"here"

    with_x(place, scene, HOME=str(tmp_path / "none"), XAUTHORITY=str(chosen))

    async def bare(at: XScene) -> None:
        await at.idle.ask()
        assert at.x.cookie == b""

    place.unlink()
    with_x(place, bare, HOME=str(tmp_path / "none"))
