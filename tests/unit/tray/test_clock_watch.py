from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tray import clock_watch
from tray.clock_watch import ClockWatch

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="timerfd is Linux's own")


def live(play: Callable[[ClockWatch, asyncio.Event], Any]) -> None:
    """Have a watch live on a loop as long as ``play`` takes."""

    async def run() -> None:
        jumped = asyncio.Event()
        watch = ClockWatch(asyncio.get_running_loop(), jumped.set)
        try:
            await play(watch, jumped)
        finally:
            watch.stop()

    asyncio.run(run())


def cancelled(_descriptor: int, _size: int) -> bytes:
    """What reading the timer gives after the clock was set (which needs rights that tests lack)."""
    raise OSError(errno.ECANCELED, os.strerror(errno.ECANCELED))


def test_nothing_is_told_while_the_clock_goes_on() -> None:
    async def play(watch: ClockWatch, jumped: asyncio.Event) -> None:
        assert watch.watching
        watch._readable()  # a wake-up without a reason
        assert not jumped.is_set()

    live(play)


def test_a_jump_is_told_and_the_next_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(watch: ClockWatch, jumped: asyncio.Event) -> None:
        armed = []
        monkeypatch.setattr(watch, "_arm", lambda: armed.append(True))
        monkeypatch.setattr(os, "read", cancelled)
        for count in (1, 2):
            watch._readable()
            assert jumped.is_set()
            assert len(armed) == count
            jumped.clear()

    live(play)


def test_the_timer_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    # Armed for the past it expires at once, and the loop hears of it.
    monkeypatch.setattr(clock_watch, "_FAR_AHEAD_SECONDS", -10)

    async def play(watch: ClockWatch, jumped: asyncio.Event) -> None:
        monkeypatch.setattr(clock_watch, "_FAR_AHEAD_SECONDS", 1000)
        await asyncio.wait_for(jumped.wait(), 5)
        jumped.clear()
        watch._readable()  # armed anew for the future, there is nothing to read
        assert not jumped.is_set()

    live(play)


def test_a_timer_that_fails_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_descriptor: int, _size: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    async def play(watch: ClockWatch, jumped: asyncio.Event) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(os, "read", failing)
            watch._readable()
        assert not watch.watching
        assert not jumped.is_set()
        watch._readable()  # one more that was on its way

    live(play)


def test_without_a_timer_it_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Libc:
        def timerfd_create(self, *_: int) -> int:
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Libc())

    async def play(watch: ClockWatch, _jumped: asyncio.Event) -> None:
        assert not watch.watching

    live(play)


def test_on_another_system_nothing_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    async def play(watch: ClockWatch, _jumped: asyncio.Event) -> None:
        assert not watch.watching

    live(play)


def test_stopping_twice_does_nothing_more() -> None:
    async def play(watch: ClockWatch, _jumped: asyncio.Event) -> None:
        watch.stop()
        assert not watch.watching

    live(play)
