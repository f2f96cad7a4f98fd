"""``lull demo``: a whole day in one minute, with the real icon and real notifications.

Everything but the clock is the real thing: the journal (a scratch one), the timetable, the gate,
the notifier and the menu. Where there is no desktop, the day passes in the terminal.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import heapq
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from config.kinds import NudgeKind
from config.language import N_, tr, trn
from config.local_format import clock_time
from config.local_time import system_zone
from config.paths import resolve
from config.settings import default_settings
from journal.store import Journal
from journal.totals import day_start
from tips.catalog import load_catalog
from tips.drinks import load_drinks
from tray import app, living, opener, timetable
from tray.clock import Clock
from tray.core import Core
from tray.desk import Desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from config.paths import Paths
    from config.settings import Settings
    from tray.bus.connection import Bus
    from tray.icon.state import IconState
    from tray.menu import MenuState
    from tray.notify.base import Note, Notifier, OnAnswer, OnClosed, Shown

_WAKE_MINUTES = 7 * 60
_BED_MINUTES = 23 * 60
_STAY_SECONDS = 6
_STEP_SECONDS = 0.05
_TURNS = 20
"""How often the loop goes round after an event, so that what it set off in the terminal is done."""

_DAY = (
    ("07:15", ["log sleep 6.5"], N_("You note how you slept.")),
    ("08:10", ["log coffee"], N_("You have a coffee.")),
    ("09:40", ["log tea"], N_("You have a tea.")),
    ("11:45", ["pause 30m"], N_("A meeting: you pause for half an hour.")),
    ("12:30", ["log water"], N_("You drink a glass of water.")),
    ("13:15", ["log coffee"], N_("You have another coffee.")),
    ("17:30", ["log exercise 30"], N_("You go for a run.")),
    ("19:00", ["log stress 4"], N_("You note your stress.")),
)
"""What the person of the demo does: local time, menu actions, and how it reads."""


_DEMO = N_("Demo: {title}")
"""Begins what could be taken for that of a Lull that runs beside it."""


class _Telling:
    """A notifier that says of what it shows that it is the demo's, and tells it in the terminal."""

    def __init__(self, notifier: Notifier, tell: Callable[[str], None]) -> None:
        self._notifier = notifier
        self._tell = tell

    @property
    def name(self) -> str:
        return self._notifier.name

    async def show(self, note: Note) -> Shown:
        shown = await self._notifier.show(
            dataclasses.replace(note, title=tr(_DEMO, title=note.title))
        )
        if shown.ok and shown.by != "terminal":
            buttons = "  ".join(f"[{button.label}]" for button in note.buttons)
            self._tell(f"   {note.title}  {buttons}")
        return shown

    async def withdraw(self, slot: str) -> None:
        await self._notifier.withdraw(slot)

    async def close(self) -> None:
        await self._notifier.close()


class _Day:
    """The demo's clock, and what is still to come on its day.

    Its time goes on in steps and stands still at each moment at which something happens, so that
    the day is the same however fast it passes.
    """

    def __init__(self, seconds: float, settings: Settings) -> None:
        self.zone = system_zone()
        self.date = datetime.now(UTC).astimezone(self.zone).date()
        self._start = timetable.instant(self.date, _WAKE_MINUTES, self.zone)
        self.end = timetable.instant(self.date, _BED_MINUTES, self.zone)
        self._factor = (self.end - self._start).total_seconds() / seconds
        self._began = time.monotonic()
        self.reached = self._start
        self.clock = Clock(lambda: self.reached, self.zone)
        self.wake: datetime | None = None
        self.due: list[tuple[datetime, NudgeKind]] = []
        for kind in NudgeKind:
            moment = self._start
            nudge = settings.nudge(kind)
            while nudge.on:
                following = timetable.next_time(nudge, settings.day, self.zone, moment)
                if following is None or following > self.end:
                    break
                moment = following
                heapq.heappush(self.due, (moment, kind))

    def passed(self) -> datetime:
        """The moment up to which things are to have happened by now."""
        seconds = (time.monotonic() - self._began) * self._factor
        return min(self._start + timedelta(seconds=seconds), self.end)

    def take_due(self) -> list[NudgeKind]:
        """What is due at the moment that is reached."""
        kinds = []
        while self.due and self.due[0][0] <= self.reached:
            kinds.append(heapq.heappop(self.due)[1])
        return kinds

    def wake_at(self, moment: datetime | None) -> None:
        self.wake = moment

    def tell(self, text: str) -> None:
        print(f"{clock_time(self.clock.local(self.reached))}  {text}", flush=True)


async def _play(day: _Day, core: Core) -> None:
    """Let the day pass."""
    acts = [(_moment(day, at), actions, text) for at, actions, text in _DAY]
    while day.reached < day.end:
        await asyncio.sleep(_STEP_SECONDS)
        until = day.passed()
        while (at := _next_event(day, acts)) <= until:
            day.reached = max(at, day.reached)
            await _happen(day, core, acts)
        day.reached = until


def _next_event(day: _Day, acts: list[tuple[datetime, list[str], str]]) -> datetime:
    following = [act[0] for act in acts[:1]] + [due[0] for due in day.due[:1]]
    following += [day.wake] if day.wake is not None else []
    return min(following, default=day.end + timedelta(days=1))


async def _happen(day: _Day, core: Core, acts: list[tuple[datetime, list[str], str]]) -> None:
    if acts and acts[0][0] <= day.reached:
        _, actions, text = acts.pop(0)
        day.tell(tr(text))
        for action in actions:
            core.act(action)
    if day.wake is not None and day.wake <= day.reached:
        day.wake = None
        await core.review()
    await asyncio.gather(*(core.due(kind, day.reached) for kind in day.take_due()))
    for _ in range(_TURNS):
        await asyncio.sleep(0)


def _moment(day: _Day, text: str) -> datetime:
    hours, minutes = text.split(":")
    return timetable.instant(day.date, int(hours) * 60 + int(minutes), day.zone)


def _living(seconds: float) -> app.Living:
    @contextlib.asynccontextmanager
    async def demo_living(
        paths: Paths,
        bus: Bus | None,
        show: Callable[[MenuState, IconState], None],
        quit_: Callable[[], None],
    ) -> AsyncIterator[Core]:
        settings = default_settings()
        notifications = msgspec.structs.replace(settings.notifications, stay_seconds=_STAY_SECONDS)
        settings = msgspec.structs.replace(settings, notifications=notifications)
        day = _Day(seconds, settings)
        with Journal.open(paths.journal, day.clock.now) as journal:
            desk = Desk(journal, day.clock, settings, load_drinks())

            def notifier(on_answer: OnAnswer, on_closed: OnClosed) -> Notifier:
                real = living.make_notifier(paths, bus, day.clock, on_answer, on_closed)
                return _Telling(real, day.tell)

            def show_as_demo(state: MenuState, icon: IconState) -> None:
                show(dataclasses.replace(state, status=tr(_DEMO, title=state.status)), icon)

            core = Core(paths, desk, load_catalog(), notifier, day.wake_at, show_as_demo, quit_)
            await core.review()
            day.tell(tr("Good morning. A day in a minute begins; answer the nudges if you like."))
            playing = asyncio.get_running_loop().create_task(_play(day, core))
            playing.add_done_callback(lambda _: quit_())
            try:
                yield core
            finally:
                playing.cancel()
                try:
                    # What went wrong in it is raised here; that it was ended early is no fault.
                    with contextlib.suppress(asyncio.CancelledError):
                        await playing
                finally:
                    await core.end()
            _sum_up(desk, day)

    return demo_living


def _sum_up(desk: Desk, day: _Day) -> None:
    today = desk.today()
    start = day_start(day.date, day.zone)
    nudges = desk.journal.shown_between(start, start + timedelta(days=2))
    held = desk.journal.holds(start, start + timedelta(days=2))
    print()
    minutes = today["exercise_minutes"]
    print(
        tr(
            "That was the day: {nudges}, about {mg} mg of caffeine, {ml} ml of drinks, {exercise}.",
            nudges=trn("{n} nudge", "{n} nudges", len(nudges)),
            mg=round(today["caffeine_mg"]),
            ml=today["water_ml"],
            exercise=trn("{n} minute of exercise", "{n} minutes of exercise", minutes),
        )
    )
    if held:
        print(tr("Held back, and why (newest first):"))
        for record in held:
            at = clock_time(day.clock.local(record.at))
            print(f"  {at}  {record.kind}: {record.text}")
    command = opener.typed_command()
    print(tr("The scratch journal is gone. To begin for real: {command}", command=command))


def run_demo(seconds: float) -> int:
    """Let a day pass in ``seconds``; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="lull-demo-") as folder:
        paths = resolve(str(Path(folder) / "home"), {})
        app.Resident(paths, _living(seconds), demo=True).run()
    return 0
