"""Presence as services on the session bus and the system bus tell it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from small_bus import DBUS, NO_ANSWERS, UNKNOWN, SmallBus, Stage, play, reason, settle, value

from tray.bus.calls import DISCONNECTED_ERROR, Reply
from tray.presence import screen_saver
from tray.presence.bus_caller import BusCaller
from tray.presence.disturb import NotificationService
from tray.presence.logind import LogindLock, LogindSleep
from tray.presence.mutter import MutterIdle
from tray.presence.screen_saver import ScreenSaverLock

if TYPE_CHECKING:
    from collections.abc import Callable

LOGIND = "org.freedesktop.login1"
MANAGER = f"{LOGIND}.Manager"
SESSION = f"{LOGIND}.Session"
OUR_SESSION = "/org/freedesktop/login1/session/_32"
PROPERTIES = "org.freedesktop.DBus.Properties"
NOTES = "org.freedesktop.Notifications"
NOTES_PATH = "/org/freedesktop/Notifications"
MUTTER = "org.gnome.Mutter.IdleMonitor"
MUTTER_PATH = "/org/gnome/Mutter/IdleMonitor/Core"
FOUND = Reply(None, (OUR_SESSION,))
REFUSED = Reply("org.freedesktop.login1.NoSuchSession", ("No session",))


# -- logind


def lock(on: Stage, session_id: str = "") -> LogindLock:
    return LogindLock(on.caller, on.changes, session_id)


@pytest.mark.parametrize("locked", [True, False])
def test_logind_tells_whether_the_session_is_locked(*, locked: bool) -> None:
    async def scene(on: Stage) -> None:
        assert await lock(on, "2").ask() is locked
        assert on.bus.asked == [
            (LOGIND, "/org/freedesktop/login1", MANAGER, "GetSession", ("2",)),
            (LOGIND, OUR_SESSION, PROPERTIES, "Get", (SESSION, "LockedHint")),
        ]

    play(scene, {LOGIND: {"GetSession": FOUND, "LockedHint": value("b", locked)}})


@pytest.mark.parametrize(("session_id", "asked"), [("", ["auto"]), ("c9", ["c9", "auto"])])
def test_a_session_without_a_number_or_with_a_stale_one_is_found_by_logind(
    session_id: str, asked: list[str]
) -> None:
    class Logind(dict[str, Reply]):
        def get(self, member: str, _default: Reply = UNKNOWN) -> Reply:  # type: ignore[override] # as it is called
            numbers = [body[0] for *_, which, body in stage[0].bus.asked if which == "GetSession"]
            if member == "GetSession":
                return FOUND if numbers[-1] == "auto" else REFUSED
            return value("b", True)  # noqa: FBT003 - the property's value

    stage: list[Stage] = []

    async def scene(on: Stage) -> None:
        stage.append(on)
        assert await lock(on, session_id).ask() is True
        assert [body[0] for *_, which, body in on.bus.asked if which == "GetSession"] == asked

    play(scene, {LOGIND: Logind()})


@pytest.mark.parametrize("odd", NO_ANSWERS)
def test_a_lock_that_logind_does_not_tell_is_not_known(odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(lock(on))

    play(scene, {LOGIND: {"GetSession": FOUND, "LockedHint": odd}})


@pytest.mark.parametrize(
    "odd",
    [Reply(None, ()), Reply(None, (7,)), Reply(None, ("dunst",)), Reply(None, ("/a//b",)), REFUSED],
)
def test_without_a_session_the_lock_is_not_known(odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(lock(on)) in {"it named no session", f"it answered {REFUSED.error}"}

    play(scene, {LOGIND: {"GetSession": odd}})


def test_a_lock_or_an_unlock_is_told_and_other_changes_are_not() -> None:
    async def scene(on: Stage) -> None:
        lock(on)

        def changed(kind: str, *parts: object) -> None:
            on.bus.emit(LOGIND, OUR_SESSION, PROPERTIES, "PropertiesChanged", kind, *parts)

        changed(SESSION, {"IdleHint": ("b", True)}, [])
        changed(f"{LOGIND}.User", {"LockedHint": ("b", True)}, [])
        assert await on.told() == []
        changed(SESSION, {"LockedHint": ("b", True)}, [])
        assert await on.told() == ["changed"]
        changed(SESSION, {}, ["LockedHint"])
        assert await on.told() == ["changed"]
        for member in ("Lock", "Unlock"):
            on.bus.emit(LOGIND, OUR_SESSION, SESSION, member)
            assert await on.told() == ["changed"]

    play(scene)


def test_logind_tells_of_suspend_and_resume() -> None:
    async def scene(on: Stage) -> None:
        source = LogindSleep(on.caller, on.changes)
        path = "/org/freedesktop/login1"
        for body in ((True,), (False,), (1,), ("true",), (), ([True],), ({},), (True, True)):
            on.bus.emit(LOGIND, path, MANAGER, "PrepareForSleep", *body)
        assert await on.told() == ["asleep", "awake"]
        assert await source.ask() is False
        source.stop()

    play(scene, {LOGIND: {"PreparingForSleep": value("b", False)}})  # noqa: FBT003 - see above


# -- screen savers


@pytest.mark.parametrize("place", [screen_saver.FREEDESKTOP, screen_saver.GNOME])
@pytest.mark.parametrize("active", [True, False])
def test_a_screen_saver_tells_whether_it_is_on_and_when_that_changes(
    place: tuple[str, str], *, active: bool
) -> None:
    name, path = place

    async def scene(on: Stage) -> None:
        source = ScreenSaverLock(on.caller, on.changes, name, path)
        assert await source.ask() is active
        assert on.bus.asked == [(name, path, name, "GetActive", ())]
        on.bus.emit(name, "/ScreenSaver", name, "ActiveChanged", active)
        assert await on.told() == ["changed"]

    play(scene, {name: {"GetActive": Reply(None, (active,))}})


@pytest.mark.parametrize("odd", [Reply(None, ()), Reply(None, (1,)), Reply("x.NotSupported", ())])
def test_a_screen_saver_that_does_not_tell_is_not_known(odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(
            ScreenSaverLock(on.caller, on.changes, *screen_saver.FREEDESKTOP)
        ) not in {"", "it does not run"}

    play(scene, {screen_saver.FREEDESKTOP[0]: {"GetActive": odd}})


def test_what_does_not_run_is_not_started_by_being_asked() -> None:
    async def scene(on: Stage) -> None:
        sources = [
            lock(on),
            LogindSleep(on.caller, on.changes),
            ScreenSaverLock(on.caller, on.changes, *screen_saver.GNOME),
            NotificationService(on.caller, on.changes, {}),
            MutterIdle(on.caller, on.changes, 60),
        ]
        for source in sources:
            assert await reason(source) == "it does not run"
            source.stop()
        assert on.bus.asked == []

    play(scene)


# -- the bus itself


def test_without_a_bus_nothing_is_known_at_once() -> None:
    async def scene(on: Stage) -> None:
        on.bus.lost = Reply(DISCONNECTED_ERROR, ("no such socket",))
        assert await reason(lock(on)) == "there is no bus"

    play(scene)


def test_a_bus_that_was_only_just_started_is_waited_for() -> None:
    async def scene(on: Stage) -> None:
        connected: list[Callable[[], None]] = []

        class Starting(SmallBus):
            def listen(self, on_connected: Callable[[], None], on_lost: Callable[[], None]) -> None:
                connected.extend((on_connected, on_lost))

        bus = Starting({LOGIND: {"PreparingForSleep": value("b", False)}})  # noqa: FBT003 - see above
        bus.tried.clear()
        asking = asyncio.ensure_future(LogindSleep(BusCaller(bus, on.loop), on.changes).ask())
        await settle()
        assert not asking.done()
        connected[0]()
        assert await asking is False

    play(scene)


def test_what_the_bus_tells_after_the_end_or_to_a_closed_loop_is_dropped() -> None:
    stage: list[Stage] = []

    async def scene(on: Stage) -> None:
        stage.append(on)
        LogindSleep(on.caller, on.changes)
        on.bus.emit(LOGIND, "/org/freedesktop/login1", MANAGER, "PrepareForSleep", True)  # noqa: FBT003 - the signal's value
        on.caller.end()
        assert await on.told() == []

    play(scene)
    stage[0].bus.emit(LOGIND, "/org/freedesktop/login1", MANAGER, "PrepareForSleep", True)  # noqa: FBT003 - see above
    assert stage[0].heard.told == []


def test_an_answer_that_comes_after_nobody_waits_any_more_is_dropped() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held = {"NameHasOwner"}
        asking = asyncio.ensure_future(lock(on).ask())
        await settle()
        asking.cancel()
        await settle()
        on.bus.release()
        await settle()
        assert asking.cancelled()

    play(scene)


# -- GNOME's idle monitor


def mutter(idle: Reply) -> dict[str, dict[str, Reply]]:
    answers = {"AddIdleWatch": Reply(None, (4,)), "AddUserActiveWatch": Reply(None, (5,))}
    return {MUTTER: answers | {"GetIdletime": idle}}


def members(on: Stage) -> list[tuple[str, tuple[object, ...]]]:
    return [(member, body) for *_, member, body in on.bus.asked]


def fire(on: Stage, number: object) -> None:
    on.bus.emit(MUTTER, MUTTER_PATH, MUTTER, "WatchFired", number)


def test_mutter_tells_the_idle_time_in_milliseconds() -> None:
    async def scene(on: Stage) -> None:
        assert await MutterIdle(on.caller, on.changes, 60).ask() == pytest.approx(61.5)

    play(scene, mutter(Reply(None, (61500,))))


@pytest.mark.parametrize(
    "odd", [Reply(None, ()), Reply(None, ("7",)), Reply(None, (-1,)), Reply(None, (True,)), UNKNOWN]
)
def test_an_idle_time_that_is_none_is_not_known(odd: Reply) -> None:
    async def scene(on: Stage) -> None:
        assert await reason(MutterIdle(on.caller, on.changes, 60))

    play(scene, mutter(odd))


def test_mutter_tells_of_each_return_after_a_while_away() -> None:
    async def scene(on: Stage) -> None:
        source = MutterIdle(on.caller, on.changes, 60)
        await settle()
        assert members(on) == [("AddIdleWatch", (60000,))]
        for _ in range(2):
            fire(on, 5)  # of an earlier watch, or of somebody else
            assert await on.told() == []
            fire(on, 4)
            assert await on.told() == []
            assert members(on)[-1] == ("AddUserActiveWatch", ())
            fire(on, 5)
            assert await on.told() == ["changed"]
        source.stop()

    play(scene, mutter(Reply(None, (0,))))


def test_a_watch_that_fires_before_its_number_was_read_counts() -> None:
    async def scene(on: Stage) -> None:
        MutterIdle(on.caller, on.changes, 60)
        await settle()
        on.bus.held = {"AddUserActiveWatch"}
        fire(on, 4)
        await settle()
        on.bus.release()
        fire(on, 5)
        assert await on.told() == ["changed"]

    play(scene, mutter(Reply(None, (0,))))


def test_a_new_mutter_is_told_to_watch_again() -> None:
    async def scene(on: Stage) -> None:
        MutterIdle(on.caller, on.changes, 60)
        await settle()
        owner = (DBUS, "/org/freedesktop/DBus", DBUS, "NameOwnerChanged", MUTTER)
        on.bus.emit(*owner, ":1.4", "")
        await settle()
        assert len(members(on)) == 1
        on.bus.emit(*owner, "", ":1.9")
        await settle()
        assert members(on) == [("AddIdleWatch", (60000,))] * 2

    play(scene, mutter(Reply(None, (0,))))


def test_after_the_end_no_watch_is_set() -> None:
    async def scene(on: Stage) -> None:
        on.bus.held = {"NameHasOwner"}
        source = MutterIdle(on.caller, on.changes, 60)
        await settle()
        source.stop()
        on.bus.release()
        await settle()
        assert members(on) == []

    play(scene, mutter(Reply(None, (0,))))
