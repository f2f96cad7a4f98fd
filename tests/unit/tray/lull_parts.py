"""A whole core on a real journal, with a clock that the test moves and a screen that it scripts."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from config.kinds import NudgeKind
from config.paths import make_folders, resolve
from config.per_language import per_language
from config.settings import parse
from journal.entries import new_id
from journal.records import NudgeRecord, Outcome
from journal.store import Journal
from tips.catalog import load_catalog
from tips.drinks import load_drinks
from tray import menu, opener, remembered
from tray.clock import Clock
from tray.core import Core
from tray.desk import Desk
from tray.notify.base import Closed, Note, Shown
from tray.presence.base import Presence

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    import pytest

    from tray.icon.state import IconState
    from tray.lookout import Lookout
    from tray.notify.base import OnAnswer, OnClosed

ZONE = ZoneInfo("Europe/Berlin")
DAY = dt.date(2026, 3, 10)
"""A Tuesday without a clock change."""
EVERYTHING = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)

catalog = per_language(load_catalog)
drinks = per_language(load_drinks)


def moment(text: str, zone: dt.tzinfo = ZONE) -> dt.datetime:
    """ "14:30" of the usual day, "+1 08:00" of the next one, or a whole date and time, in UTC."""
    if text[4:5] == "-":
        return dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)
    ahead, _, time = text.rpartition(" ")
    day = DAY + dt.timedelta(days=int(ahead or 0))
    return dt.datetime.combine(day, dt.time.fromisoformat(time), zone).astimezone(dt.UTC)


def shown(desk: Desk, at: str, *, asked_for: bool = False) -> None:
    """Keep that a glass of water was offered at a moment; see `moment`."""
    record = NudgeRecord(
        id=new_id(),
        kind=NudgeKind.HYDRATION,
        tip="",
        due_at=moment(at),
        shown_at=moment(at),
        shown_by="terminal",
        outcome=Outcome.SHOWN,
        outcome_at=None,
        answer="",
        asked_for=asked_for,
    )
    desk.journal.put_nudge(record)


class Time:
    """A clock that moves only when it is told to."""

    def __init__(self, start: str = "09:00", zone: dt.tzinfo = ZONE) -> None:
        self.now = moment(start, zone)
        self.clock = Clock(lambda: self.now, zone)

    def set(self, text: str) -> None:
        self.now = moment(text, self.clock.zone)


class Screen:
    """A notifier that keeps what it was shown, and closes or answers it when the test says so."""

    name = "screen"

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.standing: dict[str, Note] = {}
        self.withdrawn: list[str] = []
        self.refusal = ""
        self.hanging: asyncio.Event | None = None
        self.broken: Exception | None = None
        self.ended = False
        self.shown = asyncio.Event()
        self.on_answer: OnAnswer
        self.on_closed: OnClosed

    async def show(self, note: Note) -> Shown:
        if self.hanging is not None and note.slot == "nudge":
            await self.hanging.wait()
        if self.broken is not None:
            raise self.broken
        if self.refusal:
            return Shown.failed(self.refusal)
        self.notes.append(note)
        before = self.standing.pop(note.slot, None)
        self.standing[note.slot] = note
        self.shown.set()
        if before is not None:
            self.on_closed(before, Closed.REPLACED)
        return Shown(ok=True, by="freedesktop", why="")

    async def withdraw(self, slot: str) -> None:
        if self.hanging is not None:
            await self.hanging.wait()
        self.withdrawn.append(slot)
        self.close_note(slot, Closed.WITHDRAWN)

    async def close(self) -> None:
        self.ended = True
        for slot in list(self.standing):
            self.close_note(slot, Closed.WITHDRAWN)

    def close_note(self, slot: str, how: Closed) -> None:
        note = self.standing.pop(slot, None)
        if note is not None:
            self.on_closed(note, how)

    def press(self, key: str, slot: str = "nudge") -> None:
        self.on_answer(self.standing.pop(slot), key)

    def titles(self, slot: str) -> list[str]:
        return [note.title for note in self.notes if note.slot == slot]

    @property
    def nudges(self) -> list[Note]:
        return [note for note in self.notes if note.slot == "nudge"]

    @property
    def reply(self) -> Note:
        return next(note for note in reversed(self.notes) if note.slot == "reply")


class Desktop:
    """What the desktop says of the person, as the test has it; it counts how often it is asked."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.looks = 0
        self.locked: bool | None = None
        self.do_not_disturb: bool | None = None
        self.full_screen: bool | None = None
        self.last_input: dt.datetime | None = None
        self.broken: Exception | None = None
        self.slow: asyncio.Event | None = None
        self.on_look: Callable[[], None] = lambda: None
        self.stopped = False

    async def look(self) -> Presence:
        self.looks += 1
        asked = self._present()
        self.on_look()
        if self.slow is not None:
            await self.slow.wait()
        if self.broken is not None:
            raise self.broken
        return asked

    def _present(self) -> Presence:
        now = self.time.now
        idle = None if self.last_input is None else (now - self.last_input).total_seconds()
        return Presence(now, idle, self.locked, self.do_not_disturb, self.full_screen)

    async def stop(self) -> None:
        self.stopped = True


class Lull:
    """One run of the core."""

    def __init__(
        self, home: Path, time: Time, screen: Screen, toml: str, desktop: Desktop | None = None
    ) -> None:
        self.time = time
        self.screen = screen
        self.paths = resolve(str(home / "lull"), {})
        make_folders(self.paths)
        self.journal = Journal.open(self.paths.journal, time.clock.now)
        self.wake: dt.datetime | None = None
        self.menus: list[tuple[menu.MenuState, IconState]] = []
        self.quits = 0
        self.desk = Desk(self.journal, time.clock, parse(toml), drinks())
        self.core = Core(
            self.paths,
            self.desk,
            catalog(),
            self._screen,
            self._wake_at,
            lambda state, icon: self.menus.append((state, icon)),
            self._quit,
        )
        self.lookout.attendance.watch = desktop

    @property
    def lookout(self) -> Lookout:
        return self.core.nudger.lookout

    def _screen(self, on_answer: OnAnswer, on_closed: OnClosed) -> Screen:
        self.screen.on_answer, self.screen.on_closed = on_answer, on_closed
        return self.screen

    def _wake_at(self, at: dt.datetime | None) -> None:
        # A wake that is not ahead would be a loop without a pause.
        assert at is None or at > self.time.now
        self.wake = at

    def _quit(self) -> None:
        self.quits += 1

    # -- what happens

    async def settle(self) -> None:
        """Let everything run that is ready, and what that makes ready."""
        for _ in range(40):
            await asyncio.sleep(0)

    async def due(self, *kinds: NudgeKind, at: str | None = None) -> None:
        """Let kinds fall due at the same moment, each in a job of its own."""
        if at is not None:
            self.time.set(at)
        await asyncio.gather(*(self.core.due(kind, self.time.now) for kind in kinds))
        await self.settle()

    async def until(self, text: str) -> None:
        """Let time pass, with every review that was asked for at its moment."""
        end = moment(text, self.time.clock.zone)
        for _ in range(200):
            if self.wake is None or self.wake > end:
                break
            self.time.now = self.wake
            await self.core.review()
            await self.settle()
        else:
            message = "it wakes without end"
            raise AssertionError(message)
        self.time.now = end
        await self.settle()

    async def act(self, action: str) -> None:
        self.core.act(action)
        await self.settle()

    async def press(self, key: str, slot: str = "nudge") -> None:
        self.screen.press(key, slot)
        await self.settle()

    async def close_note(self, how: Closed, slot: str = "nudge") -> None:
        self.screen.close_note(slot, how)
        await self.settle()

    # -- what there is

    @property
    def menu(self) -> menu.MenuState:
        return self.menus[-1][0]

    @property
    def icon(self) -> str:
        return self.menus[-1][1]

    def records(self) -> list[NudgeRecord]:
        return list(self.journal.nudges(*EVERYTHING))

    def outcomes(self) -> list[tuple[str, str]]:
        return [(record.kind.value, record.outcome.value) for record in self.records()]

    def holds(self) -> list[tuple[str, str]]:
        """Kind and reason of each hold, the oldest first."""
        return [(hold.kind.value, hold.reason) for hold in self.journal.holds(*EVERYTHING)][::-1]

    def today(self) -> dict[str, Any]:
        return self.desk.today()

    def later(self) -> dict[NudgeKind, dt.datetime]:
        return remembered.later(self.journal)


@contextlib.asynccontextmanager
async def lull(
    home: Path,
    time: Time,
    screen: Screen | None = None,
    toml: str = "",
    desktop: Desktop | None = None,
) -> AsyncIterator[Lull]:
    """A core that runs from the first review to its end, as `tray.living` has it."""
    run = Lull(home, time, screen or Screen(), toml, desktop)
    try:
        await run.core.review()
        await run.settle()
        yield run
    finally:
        await run.core.end()
        run.journal.close()


@contextlib.asynccontextmanager
async def killed(
    home: Path, time: Time, screen: Screen | None = None, toml: str = ""
) -> AsyncIterator[Lull]:
    """A core whose process is killed at the end of the block: nothing is closed in order."""
    run = Lull(home, time, screen or Screen(), toml)
    await run.core.review()
    await run.settle()
    try:
        yield run
    finally:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        run.journal.close()


def collect_opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Keep what would be opened in other programs: paths of files, words of commands."""
    opened: list[Any] = []

    async def keep(what: object) -> None:
        opened.append(what)

    monkeypatch.setattr(opener, "open_file", keep)
    monkeypatch.setattr(opener, "open_terminal", keep)
    return opened


def play(scene: Coroutine[Any, Any, None]) -> None:
    """Run a scene; whatever a callback of the loop raises fails the test."""
    errors: list[dict[str, Any]] = []

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
        await scene

    asyncio.run(run())
    assert not errors, errors
