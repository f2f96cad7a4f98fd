"""Idle as a Wayland compositor tells it, and as it fails to."""

from __future__ import annotations

import asyncio
import struct
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from small_bus import Stage, play, reason, settle
from small_displays import SmallCompositor

from tray.presence.wayland import WaylandIdle, _Compositor

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

EXT = "ext_idle_notifier_v1"
KDE = "org_kde_kwin_idle"
REGISTRY, SEAT, NOTIFIER, NOTIFICATION = 2, 4, 5, 6


class WaylandScene:
    """A compositor and the source on it, at a time of a test's own."""

    def __init__(self, on: Stage, compositor: SmallCompositor, environ: dict[str, str]) -> None:
        self.on = on
        self.compositor = compositor
        self.source = WaylandIdle(on.loop, environ, on.changes, 60)
        self._ahead = 0.0
        real = on.loop.time
        on.loop.time = lambda: real() + self._ahead  # type: ignore[method-assign] # a test's clock

    def later(self, seconds: float) -> None:
        self._ahead += seconds

    async def told(self) -> list[str]:
        """What was told, once everything that the compositor sent has come."""
        for _ in range(5):
            await settle()
        return await self.on.told()


def with_wayland(
    tmp_path: Path,
    offers: dict[str, int],
    scene: Callable[[WaylandScene], Coroutine[Any, Any, None]],
    **environ: str,
) -> None:
    async def run(on: Stage) -> None:
        compositor = SmallCompositor(offers)
        await compositor.start(tmp_path / "wayland-5")
        chosen = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-5"} | environ
        made = WaylandScene(on, compositor, chosen)
        try:
            await scene(made)
        finally:
            made.source.stop()
            await compositor.stop()
            await settle()

    play(run)


def text(value: str) -> bytes:
    data = value.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)


@pytest.mark.parametrize(
    ("offers", "bound", "version", "opcode", "arguments"),
    [
        ({"wl_seat": 9, EXT: 1, KDE: 1}, EXT, 1, 1, (NOTIFICATION, 60_000, SEAT)),
        ({"wl_seat": 9, EXT: 2}, EXT, 2, 2, (NOTIFICATION, 60_000, SEAT)),
        ({"wl_seat": 1, EXT: 7}, EXT, 2, 2, (NOTIFICATION, 60_000, SEAT)),
        ({"wl_seat": 9, KDE: 3}, KDE, 1, 0, (NOTIFICATION, SEAT, 60_000)),
    ],
)
def test_the_compositor_is_asked_to_tell_in_a_protocol_that_it_has(
    tmp_path: Path,
    offers: dict[str, int],
    bound: str,
    version: int,
    opcode: int,
    arguments: tuple[int, ...],
) -> None:
    async def scene(at: WaylandScene) -> None:
        assert "it is told after 60 s" in await reason(at.source)
        await settle()
        numbers = {name: number for number, name in enumerate(offers, 1)}
        assert at.source.name == f"Wayland {bound}"
        assert at.compositor.requests[2:] == [
            (REGISTRY, 0, struct.pack("=I", numbers["wl_seat"]) + text("wl_seat") + pair(1, SEAT)),
            (
                REGISTRY,
                0,
                struct.pack("=I", numbers[bound]) + text(bound) + pair(version, NOTIFIER),
            ),
            (NOTIFIER, opcode, struct.pack("=III", *arguments)),
        ]

    with_wayland(tmp_path, offers, scene)


def pair(first: int, second: int) -> bytes:
    return struct.pack("=II", first, second)


def test_idle_is_known_from_the_first_while_on_and_a_return_is_told(tmp_path: Path) -> None:
    async def scene(at: WaylandScene) -> None:
        assert await reason(at.source)
        at.later(30)
        assert await reason(at.source)
        at.later(30)
        assert await at.source.ask() == 0
        at.compositor.send(SEAT, 0, struct.pack("=I", 3))  # what the seat has, which nobody asked
        at.compositor.send(NOTIFICATION, 0)
        assert await at.told() == []
        assert await at.source.ask() == pytest.approx(60, abs=1)
        at.later(600)
        assert await at.source.ask() == pytest.approx(660, abs=1)
        at.compositor.send(NOTIFICATION, 1)
        assert await at.told() == ["changed"]
        assert await at.source.ask() == 0
        assert at.compositor.clients == 1

    with_wayland(tmp_path, {"wl_seat": 1, EXT: 1}, scene)


def test_a_return_in_the_first_while_is_enough_to_know(tmp_path: Path) -> None:
    async def scene(at: WaylandScene) -> None:
        assert await reason(at.source)
        at.compositor.send(NOTIFICATION, 1)
        assert await at.told() == ["changed"]
        assert await at.source.ask() == 0

    with_wayland(tmp_path, {"wl_seat": 1, KDE: 1}, scene)


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ({}, "the compositor has no seat"),
        ({EXT: 1}, "the compositor has no seat"),
        ({"wl_seat": 5}, f"the compositor has neither {EXT} nor {KDE}"),
    ],
)
def test_a_compositor_without_the_protocols_does_not_tell(
    tmp_path: Path, offers: dict[str, int], expected: str
) -> None:
    async def scene(at: WaylandScene) -> None:
        for _ in range(2):
            assert await reason(at.source) == expected
        # What it offers does not change; a seat may come.
        assert at.compositor.clients == (2 if "seat" in expected else 1)

    with_wayland(tmp_path, offers, scene)


@pytest.mark.parametrize("at_once", [1, 5, 9])
def test_what_the_compositor_says_may_come_in_any_pieces(tmp_path: Path, at_once: int) -> None:
    async def scene(at: WaylandScene) -> None:
        compositor = _Compositor(at.source, 60_000)
        transport = mock.Mock(spec=asyncio.Transport)
        compositor.connection_made(transport)
        offers = b"".join(
            struct.pack("=II", 2, (16 + len(text(name))) << 16)
            + struct.pack("=I", number)
            + text(name)
            + struct.pack("=I", 1)
            for number, name in enumerate(("wl_seat", EXT), 1)
        )
        said = offers + struct.pack("=III", 3, 12 << 16, 9) + struct.pack("=II", 6, 8 << 16)
        for begin in range(0, len(said), at_once):
            compositor.data_received(said[begin : begin + at_once])
        assert await compositor.ready == EXT
        at.later(5)
        assert transport.write.call_count == 5
        compositor.close()
        compositor.data_received(said)
        transport.abort.assert_called_once()

    with_wayland(tmp_path, {}, scene)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ((1, 0, pair(5, 1) + text("no such version")), 'refuses: "no such version"'),
        ((2, 0, b"\1\0"), "is not understood"),
        ((1, 0, b""), "is not understood"),
    ],
)
def test_a_compositor_that_refuses_or_talks_nonsense_is_not_known(
    tmp_path: Path, sent: tuple[int, int, bytes], expected: str
) -> None:
    async def scene(at: WaylandScene) -> None:
        at.compositor._offer = lambda _: at.compositor.send(*sent)  # type: ignore[method-assign] # as the test wants it
        assert expected in await reason(at.source)

    with_wayland(tmp_path, {}, scene)


def test_bytes_that_are_no_message_end_the_connection(tmp_path: Path) -> None:
    async def scene(at: WaylandScene) -> None:
        def garble(_: int) -> None:
            for writer in at.compositor._writers:
                writer.write(struct.pack("=II", 1, 4 << 16))

        at.compositor._offer = garble  # type: ignore[method-assign] # see above
        assert "a message of 4 bytes" in await reason(at.source)

    with_wayland(tmp_path, {}, scene)


def test_a_compositor_that_goes_away_is_asked_anew(tmp_path: Path) -> None:
    async def scene(at: WaylandScene) -> None:
        assert await reason(at.source)
        at.compositor.send(NOTIFICATION, 0)
        await at.told()
        assert await at.source.ask() >= 60
        at.compositor.hang_up()
        await at.told()
        assert "it is told after" in await reason(at.source)
        assert at.compositor.clients == 2

    with_wayland(tmp_path, {"wl_seat": 1, EXT: 1}, scene)


def test_a_compositor_that_hangs_can_be_left_and_asked_again(tmp_path: Path) -> None:
    async def scene(at: WaylandScene) -> None:
        offer, at.compositor._offer = at.compositor._offer, lambda _: None  # type: ignore[method-assign] # see above
        asking = asyncio.ensure_future(at.source.ask())
        await at.compositor.reached.wait()
        asking.cancel()
        await settle()
        assert asking.cancelled()
        at.compositor._offer = offer  # type: ignore[method-assign] # see above
        assert "it is told after" in await reason(at.source)

    with_wayland(tmp_path, {"wl_seat": 1, EXT: 1}, scene)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"WAYLAND_DISPLAY": "wayland-9"}, "no compositor answers: No such file or directory"),
        ({"WAYLAND_DISPLAY": "/nowhere/at/all"}, "no compositor answers"),
        ({"WAYLAND_DISPLAY": "", "XDG_RUNTIME_DIR": ""}, "XDG_RUNTIME_DIR is not set"),
    ],
)
def test_without_a_socket_nothing_is_known(
    tmp_path: Path, environ: dict[str, str], expected: str
) -> None:
    async def scene(at: WaylandScene) -> None:
        assert expected in await reason(at.source)

    with_wayland(tmp_path, {}, scene, **environ)


def test_after_the_end_no_compositor_is_asked(tmp_path: Path) -> None:
    async def scene(at: WaylandScene) -> None:
        at.source.stop()
        assert await reason(at.source) == "it is over"
        assert at.compositor.clients == 0

    with_wayland(tmp_path, {"wl_seat": 1, EXT: 1}, scene)
