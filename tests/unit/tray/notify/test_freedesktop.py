from __future__ import annotations

import asyncio

import pytest
from ends import note
from freedesktop_stage import SHOWN, Stage, play
from quick_loop import settle

from tray.bus.connection import Reply
from tray.notify.base import Closed


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
def test_a_malformed_signal_is_ignored(member: str, body: tuple[object, ...]) -> None:
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
