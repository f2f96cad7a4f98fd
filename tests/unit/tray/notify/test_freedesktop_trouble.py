from __future__ import annotations

import asyncio
import threading

import pytest
from ends import Ends, note
from freedesktop_stage import SHOWN, Stage, play
from quick_loop import run, settle
from scripted_bus import ScriptedBus

from tray.bus.connection import Reply
from tray.notify.base import Closed, Shown
from tray.notify.freedesktop import FreedesktopNotifier


@pytest.mark.parametrize("member", ["GetCapabilities", "Notify"])
def test_a_hung_daemon_costs_three_seconds_and_nothing_was_shown(member: str) -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add(member)
        loop = asyncio.get_running_loop()
        start = loop.time()
        shown = await on.notifier.show(note())
        assert shown == Shown(ok=False, by="", why="the notification daemon does not answer")
        assert loop.time() - start == pytest.approx(3.0, abs=0.1)
        assert on.ends.all == []

    play(scene)


def test_a_note_that_shows_too_late_is_taken_away_and_never_reported() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        assert not (await on.notifier.show(note())).ok
        on.bus.answer()
        on.bus.signal("NotificationClosed", 1, 3)
        await settle()
        assert on.bus.arguments("CloseNotification") == [(1,)]
        assert on.ends.all == []

    play(scene)


def test_a_late_note_that_took_the_place_of_an_open_one_ends_that_one() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.held.add("Notify")
        assert not (await on.notifier.show(note("water-2"))).ok
        on.bus.answer(Reply(None, (1,)))
        await settle()
        assert on.ends.all == [("water-1", Closed.REPLACED)]
        assert on.bus.arguments("CloseNotification") == [(1,)]

    play(scene)


def test_late_capabilities_and_late_errors_do_no_harm() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held = {"GetCapabilities", "Notify"}
        assert not (await on.notifier.show(note())).ok
        on.bus.answer()
        await settle()
        assert not (await on.notifier.show(note())).ok
        on.bus.answer(Reply("org.freedesktop.DBus.Error.NoReply", ()))
        await settle()
        on.bus.held.clear()
        assert await on.notifier.show(note()) == SHOWN
        assert on.bus.members() == ["GetCapabilities", "Notify", "Notify"]

    play(scene)


@pytest.mark.parametrize("member", ["GetCapabilities", "Notify"])
@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply("org.freedesktop.DBus.Error.ServiceUnknown", ()), "no notification daemon runs"),
        (Reply("org.example.Full", ("no",)), "the notification daemon refused it: no"),
        (Reply(None, ("x",)), "the notification daemon answered with something else"),
        (Reply(None, ()), "the notification daemon answered with something else"),
        (Reply(None, (0,)), "the notification daemon answered with something else"),
    ],
)
def test_an_error_is_a_note_that_was_not_shown(member: str, reply: Reply, why: str) -> None:
    async def scene(on: Stage) -> None:
        on.bus.errors[member] = reply
        assert await on.notifier.show(note()) == Shown(ok=False, by="", why=why)
        await settle()
        assert on.ends.all == []
        on.bus.errors.clear()
        assert await on.notifier.show(note()) == SHOWN

    play(scene)


def test_notes_of_a_daemon_that_restarts_are_lost_and_its_numbers_forgotten() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.owner_changed(":1.5", "")
        on.bus.owner_changed("", ":1.9")
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("water-1", Closed.LOST)]
        await on.notifier.withdraw("nudge")
        assert on.bus.arguments("CloseNotification") == []
        await on.notifier.show(note("water-2"))
        assert on.bus.arguments("Notify")[-1][1] == 0

    play(scene)


def test_a_daemon_started_on_demand_loses_nothing() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held = {"GetCapabilities"}
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()
        on.bus.owner_changed("", ":1.7")
        on.bus.answer()
        assert await showing == SHOWN
        await settle()
        assert on.ends.all == []

    play(scene)


def test_a_lost_bus_loses_the_notes_and_the_next_one_shows_again() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.held.add("Notify")
        second = asyncio.create_task(on.notifier.show(note("reply-1", slot="reply")))
        await settle()
        on.bus.lose()
        assert await second == Shown(ok=False, by="", why="there is no session bus")
        await settle()
        assert on.ends.all == [("water-1", Closed.LOST)]
        on.bus.held.clear()
        assert await on.notifier.show(note()) == SHOWN

    play(scene)


def test_closing_takes_every_note_away() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        await on.notifier.show(note("reply-1", slot="reply"))
        await on.notifier.close()
        await settle()
        assert on.bus.arguments("CloseNotification") == [(1,), (2,)]
        assert on.ends.all == [("water-1", Closed.WITHDRAWN), ("reply-1", Closed.WITHDRAWN)]
        assert not (await on.notifier.show(note())).ok

    play(scene)


def test_closing_while_a_note_is_on_its_way_does_not_leave_it_on_the_screen() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()
        # A reply that is there already, but that nobody has looked at, changes nothing.
        on.bus.answer()
        await on.notifier.close()
        assert await showing == Shown(ok=False, by="", why="Lull is closing")
        await on.notifier.close()
        await settle()
        assert on.bus.arguments("CloseNotification") == [(1,)]
        assert on.ends.all == []

    play(scene)


def test_closing_twice_with_an_answered_showing_is_harmless() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()
        await on.notifier.close()
        await on.notifier.close()
        assert not (await showing).ok

    play(scene)


def test_a_cancelled_showing_takes_the_note_away() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()
        showing.cancel()
        await settle()
        on.bus.answer()
        await settle()
        assert showing.cancelled()
        assert on.bus.arguments("CloseNotification") == [(1,)]

    play(scene)


def test_the_bus_may_speak_from_its_own_thread() -> None:
    async def scene(on: Stage) -> None:
        loop_thread = threading.get_ident()
        answered_in: list[int] = []
        on.ends.at_answer = lambda: answered_in.append(threading.get_ident())
        on.bus.held.add("Notify")
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()

        def speak() -> None:
            on.bus.answer()
            on.bus.signal("ActionInvoked", 1, "glass")

        thread = threading.Thread(target=speak)
        thread.start()
        thread.join()
        assert (await showing).ok
        await settle()
        assert answered_in == [loop_thread]

    play(scene)


def test_a_signal_after_the_loop_has_ended_does_not_disturb_the_bus() -> None:
    bus, ends = ScriptedBus(), Ends()

    async def main() -> None:
        FreedesktopNotifier(bus, ends.on_answer, ends.on_closed)

    run(main)
    bus.signal("ActionInvoked", 1, "glass")
    bus.lose()
    assert ends.all == []
