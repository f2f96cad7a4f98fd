from __future__ import annotations

import asyncio
import dataclasses
import threading
from typing import TYPE_CHECKING, Any

import pytest
from ends import Ends, note
from quick_loop import run, settle
from scripted_bus import ScriptedBus

from tray.notify.base import Closed, Shown
from tray.notify.freedesktop import FreedesktopNotifier
from tray.session_bus import Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

SHOWN = Shown(ok=True, by="freedesktop", why="")


@dataclasses.dataclass
class Stage:
    bus: ScriptedBus
    ends: Ends
    notifier: FreedesktopNotifier


def play(scene: Callable[[Stage], Awaitable[None]], capabilities: list[str] | None = None) -> None:
    async def main() -> None:
        bus, ends = ScriptedBus(capabilities), Ends()
        notifier = FreedesktopNotifier(bus, ends.on_answer, ends.on_closed)
        ends.at_answer = lambda: notifier.last_activation_token
        await scene(Stage(bus, ends, notifier))

    run(main)


def test_a_note_is_shown() -> None:
    async def scene(on: Stage) -> None:
        assert await on.notifier.show(note()) == SHOWN
        assert on.bus.members() == ["GetCapabilities", "Notify"]
        await settle()
        assert on.ends.all == []

    play(scene)


def test_capabilities_are_asked_once_per_daemon() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        await on.notifier.show(note(slot="reply"))
        assert on.bus.members().count("GetCapabilities") == 1
        on.bus.capabilities = ["body"]
        on.bus.owner_changed(":1.5", ":1.9")
        await settle()
        await on.notifier.show(note())
        assert on.bus.members().count("GetCapabilities") == 2
        assert on.bus.arguments("Notify")[-1][5] == []

    play(scene)


def test_a_pressed_button_is_the_answer_and_the_only_end() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal("ActionInvoked", 1, "later")
        on.bus.signal("NotificationClosed", 1, 2)
        await settle()
        assert on.ends.all == [("water-1", "later")]
        assert on.bus.arguments("CloseNotification") == [(1,)]

    play(scene)


def test_a_second_press_after_the_first_does_nothing() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal("ActionInvoked", 1, "later")
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("water-1", "later")]

    play(scene)


@pytest.mark.parametrize("key", ["default", "stranger", ""])
def test_an_action_that_was_not_offered_is_ignored(key: str) -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal("ActionInvoked", 1, key)
        await settle()
        assert on.ends.all == []
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("water-1", "glass")]

    play(scene)


@pytest.mark.parametrize(
    ("reason", "how"),
    [
        (1, Closed.EXPIRED),
        (2, Closed.DISMISSED),
        (3, Closed.WITHDRAWN),
        (4, Closed.LOST),
        (99, Closed.LOST),
    ],
)
def test_the_reason_of_the_daemon_is_told(reason: int, how: Closed) -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal("NotificationClosed", 1, reason)
        await settle()
        assert on.ends.all == [("water-1", how)]
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("water-1", how)]

    play(scene)


def test_signals_about_notes_of_other_programs_are_ignored() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal("ActionInvoked", 2, "glass")
        on.bus.signal("NotificationClosed", 2, 2)
        on.bus.signal("ActivationToken", 2, "token")
        await settle()
        assert on.ends.all == []

    play(scene)


@pytest.mark.parametrize("member", ["ActionInvoked", "NotificationClosed", "ActivationToken"])
@pytest.mark.parametrize("body", [(1,), ("1", "glass"), (1, None), (1, [2], 3)])
def test_a_malformed_signal_is_ignored(member: str, body: tuple[Any, ...]) -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal(member, *body)
        await settle()
        assert on.ends.all == []
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("water-1", "glass")]

    play(scene)


def test_the_activation_token_belongs_to_the_next_action_of_its_note() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        await on.notifier.show(note("reply-1", slot="reply"))
        on.bus.signal("ActivationToken", 1, "for the first")
        on.bus.signal("ActionInvoked", 2, "later")
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("reply-1", "later"), ("water-1", "glass")]
        assert on.ends.seen_at_answer == ["", "for the first"]

    play(scene)


def test_a_token_of_a_replaced_note_is_not_used_for_the_new_one() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.signal("ActivationToken", 1, "old")
        await settle()
        await on.notifier.show(note("water-2"))
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.seen_at_answer == [""]

    play(scene)


def test_a_new_note_takes_the_place_of_the_old_one_in_its_slot() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        await on.notifier.show(note("water-2"))
        assert [arguments[1] for arguments in on.bus.arguments("Notify")] == [0, 1]
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        assert on.ends.all == [("water-1", Closed.REPLACED), ("water-2", "glass")]

    play(scene)


def test_a_daemon_that_cannot_replace_has_the_old_note_closed() -> None:
    async def scene(on: Stage) -> None:
        on.bus.honours_replaces_id = False
        await on.notifier.show(note())
        await on.notifier.show(note("water-2"))
        assert on.bus.arguments("CloseNotification") == [(1,)]
        on.bus.signal("ActionInvoked", 1, "glass")
        on.bus.signal("NotificationClosed", 1, 3)
        await settle()
        assert on.ends.all == [("water-1", Closed.REPLACED)]

    play(scene)


def test_slots_do_not_replace_each_other() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        await on.notifier.show(note("reply-1", slot="reply"))
        assert [arguments[1] for arguments in on.bus.arguments("Notify")] == [0, 0]
        await settle()
        assert on.ends.all == []

    play(scene)


def test_a_press_on_the_old_note_while_the_new_one_is_on_its_way_answers_the_old() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        on.bus.held.add("Notify")
        second = asyncio.create_task(on.notifier.show(note("water-2")))
        await settle()
        on.bus.signal("ActionInvoked", 1, "glass")
        on.bus.answer(Reply(None, (2,)))
        assert (await second).ok
        await settle()
        assert on.ends.all == [("water-1", "glass")]
        on.bus.signal("ActionInvoked", 2, "later")
        await settle()
        assert on.ends.all[1:] == [("water-2", "later")]

    play(scene)


@pytest.mark.parametrize(
    ("member", "argument", "end"),
    [("NotificationClosed", 2, Closed.DISMISSED), ("ActionInvoked", "glass", "glass")],
)
def test_an_end_that_overtakes_the_reply_is_not_lost(
    member: str, argument: object, end: object
) -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()
        on.bus.signal("NotificationClosed", 77, 1)
        on.bus.signal("ActivationToken", 1, "token")
        on.bus.signal(member, 1, argument)
        await settle()
        on.bus.answer()
        assert await showing == SHOWN
        await settle()
        assert on.ends.all == [("water-1", end)]

    play(scene)


def test_signals_kept_for_one_reply_are_forgotten_with_it() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        first = asyncio.create_task(on.notifier.show(note()))
        await settle()
        on.bus.signal("NotificationClosed", 2, 2)
        await settle()
        on.bus.answer()
        await first
        second = asyncio.create_task(on.notifier.show(note("reply-1", slot="reply")))
        await settle()
        on.bus.answer()
        await second
        await settle()
        assert on.ends.all == []

    play(scene)


def test_signals_are_kept_while_another_note_is_still_on_its_way() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        first = asyncio.create_task(on.notifier.show(note()))
        second = asyncio.create_task(on.notifier.show(note("reply-1", slot="reply")))
        await settle()
        if len(on.bus.waiting) == 1:
            on.bus.answer(on.bus.success("GetCapabilities"))
            await settle()
        on.bus.signal("NotificationClosed", 2, 1)
        on.bus.answer()
        await settle()
        on.bus.answer()
        assert (await first).ok
        assert (await second).ok
        await settle()
        assert on.ends.all == [("reply-1", Closed.EXPIRED)]

    play(scene)


def test_withdrawing_closes_the_note() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note())
        await on.notifier.withdraw("nudge")
        await on.notifier.withdraw("nudge")
        await on.notifier.withdraw("reply")
        on.bus.signal("NotificationClosed", 1, 3)
        await settle()
        assert on.bus.arguments("CloseNotification") == [(1,)]
        assert on.ends.all == [("water-1", Closed.WITHDRAWN)]

    play(scene)


def test_withdrawing_waits_for_a_note_on_its_way() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held.add("Notify")
        showing = asyncio.create_task(on.notifier.show(note()))
        await settle()
        withdrawing = asyncio.create_task(on.notifier.withdraw("nudge"))
        await settle()
        assert on.bus.arguments("CloseNotification") == []
        on.bus.answer()
        await asyncio.gather(showing, withdrawing)
        await settle()
        assert on.bus.arguments("CloseNotification") == [(1,)]
        assert on.ends.all == [("water-1", Closed.WITHDRAWN)]

    play(scene)


def test_a_note_whose_time_is_over_is_withdrawn_as_expired() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note(stay_seconds=1800))
        await asyncio.sleep(1799)
        assert on.ends.all == []
        await asyncio.sleep(2)
        assert on.ends.all == [("water-1", Closed.EXPIRED)]
        assert on.bus.arguments("CloseNotification") == [(1,)]

    play(scene)


def test_an_answered_note_does_not_expire_later() -> None:
    async def scene(on: Stage) -> None:
        await on.notifier.show(note(stay_seconds=30))
        on.bus.signal("ActionInvoked", 1, "glass")
        await settle()
        await on.notifier.show(note("water-2"))
        await asyncio.sleep(60)
        assert on.ends.all == [("water-1", "glass")]

    play(scene)


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
