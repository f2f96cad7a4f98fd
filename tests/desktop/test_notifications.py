"""Notifications on real daemons: xfce4-notifyd and dunst, with a real pointer."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from harness import BUS_NAME, BUS_PATH, NOTIFICATIONS, NOTIFICATIONS_PATH, changed_box, wait_for
from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.io.blocking import open_dbus_connection

from tray.bus.connection import Bus
from tray.icon.art import app_icon
from tray.notify.base import Button, Closed, Note, Shown
from tray.notify.freedesktop import FreedesktopNotifier

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from harness import Desktop

    Factory = Callable[..., Desktop]
    Box = tuple[int, int, int, int]

DAEMONS = ("xfce", "dunst")
SHOWN = Shown(ok=True, by="freedesktop", why="")
WATER = Note(
    "nudge",
    "water",
    "Time for a glass of water",
    "Small sips count too.",
    (Button("glass", "Had a glass"), Button("later", "Later"), Button("not_today", "Not today")),
)


def note(named: str = "water", **changes: Any) -> Note:  # noqa: ANN401 - fields of several types
    return dataclasses.replace(WATER, token=named, **changes)


class Stage:
    """A notifier on a private desktop, and the person in front of it."""

    def __init__(self, desktop: Desktop, bus: Bus, icon: Path | None) -> None:
        self.desktop = desktop
        self.bus = bus
        self.ends: list[tuple[str, str | Closed]] = []
        self.empty = desktop.screenshot()
        self.notifier = FreedesktopNotifier(
            bus,
            lambda ended, key: self.ends.append((ended.token, key)),
            lambda ended, how: self.ends.append((ended.token, how)),
            icon=icon,
        )

    def box(self) -> Box | None:
        """Where the screen differs from the empty one: the pop-ups."""
        return changed_box(self.empty, self.desktop.screenshot())

    async def appears(self) -> Box:
        """Wait for pop-ups that have come to rest."""

        def at_rest() -> Box | None:
            first = self.desktop.screenshot()
            time.sleep(0.15)
            second = self.desktop.screenshot()
            return changed_box(self.empty, second) if not changed_box(first, second) else None

        box: Box = await until(at_rest, what="a pop-up")
        return box

    async def vanishes(self) -> None:
        """Wait until no pop-up is left."""
        await until(lambda: self.box() is None, 4, what="an empty screen")

    async def ended(self, count: int = 1, seconds: float = 5.0) -> list[tuple[str, str | Closed]]:
        """Wait for the ends of ``count`` notes, and a moment more for one too many."""
        await until(lambda: len(self.ends) >= count, seconds, what=f"{count} ends")
        await asyncio.sleep(0.2)
        return self.ends

    async def press(self, daemon: str, index: int) -> None:
        """Press the button ``index`` of the note that stands open."""
        if daemon == "xfce":
            await asyncio.to_thread(self.desktop.press_xfce_button, index)
        else:
            await asyncio.to_thread(self.desktop.answer_dunst, WATER.buttons[index].label)

    async def dismiss(self, daemon: str) -> None:
        """Close the pop-up with the pointer, as its daemon has it."""
        left, top, right, bottom = await self.appears()
        if daemon == "xfce":
            await asyncio.to_thread(self.desktop.click, right - 40, top + 14)
        else:
            middle = (left + right) // 2, (top + bottom) // 2
            await asyncio.to_thread(self.desktop.click, *middle, 3)


async def until(
    condition: Callable[[], Any], seconds: float = 10.0, *, what: str = "the condition"
) -> Any:  # noqa: ANN401 - what the condition returns
    """The first truthy value of ``condition``, which runs beside the loop."""
    deadline = time.monotonic() + seconds
    while not (value := await asyncio.to_thread(condition)):
        assert time.monotonic() < deadline, f"{what} did not come within {seconds:g} s"
        await asyncio.sleep(0.02)
    return value


@contextlib.asynccontextmanager
async def staged(desktop: Desktop, icon: Path | None = None) -> AsyncIterator[Stage]:
    bus = Bus(desktop.bus_address)
    bus.start()
    try:
        assert await asyncio.to_thread(bus.tried.wait, 5)
        stage = Stage(desktop, bus, icon)
        yield stage
        await stage.notifier.close()
    finally:
        bus.stop()


def play(
    desktop: Desktop, scene: Callable[[Stage], Awaitable[None]], icon: Path | None = None
) -> None:
    async def main() -> None:
        async with staged(desktop, icon) as stage:
            await scene(stage)

    asyncio.run(main())


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_pressed_button_is_the_answer_and_the_note_goes(
    desktop_factory: Factory, daemon: str
) -> None:
    async def scene(stage: Stage) -> None:
        for index, button in enumerate(WATER.buttons):
            stage.ends.clear()
            assert await stage.notifier.show(note()) == SHOWN
            await stage.appears()
            await stage.press(daemon, index)
            assert await stage.ended() == [("water", button.key)]
            await stage.vanishes()

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_click_that_closes_the_note_is_a_dismissal(desktop_factory: Factory, daemon: str) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note()) == SHOWN
        await stage.dismiss(daemon)
        assert await stage.ended() == [("water", Closed.DISMISSED)]
        await stage.vanishes()

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_note_whose_time_is_over_goes_as_expired(desktop_factory: Factory, daemon: str) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note(stay_seconds=1.5)) == SHOWN
        await stage.appears()
        assert await stage.ended() == [("water", Closed.EXPIRED)]
        await stage.vanishes()

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_newer_note_takes_the_place_of_the_older(desktop_factory: Factory, daemon: str) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note("first")) == SHOWN
        first = await stage.appears()
        assert await stage.notifier.show(note("second", title="Time for a cup of tea ")) == SHOWN
        second = await stage.appears()
        assert second == pytest.approx(first, abs=4), "it did not stack"
        assert await stage.ended() == [("first", Closed.REPLACED)]
        await stage.press(daemon, 0)
        assert await stage.ended(2) == [("first", Closed.REPLACED), ("second", "glass")]
        await stage.vanishes()

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_withdrawn_note_goes_and_other_slots_stay(desktop_factory: Factory, daemon: str) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note("first")) == SHOWN
        one = await stage.appears()
        reply = note("second", slot="reply", title="Logged: a glass of water")
        assert await stage.notifier.show(reply) == SHOWN
        two = await until(lambda: stage.box() not in {None, one} and stage.box())
        assert two[3] - two[1] > one[3] - one[1]
        await stage.notifier.withdraw("reply")
        assert await stage.ended() == [("second", Closed.WITHDRAWN)]
        await stage.notifier.withdraw("nudge")
        await stage.vanishes()
        assert await stage.ended(2) == [
            ("second", Closed.WITHDRAWN),
            ("first", Closed.WITHDRAWN),
        ]

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_daemon_that_is_killed_loses_its_note_and_the_next_one_shows_again(
    desktop_factory: Factory, daemon: str
) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note("first")) == SHOWN
        await stage.appears()
        await asyncio.to_thread(stage.desktop.kill_notifier)
        assert await stage.ended() == [("first", Closed.LOST)]
        await stage.vanishes()
        shown = await stage.notifier.show(note("second"))
        assert shown == Shown(ok=False, by="", why="no notification daemon runs")
        await asyncio.to_thread(stage.desktop.start_notifier)
        assert await stage.notifier.show(note("third")) == SHOWN
        await stage.appears()
        await stage.press(daemon, 1)
        assert await stage.ended(2) == [("first", Closed.LOST), ("third", "later")]

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_a_hung_daemon_shows_nothing_and_holds_nothing_up(
    desktop_factory: Factory, daemon: str
) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note("first")) == SHOWN
        await stage.notifier.withdraw("nudge")
        await stage.vanishes()
        stage.ends.clear()
        ask = BUS_NAME, BUS_PATH, BUS_NAME, "GetConnectionUnixProcessID", "s", (NOTIFICATIONS,)
        pid = stage.desktop.bus_call(*ask)[0]
        os.kill(pid, signal.SIGSTOP)
        try:
            gaps: list[float] = []
            ticking = asyncio.create_task(tick(gaps))
            start = time.monotonic()
            shown = await stage.notifier.show(note("second"))
            assert time.monotonic() - start < 4
            ticking.cancel()
            assert shown == Shown.failed("the notification daemon does not answer")
            assert max(gaps) < 0.5, "the loop stood still"
        finally:
            os.kill(pid, signal.SIGCONT)
        # It wakes up, shows what is no longer wanted, and is told to take it away.
        third = note("third", slot="reply", title="Logged: a glass of water")
        assert await stage.notifier.show(third) == SHOWN
        await stage.appears()
        await stage.notifier.withdraw("reply")
        await stage.vanishes()
        assert await stage.ended() == [("third", Closed.WITHDRAWN)]

    play(desktop_factory(notifier=daemon), scene)


async def tick(gaps: list[float]) -> None:
    """Record how late the loop comes back to a task that wants to run every 10 ms."""
    before = time.monotonic()
    while True:
        await asyncio.sleep(0.01)
        now = time.monotonic()
        gaps.append(now - before)
        before = now


@pytest.mark.parametrize("daemon", DAEMONS)
def test_markup_in_a_text_is_shown_as_it_is_written(desktop_factory: Factory, daemon: str) -> None:
    """A tag that was read as markup would leave nothing behind; written out it takes room."""
    desktop = desktop_factory(notifier=daemon)
    if daemon == "dunst":
        # dunst 1.9 without a "markup" line in its settings reads markup and does not list it:
        # the settings that Debian gives it have such a line.
        desktop.kill_notifier()
        desktop.spawn("dunst", "-conf", "/etc/xdg/dunst/dunstrc", name="notifier")
        wait_for(lambda: desktop.owner_of(NOTIFICATIONS), what="dunst")

    async def scene(stage: Stage) -> None:
        heights = []
        for text in ("", "<i></i>" * 15):
            changed = note(title=f"x{text}", body=f"x{text * 2}", buttons=(), slot=text)
            assert await stage.notifier.show(changed) == SHOWN
            box = await stage.appears()
            heights.append(box[3] - box[1])
            await stage.notifier.withdraw(text)
            await stage.vanishes()
        # One line more of the title at least, and two of the body.
        assert heights[1] > heights[0] + 3 * 12

    play(desktop, scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_another_program_cannot_answer_in_the_place_of_the_daemon(
    desktop_factory: Factory, daemon: str
) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note()) == SHOWN
        await stage.appears()
        address = DBusAddress(NOTIFICATIONS_PATH, interface=NOTIFICATIONS)
        with open_dbus_connection(stage.desktop.bus_address) as stranger:
            for number in range(1, 20):
                for member, kind, value in (
                    ("ActivationToken", "us", "stolen"),
                    ("ActionInvoked", "us", "glass"),
                    ("NotificationClosed", "uu", 2),
                ):
                    said = new_signal(address, member, kind, (number, value))
                    stranger.send(said)
                    # Spoken straight to Lull it passes every match rule of the bus.
                    said.header.fields[HeaderFields.destination] = stage.bus.unique_name
                    stranger.send(said)
        await asyncio.sleep(0.3)
        assert stage.ends == []
        await stage.press(daemon, 1)
        assert await stage.ended() == [("water", "later")]

    play(desktop_factory(notifier=daemon), scene)


@pytest.mark.parametrize("daemon", DAEMONS)
def test_the_icon_stands_beside_the_text(
    desktop_factory: Factory, daemon: str, tmp_path: Path
) -> None:
    path = tmp_path / "lull icon.png"
    app_icon().save(path)

    picture = app_icon()
    _, main = max(
        (count, pixel)
        for count, pixel in picture.getcolors(1 << 24) or []
        if isinstance(pixel, tuple) and pixel[3] == 255
    )

    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note(buttons=())) == SHOWN
        box = await stage.appears()
        counts = stage.desktop.screenshot().convert("RGB").crop(box).getcolors(1 << 24) or []
        alike = sum(count for count, pixel in counts if pixel == main[:3])
        assert alike > 100, f"no icon of colour {main} in the pop-up"

    play(desktop_factory(notifier=daemon), scene, path)


def test_a_bus_that_comes_back_brings_the_notifications_back(desktop_factory: Factory) -> None:
    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note("first")) == SHOWN
        await asyncio.to_thread(stage.desktop.kill_bus)
        await asyncio.to_thread(stage.desktop.kill_notifier)
        assert await stage.ended() == [("first", Closed.LOST)]
        shown = await stage.notifier.show(note("second"))
        assert shown == Shown.failed("there is no session bus")
        await asyncio.to_thread(stage.desktop.start_bus)
        await asyncio.to_thread(stage.desktop.start_notifier)

        async def shows() -> bool:
            return (await stage.notifier.show(note("third"))).ok

        deadline = time.monotonic() + 10
        while not await shows():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.1)
        await stage.press("dunst", 0)
        assert await stage.ended(2) == [("first", Closed.LOST), ("third", "glass")]

    play(desktop_factory(notifier="dunst"), scene)


def test_a_daemon_is_started_on_demand_by_the_bus(desktop_factory: Factory) -> None:
    desktop = desktop_factory()
    service = desktop.folder / "services" / f"{NOTIFICATIONS}.service"
    service.write_text(
        f"[D-BUS Service]\nName={NOTIFICATIONS}\nExec=/usr/bin/dunst -conf /etc/xdg/dunst/dunstrc\n"
    )
    desktop.bus_call(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig"
    )

    async def scene(stage: Stage) -> None:
        assert await stage.notifier.show(note()) == SHOWN
        await stage.dismiss("dunst")
        assert await stage.ended() == [("water", Closed.DISMISSED)]

    play(desktop, scene)
